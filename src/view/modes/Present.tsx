/** The run for a projector: a headline, two lanes (three on demand), one chart, and nothing smaller than 24 px on a page of 1280×720. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { laneIds } from '../../model/lanes.ts';
import { togglePlay, togglePresenting } from '../../store/commands.ts';
import { useLab, useRun } from '../../store/useLab.ts';
import { Chart } from '../charts/Chart.tsx';
import { Icon } from '../icons.tsx';
import { typed } from '../keys.ts';
import { Notices } from '../Notices.tsx';
import '../stage/stage.css';
import { useStagePainter } from '../stage/useStagePainter.ts';
import { Headline } from '../story/Headline.tsx';
import { Clock } from '../transport/Clock.tsx';
import { Pace } from '../transport/Pace.tsx';
import './present.css';
import { PresentLane } from './PresentLane.tsx';
import { chartOf } from './presentChart.ts';
import { PAGE, presentGeometry, UNIT } from './presentGeometry.ts';

const LANES_AT_FIRST = 2;

function onResize(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

/** CSS pixels of this window for each of a page of 1280×720. */
const useFactor = () =>
  useSyncExternalStore(onResize, () => Math.min(innerWidth / PAGE.width, innerHeight / PAGE.height));

export default function Present() {
  const factor = useFactor();
  const width = useSyncExternalStore(onResize, () => document.documentElement.clientWidth);
  const [lanesMax, setLanesMax] = useState(LANES_AT_FIRST);
  const all = useLab((state) => state.scenario.lanes);
  const lanes = useMemo(() => laneIds.filter((lane) => all.includes(lane)).slice(0, lanesMax), [all, lanesMax]);
  const scale = UNIT * factor;
  const geometry = useMemo(
    () => presentGeometry((width - 2 * PAGE.margin * factor) / scale, lanes.length),
    [width, factor, scale, lanes.length],
  );
  const chart = useMemo(() => chartOf(lanes), [lanes]);
  const painter = useStagePainter(geometry, lanes, undefined, scale);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || typed(event.target)) return;
      if (event.key === 'Escape') togglePresenting();
      else if (event.key === '2' || event.key === '3') setLanesMax(Number(event.key));
      else return;
      event.preventDefault();
    };
    // Before the keys of the page, for which these numbers are drills.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return (
    <main className="present" style={{ '--u': `${factor}px` } as React.CSSProperties}>
      <h1 className="visually-hidden">Push–Pull Lab</h1>
      <Notices more={null} onDismissMore={() => {}} />
      <Headline />
      <section className="lanes" aria-label="Stage">
        {lanes.map((lane, i) => (
          <PresentLane
            key={lane}
            lane={lane}
            last={i === lanes.length - 1}
            geometry={geometry}
            scale={scale}
            attach={painter.attachLane}
          />
        ))}
      </section>
      {lanes.length <= LANES_AT_FIRST && (
        <section className="present-chart" aria-label="Chart">
          <div style={{ width: `${100 / scale}%`, height: `${100 / scale}%`, transform: `scale(${scale})` }}>
            <Chart kind={chart} magnified={scale} />
          </div>
        </section>
      )}
      <Foot lanesMax={lanesMax} hasMore={all.length > LANES_AT_FIRST} onLanes={setLanesMax} />
    </main>
  );
}

interface FootProps {
  lanesMax: number;
  hasMore: boolean;
  onLanes: (lanes: number) => void;
}

function Foot({ lanesMax, hasMore, onLanes }: FootProps) {
  const running = useRun(({ value }) => value === 'running');
  const phase = useRun(({ value }) => value);
  const other = lanesMax === LANES_AT_FIRST ? 3 : LANES_AT_FIRST;
  return (
    <section className="present-foot" aria-label="Transport">
      <button type="button" aria-label={running ? 'Pause' : 'Play'} title="Space" onClick={togglePlay}>
        <Icon name={running ? 'pause' : 'play'} size={30} />
      </button>
      <Clock />
      <Pace />
      <span className="visually-hidden" data-testid="phase">
        {phase}
      </span>
      <span className="present-end">
        {hasMore && (
          <button type="button" title={`Key ${other}`} onClick={() => onLanes(other)}>
            {other === 3 ? 'All 3 lanes' : '2 lanes, 1 chart'}
          </button>
        )}
        <button type="button" title="P or Esc" onClick={togglePresenting}>
          Leave
        </button>
      </span>
    </section>
  );
}
