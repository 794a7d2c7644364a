/** The finding of a run in one or two sentences, from measured numbers only: before a burst what will fall, after it who was fast and who loses. */
import type { LaneId } from '../../model/lanes.ts';
import type { DrillKind } from '../../model/scenario.ts';
import type { Story } from '../../model/story.ts';
import { NEVER, type SimTime } from '../../model/time.ts';
import { calmEnd, calmIsOver, fastest, type Loss, lossOf, ranking } from './verdict.ts';
import { amount, capitalized, counted, instant, listed, type Part, type Sentence, textOf, withUnit } from './words.ts';

/** What the headline looks at. `outstanding` and `lost` are counts at the playhead. */
export interface Moment {
  playhead: SimTime;
  story: Story | null;
  /** The first burst that is still to come, planned by the scenario; null if there is none. */
  burst: { at: SimTime; size: number } | null;
  /** What is broken at the playhead; null if nothing is. */
  drill: DrillKind | null;
  lanes: readonly LaneId[];
  outstanding: Record<LaneId, number>;
  lost: Record<LaneId, number>;
}

const everyLane = (lanes: readonly LaneId[]): string =>
  lanes.length === 2 ? 'both lanes' : `all ${amountWord(lanes.length)} lanes`;

const allOf = (lanes: readonly LaneId[]): string => (lanes.length === 1 ? `the ${lanes[0]} lane` : everyLane(lanes));

const amountWord = (count: number): string => ['no', 'one', 'two', 'three'][count] ?? amount(count);

function forecast({ burst, lanes }: Moment): Sentence {
  const { size, at } = burst!;
  return [
    { text: counted(size, 'message', 'messages'), tone: 'strong' },
    { text: ` will fall into ${allOf(lanes)} at ${instant(at, 2)}.` },
  ];
}

/** Only what stands at the playhead; said while the future is not computed yet. */
function present({ lanes, outstanding, lost }: Moment): Sentence {
  const losers = lanes.filter((lane) => lost[lane] > 0);
  const open = listed(
    lanes.map((lane, i) => `${amount(outstanding[lane])} ${i === 0 ? 'unfinished in ' : 'in '}${lane}`),
  );
  if (losers.length === 0) return [{ text: `Nothing is lost so far: ${open}.` }];
  return [
    { text: `So far ` },
    { text: listed(losers.map((lane) => `${lane} has lost ${amount(lost[lane])}`)), tone: 'bad' },
    { text: `: ${open}.` },
  ];
}

function lossVerb(loss: Loss, plural: boolean): Part {
  const more = amount(loss.tocome);
  if (loss.sofar + loss.tocome === 0) return { text: loss.over ? 'lost none' : plural ? 'lose none' : 'loses none' };
  if (loss.tocome === 0) return { text: withUnit('lost', amount(loss.sofar)), tone: 'bad' };
  if (loss.sofar === 0) return { text: withUnit('will lose', more), tone: 'bad' };
  return {
    text: `${plural ? 'have' : 'has'} ${withUnit('lost', amount(loss.sofar))} and will ${withUnit('lose', more)} more`,
    tone: 'bad',
  };
}

/** Lanes that share a fate share a clause: "pull and hybrid lose none". */
function fates(lanes: readonly LaneId[], losses: Record<string, Loss>): Sentence {
  const groups = new Map<string, LaneId[]>();
  for (const lane of lanes) {
    const key = JSON.stringify(losses[lane]);
    groups.set(key, [...(groups.get(key) ?? []), lane]);
  }
  // "Pull and hybrid lose 3" could be read as three in all.
  const clauses = [...groups.values()].map((group) => {
    const loss = losses[group[0]!]!;
    const each = group.length > 1 && loss.sofar + loss.tocome > 0 ? ' each' : '';
    const verb = lossVerb(loss, group.length > 1);
    return [{ text: `${listed(group)} ` }, { ...verb, text: verb.text + each }];
  });
  // An "and" between clauses that have one of their own would be read wrongly.
  const last = clauses.some((clause) => textOf(clause).includes(' and ')) ? '; ' : ' and ';
  return clauses.flatMap((clause, i) =>
    i === 0 ? clause : [{ text: i === clauses.length - 1 ? last : ', ' }, ...clause],
  );
}

const lossesOf = (story: Story, { lost, playhead }: Moment): Record<string, Loss> =>
  Object.fromEntries(
    (Object.keys(story.lanes) as LaneId[]).map((lane) => [lane, lossOf(story, lane, lost[lane], playhead)]),
  );

function speedClause(story: Story, past: boolean): { text: string; first: LaneId[] } | null {
  const first = fastest(story);
  if (first.length === 0 || Object.keys(story.lanes).length < 2) return null;
  const [was, were] = past ? ['was', 'were'] : ['is', 'are'];
  // After an outage or a change, who was fast before it is not who is fast.
  const then = past && calmEnd(story) === 'change' ? ' at first' : '';
  if (first.length === 1)
    return {
      text: `${first[0]} ${was} ${ranking(story).length > 1 ? 'fastest' : 'the only one to finish'}${then}`,
      first,
    };
  const all = first.length === Object.keys(story.lanes).length;
  return { text: `${all && first.length > 2 ? 'all three' : listed(first)} ${were} equally fast${then}`, first };
}

