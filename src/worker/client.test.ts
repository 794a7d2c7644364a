import { expect, test } from 'vitest';
import { createClient, type WorkerPort } from './client.ts';
import type { FrameMessage, ToPage } from './protocol.ts';

const frame = (id: number): FrameMessage => ({
  type: 'frame',
  runId: 1,
  id,
  kind: 'next',
  from: 0,
  to: 1,
  lanes: {},
  ended: null,
});

function desk() {
  const log: string[] = [];
  const workers: WorkerPort[] = [];
  const start = (): WorkerPort => {
    const worker: WorkerPort = {
      postMessage: (message: { type: string }) => log.push(`to ${workers.indexOf(worker)}: ${message.type}`),
      terminate: () => log.push(`end ${workers.indexOf(worker)}`),
      onmessage: null,
      onerror: null,
      onmessageerror: null,
    };
    workers.push(worker);
    return worker;
  };
  const receive = (message: ToPage) => log.push(`got ${message.type}`);
  const client = createClient(start, receive, (reason) => log.push(`died: ${reason}`));
  const say = (worker: number, message: ToPage) =>
    workers[worker]!.onmessage!.call(null as never, { data: message } as MessageEvent);
  const send = () => client.send({ type: 'seek', runId: 1, to: 0, seriesTo: 0 });
  return { log, workers, client, say, send };
}

test('the worker starts with the first message, once', () => {
  const { workers, send, log } = desk();
  expect(workers).toHaveLength(0);
  send();
  send();
  expect(workers).toHaveLength(1);
  expect(log).toEqual(['to 0: seek', 'to 0: seek']);
});

test('a frame is acknowledged after it has been taken in, anything else is not', () => {
  const { say, send, log } = desk();
  send();
  say(0, frame(7));
  say(0, { type: 'failed', runId: 1, message: 'no' });
  expect(log.slice(1)).toEqual(['got frame', 'to 0: acknowledge', 'got failed']);
});

test('after a restart nothing is heard of the old worker, and the next message starts a new one', () => {
  const { client, say, send, log } = desk();
  send();
  client.restart();
  say(0, frame(7));
  send();
  expect(log).toEqual(['to 0: seek', 'end 0', 'to 1: seek']);
});

test('a death is reported with its reason', () => {
  const { workers, send, log } = desk();
  send();
  workers[0]!.onerror!.call(null as never, { message: 'out of memory' } as ErrorEvent);
  send();
  workers[1]!.onmessageerror!.call(null as never, {} as MessageEvent);
  expect(log.filter((line) => line.startsWith('died'))).toEqual([
    'died: out of memory',
    'died: the engine sent something that could not be read',
  ]);
});
