/** The numbers of a chart in its window, a row a bucket and lane. */
import { useState } from 'react';
import type { ChartName } from '../../../model/linkView.ts';
import { SECOND } from '../../../model/time.ts';
import { Dialog } from '../../share/Dialog.tsx';
import { instant } from '../../story/words.ts';
import type { ChartKind } from '../kind.ts';
import { sceneNow } from '../sceneNow.ts';
import { about } from './about.ts';
import { columnsIn } from './chartFiles.ts';

const cell = (value: number) =>
  Number.isNaN(value) ? '–' : value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** "waitingTotal" as "waiting total", and with the unit of what is a time. */
const heading = (column: string) =>
  `${column.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}${/^p\d|Ms$/.test(column) ? ', ms' : ''}`;

export function ChartTable({ kind, name, onClose }: { kind: ChartKind; name: ChartName; onClose: () => void }) {
  // What is on the screen when it is opened; the run stands still meanwhile.
  const [{ lanes, series, window }] = useState(sceneNow);
  const { columns } = about[name];
  return (
    <Dialog title={`${kind.title}, ${instant(window.from)} to ${instant(window.to)}`} onClose={onClose}>
      <section className="chart-table" aria-label="Numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">lane</th>
              <th scope="col">from, s</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {heading(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.flatMap((lane) => {
              const cut = columnsIn(name, series[lane], window);
              return Array.from({ length: cut.length }, (_, i) => {
                const from = ((cut.first + i) * cut.resolution) / SECOND;
                return (
                  <tr key={`${lane} ${from}`}>
                    <th scope="row" className={lane}>
                      {lane}
                    </th>
                    <td>{from.toFixed(1)}</td>
                    {columns.map((column) => (
                      <td key={column}>{cell(cut.columns[column][i]!)}</td>
                    ))}
                  </tr>
                );
              });
            })}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}
