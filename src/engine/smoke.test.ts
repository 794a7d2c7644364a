import { expect, test } from 'vitest';
import { factKinds, type Records } from '../model/journal.ts';
import { applyRecord, emptyPicture } from '../model/picture.ts';
import type { Scenario } from '../model/scenario.ts';
import { Level, levelMean } from './metrics.ts';
import { createRun, lanesOf, receipt, runUntil } from './run.ts';

const scenario: Scenario = {
  name: 'x',
  seed: 1,
  until: 40e6,
  lanes: ['push', 'pull', 'hybrid'],
  timeline: [],
  trace: null,
  values: {
    'arrival.rate': 14,
    'burst.size': 80,
    'consumer.instances': 4,
    'service.mean': 112_000,
    'service.cv': 0.35,
    'push:push.inbox': 8,
    'retry.base': 200_000,
    'poll.interval': 800_000,
    'hybrid:poll.wait': 20e6,
    'hybrid:poll.interval': 0,
    'hybrid:poll.batchMax': 1,
    'hybrid:consumer.rateLimit': 30,
    'hybrid:consumer.rateBurst': 4,
    'net.latency': 15_000,
    'ds.servers': 20,
  },
};
test('smoke', () => {
  const run = createRun(scenario, { journal: 'on' });
  runUntil(run, scenario.until);
  for (const lane of lanesOf(run)) {
    const r: Records = lane.journal.records;
    const tally: Record<string, number> = {};
    for (let i = 0; i < r.length; i++) tally[factKinds[r.kind[i]]] = (tally[factKinds[r.kind[i]]] ?? 0) + 1;
    console.log(
      lane.id,
      JSON.stringify(tally),
      levelMean(lane.world.metrics, Level.outstanding, 40e6),
      JSON.stringify([...lane.world.ledger]),
    );
    const p = emptyPicture();
    for (let i = 0; i < r.length; i++) applyRecord(p, r, i);
    console.log(JSON.stringify(p.totals), p.messages.size, p.deliveries.size);
  }
  console.log(receipt(run));
  const again = createRun(scenario, { journal: 'hash', runner: 'interpreted' });
  runUntil(again, scenario.until);
  expect(receipt(again)).toBe(receipt(run));
});
