/** The steps of the history in words: what was done, and when in the run. The values come from the scenarios before and after. */
import type { LaneId } from '../../model/lanes.ts';
import type { ParameterId } from '../../model/parameters.ts';
import type { Scenario } from '../../model/scenario.ts';
import { SECOND, type SimTime } from '../../model/time.ts';
import { findShipped } from '../../scenarios/catalogue.ts';
import type { Branch, Deed, History, Step } from '../../store/history.ts';
import { drillWords } from '../charts/events.ts';
import { rowOf, standing } from '../controls/standing.ts';
import { harmWords } from '../story/harmWords.ts';
import { valueWords, within } from '../story/settingWords.ts';
import { amount, counted, instant } from '../story/words.ts';
import { branchNames } from './branchWords.ts';

const of = (lane: LaneId | null): string => (lane === null ? '' : `, ${lane}`);

function turned(before: Scenario | null, after: Scenario, id: ParameterId, lane: LaneId | null, at: SimTime): string {
  const [from, to] = [before, after].map((each) => each && valueWords(id, standing(each, id, lane, at)));
  return `${within(rowOf(id).label)} ${from === null ? '' : `${from} → `}${to}`;
}

/** Which lane came or went. */
function laneWords(before: Scenario | null, after: Scenario): string {
  const missing = (from: Scenario | null, than: Scenario | null) =>
    (from?.lanes ?? []).filter((lane) => !than?.lanes.includes(lane)).join(', ');
  const [left, came] = [missing(before, after), missing(after, before)];
  return left === '' ? `${came} beside the others` : `without ${left}`;
}

const played = (step: Step): Branch => step.branches.find(({ id }) => id === step.current)!;

function deedWords(deed: Deed, before: Step | null, after: Step): string {
  const { scenario } = played(after);
  const old = before === null ? null : played(before).scenario;
  switch (deed.type) {
    case 'open':
      return `opened “${findShipped(scenario.name)?.title ?? scenario.name}”`;
    case 'set':
      return `${turned(old, scenario, deed.id, deed.lane, deed.at ?? 0)}${of(deed.lane)}${deed.at === null ? ', from the start' : ''}`;
    case 'reset':
      return `${within(rowOf(deed.id).label)} reset${of(deed.lane)}`;
    case 'resetAll':
      return 'all reset';
    case 'seed':
      return `seed ${old === null ? '' : `${old.seed} → `}${scenario.seed}`;
    case 'trace':
      return `arrivals from “${scenario.trace?.name}”`;
    case 'lanes':
      return laneWords(old, scenario);
    case 'longer':
      return `run made longer, to ${instant(scenario.until)}`;
    case 'drill':
      return `${drillWords[deed.drill]}${deed.on ? '' : ' no more'}${of(deed.lane)}`;
    case 'burst':
      return `burst +${amount(deed.size)}`;
    case 'poison':
      return `poison +${amount(deed.count)}`;
    case 'redrive':
      return 'dead letters put back';
    case 'crash':
      return counted(deed.count, 'instance crashes', 'instances crash');
    case 'harm':
      return `${harmWords(deed.harm, deed.target)}${of(deed.lane)}`;
    case 'return':
      return `back in branch “${branchNames(after.branches).get(deed.branch)}”`;
    case 'rename':
      return `branch named “${branchNames(after.branches).get(deed.branch)}”`;
    case 'delete':
      return `branch deleted${before === null ? '' : `: “${branchNames(before.branches).get(deed.branch)}”`}`;
  }
}

/** "00:21"; empty for what was done to the whole run. */
function clock(deed: Deed): string {
  if (!('at' in deed) || deed.at === null) return '';
  const seconds = Math.floor(deed.at / SECOND);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
}

export interface StepWords {
  time: string;
  words: string;
  /** What became of the future that the step left behind; empty if it left none. */
  fork: string;
}

/** What the step at `position` did; the step before it may be forgotten. */
export function wordsAt({ steps }: History, position: number): StepWords {
  const step = steps[position]!;
  const before = steps[position - 1] ?? null;
  const names = branchNames(step.branches);
  const left = before === null ? undefined : names.get(before.current);
  const fork =
    step.forkedAt === null || left === undefined
      ? ''
      : `${names.get(step.current)}; the old future is in branch “${left}”`;
  return { time: clock(step.deed), words: deedWords(step.deed, before, step), fork };
}
