/** What a part of a lane is called, what it does now, and what it counts. All from the moment that is painted. */
import { breakerStates, lossReasons } from '../../model/journal.ts';
import { type MessageView, type Picture, timeLeft } from '../../model/picture.ts';
import { NEVER } from '../../model/time.ts';
import type { NodeId } from '../../store/state.ts';
import { drillWords } from '../charts/events.ts';
import { senderKeeps } from '../stage/census.ts';
import { gateNames, heldBy } from '../stage/heldBy.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { pilePlace } from '../stage/words.ts';
import { valueWords } from '../story/settingWords.ts';
import { amount, counted, listed } from '../story/words.ts';
import { messageName } from './messageWords.ts';
import { kindOf } from './nodeSettings.ts';
import { span } from './times.ts';

export const workerOf = (node: NodeId): number => Number(node.slice('worker:'.length));

export function nodeName(node: NodeId, { lane, settings }: Pick<LaneMoment, 'lane' | 'settings'>): string {
  switch (kindOf(node)) {
    case 'producers':
      return 'Producers';
    case 'queue':
      return senderKeeps(lane, settings) ? 'Senders’ memory' : 'Queue';
    case 'room':
      return 'Waiting room';
    case 'link':
      return lane !== 'push' && settings['consumer.rateLimit'] !== NEVER ? 'Limiter and link' : 'Link to the workers';
    case 'inbox':
      return 'Inbox';
    case 'consumers':
      return 'Workers';
    case 'worker':
      return `Worker ${workerOf(node) + 1}`;
    case 'breaker':
      return 'Circuit breaker';
    case 'downstream':
      return 'Downstream';
    case 'dlq':
      return 'Dead letters';
  }
}

/** What waits in the queue, the next to leave first. */
export const waitingIn = ({ census, moves }: LaneMoment): MessageView[] =>
  census.pile.filter(({ id, place }) => place !== 'leased' && !moves.outbound.has(id));

/** Age since publishing of the oldest of some messages; 0 if there are none. */
const oldest = (messages: readonly MessageView[], playhead: number): number =>
  messages.reduce((age, { publishedAt }) => Math.max(age, playhead - publishedAt), 0);

/** "The next in 0.34 s", of all that wait for a time, also of one that is still drawn on its way there. */
function nextDue({ picture, playhead }: LaneMoment): string {
  let due = NEVER;
  for (const { place, until } of picture.messages.values()) if (place === 'delayed') due = Math.min(due, until);
  return due === NEVER || due < playhead ? '' : `, next try in ${span(due - playhead)}`;
}

function workerState(moment: LaneMoment, worker: number): string {
  const { picture, census, playhead } = moment;
  if (picture.workersDown.includes(worker)) return 'down, it has crashed';
  const delivery = census.work.get(worker);
  if (delivery === undefined)
    return moment.lane === 'push' ? 'idle, waits for a delivery' : `idle, ${pollerWords(moment)}`;
  const name = messageName(delivery.message);
  const isStale = picture.messages.get(delivery.message)?.delivery !== delivery.id;
  const doubt = isStale ? ', though its lease is over: it may be done twice' : '';
  if (delivery.place === 'calling')
    return `waits for the downstream with ${name} for ${span(playhead - delivery.since)}${doubt}`;
  return `works on ${name}, ${span(Math.max(0, timeLeft(delivery, playhead)))} left${doubt}`;
}

function pollerWords({ picture: { pollers } }: LaneMoment): string {
  const parked = pollers.filter((place) => place === 'parked').length;
  const asking = pollers.filter((place) => place === 'asking').length;
  if (parked > 0) return `${counted(parked, 'poll waits', 'polls wait')} at the queue`;
  return asking > 0 ? `${counted(asking, 'poll is', 'polls are')} on the way` : 'no poll is out';
}

function linkState(moment: LaneMoment): string {
  const { lane, settings, moves, picture } = moment;
  const limit = settings['consumer.rateLimit'];
  if (lane === 'push') {
    const out = [...picture.deliveries.values()].filter(({ place }) => place === 'flying').length;
    return `the sender decides; ${counted(Math.max(out, moves.outbound.size), 'delivery', 'deliveries')} on the way`;
  }
  return `the worker asks; ${pollerWords(moment)}${limit === NEVER ? '' : `; at most ${valueWords('consumer.rateLimit', limit)}`}`;
}

/** "56 waiting, oldest 1.2 s; held by the limiter". */
function queueState(moment: LaneMoment): string {
  const { playhead, census } = moment;
  const waiting = waitingIn(moment);
  const leased = census.leased > 0 ? `, ${amount(census.leased)} more on lease` : '';
  if (waiting.length === 0) return `nothing waits${leased}`;
  const gate = heldBy(moment, playhead);
  const held = gate === 'none' ? '' : `; held by ${gateNames[gate]}`;
  const age = `, oldest ${span(oldest(waiting, playhead))}`;
  const next = senderKeeps(moment.lane, moment.settings) ? nextDue(moment) : '';
  return `${amount(waiting.length)} waiting ${pilePlace(moment)}${age}${leased}${next}${held}`;
}

