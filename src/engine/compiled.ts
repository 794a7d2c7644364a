/** Takes the place of compile.ts in the builds: the tables were made when the build was, so XState need not be loaded to make them. */
import type { Chart } from './chart.ts';
import { type ChartData, fromData, type Implementations } from './chartData.ts';

/** By the machine's id; see chartsBuild.ts. */
declare const COMPILED_CHARTS: Record<string, ChartData>;

const charts = new Map<string, Chart>();

export function compile({ id, implementations }: { id: string; implementations: Implementations }): Chart {
  const chart = charts.get(id) ?? fromData(COMPILED_CHARTS[id], implementations);
  charts.set(id, chart);
  return chart;
}

export const eventCodes = (machine: Parameters<typeof compile>[0]) => compile(machine).codes;
