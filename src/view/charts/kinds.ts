/** The charts that are shown unless somebody chooses others. */
import type { ChartName, defaultCharts } from '../../model/linkView.ts';
import type { ChartKind } from './kind.ts';
import { latency } from './latency.ts';
import { outstanding } from './outstanding.ts';
import { refusals } from './refusals.ts';
import { throughput } from './throughput.ts';

export const kinds: Record<(typeof defaultCharts)[number], ChartKind> = { outstanding, latency, throughput, refusals };

export const isAtHand = (name: ChartName): name is keyof typeof kinds => name in kinds;

/** The kinds of these charts as far as they are at hand: `more` are those that had to be loaded. */
export const kindsOf = (names: readonly ChartName[], more: Partial<Record<ChartName, ChartKind>>) =>
  names.flatMap((name) => {
    const kind = { ...kinds, ...more }[name];
    return kind === undefined ? [] : [{ name, kind }];
  });
