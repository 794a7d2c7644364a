/** The foot of the page: play and pause, the time, the speed, and the ruler of the whole run. */
import { newSeed, restart, runToEnd, setSpeed, step, togglePlay } from '../../store/commands.ts';
import { stepBack, toggleLoop, toLandmark } from '../../store/transport.ts';
import { useLab, useRun } from '../../store/useLab.ts';
import { Icon } from '../icons.tsx';
import { letKeysGo } from '../keys.ts';
import { instant } from '../story/words.ts';
import { Clock } from './Clock.tsx';
import { Pace } from './Pace.tsx';
import { Ruler } from './Ruler.tsx';
import { speeds, speedText } from './speeds.ts';
import './transport.css';

export function Transport() {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only clicks leave the focus where it is not wanted
    <section className="transport" aria-label="Transport" onClick={letKeysGo}>
      <PlayButton />
      <Clock />
      <SpeedSelect />
      <div className="transport-more">
        <button
          type="button"
          aria-label="Previous landmark"
          title="Previous landmark  B"
          onClick={() => toLandmark(-1)}
        >
          <Icon name="previous" />
        </button>
        <button type="button" aria-label="Step one event back" title="One event back  ," onClick={stepBack}>
          <Icon name="stepBack" />
        </button>
        <button type="button" aria-label="Step one event" title="One event further  ." onClick={step}>
          <Icon name="step" />
        </button>
        <button type="button" aria-label="Next landmark" title="Next landmark  N" onClick={() => toLandmark(1)}>
          <Icon name="next" />
        </button>
        <LoopButton />
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

function LoopButton() {
  const loop = useLab((state) => state.loop);
  const title =
    loop === null
      ? 'Play a stretch over and over  L'
      : `Plays ${instant(loop.from)} to ${instant(loop.to)} over and over; press to end that  L`;
  return (
    <button type="button" aria-label="Loop" aria-pressed={loop !== null} title={title} onClick={toggleLoop}>
      <Icon name="loop" />
    </button>
  );
}

/** Seed and receipt say which run this is: the same on every machine. */
function RunMeta() {
  const seed = useLab((state) => state.scenario.seed);
  const receipt = useLab((state) => state.receipt);
  const phase = useRun(({ value }) => value);
  return (
    <span className="run-meta t2">
      <span>
        seed <span data-testid="seed">{seed}</span>
      </span>
      {receipt !== null && (
        <span title={`Receipt ${receipt}: the same scenario and seed give the same receipt everywhere`}>
          <span data-testid="receipt">{receipt}</span>
        </span>
      )}
      <span className="visually-hidden" data-testid="phase">
        {phase}
      </span>
    </span>
  );
}
