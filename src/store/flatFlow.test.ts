import { expect, test, vi } from 'vitest';
import { createActor as createXStateActor } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { createActor } from './flatFlow.ts';
import { type RunEvent, runFlow } from './runFlow.ts';

vi.resetModules();
vi.doMock('xstate', () => import('./flatFlow.ts'));
const flat = (await import('./runFlow.ts')) as unknown as { runFlow: Parameters<typeof createActor>[0] };

const events: RunEvent[] = [
  { type: 'load', play: true },
  { type: 'load', play: false },
  { type: 'covered', atEnd: false },
  { type: 'covered', atEnd: true },
  { type: 'play' },
  { type: 'pause' },
  { type: 'seek' },
  { type: 'ended' },
  { type: 'failed', message: 'too many messages' },
];

interface Runner {
  getSnapshot(): { value: string; context: object };
  subscribe(listener: (snapshot: { value: string; context: object }) => void): unknown;
  send(event: RunEvent): void;
  start(): unknown;
}
const runners = (): Runner[] => [createXStateActor(runFlow), createActor(flat.runFlow)];

/** What is heard, with an event sent by whoever hears of `answerTo` first. */
function heard(runner: Runner, sent: RunEvent[], answerTo: string | null): unknown[] {
  const log: unknown[] = [];
  let answered = answerTo === null;
  runner.subscribe(({ value, context }) => {
    log.push([value, { ...context }]);
    if (answered || value !== answerTo) return;
    answered = true;
    runner.send({ type: 'pause' });
    log.push('sent');
  });
  runner.start();
  for (const event of sent) runner.send(event);
  return log;
}

test('the figure’s flow does what XState does, in every state of a run and for every event', () => {
  const paths = getShortestPaths(runFlow, { events });
  expect(paths.length).toBeGreaterThan(10);
  for (const { steps } of paths) {
    const before = steps.slice(1).map(({ event }) => event as RunEvent);
    for (const event of events) {
      const [expected, got] = runners().map((runner) => heard(runner, [...before, event], null));
      expect(got).toEqual(expected);
    }
  }
});

test('an event that is sent while another is told of waits, in the figure as in XState', () => {
  const sent = events.filter(({ type }) => type !== 'failed');
  for (const answerTo of ['idle', 'loading', 'running', 'seeking']) {
    const [expected, got] = runners().map((runner) => heard(runner, sent, answerTo));
    expect(expected).toContain('sent');
    expect(got).toEqual(expected);
  }
});

test('who has left hears nothing more', () => {
  const actor = createActor(flat.runFlow);
  const listener = vi.fn();
  const { unsubscribe } = actor.subscribe({ next: listener });
  actor.start();
  unsubscribe();
  actor.send({ type: 'load' });
  expect(listener).toHaveBeenCalledTimes(1);
});
