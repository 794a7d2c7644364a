/** The live figure that other pages embed: the finding, the lanes, one chart, and a foot to play it with. */
import { useEffect, useRef } from 'react';
import { findShipped } from '../../scenarios/catalogue.ts';
import { comeIntoSight } from '../../store/figure.ts';
import { useLab } from '../../store/useLab.ts';
import { FigureChart } from './FigureChart.tsx';
import { FigureFoot } from './FigureFoot.tsx';
import { FigureStage } from './FigureStage.tsx';
import { FigureTransport } from './FigureTransport.tsx';
import { Finding } from './Finding.tsx';
import { LinkPoster } from './LinkPoster.tsx';
import { PosterButton } from './PosterButton.tsx';
import './embed.css';
import './foot.css';
import { onFigureKey } from './keys.ts';
import { useFigure } from './useFigure.ts';
import { useRoom } from './useRoom.ts';

/** Of the figure that must be seen before it plays. */
const HALF = 0.5;

function useSight(room: string) {
  const root = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another room is another element
  useEffect(() => {
    if (root.current === null) return;
    const watch = new IntersectionObserver(([entry]) => comeIntoSight(entry!.intersectionRatio >= HALF), {
      threshold: [0, HALF],
    });
    watch.observe(root.current);
    return () => watch.disconnect();
  }, [room]);
  return root;
}

export function Figure() {
  const { room, rows, chart } = useRoom();
  const root = useSight(room);
  const named = useFigure(({ options }) => options.title);
  const title = useLab(({ base }) => named ?? findShipped(base.name)?.title ?? base.name);
  const hasChart = useFigure(({ options }) => options.chart !== null);
  const resting = useFigure((state) => state.resting);
  const lanes = useLab(({ scenario }) => scenario.lanes);
  const focus = useLab((state) => state.focus);
  useEffect(() => {
    addEventListener('keydown', onFigureKey);
    return () => removeEventListener('keydown', onFigureKey);
  }, []);
  if (room === 'none') return <LinkPoster />;
  const shown = room === 'small' ? lanes.filter((lane) => lane === focus) : lanes.slice(0, rows);
  return (
    <main ref={root} className={`embed embed-${room}`}>
      <h1 className="visually-hidden">{title}</h1>
      <div className="embed-live" inert={resting}>
        <Finding />
        <FigureStage lanes={shown} room={room} />
        {chart && hasChart && <FigureChart />}
        <FigureTransport lanes={room === 'small' ? lanes : []} />
      </div>
      <FigureFoot />
      {resting && <PosterButton />}
    </main>
  );
}
