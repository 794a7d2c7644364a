/** A knob with a few named positions, or one that is on or off. */
import { type ReactNode, useId } from 'react';
import type { ChoiceKnob, ToggleKnob, Value } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { Row } from '../../model/parameters.ts';
import { formatValue } from '../../model/units.ts';
import { ResetButton } from './ResetButton.tsx';
import { useKnob } from './useKnob.ts';

interface Props {
  row: Row & (ChoiceKnob | ToggleKnob);
  lane: LaneId | null;
  /** Between label and value: the lanes that stand elsewhere. */
  aside: ReactNode;
}

export function Choice({ row, lane, aside }: Props) {
  const id = useId();
  const { value, base, turn, letGo, reset } = useKnob(row.id, lane);
  const choose = (next: Value) => {
    turn(next);
    letGo();
  };
  return (
    <div className="choice" data-changed={value !== base}>
      <label htmlFor={id}>{row.label}</label>
      {aside}
      {value !== base && <span className="t2">{formatValue(row, base)} →</span>}
      {row.kind === 'toggle' ? (
        <input
          id={id}
          type="checkbox"
          role="switch"
          aria-checked={value === true}
          checked={value === true}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
      ) : (
        <select id={id} value={String(value)} onChange={(event) => choose(event.currentTarget.value)}>
          {row.options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      )}
      {value !== base && <ResetButton label={row.label} to={formatValue(row, base)} onClick={reset} />}
    </div>
  );
}
