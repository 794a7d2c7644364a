/** The row of charts: four side by side, or as many as fit, with the rest a swipe or a button away. */
import { useRef, useState } from 'react';
import type { Layout } from '../stage/geometry.ts';
import { Chart } from './Chart.tsx';
import './charts.css';
import { kinds } from './kinds.ts';

const perPage: Record<Layout, number> = { wide: 4, medium: 2, phone: 1 };

export function Charts({ layout }: { layout: Layout }) {
  const row = useRef<HTMLDivElement>(null);
  const [page, setPage] = useState(0);
  const pages = kinds.length / perPage[layout];
  const turnTo = (next: number) => row.current?.scrollTo({ left: next * row.current.clientWidth, behavior: 'instant' });
  return (
    <section className="charts" aria-label="Charts">
      <div
        ref={row}
        className="chart-row"
        onScroll={({ currentTarget }) => setPage(Math.round(currentTarget.scrollLeft / currentTarget.clientWidth))}
      >
        {kinds.map((kind) => (
          <Chart key={kind.id} kind={kind} />
        ))}
      </div>
      {pages > 1 && (
        <div className="chart-pages">
          {Array.from({ length: pages }, (_, i) => {
            const shown = kinds.slice(i * perPage[layout], (i + 1) * perPage[layout]).map((kind) => kind.title);
            return (
              <button
                key={shown[0]}
                type="button"
                aria-pressed={page === i}
                aria-label={shown.join(' and ')}
                onClick={() => turnTo(i)}
              />
            );
          })}
        </div>
      )}
    </section>
  );
}