function downstreamState(moment: LaneMoment): string {
  const servers = moment.settings['ds.servers'];
  if (servers === 0) return 'not called';
  const calls = moment.picture.calls;
  const queueing = calls > servers ? `, ${amount(calls - servers)} in line` : '';
  return `${Math.min(calls, servers)} of ${servers} servers in use${queueing}`;
}

/** In few words, for there may be several. */
export const lossNames: Record<(typeof lossReasons)[number], string> = {
  full: 'queue full',
  down: 'broker down',
  outbox: 'outbox full',
  attempts: 'attempts used up',
  budget: 'retry budget used up',
  overflow: 'pushed out of a full queue',
  volatile: 'queue not durable',
  unconfirmed: 'never confirmed',
  ttl: 'time to live over',
  age: 'too old to be tried again',
  disabled: 'endpoint given up',
  throttled: 'refused by the push rate',
  'by-hand': 'dropped by hand',
};

/** "; lost because: attempts used up (29)", the most frequent reason first. */
function whyLost({ lostBy }: Picture): string {
  const reasons = lossReasons
    .map((reason, i) => ({ reason, count: lostBy[i] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (reasons.length === 0) return '';
  return `; lost because: ${reasons.map(({ reason, count }) => `${lossNames[reason]} (${amount(count)})`).join(', ')}`;
}

export function nodeState(node: NodeId, moment: LaneMoment): string {
  const { picture, census, settings } = moment;
  switch (kindOf(node)) {
    case 'producers':
      return `${amount(picture.totals.published)} published${census.held.length > 0 ? `, ${amount(census.held.length)} held` : ', none held'}`;
    case 'queue':
      return queueState(moment);
    case 'room':
      return census.room.length === 0
        ? 'nobody waits to be tried again'
        : `${amount(census.room.length)} to be tried again${nextDue(moment)}`;
    case 'link':
      return linkState(moment);
    case 'inbox':
      return `${census.inbox.length} of ${settings['push.inbox']} seats taken`;
    case 'consumers':
      return `${amount(census.work.size)} of ${amount(picture.workersOnDuty)} working`;
    case 'worker':
      return workerState(moment, workerOf(node));
    case 'breaker':
      return { closed: 'closed, calls pass', open: 'open, no call passes', halfOpen: 'half open, a probe may pass' }[
        breakerStates[picture.breaker] ?? 'closed'
      ];
    case 'downstream':
      return downstreamState(moment);
    case 'dlq':
      return counted(picture.totals.deadLettered, 'dead letter', 'dead letters') + whyLost(picture);
  }
}

/** Outages that are on in the lane, as a sentence; empty if none is. */
export const drillState = ({ drills, playhead }: LaneMoment): string =>
  listed(drills.map(({ drill, since }) => `${drillWords[drill]} for ${span(playhead - since)}`));

/** What the card counts, since the start of the run. */
export function nodeCounts(
  node: NodeId,
  { picture: { totals, workersOnDuty }, census, lane }: LaneMoment,
): [string, string][] {
  const rows: Record<ReturnType<typeof kindOf>, [string, number][]> = {
    producers: [
      ['published', totals.published],
      ['accepted', totals.accepted],
      ['turned away', totals.turnedAway],
      ['held now', census.held.length],
    ],
    queue: [
      ['accepted', totals.accepted],
      ['handed out', totals.deliveries],
      ['acknowledged', totals.acked],
      ['leases ended', totals.expired],
    ],
    room: [
      ['waiting now', census.room.length],
      ['tried again', totals.retries],
    ],
    link:
      lane === 'push'
        ? [
            ['deliveries', totals.deliveries],
            ['refused', totals.refused],
            ['acks lost', totals.acksLost],
          ]
        : [
            ['polls', totals.polls],
            ['empty polls', totals.emptyPolls],
            ['deliveries', totals.deliveries],
            ['acks lost', totals.acksLost],
          ],
    inbox: [
      ['waiting now', census.inbox.length],
      ['refused', totals.refused],
    ],
    consumers: [
      ['on duty', workersOnDuty],
      ['started', totals.executions],
      ['finished', totals.finished],
      ['done twice', totals.duplicateEffects],
    ],
    worker: [
      ['started, all workers', totals.executions],
      ['finished, all workers', totals.finished],
      ['done twice', totals.duplicateEffects],
    ],
    breaker: [
      ['calls', totals.calls],
      ['failed calls', totals.failedCalls],
    ],
    downstream: [
      ['calls', totals.calls],
      ['failed calls', totals.failedCalls],
      ['served for nobody', totals.wastedCalls],
      ['effects', totals.effects],
      ['done twice', totals.duplicateEffects],
    ],
    dlq: [
      ['dead letters', totals.deadLettered],
      ['dropped', totals.dropped],
      ['turned away', totals.turnedAway],
    ],
  };
  return rows[kindOf(node)].map(([label, count]) => [label, amount(count)]);
}
