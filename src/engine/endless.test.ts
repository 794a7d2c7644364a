/** No scenario that validation lets through makes things follow each other for ever at one instant, at which the kernel would throw. */
import { expect, test } from 'vitest';
import type { Values } from '../model/scenario.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { clamp } from '../model/validate.ts';
import { runUntil } from './kernel.ts';
import { scenarioOf } from './textbook.test-support.ts';
import { createLane } from './wiring.ts';

/** Nothing takes any time, and nothing ends but by success. */
const instant: Values = {
  'net.latency': 0,
  'service.mean': 0,
  'arrival.rate': 20,
  'retry.owner': 'broker',
  'retry.base': 0,
  'retry.maxAttempts': NEVER,
  'error.prob': 1,
};

const polling: Values = {
  ...instant,
  'error.prob': 0,
  'poll.interval': 0,
  'poll.busyInterval': 0,
  'poll.wait': 20 * SECOND,
};
const closed: Values = { ...instant, 'error.prob': 0, 'arrival.process': 'closed', 'clients.think': 0 };

test.each<[string, Values]>([
  ['retries without any wait', { ...instant, 'retry.schedule': 'immediate', 'retry.base': SECOND }],
  ['a list of no waits', { ...instant, 'retry.schedule': 'list', 'retry.list': '0', 'retry.base': SECOND }],
  [
    'a jitter that starts from nothing',
    { ...instant, 'retry.schedule': 'list', 'retry.list': '5s', 'retry.jitter': 'decorrelated' },
  ],
  ['failures that never wait', { ...instant, 'retry.base': SECOND, 'retry.delayOn': 'timeout' }],
  ['limits that must both be reached', { ...instant, 'retry.maxAttempts': 2, 'retry.stopRule': 'both' }],
  [
    'an age that must be reached, too',
    { ...instant, 'retry.maxAttempts': 2, 'retry.maxAge': SECOND, 'retry.stopRule': 'both' },
  ],
  ['tries of the worker itself', { ...instant, 'retry.owner': 'inline', 'retry.schedule': 'immediate' }],
  ['messages that are republished', { ...instant, 'retry.owner': 'republish', 'retry.schedule': 'immediate' }],
  [
    'a full inbox',
    { ...instant, 'error.prob': 0, 'push.inbox': 0, 'service.mean': SECOND, 'retry.schedule': 'immediate' },
  ],
  [
    'shedding to the head',
    {
      ...instant,
      'error.prob': 0,
      'shed.rule': 'queue-length',
      'shed.length': 0,
      'requeue.position': 'head',
      'retry.schedule': 'immediate',
    },
  ],
  [
    'a limiter that gives back',
    {
      ...instant,
      'error.prob': 0,
      'consumer.rateLimit': 1,
      'consumer.rateCounts': true,
      'retry.schedule': 'immediate',
    },
  ],
  [
    'a batch for which the limiter lets too little through',
    { ...polling, 'poll.batchMin': 2, 'consumer.rateLimit': 1 },
  ],
  ['a quota that is used up', { ...polling, 'inflight.quota': 1, 'service.mean': SECOND, 'consumer.instances': 3 }],
  ['polls that find nothing by bad luck', { ...polling, 'poll.falseEmptyProb': 1, 'poll.wait': 0 }],
  ['clients that never think', closed],
  ['clients that are refused', { ...closed, 'queue.capacity': 1, 'service.mean': SECOND, 'push.maxInFlight': 1 }],
  [
    'a redrive at any rate',
    { ...instant, 'retry.maxAttempts': 1, 'redrive.rate': NEVER, 'retry.owner': 'operator', 'redrive.after': SECOND },
  ],
])('%s', (_, values) => {
  const { scenario } = clamp(scenarioOf(values, { until: SECOND }));
  for (const id of scenario.lanes) {
    const lane = createLane(scenario, id, { journal: 'off' });
    runUntil(lane.kernel, scenario.until);
    expect(lane.kernel.now).toBe(SECOND);
  }
});
