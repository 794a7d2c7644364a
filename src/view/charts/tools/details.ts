/** All that belongs to the value at a time, for charts whose own reading is a single number. */
import type { LaneId } from '../../../model/lanes.ts';
import type { ChartName } from '../../../model/linkView.ts';
import type { CounterName, Series } from '../../../model/series.ts';
import { SECOND, type SimTime } from '../../../model/time.ts';
import { amount, lasting } from '../../story/words.ts';
import { bucketAt } from '../column.ts';
import type { Scene } from '../scene.ts';

type Detail = (series: Series, i: number, scene: Scene, lane: LaneId) => string;

function sumOverSecond({ columns, resolution }: Series, name: CounterName, i: number): number {
  const from = Math.max(0, i + 1 - Math.max(1, SECOND / resolution));
  return columns[name].subarray(from, i + 1).reduce((sum, value) => sum + value, 0);
}

const owners: Partial<Record<string, string>> = {
  sender: 'the sender',
  broker: 'the broker',
  inline: 'the worker',
  republish: 'the worker',
};

/** Tries over first tries in the last second, by who made them. */
function tries(series: Series, i: number, { settings }: Scene, lane: LaneId): string {
  const sum = (name: CounterName) => sumOverSecond(series, name, i);
  const [all, again, own] = [sum('deliveries'), sum('retries'), sum('ownRetries')];
  const said = `${amount(sum('refused'))} refused, ${amount(sum('failed'))} failed in 1 s`;
  if (all === again) return said;
  const owner = owners[settings[lane]['retry.owner']] ?? 'its owner';
  const by = [again > 0 ? `${amount(again)} again by ${owner}` : '', own > 0 ? `${amount(own)} within work` : ''];
  const who = by.filter(Boolean).join(', ');
  return `${said}, tries ×${((all + own) / (all - again)).toFixed(1)}${who && ` (${who})`}`;
}

const details: Partial<Record<ChartName, Detail>> = {
  outstanding: ({ columns }, i) =>
    `${amount(columns.outstanding[i]!)} (ready ${amount(columns.ready[i]!)}, leased ${amount(columns.leased[i]!)}, to be retried ${amount(columns.delayed[i]!)}, held ${amount(columns.held[i]!)})`,
  latency({ columns }, i) {
    const of = (name: 'p50' | 'p95' | 'p99') => lasting(columns[name][i]!) || '–';
    return `p50 ${of('p50')}, p95 ${of('p95')}, p99 ${of('p99')}, ${amount(columns.outstanding[i]!)} not finished`;
  },
  refusals: tries,
};

/** Empty where nothing is known, or where there is no more to say than the chart does. */
export function detailOf(name: string, scene: Scene, lane: LaneId, time: SimTime): string {
  const series = scene.series[lane];
  const i = bucketAt(series, time);
  return i < 0 || i >= series.length ? '' : (details[name as ChartName]?.(series, i, scene, lane) ?? '');
}
