/**
 * The words under and over a lane's drawing.
 * Every number comes from the same moment as the marks, so a reader who counts dots gets the number that is printed.
 */

import { parameters } from '../../model/parameters.ts';
import type { Picture } from '../../model/picture.ts';
import { NEVER } from '../../model/time.ts';
import { display } from '../../model/units.ts';
import { amount } from '../story/words.ts';
import { senderKeeps } from './census.ts';
import { seatsOf } from './consumerMarks.ts';
import { creditOf } from './credit.ts';
import { lateCalls } from './downstreamMarks.ts';
import { gateNames, heldBy } from './heldBy.ts';
import type { Part, Tone, Words } from './label.ts';
import type { LaneMoment } from './moment.ts';
import { isOverTank, outageWords } from './outageWords.ts';
import { isSampled } from './rareMarks.ts';

const plain = (text: string): Part => ({ text, tone: 'plain' });
const quiet = (text: string): Part => ({ text, tone: 'quiet' });

/** `narrow`: the middle column has room for one thing, who decides or what a dot stands for. */
export function words(moment: LaneMoment, narrow = false): Words {
  // A lane without a worker is one of which nothing has been heard yet: no number is better than a zero.
  if (moment.picture.workersOnDuty === 0) return whoWords(moment);
  return {
    ...(narrow && isSampled(moment) ? {} : whoWords(moment)),
    ...pileWords(moment),
    ...backWords(moment),
    ...workerWords(moment),
    ...doneWords(moment),
    ...lostWords(moment),
    ...gateWords(moment),
    ...outageWords(moment),
    ...scaleWords(moment),
  };
}

const named = ({ lane }: LaneMoment, name: string, value: number, tone: Tone): Part => ({
  text: amount(value),
  tone,
  testId: `${lane}-${name}`,
});

function shown(id: 'poll.wait' | 'consumer.rateLimit', value: number): string {
  const { number, unit } = display(parameters[id], value);
  return `${number}${unit === '' || unit.startsWith('/') ? '' : ' '}${unit}`;
}

function whoWords(moment: LaneMoment): Words {
  const who = [plain(moment.lane === 'push' ? 'The sender decides.' : 'The worker asks.')];
  // There the counts of what is rare have its place.
  return isSampled(moment) ? { who } : { who, whoNote: [quiet(whoNote(moment))] };
}

function whoNote(moment: LaneMoment): string {
  const { lane, settings, census } = moment;
  if (lane === 'push') {
    const credit = creditOf(moment);
    return credit === NEVER
      ? 'A worker can only refuse.'
      : `${census.unanswered} of at most ${amount(credit)} unanswered.`;
  }
  const limit = settings['consumer.rateLimit'];
  const wait = settings['poll.wait'];
  if (limit !== NEVER) return `The limiter lets go ${shown('consumer.rateLimit', limit)}.`;
  return wait > 0
    ? `An empty queue holds it up to ${shown('poll.wait', wait)}.`
    : `The queue answers with up to ${settings['poll.batchMax']}.`;
}

/** Where the pile stands, as its owner would call it. */
export function pilePlace({ lane, settings }: Pick<LaneMoment, 'lane' | 'settings'>): string {
  if (senderKeeps(lane, settings)) return 'in the senders’ memory';
  return lane === 'push' ? 'at the sender' : 'in the queue';
}

function pileWords(moment: LaneMoment): Words {
  const { census, settings, lane } = moment;
  const capacity = settings['queue.capacity'];
  const together = senderKeeps(lane, settings);
  const limit = together || capacity === NEVER ? '' : `of ${amount(capacity)} `;
  const kept = `${settings['queue.durable'] ? 'durable' : 'volatile'}${together && capacity !== NEVER ? `, ${capacity} ready at most` : ''}`;
  const pile = [
    named(moment, 'waiting', census.waiting, together && census.waiting > 0 ? 'numberWait' : 'number'),
    plain(` ${limit}${pilePlace(moment)}`),
  ];
  const retrying = census.room.length;
  const room = retrying > 0 ? [named(moment, 'retrying', retrying, 'wait'), quiet(' wait to retry')] : [];
  if (lane === 'push') {
    const tries = triesLeft(moment);
    return { pile, pileNote: [quiet(tries === '' ? kept : `${tries} · ${kept}`)], room };
  }
  const leased = named(moment, 'leased', census.leased, 'quiet');
  return { pile, pileNote: [leased, quiet(retrying > 0 ? ' on lease' : ` more on lease · ${kept}`)], room };
}

/** What the waiting messages of the pile have left, said once if all have the same; empty if there is nothing to say. */
function triesLeft({ census, settings, moves }: LaneMoment): string {
  const attempts = settings['retry.maxAttempts'];
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const { id, place, deliveries } of census.pile) {
    if (place !== 'delayed' || moves.outbound.has(id)) continue;
    least = Math.min(least, attempts - deliveries);
    most = Math.max(most, attempts - deliveries);
  }
  if (most === 0) return '';
  if (attempts === NEVER) return 'tries without end';
  return least === most
    ? `each has ${least} of ${attempts} tries left`
    : `${least} to ${most} of ${attempts} tries left`;
}

