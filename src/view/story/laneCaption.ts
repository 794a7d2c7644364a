/** The caption of one lane: a verdict for a heading, and a few sentences of evidence that fit four lines. Pure; every word follows from a number. */
import type { LaneId } from '../../model/lanes.ts';
import { parameters, type Settings } from '../../model/parameters.ts';
import type { LaneStory, Story } from '../../model/story.ts';
import { NEVER, type SimTime } from '../../model/time.ts';
import { display } from '../../model/units.ts';
import type { LaneNow } from '../../store/state.ts';
import { calmIsOver, lossOf, paceOf } from './verdict.ts';
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
      return Object.keys(story.lanes).length > 1 ? `${is} the only one to finish` : past ? 'ran' : 'runs';
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
  return [name, { text: ` ${pace}, ${outcomeWords(story, lane, now, playhead)}` }];
}

function spoken(interval: SimTime): string {
  const { number, unit } = display(parameters['poll.interval'], interval);
  return withUnit(number, unit);
}

/** "A message took 0.15 s before the burst, asking every 0.8 s." Without a burst the calm is the first half of the run. */
function latencyWords(lane: LaneId, story: Story, own: LaneStory, settings: Settings, playhead: SimTime): Sentence {
  const past = calmIsOver(story, playhead);
  const burst = story.burstAt !== null;
  if (!Number.isFinite(own.calmP50Ms)) {
    return [
      { text: `Nothing ${past ? 'finished' : 'finishes'} ${burst ? 'before the burst' : 'in the first half'}. ` },
    ];
  }
  const interval = settings['poll.interval'];
  const asks = lane !== 'push' && settings['poll.wait'] === 0 && interval > 0 && interval < NEVER;
  return [
    { text: burst ? `A message ${past ? 'took' : 'takes'} ` : 'Median latency ' },
    { text: lasting(own.calmP50Ms), tone: 'strong' },
    { text: burst ? (past ? ' before the burst' : '') : ' in the first half' },
    { text: `${asks ? `, asking every ${spoken(interval)}` : ''}. ` },
  ];
}

/** Where at least half of the waiting messages stand, in words; empty if they are scattered. */
function whereTheyWait(lane: LaneId, now: LaneNow, settings: Settings): string {
  const places: [number, string][] = [
    [now.ready, lane === 'push' ? 'at the broker' : 'in the queue'],
    [now.delayed, settings['retry.owner'] === 'sender' ? 'in the senders’ memory' : 'for another try'],
    [now.held, 'with the producers'],
    [now.inbox, 'at the workers'],
  ];
  const [most, place] = places.reduce((a, b) => (b[0] > a[0] ? b : a));
  if (most >= now.waiting) return ` ${place}`;
  return most * 2 >= now.waiting ? `, most ${place}` : '';
}

function waitWords(lane: LaneId, now: LaneNow, settings: Settings, over: boolean, brief: boolean): Sentence {
  const start = over ? 'At the end ' : 'Now ';
  if (now.waiting === 0) return [{ text: `${start}nothing waits` }];
  const aside = [
    now.totals.refused > 0 && !brief ? ` after ${counted(now.totals.refused, 'refusal', 'refusals')}` : '',
    now.working === 0 ? ', every worker idle' : '',
  ];
  return [
    { text: start },
    {
      text: `${amount(now.waiting)} ${now.waiting === 1 ? 'waits' : 'wait'}${whereTheyWait(lane, now, settings)}`,
      tone: lane === 'push' && now.delayed * 2 >= now.waiting ? 'wait' : 'strong',
    },
    { text: aside.join('') },
  ];
}

/** What became, or will become, of the rest: losses first, and if there are none, when the pile is gone. */
function fateWords(lane: LaneId, story: Story, own: LaneStory, now: LaneNow, playhead: SimTime): Sentence {
  const { sofar, tocome, over } = lossOf(story, lane, now.lost, playhead);
  if (sofar > 0 && tocome > 0)
    return [{ text: '. ' }, { text: `${amount(sofar)} lost, ${amount(tocome)} more to come.`, tone: 'bad' }];
  if (tocome > 0) return [{ text: '. ' }, { text: `${amount(tocome)} will be lost.`, tone: 'bad' }];
  if (sofar > 0) return [{ text: '. ' }, { text: `${amount(sofar)} ${sofar === 1 ? 'is' : 'are'} lost.`, tone: 'bad' }];
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
