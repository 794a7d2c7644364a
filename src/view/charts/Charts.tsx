/** The row of charts: four side by side, or as many as fit, with the rest a swipe or a button away; and what can be done with them. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ChartName } from '../../model/linkView.ts';
import { useLab } from '../../store/useLab.ts';
import type { Layout } from '../stage/geometry.ts';
import { Chart } from './Chart.tsx';
import './charts.css';
import type { ChartKind } from './kind.ts';
import { kindsOf } from './kinds.ts';
import { useFirstMove } from './useFirstMove.ts';

const ChartTools = lazy(() => import('./tools/ChartTools.tsx'));
const EventWords = lazy(() => import('./tools/EventWords.tsx'));
const StretchCard = lazy(() => import('./tools/StretchCard.tsx'));
const ChooseCharts = lazy(() => import('./tools/ChooseCharts.tsx'));

const perPage: Record<Layout, number> = { wide: 4, medium: 2, phone: 1 };

/** The charts that are shown; those that are not always here come a moment later. */
function useKinds(): { name: ChartName; kind: ChartKind }[] {
  const names = useLab((state) => state.charts);
  const [more, setMore] = useState<Partial<Record<ChartName, ChartKind>>>({});
  const shown = kindsOf(names, more);
  const lacks = shown.length < names.length;
  useEffect(() => {
    if (lacks) void import('./more/moreKinds.ts').then(({ moreKinds }) => setMore(moreKinds));
  }, [lacks]);
  return shown;
}

export function Charts({ layout }: { layout: Layout }) {
  const row = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(0);
  const [choosing, setChoosing] = useState(false);
  const shown = useKinds();
  const moved = useFirstMove();
  const marked = useLab((state) => state.marked !== null);
  const pages = Math.ceil(shown.length / perPage[layout]);
  const turnTo = (next: number) => row.current?.scrollTo({ left: next * row.current.clientWidth, behavior: 'instant' });
  useEffect(() => {
    if (!moved) return;
    let takeOff = () => {};
    let gone = false;
    void import('./tools/hands.ts').then(({ layHandsOn }) => {
      if (!gone) takeOff = layHandsOn(row.current!);
    });
    return () => {
      gone = true;
      takeOff();
    };
  }, [moved]);
  return (
    <section className="charts" aria-label="Charts">
      <div
        ref={row}
        className="chart-row"
        data-pages={pages > 1}
        onScroll={({ currentTarget }) => setPage(Math.round(currentTarget.scrollLeft / currentTarget.clientWidth))}
      >
        {shown.map(({ name, kind }) => (
          <Chart key={name} kind={kind}>
            {moved && (
              <Suspense>
                <ChartTools kind={kind} name={name} />
              </Suspense>
            )}
          </Chart>
        ))}
      </div>
      {pages > 1 && (
        <div className="chart-pages">
          {Array.from({ length: pages }, (_, i) => {
            const titles = shown.slice(i * perPage[layout], (i + 1) * perPage[layout]).map(({ kind }) => kind.title);
            return (
              <button
                key={titles[0]}
                type="button"
                aria-pressed={page === i}
                aria-label={titles.join(' and ')}
                onClick={() => turnTo(i)}
              />
            );
          })}
        </div>
      )}
      {moved && (
        <Suspense>
          <EventWords />
        </Suspense>
      )}
      {marked && (
        <Suspense>
          <StretchCard />
        </Suspense>
      )}
      <button type="button" className="choose plain" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
        More charts
      </button>
      {choosing && (
        <Suspense>
          <ChooseCharts onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </section>
  );
}