/** Where an outage is written over the tank, that says it already. */
function gateWords(moment: LaneMoment): Words {
  const { census, playhead, drills } = moment;
  if (census.waiting === 0 || drills.some(({ drill }) => isOverTank(drill))) return {};
  const gate = heldBy(moment, playhead);
  return gate === 'none' ? {} : { gate: [quiet(`held by ${gateNames[gate]}`)] };
}

function backWords(moment: LaneMoment): Words {
  const { refused, failedCalls } = moment.picture.totals;
  const back = [
    named(moment, 'refused', refused, refused > 0 ? 'bad' : 'amount'),
    { text: ' refused', tone: refused > 0 ? 'bad' : 'amount' } as const,
    quiet(failedCalls > 0 ? ` · ${amount(failedCalls)} failed ${failedCalls === 1 ? 'call' : 'calls'}` : ' so far'),
  ];
  return { back, backNote: moment.rates === null ? [quiet(`last 2 s`)] : [] };
}

function workerWords(moment: LaneMoment): Words {
  const { census, picture, lane, settings } = moment;
  const working = census.work.size;
  const workers = [
    named(moment, 'working', working, working === 0 ? 'strong' : 'amount'),
    plain(` of ${picture.workersOnDuty} working`),
  ];
  const down = picture.workersDown.length;
  const broken: Part[] = down > 0 ? [{ text: `${down} down `, tone: 'bad' }] : [];
  if (lane === 'push') {
    const seats = seatsOf(moment);
    return {
      workers,
      workersNote: [
        ...broken,
        quiet(`inbox ${amount(census.inbox.length)}${seats === NEVER ? '' : ` of ${amount(seats)}`}`),
      ],
    };
  }
  const note =
    census.landing > 0
      ? `${census.landing} on their way`
      : census.inbox.length > 0
        ? `${amount(census.inbox.length)} at hand`
        : down > 0
          ? ''
          : settings['poll.batchMax'] === 1
            ? 'one at a time'
            : `up to ${settings['poll.batchMax']} at a time`;
  return { workers, workersNote: [...broken, quiet(note)] };
}

/** Messages with a first successful effect. */
export const doneOf = ({ picture: { totals } }: LaneMoment) => totals.effects - totals.duplicateEffects;

function doneWords(moment: LaneMoment): Words {
  const servers = moment.settings['ds.servers'];
  const { calls } = moment.picture;
  const late = lateCalls(moment);
  const twice = moment.picture.totals.duplicateEffects;
  const queueing = Math.max(0, calls - servers);
  const use = servers === 0 ? 'not called' : `${Math.min(calls, servers)} of ${servers} in use`;
  // Who queues there has found all in use, so beside what was done twice the queue alone has to do.
  const queue = servers > 0 && queueing > 0 ? `${amount(queueing)} queue` : '';
  const doneNote = [quiet(queue === '' ? use : twice > 0 ? queue : `${use}, ${queue}`)];
  if (late > 0) doneNote.push({ text: `, ${amount(late)} late`, tone: 'wait' });
  if (twice > 0) doneNote.unshift({ text: `${amount(twice)} done twice · `, tone: 'bad' });
  return { done: [named(moment, 'done', doneOf(moment), 'amount'), plain(' done')], doneNote };
}

export const lostOf = ({ totals }: Picture) => totals.deadLettered + totals.dropped + totals.turnedAway;

function lostWords(moment: LaneMoment): Words {
  const lost = lostOf(moment.picture);
  const toCome = moment.toLose ?? 0;
  const tone: Tone = lost > 0 ? 'bad' : 'quiet';
  const lostNote: Part[] = toCome > 0 ? [{ text: `${amount(toCome)} to come`, tone: 'bad' }] : [];
  const said: Part[] = [named(moment, 'lost', lost, tone), { text: ' lost', tone }];
  return { lost: said, lostNote, stripNote: [quiet(`${moment.census.work.size} working, `), ...said] };
}

function scaleWords({ unit, sample, calm, cells, rates, rateMax, drills }: LaneMoment): Words {
  const scale = (n: number): Part[] => (n === 1 ? [] : [{ text: '', tone: 'unit' }, quiet(` = ${amount(n)}`)]);
  // What is broken has the rest of the line.
  const full = unit === 1 || drills.length > 0 ? [] : [quiet(`, full at ${amount(unit * cells)}`)];
  return {
    unit: [...scale(unit), ...full],
    sample: rates === null ? scale(calm ? 1 : sample) : [quiet(`widest = ${amount(rateMax)}/s`)],
  };
}
