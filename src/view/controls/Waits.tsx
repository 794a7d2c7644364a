/** A knob that is a list of durations: read as it is, typed as a whole. */
import type { ReactNode } from 'react';
import type { ListKnob } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { Row } from '../../model/parameters.ts';
import { formatValue } from '../../model/units.ts';
import { ResetButton } from './ResetButton.tsx';
import { useKnob } from './useKnob.ts';
import { ValueField } from './ValueField.tsx';

interface Props {
  row: Row & ListKnob;
  lane: LaneId | null;
  /** Between label and value: the lanes that stand elsewhere. */
  aside: ReactNode;
}

export function Waits({ row, lane, aside }: Props) {
  const { value, base, reset } = useKnob(row.id, lane);
  return (
    <div className="choice" data-changed={value !== base}>
      <span className="name">{row.label}</span>
      {aside}
      <ValueField row={row} lane={lane} value={value} />
      {value !== base && <ResetButton label={row.label} to={formatValue(row, base)} onClick={reset} />}
    </div>
  );
}
