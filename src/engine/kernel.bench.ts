/**
 * What statecharts cost: one M/M/1 queue, written by hand on the calendar, as charts compiled, and as charts interpreted by XState.
 * Rounds alternate, so that a slow moment of the machine hits all three; medians and their ratios are printed.
 */
import { setup } from 'xstate';
import { NEVER, SECOND, type SimTime } from '../model/time.ts';
import { createCalendar, pop, schedule } from './calendar.ts';
import { createKernel, type Runner, send, start, step } from './kernel.ts';
import type { Kind } from './mover.ts';
import { interpreted } from './referee.ts';

const ROUNDS = 9;
const CUSTOMERS = 1_000_000;
const CUSTOMERS_INTERPRETED = 10_000;
const ARRIVALS_PER_SECOND = 80;
const SERVICES_PER_SECOND = 100;

interface Queue {
  seed: number;
  arrivals: number;
  waiting: number;
  served: number;
}

const createQueue = (): Queue => ({ seed: 1, arrivals: 0, waiting: 0, served: 0 });

/** Exponential, in whole microseconds. Good enough luck for a benchmark, and only there: see random.ts. */
function draw(queue: Queue, ratePerSecond: number): SimTime {
  queue.seed = (Math.imul(queue.seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.round((-Math.log((queue.seed + 1) / 4_294_967_297) / ratePerSecond) * SECOND);
}

function byHand(customers: number): Queue {
  const queue = createQueue();
  const calendar = createCalendar();
  const ARRIVAL = 0;
  const DEPARTURE = 1;
  let busy = false;
  schedule(calendar, draw(queue, ARRIVALS_PER_SECOND), 0, 0, 0, ARRIVAL, 0);
  while (queue.served < customers) {
    pop(calendar);
    if (calendar.event === ARRIVAL) {
      queue.arrivals++;
      if (busy) queue.waiting++;
      else {
        busy = true;
        schedule(calendar, calendar.at + draw(queue, SERVICES_PER_SECOND), 0, 0, 0, DEPARTURE, 0);
      }
      schedule(calendar, calendar.at + draw(queue, ARRIVALS_PER_SECOND), 0, 0, 0, ARRIVAL, 0);
    } else {
      queue.served++;
      if (queue.waiting === 0) busy = false;
      else {
        queue.waiting--;
        schedule(calendar, calendar.at + draw(queue, SERVICES_PER_SECOND), 0, 0, 0, DEPARTURE, 0);
      }
    }
  }
  return queue;
}

interface Station {
  queue: Queue;
  arrive(): void;
}

const sourceMachine = setup({
  types: {} as { context: Station },
  delays: { gap: ({ context }) => draw(context.queue, ARRIVALS_PER_SECOND) },
  actions: {
    arrive: ({ context }) => {
      context.queue.arrivals++;
      context.arrive();
    },
  },
}).createMachine({
  id: 'source',
  context: {} as Station,
  initial: 'waiting',
  states: { waiting: { after: { gap: { target: 'waiting', reenter: true, actions: 'arrive' } } } },
});

const serverMachine = setup({
  types: {} as { context: Station; events: { type: 'arrive'; id: number } },
  delays: { service: ({ context }) => draw(context.queue, SERVICES_PER_SECOND) },
  guards: { someoneWaits: ({ context }) => context.queue.waiting > 0 },
  actions: {
    serve: ({ context }) => {
      context.queue.served++;
    },
    call: ({ context }) => {
      context.queue.waiting--;
    },
    lineUp: ({ context }) => {
      context.queue.waiting++;
    },
  },
}).createMachine({
  id: 'server',
  context: {} as Station,
  initial: 'idle',
  states: {
    idle: { on: { arrive: 'busy' } },
    busy: {
      on: { arrive: { actions: 'lineUp' } },
      after: {
        service: [
          { guard: 'someoneWaits', target: 'busy', reenter: true, actions: ['serve', 'call'] },
          { target: 'idle', actions: 'serve' },
        ],
      },
    },
  },
});

function asCharts(runner: Runner, customers: number): Queue {
  const queue = createQueue();
  const station: Station = { queue, arrive: () => send(kernel, 0, 0, arrive, 0) };
  const kind = { timerRank: 0, pooled: false, context: () => station };
  const kinds: Kind[] = [
    { ...kind, name: 'server', machine: serverMachine, level: 0 },
    { ...kind, name: 'source', machine: sourceMachine, level: 1 },
  ];
  const kernel = createKernel(kinds, runner);
  const { arrive } = kernel.kinds[0].chart.codes;
  start(kernel, 0, 0);
  start(kernel, 1, 0);
  while (queue.served < customers) step(kernel, NEVER);
  return queue;
}

/** Arrivals and departures a second. */
function speed(run: (customers: number) => Queue, customers: number): number {
  const from = performance.now();
  const { arrivals, served } = run(customers);
  return ((arrivals + served) / (performance.now() - from)) * 1_000;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1];
}

const contestants = [
  { name: 'by hand', run: byHand, customers: CUSTOMERS, speeds: [] as number[] },
  { name: 'compiled', run: (n: number) => asCharts('compiled', n), customers: CUSTOMERS, speeds: [] as number[] },
  {
    name: 'interpreted by XState',
    run: (n: number) => asCharts(interpreted, n),
    customers: CUSTOMERS_INTERPRETED,
    speeds: [] as number[],
  },
];

const results = contestants.map(({ run }) => JSON.stringify(run(CUSTOMERS_INTERPRETED)));
if (new Set(results).size > 1) throw new Error(`the three don't agree: ${results.join(', ')}`);
for (let round = 0; round <= ROUNDS; round++) {
  for (const { run, customers, speeds } of contestants) {
    const eventsPerSecond = speed(run, customers);
    if (round > 0) speeds.push(eventsPerSecond); // the first round warms up
  }
}
const [hand, table, xstate] = contestants.map(({ speeds }) => median(speeds));
for (const { name, speeds } of contestants) {
  console.log(`${name.padEnd(22)} ${(median(speeds) / 1e6).toFixed(2).padStart(6)} M events/s, median of ${ROUNDS}`);
}
console.log(`compiled / by hand      ${(table / hand).toFixed(2).padStart(6)}   (bar: 0.5)`);
console.log(`compiled / interpreted  ${(table / xstate).toFixed(0).padStart(6)}   (bar: 50)`);
