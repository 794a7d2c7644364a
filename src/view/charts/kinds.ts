/** The charts there are, in the order in which they stand. */
import type { ChartKind } from './kind.ts';
import { latency } from './latency.ts';
import { outstanding } from './outstanding.ts';
import { refusals } from './refusals.ts';
import { throughput } from './throughput.ts';

export const kinds: readonly ChartKind[] = [outstanding, latency, throughput, refusals];
