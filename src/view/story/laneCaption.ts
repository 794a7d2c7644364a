/** The caption of one lane: a verdict for a heading, and a few sentences of evidence that fit four lines. Pure; every word follows from a number. */
import type { LaneId } from '../../model/lanes.ts';
import { parameters, type Settings } from '../../model/parameters.ts';
import type { LaneStory, Story } from '../../model/story.ts';
import { NEVER, type SimTime } from '../../model/time.ts';
import { display } from '../../model/units.ts';
import type { LaneNow } from '../../store/state.ts';
import { senderKeeps } from '../stage/census.ts';
import type { Tally } from '../stage/tally.ts';
import { pilePlace } from '../stage/words.ts';
import { calmEnd, calmIsOver, lossOf, paceOf } from './verdict.ts';
import { amount, capitalized, counted, instant, lasting, type Part, type Sentence, withUnit } from './words.ts';

export interface Caption {
  heading: Sentence;
  body: Sentence;
}

function paceWords(story: Story, lane: LaneId, past: boolean): string {
  const is = past ? 'was' : 'is';
  const pace = paceOf(story, lane);
  switch (pace.place) {
    case 'unknown':
      return past ? 'finished nothing in time' : 'finishes nothing yet';
    case 'only':
      return Object.keys(story.lanes).length > 1 ? `alone ${past ? 'finished' : 'finishes'}` : past ? 'ran' : 'runs';
    case 'allTied':
      return `${is} equally fast`;
    case 'tiedFastest':
      return `${is} as fast as ${pace.with}`;
    case 'middle':
      return `${is} in between`;
    default:
      return `${is} ${pace.place}`;
  }
}

function outcomeWords(story: Story, lane: LaneId, now: LaneNow, playhead: SimTime): string {
  const { sofar, tocome, over } = lossOf(story, lane, now.lost, playhead);
  if (sofar + tocome === 0) return over ? 'lost none' : 'loses none';
  if (tocome === 0) return withUnit('lost', amount(sofar));
  return sofar === 0 ? withUnit('will lose', amount(tocome)) : withUnit('is losing', amount(sofar + tocome));
}

function heading(lane: LaneId, story: Story | null, now: LaneNow, playhead: SimTime): Sentence {
  const name: Part = { text: capitalized(lane), tone: lane };
  if (story?.lanes[lane] === undefined) {
    return [name, { text: ' so far' }];
  }
  const past = calmIsOver(story, playhead);
  const pace = paceWords(story, lane, past);
  if (story.burstAt !== null && !past) return [name, { text: ` ${pace}` }];
  const outcome = outcomeWords(story, lane, now, playhead);
  // A lane alone is compared with none.
  const isAlone = Object.keys(story.lanes).length === 1 && paceOf(story, lane).place === 'only';
  return [name, { text: isAlone ? ` ${outcome}` : ` ${pace}, ${outcome}` }];
}

function spoken(interval: SimTime): string {
  const { number, unit } = display(parameters['poll.interval'], interval);
  return withUnit(number, unit);
}

/** "A message took 0.15 s before the burst, asking every 0.8 s." */
function latencyWords(lane: LaneId, story: Story, own: LaneStory, settings: Settings, playhead: SimTime): Sentence {
  const past = calmIsOver(story, playhead);
  const end = calmEnd(story);
  const calm = {
    burst: 'before the burst',
    change: `before ${instant(story.calmUntil)}`,
    half: 'in the first half',
  }[end];
  if (!Number.isFinite(own.calmP50Ms)) return [{ text: `Nothing ${past ? 'finished' : 'finishes'} ${calm}. ` }];
  const interval = settings['poll.interval'];
  const asks = lane !== 'push' && settings['poll.wait'] === 0 && interval > 0 && interval < NEVER;
  return [
    { text: end === 'half' ? 'Median latency ' : `A message ${past ? 'took' : 'takes'} ` },
    { text: lasting(own.calmP50Ms), tone: 'strong' },
    { text: end === 'half' || past ? ` ${calm}` : '' },
    { text: `${asks ? `, asking every ${spoken(interval)}` : ''}. ` },
  ];
}

/** The stage's counts, as far as they follow from the lane's numbers; what is drawn on its way is still in its pile here. */
function tallied(lane: LaneId, { ready, delayed, held, inbox, totals }: LaneNow, settings: Settings): Tally {
  const together = senderKeeps(lane, settings);
  return {
    pile: together ? ready + delayed : ready,
    room: together ? 0 : delayed,
    held,
    inbox,
    refused: totals.refused,
  };
}

