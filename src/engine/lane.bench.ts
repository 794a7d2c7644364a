/**
 * What a whole lane costs: publish, queue, long poll, lease, work, downstream call, ack, with metrics and the journal's hash.
 * Beside it the same lane with the journal off, which is what a sweep runs.
 */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { JournalMode } from './journal.ts';
import { createRun, lanesOf, runUntil } from './run.ts';

const ROUNDS = 7;
const MESSAGES = 200_000;
const RATE = 1_000;

const scenario: Scenario = {
  name: 'bench',
  seed: 1,
  until: 24 * 3_600 * SECOND,
  lanes: ['hybrid'],
  values: {
    'arrival.rate': RATE,
    'consumer.instances': 20,
    'service.mean': 15 * MILLISECOND,
    'service.dist': 'exponential',
    'poll.interval': 0,
    'poll.wait': 20 * SECOND,
    'net.latency': MILLISECOND,
    'ds.servers': 20,
    'ds.service': 2 * MILLISECOND,
  },
  timeline: [],
  trace: null,
};

/** Messages and calendar entries a second of wall time. */
function speedOf(journal: JournalMode): { messages: number; entries: number } {
  const run = createRun(scenario, { journal });
  runUntil(run, SECOND);
  const [lane] = lanesOf(run);
  const [published, sequence] = [lane.world.producer.published, lane.kernel.calendar.sequence];
  const from = performance.now();
  runUntil(run, SECOND + (MESSAGES / RATE) * SECOND);
  const seconds = (performance.now() - from) / 1_000;
  return {
    messages: (lane.world.producer.published - published) / seconds,
    entries: (lane.kernel.calendar.sequence - sequence) / seconds,
  };
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

const rounds: Record<'hash' | 'off', ReturnType<typeof speedOf>[]> = { hash: [], off: [] };
for (let round = 0; round <= ROUNDS; round++) {
  for (const journal of ['hash', 'off'] as const) {
    const speed = speedOf(journal);
    if (round > 0) rounds[journal].push(speed); // the first round warms up
  }
}
const messages = (journal: 'hash' | 'off') => median(rounds[journal].map((each) => each.messages));
const entries = median(rounds.hash.map((each) => each.entries));
console.log(`hybrid lane, hash on   ${Math.round(messages('hash')).toLocaleString('en')} messages/s   (bar: 300,000)`);
console.log(`hybrid lane, hash off  ${Math.round(messages('off')).toLocaleString('en')} messages/s`);
console.log(`hash on / off           ${(messages('hash') / messages('off')).toFixed(2).padStart(6)}`);
console.log(
  `calendar entries       ${(entries / 1e6).toFixed(2).padStart(6)} M/s, ${(entries / messages('hash')).toFixed(1)} a message`,
);
