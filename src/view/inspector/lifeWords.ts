/** The life of a message in words: what its time went on, what became of it, who will try it again and why it waits. */
import { callFailures, copyReasons, Fact, gates, lossReasons, outcomes } from '../../model/journal.ts';
import { type Attempt, type Cause, endOf, type Life } from '../../model/life.ts';
import type { Settings } from '../../model/parameters.ts';
import { NEVER, type SimTime } from '../../model/time.ts';
import { gateNames } from '../stage/heldBy.ts';
import { listed } from '../story/words.ts';
import { messageName } from './messageWords.ts';
import { ordinal, span } from './times.ts';

export const causeNames: Record<Cause, string> = {
  publishing: 'on its way to the broker',
  held: 'held by the producer',
  queue: 'in the queue',
  retry: 'waiting for retry',
  flight: 'delivery on its way',
  inbox: 'at the consumer, not begun',
  work: 'worked on',
  call: 'downstream call',
  pause: 'pause of the worker',
  answer: 'answer on its way',
  unanswered: 'out, unanswered',
};

/** As short as a span may be. */
export const causeShort: Record<Cause, string> = {
  publishing: 'sent',
  held: 'held',
  queue: 'queue',
  retry: 'retry wait',
  flight: 'way',
  inbox: 'inbox',
  work: 'work',
  call: 'call',
  pause: 'pause',
  answer: 'answer',
  unanswered: 'unanswered',
};

const lossWords: Record<(typeof lossReasons)[number], string> = {
  full: 'the queue was full',
  down: 'the broker was down',
  outbox: 'the producer’s outbox was full',
  attempts: 'its attempts were used up',
  budget: 'the retry budget was used up',
  overflow: 'a newer one pushed it out of the full queue',
  volatile: 'the broker went down and its queue was not durable',
  unconfirmed: 'nobody confirmed it',
  ttl: 'it outlived its time to live',
  age: 'it was too old to be tried again',
  disabled: 'its endpoint was given up',
  throttled: 'the push rate refused it',
  'by-hand': 'somebody dropped it by hand',
};

const outcomeWords: Record<(typeof outcomes)[number], string> = {
  done: 'done',
  error: 'failed',
  poison: 'failed: it is poison',
  downstream: 'failed at the downstream',
  crash: 'lost in a crash',
};

const callWords: Record<(typeof callFailures)[number], string> = {
  refused: 'call refused',
  error: 'call failed',
  timeout: 'call timed out',
  breaker: 'stopped by the breaker',
  full: 'downstream line full',
  throttled: 'call throttled',
  conflict: 'version conflict',
  adaptive: 'throttled by the worker',
};

const copyWords: Record<(typeof copyReasons)[number], string> = {
  resent: 'published again by its producer',
  republished: 'published again by its worker',
  redriven: 'put back from the dead letters',
  spurious: 'given out once more by the broker',
};

/** Nobody reads more. */
const TRIES_SHOWN_MAX = 8;

/** "2: refused", "3: failed, expired". */
function attemptWords({ attempt, facts }: Attempt, playhead: SimTime): string {
  const said = facts.flatMap(({ fact, at, value }) => {
    if (at > playhead) return [];
    if (fact === Fact.refused) return ['refused'];
    if (fact === Fact.shed) return ['not begun, shed'];
    if (fact === Fact.returned) return ['given back'];
    if (fact === Fact.strayed) return ['lost on its way'];
    if (fact === Fact.expired) return ['ran out of time'];
    if (fact === Fact.ackLost) return ['its ack was lost'];
    if (fact === Fact.callFailed) return [callWords[callFailures[value] ?? 'error']];
    if (fact === Fact.finished) return [outcomeWords[outcomes[value] ?? 'error']];
    return [];
  });
  return `${attempt}: ${said.length === 0 ? 'out' : [...new Set(said)].join(', ')}`;
}

