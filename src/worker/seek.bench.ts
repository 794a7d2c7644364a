/**
 * What it takes to go anywhere in a run of one hour that was simulated once: for the worker, and until the page shows it.
 * Worker and page stand in one thread here and take turns. Processor time is counted, so that what else the machine does is not.
 */
import type { Scenario } from '../model/scenario.ts';
import { MILLISECOND, SECOND } from '../model/time.ts';
import { hook } from '../scenarios/hook.ts';
import { createPlayer } from '../store/player.ts';
import type { ToPage } from './protocol.ts';
import { createSession, receive, work } from './session.ts';

const SEEKS = 40;
/** Before those that count, so that the code is warm. */
const WARM_UP = 8;
const BAR_MS = 150;
const HOUR = 3_600 * SECOND;

const scenarios: Scenario[] = [
  { ...hook, until: HOUR },
  {
    ...hook,
    name: '500/s',
    until: HOUR,
    values: {
      ...hook.values,
      'arrival.rate': 500,
      'consumer.instances': 100,
      'ds.servers': 200,
      'push:push.inbox': 400,
      'poll.batchMax': 100,
      'hybrid:consumer.rateLimit': 700,
    },
  },
];

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const told = (values: number[]) =>
  `median ${median(values).toFixed(0).padStart(4)} ms, worst ${Math.max(...values)
    .toFixed(0)
    .padStart(4)} ms`;

for (const scenario of scenarios) {
  let isCovered = false;
  let workerMs = 0;
  let frames: (() => void)[] = [];
  const inbox: ToPage[] = [];
  const session = createSession({
    post: (message, transfer) => inbox.push(structuredClone(message, { transfer })),
    nowMs: () => performance.now(),
  });
  const player = createPlayer(
    {
      send: (message) => receive(session, structuredClone(message)),
      requestFrame: (callback) => frames.push(() => callback(performance.now())),
      moved() {},
      covered() {
        isCovered = true;
      },
      ended() {},
      looped() {},
      told() {},
      failed(message) {
        throw new Error(message);
      },
    },
    scenario,
  );
  const untilCovered = () => {
    while (!isCovered) {
      const beganMs = cpuMs();
      const works = work(session);
      workerMs += cpuMs() - beganMs;
      for (const message of inbox.splice(0)) {
        if (message.type !== 'lives') player.receive(message);
        if (message.type === 'frame') receive(session, { type: 'acknowledge', frame: message.id });
      }
      const due = frames;
      frames = [];
      for (const frame of due) frame();
      if (!works && !isCovered && due.length === 0) throw new Error('the worker has nothing to do');
    }
  };
  player.load(scenario, HOUR);
  untilCovered();
  const simulatedMs = workerMs;
  const times: { page: number; worker: number }[] = [];
  let luck = 1;
  for (let i = 0; i < WARM_UP + SEEKS; i++) {
    luck = (Math.imul(luck, 1_664_525) + 1_013_904_223) >>> 0;
    isCovered = false;
    workerMs = 0;
    const beganMs = cpuMs();
    player.seek(Math.floor((luck / 2 ** 32) * (HOUR / MILLISECOND)) * MILLISECOND);
    untilCovered();
    if (i >= WARM_UP) times.push({ page: cpuMs() - beganMs, worker: workerMs });
  }
  const stops = session.walk?.stops ?? [];
  const megabytes = stops.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20;
  console.log(`one hour of ${scenario.name}, three lanes, simulated in ${(simulatedMs / 1_000).toFixed(1)} s`);
  console.log(`  seek until shown   ${told(times.map(({ page }) => page))}   (bar: ${BAR_MS} ms)`);
  console.log(`  of it the worker   ${told(times.map(({ worker }) => worker))}`);
  console.log(`  checkpoints        ${stops.length}, ${megabytes.toFixed(1)} MB`);
}