/** One lane alone has been named before. */
const subject = (story: Story, lanes: LaneId[]): string =>
  Object.keys(story.lanes).length === 1 ? '' : `${listed(lanes)} `;

/** Who was still behind when the run ended. */
function laggards(story: Story, over: boolean): string[] {
  const lanes = (Object.keys(story.lanes) as LaneId[]).filter((lane) => story.lanes[lane]!.drainedAt === NEVER);
  if (story.burstAt === null || lanes.length === 0) return [];
  return [`${subject(story, lanes)}${over ? 'did not catch up' : 'will not catch up'}`];
}

/** Who did work twice; without losses that is what there is to tell. */
function repeaters(story: Story, over: boolean): string[] {
  const all = Object.keys(story.lanes) as LaneId[];
  const lanes = all.filter((lane) => story.lanes[lane]!.totals.duplicateEffects > 0);
  if (lanes.length === 0) return [];
  const who = lanes.length === all.length && all.length > 1 ? `${everyLane(all)} ` : subject(story, lanes);
  return [`${who}${over ? 'did' : lanes.length > 1 ? 'do' : 'does'} some twice`];
}

const sentenceCase = (sentence: Sentence): Sentence =>
  sentence.map((part, i) => (i === 0 ? { ...part, text: capitalized(part.text) } : part));

function finding(moment: Moment, story: Story): Sentence {
  const { playhead } = moment;
  const lanes = Object.keys(story.lanes) as LaneId[];
  const losses = lossesOf(story, moment);
  const speed = speedClause(story, calmIsOver(story, playhead));
  const over = playhead >= story.until;
  const end: Sentence = [{ text: '.' }];
  if (lanes.every((lane) => losses[lane]!.sofar + losses[lane]!.tocome === 0)) {
    const none =
      lanes.length === 1
        ? `${lanes[0]} ${over ? 'lost' : 'loses'} none`
        : `no lane ${over ? 'lost' : 'loses'} a message`;
    const but = [...laggards(story, over), ...repeaters(story, over)].join(' and ');
    return sentenceCase([{ text: `${speed ? `${speed.text}, and ` : ''}${none}${but && `, but ${but}`}.` }]);
  }
  const shared = new Set(lanes.map((lane) => JSON.stringify(losses[lane])));
  if (lanes.length > 1 && shared.size === 1) {
    const fate = lossVerb(losses[lanes[0]!]!, true);
    const start = [{ text: speed ? `${speed.text}, and ` : '' }, { text: `${everyLane(lanes)} ` }];
    return sentenceCase([...start, { ...fate, text: `${fate.text} each` }, ...end].filter(({ text }) => text !== ''));
  }
  if (speed === null || speed.first.length !== 1) {
    return [
      ...(speed ? sentenceCase([{ text: `${speed.text}. ` }]) : []),
      ...sentenceCase(fates(lanes, losses)),
      ...end,
    ];
  }
  const [leader] = speed.first as [LaneId];
  const others = lanes.filter((lane) => lane !== leader);
  const rest = others.length > 0 ? [{ text: ' ' }, ...sentenceCase(fates(others, losses)), ...end] : [];
  return [...sentenceCase([{ text: `${speed.text}, and ` }]), lossVerb(losses[leader]!, false), ...end, ...rest];
}

const broken: Record<DrillKind, string> = {
  'consumer.down': 'the consumers are down',
  'broker.down': 'the broker is down',
  'downstream.refuse': 'the downstream refuses',
  'downstream.hang': 'the downstream hangs',
  'downstream.slow': 'the downstream is slow',
  'downstream.error': 'the downstream fails',
  'producer.down': 'the producers are down',
  'broker.hang': 'the broker hangs',
  'consumer.hang': 'the consumers hang',
  'consumer.slow': 'the consumers are slow',
  'consumer.error': 'the consumers fail',
  'network.loss': 'deliveries are lost',
  'network.ack-loss': 'acks are lost',
  'network.slow': 'the network is slow',
};

/** While something is broken, that is the news: what it has cost and, as long as nobody mends it, will cost. */
function outage(moment: Moment, drill: DrillKind): Sentence {
  const { story, lanes, lost } = moment;
  const losses = story
    ? lossesOf(story, moment)
    : Object.fromEntries(lanes.map((lane) => [lane, { sofar: lost[lane], tocome: 0, over: true }]));
  return [{ text: `While ${broken[drill]}: ` }, ...fates(Object.keys(losses) as LaneId[], losses), { text: '.' }];
}

/** The headline at the playhead. The burst is a promise of the scenario, so it is told even before the future is computed. */
export function headline(moment: Moment): Sentence {
  if (moment.drill !== null) return outage(moment, moment.drill);
  if (
    moment.burst !== null &&
    moment.playhead < moment.burst.at &&
    (moment.story === null || !calmIsOver(moment.story, moment.playhead))
  ) {
    return forecast(moment);
  }
  return moment.story === null ? present(moment) : finding(moment, moment.story);
}

/** Where the engine stopped before the first message. */
export const notComputed: Sentence = [{ text: 'This run could not be computed.' }];

/** What is said while nothing is known of the playhead yet. */
export const computing = (playhead: SimTime): Sentence => [{ text: `Computing the run up to ${instant(playhead)}.` }];