/** "Tries 1: refused; 2: out." of those so far; empty if there is one that says nothing more than its life does. */
export function triesWords({ attempts }: Life, playhead: SimTime): string {
  const said = attempts.filter(({ at }) => at <= playhead).map((each) => attemptWords(each, playhead));
  if (said.length === 0 || (attempts.length === 1 && /^1: (out|done)$/.test(said[0]!))) return '';
  return `Tries ${said.slice(0, TRIES_SHOWN_MAX).join('; ')}.`;
}

const tense = (at: SimTime, playhead: SimTime, past: string, future: string) => (at > playhead ? future : past);

/** What became of it, in the past tense or, beyond the playhead, with "will". */
export function endingWords(life: Life, playhead: SimTime, until: SimTime): string {
  const { ending, bornAt, attempts } = life;
  if (bornAt > playhead) return `Published only at ${span(bornAt)}.`;
  const after = span(endOf(life, until) - bornAt);
  const tries = attempts.length > 1 ? `, on the ${ordinal(attempts.length)} try` : '';
  switch (ending.kind) {
    case 'done':
      return `${tense(ending.at, playhead, 'Done', 'Will be done')} ${after} after it was published${tries}.`;
    case 'deadLettered':
    case 'dropped':
    case 'turnedAway': {
      const word = { deadLettered: 'a dead letter', dropped: 'dropped', turnedAway: 'turned away' }[ending.kind];
      const said =
        ending.kind === 'deadLettered'
          ? tense(ending.at, playhead, 'Became', 'Will become')
          : tense(ending.at, playhead, 'Was', 'Will be');
      return `${said} ${word} after ${after}, because ${lossWords[lossReasons[ending.reason] ?? 'attempts']}.`;
    }
    case 'swallowed':
      return 'The broker knew it already and swallowed it.';
    case 'open':
      return `Still open at the end of the run, after ${after}.`;
  }
}

const owners: Record<Settings['retry.owner'], string> = {
  none: 'Nobody tries it again.',
  sender: 'The sender tries it again',
  broker: 'The broker gives it out again',
  inline: 'The worker itself tries it again',
  republish: 'The worker publishes it again',
  operator: 'An operator puts it back by hand.',
};

/** Who will retry it, when, and how often still; empty if it is over. */
export function retryWords(life: Life, settings: Settings, playhead: SimTime, until: SimTime): string {
  if (life.bornAt > playhead || endOf(life, until) <= playhead) return '';
  const owner = settings['retry.owner'];
  const used = life.attempts.filter(({ at }) => at <= playhead).length;
  if (owner === 'none' || owner === 'operator') return owners[owner];
  const most = settings['retry.maxAttempts'];
  const left = most === NEVER ? 'without end' : `${Math.max(0, most - used)} of ${most} tries left`;
  const now = life.spans.find(({ from, to }) => from <= playhead && playhead < to);
  const due = now?.cause === 'retry' ? `, in ${span(now.to - playhead)}` : ' if it fails';
  return `${owners[owner]}${due}; ${left}.`;
}

/** "In the queue: held by the limiter (0.4 s) and busy workers (0.2 s)." Of the whole life; empty if it never waited in the queue. */
export function heldWords({ heldBy }: Life): string {
  const parts = heldBy
    .map((time, gate) => ({ time, gate: gates[gate]! }))
    .filter(({ time, gate }) => time > 0 && gate !== 'none')
    .sort((a, b) => b.time - a.time)
    .slice(0, 2)
    .map(({ time, gate }) => `${gateNames[gate]} (${span(time)})`);
  return parts.length === 0 ? '' : `In the queue: held by ${listed(parts)}.`;
}

/** What was done twice, or will be. */
export function effectWords(lives: readonly Life[], playhead: SimTime): string {
  const effects = lives.flatMap(({ effects }) => effects);
  const twice = effects.filter(({ times }) => times > 1);
  if (twice.length === 0) return '';
  return twice.every(({ at }) => at > playhead)
    ? `Its effect will happen ${twice.length + 1} times.`
    : `Its effect happened ${Math.max(...twice.filter(({ at }) => at <= playhead).map(({ times }) => times))} times.`;
}

export const copyWord = ({ message, copyReason }: Life): string =>
  `${messageName(message)}, ${copyWords[copyReasons[copyReason] ?? 'resent']}`;
