/** The statistics of the stretch that is marked in the charts, a column a lane, as a table that can be copied as text. */

import { useState } from 'react';
import { laneIds } from '../../../model/lanes.ts';
import { resolutionOf, type Stretch, stretchOf } from '../../../model/stretch.ts';
import { player } from '../../../store/lab.ts';
import { markStretch, zoomTo } from '../../../store/looking.ts';
import { useLab } from '../../../store/useLab.ts';
import { LaneHeads } from '../../LaneHeads.tsx';
import { amount, instant, lasting } from '../../story/words.ts';
import './tools.css';

const rows: readonly { label: string; of: (stretch: Stretch) => string }[] = [
  { label: 'Offered', of: ({ offered }) => amount(offered) },
  { label: 'Finished', of: ({ finished }) => amount(finished) },
  { label: 'Lost', of: ({ lost }) => amount(lost) },
  { label: 'Refused', of: ({ refused }) => amount(refused) },
  { label: 'Latency p50 of finished', of: ({ p50Ms }) => lasting(p50Ms) || '–' },
  { label: 'p95', of: ({ p95Ms }) => lasting(p95Ms) || '–' },
  { label: 'p99', of: ({ p99Ms }) => lasting(p99Ms) || '–' },
  { label: 'Not finished at its end', of: ({ unfinished }) => amount(unfinished) },
  { label: 'Outstanding, mean', of: ({ meanOutstanding }) => meanOutstanding.toFixed(1) },
  { label: 'Outstanding, most', of: ({ maxOutstanding }) => amount(maxOutstanding) },
];

export function StretchCard() {
  const marked = useLab((state) => state.marked);
  const scenario = useLab((state) => state.scenario);
  // The end of the run, and with it the last buckets, may come while the card is open.
  useLab((state) => state.story);
  const [said, setSaid] = useState('');
  if (marked === null) return null;
  const lanes = laneIds.filter((lane) => scenario.lanes.includes(lane));
  const resolution = resolutionOf(
    lanes.map((lane) => player.series[lane]),
    marked.from,
  );
  const edge = (time: number) => Math.min(scenario.until, Math.round(time / resolution) * resolution);
  const [from, to] = [edge(marked.from), Math.max(edge(marked.to), edge(marked.from) + resolution)];
  const stretches = lanes.map((lane) => stretchOf(player.series[lane].at(resolution), from, to));
  const title = `From ${instant(from)} to ${instant(to)}`;
  const cells = rows.map(({ label, of }) => [label, ...stretches.map((each) => (each === null ? '–' : of(each)))]);
  const copy = async () => {
    const text = [[title, ...lanes], ...cells].map((line) => line.join('\t')).join('\n');
    await navigator.clipboard.writeText(text).then(
      () => setSaid('Copied.'),
      () => setSaid('The browser does not let this page copy.'),
    );
  };
  return (
    <section className="stretch" aria-label="Marked stretch">
      <table>
        <caption>{title}</caption>
        <LaneHeads lanes={lanes} />
        <tbody>
          {cells.map(([label, ...values]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {values.map((value, i) => (
                <td key={lanes[i]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <button type="button" className="link" onClick={copy}>
          Copy as text
        </button>{' '}
        <button type="button" className="link" onClick={() => zoomTo(marked)}>
          Fit (F)
        </button>{' '}
        <button
          type="button"
          className="link"
          onClick={() => {
            markStretch(null);
            zoomTo(null);
          }}
        >
          Close
        </button>{' '}
        <span role="status">{said}</span>
      </p>
    </section>
  );
}
