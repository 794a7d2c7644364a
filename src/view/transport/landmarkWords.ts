/** A landmark in words: what happened, in which lane. */
import { breakerStates, type GateName, gates } from '../../model/journal.ts';
import type { Landmark } from '../../model/landmarks.ts';
import { parameters } from '../../model/parameters.ts';
import { type Entry, lanesOf, type Scenario, splitKey } from '../../model/scenario.ts';
import { settingsAt } from '../../store/inForce.ts';
import { drillWords } from '../charts/events.ts';
import { harmWords } from '../story/harmWords.ts';
import { valueWords, within } from '../story/settingWords.ts';
import { amount, counted } from '../story/words.ts';

const gateWords: Record<GateName, string> = {
  none: 'the queue is open',
  'broker-down': 'the broker holds the queue',
  'endpoint-backoff': 'the sender pauses',
  breaker: 'the breaker holds the queue',
  rate: 'the rate limit holds the queue',
  window: 'the window is full',
  quota: 'as many are leased as may be',
  ordering: 'the order holds the queue',
  batch: 'a poll waits for more',
  'consumer-down': 'nobody is there to ask',
  'workers-busy': 'all workers are busy',
  'no-poll': 'the queue waits for a poll',
};

const breakerWords: Record<(typeof breakerStates)[number], string> = {
  closed: 'the breaker closes',
  open: 'the breaker opens',
  halfOpen: 'the breaker lets a probe through',
};

/** "poll interval 0.8 s → 0.2 s", of the lane that it is about or of the first. */
function changeWords(scenario: Scenario, index: number, entry: Extract<Entry, { type: 'set' }>): string {
  const split = splitKey(entry.key);
  if (split === null) return '';
  const row = parameters[split.id];
  const lane = split.lane ?? lanesOf(row).find((each) => scenario.lanes.includes(each)) ?? 'push';
  const timeline = scenario.timeline.filter(({ at }, i) => at < entry.at || (at === entry.at && i < index));
  const before = settingsAt({ ...scenario, timeline }, lane, entry.at)[split.id];
  return `${within(row.label)} ${valueWords(split.id, before)} → ${valueWords(split.id, entry.value)}`;
}

function entryWords(scenario: Scenario, { kind, value }: Landmark): string {
  const entry = scenario.timeline[value];
  if (entry?.type === 'set') return changeWords(scenario, value, entry);
  if (entry?.type === 'drill') return `${drillWords[entry.drill]} ${kind === 'outage' ? 'begins' : 'ends'}`;
  if (entry?.type === 'poison') return counted(entry.count, 'poison message', 'poison messages');
  if (entry?.type === 'crash') return counted(entry.count, 'instance crashes', 'instances crash');
  if (entry?.type === 'harm') return harmWords(entry.harm, entry.target);
  return 'dead letters are put back';
}

function what(scenario: Scenario, landmark: Landmark): string {
  const { kind, value } = landmark;
  if (kind === 'refusals') return 'refusals begin';
  if (kind === 'firstLoss') return 'first loss';
  if (kind === 'deadLetters') return 'dead letters';
  if (kind === 'breaker') return breakerWords[breakerStates[value]!];
  if (kind === 'gate') return gateWords[gates[value]!];
  if (kind === 'drained') return 'drained';
  return kind === 'burst' ? `burst +${amount(value)}` : entryWords(scenario, landmark);
}

/** "push: first loss", "burst +80". */
export const landmarkWords = (scenario: Scenario, landmark: Landmark): string =>
  `${landmark.lane === null ? '' : `${landmark.lane}: `}${what(scenario, landmark)}`;

/** What is at one instant in a line: at most three, then how many more. */
export function landmarksInWords(scenario: Scenario, some: readonly Landmark[]): string {
  const said = [...new Set(some.map((each) => landmarkWords(scenario, each)))];
  const more = said.length > 3 ? [`${said.length - 2} more`] : [];
  return [...said.slice(0, more.length > 0 ? 2 : 3), ...more].join(' · ');
}
