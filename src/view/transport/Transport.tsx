/** The foot of the page: play and pause, the time, the speed, and the ruler of the whole run. */
import { newSeed, restart, runToEnd, setSpeed, step, togglePlay } from '../../store/commands.ts';
import { useLab, useRun } from '../../store/useLab.ts';
import { Icon } from '../icons.tsx';
import { Clock } from './Clock.tsx';
import { Pace } from './Pace.tsx';
import { Ruler } from './Ruler.tsx';
import { speeds, speedText } from './speeds.ts';
import './transport.css';

export function Transport() {
  return (
    <section className="transport" aria-label="Transport">
      <PlayButton />
      <Clock />
      <SpeedSelect />
      <div className="transport-more">
        <button type="button" aria-label="Step one event" title="One event further  ." onClick={step}>
          <Icon name="step" />
        </button>
        <button type="button" aria-label="Restart, same seed" title="Restart, same seed  R" onClick={restart}>
          <Icon name="restart" />
        </button>
        <button type="button" aria-label="Restart, new seed" title="Restart, new seed  Shift R" onClick={newSeed}>
          <Icon name="die" />
        </button>
        <button type="button" aria-label="Run to the end" title="To the end  E" onClick={runToEnd}>
          <Icon name="end" />
        </button>
        <RunMeta />
      </div>
      <Ruler />
    </section>
  );
}

function PlayButton() {
  const running = useRun(({ value }) => value === 'running');
  return (
    <button type="button" className="play" aria-label={running ? 'Pause' : 'Play'} title="Space" onClick={togglePlay}>
      <Icon name={running ? 'pause' : 'play'} size={20} />
    </button>
  );
}

function SpeedSelect() {
  const speed = useLab((state) => state.speed);
  const known = speeds.some((each) => each === speed);
  return (
    <label className="speed">
      <span className="t2">speed</span>
      <select aria-label="speed" value={speed} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
        {[...(known ? [] : [speed]), ...speeds].map((each) => (
          <option key={each} value={each}>
            {speedText(each)}
          </option>
        ))}
      </select>
      <Pace />
    </label>
  );
}

/** Seed and receipt say which run this is: the same on every machine. */
function RunMeta() {
  const seed = useLab((state) => state.scenario.seed);
  const receipt = useLab((state) => state.receipt);
  const phase = useRun(({ value }) => value);
  return (
    <span className="run-meta t2">
      seed <span data-testid="seed">{seed}</span>
      {receipt !== null && (
        <span title={`Receipt ${receipt}: the same scenario and seed give the same receipt everywhere`}>
          {' · '}
          <span data-testid="receipt">{receipt}</span>
        </span>
      )}
      <span className="visually-hidden" data-testid="phase">
        {phase}
      </span>
    </span>
  );
}
