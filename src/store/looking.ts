/** What a person chooses to look at in the charts: which of them, which stretch, and what is marked. None of it changes the run. */
import { type ChartName, chartNames } from '../model/linkView.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import type { Loop } from './deck.ts';
import { lab, player } from './lab.ts';

/** Two buckets of the finest resolution; a shorter stretch would show nothing. */
export const STRETCH_MIN: SimTime = SECOND / 5;

/** Shows or hides a chart; the last one stays. */
export function showChart(name: ChartName, shown: boolean): void {
  const { charts } = lab.getState();
  const next = chartNames.filter((each) => (each === name ? shown : charts.includes(each)));
  if (next.length > 0) lab.setState({ charts: next });
}

const within = ({ from, to }: Loop): Loop => {
  const { until } = lab.getState().scenario;
  const span = Math.min(until, Math.max(STRETCH_MIN, to - from));
  const begin = Math.min(Math.max(0, from), until - span);
  return { from: Math.round(begin), to: Math.round(begin + span) };
};

/** The charts show this stretch, within the run, or follow the playhead again. */
export function zoomTo(zoom: Loop | null): void {
  lab.setState({ zoom: zoom && within(zoom) });
}

/** Marks a stretch for its statistics, in either direction; null marks nothing. */
export function markStretch(marked: Loop | null): void {
  lab.setState({
    marked: marked && within({ from: Math.min(marked.from, marked.to), to: Math.max(marked.from, marked.to) }),
  });
}

/** Everything, or back to following the playhead. */
export function toggleWhole(): void {
  const { zoom, scenario } = lab.getState();
  zoomTo(zoom === null ? { from: 0, to: scenario.until } : null);
}

/** What is marked fills the charts; else the outage at the playhead, or the nearest one, with a little before and after it. */
export function fitMarked(): void {
  const { marked, scenario } = lab.getState();
  const playhead = player.playhead();
  const distance = ({ from, to }: Loop) => Math.max(0, from - playhead, playhead - to);
  const [nearest] = scenario.timeline
    .map((entry) => ({ from: entry.at, to: entry.type === 'drill' ? entry.until : entry.at }))
    .toSorted((a, b) => distance(a) - distance(b));
  if (marked !== null) zoomTo(marked);
  else if (nearest !== undefined) {
    const around = Math.max(SECOND, (nearest.to - nearest.from) / 4);
    zoomTo({ from: nearest.from - around, to: Math.min(nearest.to, scenario.until) + around });
  }
}
