/** The row of charts: four side by side, or as many as fit, with the rest a swipe or a button away; and what can be done with them. */
import { useEffect, useRef, useState } from 'react';
import { useLab } from '../../store/useLab.ts';
import type { Layout } from '../stage/geometry.ts';
import { Chart } from './Chart.tsx';
import './charts.css';
import { isAtHand, kindsOf } from './kinds.ts';
import { useHelp } from './useHelp.ts';

const perPage: Record<Layout, number> = { wide: 4, medium: 2, phone: 1 };

export function Charts({ layout }: { layout: Layout }) {
  const row = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(0);
  const [choosing, setChoosing] = useState(false);
  const names = useLab((state) => state.charts);
  const marked = useLab((state) => state.marked !== null);
  const help = useHelp(!names.every(isAtHand));
  const shown = kindsOf(names, help?.moreKinds ?? {});
  const pages = Math.ceil(shown.length / perPage[layout]);
  const turnTo = (next: number) => row.current?.scrollTo({ left: next * row.current.clientWidth, behavior: 'instant' });
  useEffect(() => help?.layHandsOn(row.current!), [help]);
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
            {help && <help.ChartTools kind={kind} name={name} />}
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
      {help && <help.EventWords />}
      {help && marked && <help.StretchCard />}
      <button type="button" className="choose plain" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
        More charts
      </button>
      {help && choosing && <help.ChooseCharts onClose={() => setChoosing(false)} />}
    </section>
  );
}
