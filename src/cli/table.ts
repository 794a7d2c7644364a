/** The report for people: a row a measure, a column a lane. */
import type { Counts, LaneReport, Objective, Report } from '../model/report.ts';

const digits = (value: number, places: number) => (Number.isFinite(value) ? value.toFixed(places) : '–');
const whole = (value: number) => (Number.isFinite(value) ? value.toLocaleString('en') : '–');
const ms = (value: number) => digits(value, value < 10 ? 2 : value < 1_000 ? 1 : 0);

type Row =
  | [label: string, cell: (lane: LaneReport) => string, isWanted?: (lanes: readonly LaneReport[]) => boolean]
  | null;

const levelRow = (label: string, name: keyof LaneReport['levels']): Row => [
  label,
  ({ levels }) => `${digits(levels[name].mean, 2)} / ${whole(levels[name].max)}`,
];

/** Rounded down, so that no share looks as if it had reached its target. */
const share = (value: number) => `${Math.floor(Number((value * 10_000).toPrecision(12))) / 100}%`;

/** What was measured against what was asked, as a true statement: `98.21% < 99%`. */
function objective({ measured, target, met }: Objective, isShare: boolean, say: (value: number) => string): string {
  if (met === null || target === Number.POSITIVE_INFINITY) return met === null ? '–' : say(measured);
  const sign = isShare ? (met ? '≥' : '<') : met ? '≤' : '>';
  return `${say(measured)} ${sign} ${say(target)}`;
}

/** What held the queue for the longest, and for which share of the time. */
function heldBy({ heldMs }: LaneReport): string {
  const spans = Object.entries(heldMs);
  const all = spans.reduce((sum, [, span]) => sum + span, 0);
  const [gate, span] = spans
    .filter(([name]) => name !== 'none')
    .reduce((most, each) => (each[1] > most[1] ? each : most));
  return span > 0 ? `${gate} ${digits((100 * span) / all, 1)}%` : '–';
}

type CountName = { [Name in keyof Counts]: Counts[Name] extends number ? Name : never }[keyof Counts];

/** What balances the counts, and is nothing in most runs: left out if it is 0 in all lanes. */
const rareRow = (label: string, name: CountName): Row => [
  label,
  ({ counts }) => whole(counts[name]),
  (lanes) => lanes.some(({ counts }) => counts[name] !== 0),
];

/** Null is an empty line. */
const rows: readonly Row[] = [
  rareRow('outstanding before', 'outstandingBefore'),
  ['published', ({ counts }) => whole(counts.published)],
  rareRow('copied', 'copied'),
  rareRow('known by their id', 'deduplicated'),
  ['accepted', ({ counts }) => whole(counts.accepted)],
  ['acked', ({ counts }) => whole(counts.acked)],
  ['dead-lettered', ({ counts }) => whole(counts.deadLettered)],
  ['dropped, turned away', ({ counts }) => whole(counts.dropped + counts.turnedAway)],
  ['outstanding', ({ counts }) => whole(counts.outstanding)],
  null,
  ['deliveries', ({ counts }) => whole(counts.deliveries)],
  ['retries', ({ counts }) => whole(counts.retries)],
  ['refused', ({ counts }) => whole(counts.refused)],
  ['wasted executions', ({ counts }) => whole(counts.wastedExecutions)],
  ['duplicate effects', ({ counts }) => whole(counts.duplicateEffects)],
  ['polls / empty', ({ counts }) => `${whole(counts.polls)} / ${whole(counts.emptyPolls)}`],
  null,
  ['latency p50, ms', ({ latency }) => ms(latency.p50)],
  ['latency p95, ms', ({ latency }) => ms(latency.p95)],
  ['latency p99, ms', ({ latency }) => ms(latency.p99)],
  ['latency max, ms', ({ latency }) => ms(latency.max)],
  ['never finished', ({ unfinished }) => whole(unfinished)],
  ['wait mean / p99, ms', ({ wait }) => `${ms(wait.mean)} / ${ms(wait.p99)}`],
  null,
  levelRow('ready mean / max', 'ready'),
  ['queue held most by', heldBy],
  levelRow('leased mean / max', 'leased'),
  levelRow('delayed mean / max', 'delayed'),
  levelRow('inbox mean / max', 'inbox'),
  levelRow('busy mean / max', 'working'),
  ['utilisation', ({ utilisation }) => `${digits(utilisation * 100, 1)}%`],
  ['goodput / attempts, /s', (lane) => `${digits(lane.goodputPerSecond, 2)} / ${digits(lane.attemptsPerSecond, 2)}`],
  null,
  ['fresh in time', ({ objectives }) => objective(objectives.freshness, true, share)],
  ['done in time', ({ objectives }) => objective(objectives.completion, true, share)],
  ['without any effect', ({ objectives }) => objective(objectives.loss, false, whole)],
  ['effects once more', ({ objectives }) => objective(objectives.duplicates, false, whole)],
  ['largest backlog', ({ objectives }) => objective(objectives.backlog, false, whole)],
  ['cost of polls, $', ({ objectives }) => objective(objectives.cost, false, (dollars) => digits(dollars, 4))],
];

export function tableOf(report: Report): string {
  const lanes = Object.entries(report.lanes);
  const wanted = rows.filter((row) => row?.[2]?.(Object.values(report.lanes)) ?? true);
  const lines = wanted.map((row) => (row === null ? [] : [row[0], ...lanes.map(([, lane]) => row[1](lane))]));
  const table = [['', ...lanes.map(([id]) => id)], ...lines];
  const width = (column: number) => Math.max(...table.map((cells) => cells[column]?.length ?? 0));
  const text = table.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(width(0)) : `  ${cell.padStart(width(i))}`)).join(''),
  );
  const warmup = report.warmupMs === 0 ? '' : `, of which ${whole(report.warmupMs / 1_000)} s warm-up`;
  const title = `${report.scenario}, seed ${report.seed}, ${whole(report.simulatedMs / 1_000)} s simulated${warmup}`;
  return `${title}\nreceipt ${report.receipt}\n\n${text.join('\n')}\n`;
}
