/** One row of the parameter table as a control: the right instrument for its kind, and the lanes that stand elsewhere. */
import type { NumberRow } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { ParameterId } from '../../model/parameters.ts';
import { display } from '../../model/units.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { Choice } from './Choice.tsx';
import './instrument.css';
import { Instrument } from './Instrument.tsx';
import { ownLanes, rowOf, standing, targetOf, whyIdle } from './standing.ts';
import { Waits } from './Waits.tsx';

interface Props {
  id: ParameterId;
  /** The lane chosen in the group; null for all. */
  lane: LaneId | null;
  onChooseLane: (lane: LaneId) => void;
}

export function Control({ id, lane, onChooseLane }: Props) {
  const row = rowOf(id);
  const target = targetOf(row, lane);
  // A string, so that React renders again only when a lane's value changes.
  const own = useLab((state) => (target === null ? ownLanes(state.scenario, row, player.playhead()).join() : ''));
  const scenario = useLab((state) => state.scenario);
  const idle = useLab((state) => whyIdle(state.scenario, row, lane, player.playhead()));
  if (target === undefined) return null;
  const lanes = own === '' ? [] : (own.split(',') as LaneId[]);
  const aside = lanes.map((each) => {
    const { number, unit } = display(row, standing(scenario, id, each, player.playhead()));
    return (
      <button
        key={each}
        type="button"
        className="own"
        title={`${each} has its own value; turn it apart`}
        onClick={() => onChooseLane(each)}
      >
        <span className={each}>{each}</span> {number} {unit}
      </button>
    );
  });
  return (
    <div className="control" data-parameter={id} data-idle={idle !== ''} title={`${row.help}${idle}`}>
      {row.kind === 'choice' || row.kind === 'toggle' ? (
        <Choice row={row} lane={target} aside={aside} />
      ) : row.kind === 'list' ? (
        <Waits row={row} lane={target} aside={aside} />
      ) : (
        <Instrument row={row as typeof row & NumberRow} lane={target} aside={aside} />
      )}
    </div>
  );
}
