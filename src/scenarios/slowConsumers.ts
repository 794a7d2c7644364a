/** Work takes longer than it comes for half a minute: without a bound on either side only the place of the backlog differs. */
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { Finding, NamedScenario } from './named.ts';

export const slowConsumers: NamedScenario = {
  scenario: {
    name: 'slow-consumers',
    seed: 1,
    until: 120 * SECOND,
    lanes: ['push', 'pull', 'hybrid'],
    values: {
      'arrival.rate': 20,
      'consumer.instances': 4,
      'service.mean': 100 * MILLISECOND,
      'poll.interval': 200 * MILLISECOND,
      'hybrid:poll.interval': 0,
      'hybrid:poll.wait': 20 * SECOND,
      'hybrid:poll.batchMax': 1,
    },
    timeline: [
      { type: 'set', at: 20 * SECOND, key: 'service.mean', value: 400 * MILLISECOND },
      { type: 'set', at: 50 * SECOND, key: 'service.mean', value: 100 * MILLISECOND },
    ],
    trace: null,
  },
  title: 'Slow consumers',
  summary: 'For half a minute each message takes four times as long, so twice as much comes as can be done.',
  watch: 'In which place the backlog grows: at the workers in push, in the queue in pull and hybrid.',
  turn: 'Bound the deliveries in flight to 20, and the backlog moves to the sender; bound the inbox to 20, and it is refused until attempts run out.',
  pitfall:
    'A sender that does not see the line at its consumer gives up on work that is only late, and asks for it once more.',
  from: 15 * SECOND,
};

export const slowConsumersFindings: readonly Finding[] = [
  {
    says: 'When the work is fast again, at second 50, 332 deliveries wait in the inbox of push, 92 of them second ones whose sender had waited 10 s; in pull 239 and in hybrid 249 messages wait in the queue.',
    until: 50 * SECOND,
    claims: [
      'push.levels.inbox.last > 320',
      'push.levels.inbox.last < 345',
      'push.levels.ready.max <= 1',
      'push.counts.retries > 85',
      'push.counts.retries < 100',
      'pull.levels.ready.last > 230',
      'pull.levels.ready.last < 250',
      'pull.counts.retries == 0',
      'hybrid.levels.ready.last > 240',
      'hybrid.levels.ready.last < 260',
      'hybrid.levels.inbox.max <= 1',
    ],
  },
  {
    says: 'Then all lanes catch up, and 123 messages of push have taken effect twice.',
    since: 50 * SECOND,
    claims: [
      'push.counts.duplicateEffects > 115',
      'push.counts.duplicateEffects < 131',
      'pull.counts.duplicateEffects == 0',
      'hybrid.counts.duplicateEffects == 0',
      'push.levels.outstanding.last < 5',
      'pull.levels.outstanding.last < 5',
    ],
  },
  {
    says: 'With 20 in flight at most 16 wait in the inbox and 224 at the sender, and nothing is done twice.',
    set: { 'push.maxInFlight': 20 },
    until: 50 * SECOND,
    claims: [
      'push.levels.inbox.max == 16',
      'push.levels.ready.last > 215',
      'push.levels.ready.last < 235',
      'push.counts.retries == 0',
    ],
  },
  {
    says: 'An inbox of 20 refuses 1,100 deliveries by second 50, and 67 messages have used up their five attempts.',
    set: { 'push.inbox': 20 },
    until: 50 * SECOND,
    claims: [
      'push.levels.inbox.max == 20',
      'push.counts.refused > 1050',
      'push.counts.refused < 1150',
      'push.counts.deadLettered > 60',
      'push.counts.deadLettered < 75',
    ],
  },
];
