/** How fast a whole lane runs: publish, queue, long poll, lease, work, downstream call, ack, with metrics and the journal's hash. In Node and in a browser's worker. */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import type { JournalMode } from './journal.ts';
import { createRun, lanesOf, runUntil } from './run.ts';

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

/** Messages and calendar entries a second of wall time, and how many messages there were in all, those of the first second too. */
export function laneSpeed(journal: JournalMode): { messages: number; entries: number; published: number } {
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
    published: lane.world.producer.published,
  };
}