/** A few messages at another place than usual are no news, and would make the sentence flicker. */
const NEWS = 10;

/** Where most of what waits stands, in the words of the stage; the pile if none has more. */
export function waitingPlace(
  lane: LaneId,
  now: LaneNow,
  settings: Settings,
): { count: keyof Tally; many: number; place: string } {
  const tally = tallied(lane, now, settings);
  const places = [
    { count: 'pile', many: tally.pile, place: pilePlace({ lane, settings }) },
    { count: 'room', many: tally.room, place: 'to retry' },
    { count: 'held', many: tally.held, place: 'in the outbox' },
    { count: 'inbox', many: tally.inbox, place: lane === 'push' ? 'in the inbox' : 'at the workers' },
  ] as const;
  return places.reduce((a, b) => (b.many > a.many && b.many >= NEWS ? b : a));
}

const waits = (many: number): string => (many === 0 ? 'none wait' : `${amount(many)} ${many === 1 ? 'waits' : 'wait'}`);

/** The place with the most is named with its own number, which is the one that stands there in the drawing. */
function waitWords(lane: LaneId, now: LaneNow, settings: Settings, over: boolean, brief: boolean): Sentence {
  const { count, many, place } = waitingPlace(lane, now, settings);
  const tone = count === 'pile' && many > 0 && senderKeeps(lane, settings) ? 'wait' : 'strong';
  const words: Sentence = [
    { text: over ? 'At the end ' : 'Now ' },
    { text: waits(many), tone, live: { lane, says: (tally) => waits(tally[count]) } },
    { text: ` ${place}`, tone },
  ];
  if (now.totals.refused > 0 && !brief) {
    const says = ({ refused }: Tally) => counted(refused, 'refusal', 'refusals');
    words.push({ text: ' after ' }, { text: says(tallied(lane, now, settings)), live: { lane, says } });
  }
  // That nobody works is news only where there is work for everybody.
  if (now.working === 0 && many >= settings['consumer.instances']) words.push({ text: ', no worker at work' });
  return words;
}

/** What became, or will become, of the rest: losses first, and if there are none, when the pile is gone. */
function fateWords(lane: LaneId, story: Story, own: LaneStory, now: LaneNow, playhead: SimTime): Sentence {
  const { sofar, tocome, over } = lossOf(story, lane, now.lost, playhead);
  if (sofar > 0 && tocome > 0)
    return [{ text: '. ' }, { text: `${amount(sofar)} lost, ${amount(tocome)} more to come.`, tone: 'bad' }];
  if (tocome > 0) return [{ text: '. ' }, { text: `${amount(tocome)} will be lost.`, tone: 'bad' }];
  if (sofar > 0) return [{ text: '. ' }, { text: `${amount(sofar)} ${sofar === 1 ? 'is' : 'are'} lost.`, tone: 'bad' }];
  const twice = now.totals.duplicateEffects;
  if (story.burstAt === null && twice > 0)
    return [{ text: ', none lost, ' }, { text: `${withUnit(amount(twice), 'done')} twice.`, tone: 'bad' }];
  if (story.burstAt === null) return [{ text: ', none lost.' }];
  if (own.drainedAt === NEVER) return [{ text: `. Not drained by ${instant(story.until)}.` }];
  return [{ text: `. ${own.drainedAt > playhead && !over ? 'Drains' : 'Drained'} at ${instant(own.drainedAt)}.` }];
}

function sofarWords(now: LaneNow): Sentence {
  if (now.lost === 0) return [{ text: ', none lost so far.' }];
  return [{ text: '. ' }, { text: `${amount(now.lost)} lost so far.`, tone: 'bad' }];
}

/**
 * Heading and body of a lane at the playhead. `brief` leaves out what does not fit a narrow column.
 * Before the burst nothing that comes after it is told; without a story only what stands now.
 */
export function laneCaption(
  lane: LaneId,
  story: Story | null,
  now: LaneNow,
  settings: Settings,
  playhead: SimTime,
  brief = false,
): Caption {
  const own = story?.lanes[lane];
  const title = heading(lane, story, now, playhead);
  if (story === null || own === undefined) {
    return { heading: title, body: [...waitWords(lane, now, settings, false, brief), ...sofarWords(now)] };
  }
  const before = story.burstAt !== null && !calmIsOver(story, playhead);
  const fate = before ? sofarWords(now) : fateWords(lane, story, own, now, playhead);
  return {
    heading: title,
    body: [
      ...latencyWords(lane, story, own, settings, playhead),
      ...waitWords(lane, now, settings, playhead >= story.until, brief),
      ...fate,
    ],
  };
}
