/** Play, time, speed, the ruler of the whole run, and one thing to break. */
import type { LaneId } from '../../model/lanes.ts';
import { setFocus, setSpeed } from '../../store/commands.ts';
import { useLab, useRun } from '../../store/useLab.ts';
import { Icon } from '../icons.tsx';
import { capitalized } from '../story/words.ts';
import { Clock } from '../transport/Clock.tsx';
import { Ruler } from '../transport/Ruler.tsx';
import { speeds, speedText } from '../transport/speeds.ts';
import '../transport/transport.css';
import { DrillButton } from './DrillButton.tsx';
import { togglePlay } from './keys.ts';

/** `lanes` can be chosen from; none if all are shown. */
export function FigureTransport({ lanes }: { lanes: readonly LaneId[] }) {
  const running = useRun(({ value }) => value === 'running');
  return (
    <section className="embed-transport" aria-label="Transport">
      <button type="button" aria-label={running ? 'Pause' : 'Play'} onClick={togglePlay}>
        <Icon name={running ? 'pause' : 'play'} size={14} />
      </button>
      <Clock />
      <Speed />
      {lanes.length > 1 && <LaneChoice lanes={lanes} />}
      <Ruler />
      <DrillButton />
    </section>
  );
}

function Speed() {
  const speed = useLab((state) => state.speed);
  const known = speeds.some((each) => each === speed);
  return (
    <select aria-label="Speed" value={speed} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
      {[...(known ? [] : [speed]), ...speeds].map((each) => (
        <option key={each} value={each}>
          {speedText(each)}
        </option>
      ))}
    </select>
  );
}

function LaneChoice({ lanes }: { lanes: readonly LaneId[] }) {
  const focus = useLab((state) => state.focus);
  return (
    <select aria-label="Lane" value={focus} onChange={(event) => setFocus(event.currentTarget.value as LaneId)}>
      {lanes.map((lane) => (
        <option key={lane} value={lane}>
          {capitalized(lane)}
        </option>
      ))}
    </select>
  );
}
