import { describe, expect, test } from 'vitest';
import { applyRecord } from '../model/fold.ts';
import { Fact, type Records } from '../model/journal.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import type { Counts } from '../model/report.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { blank } from '../scenarios/blank.ts';
import { shipped } from '../scenarios/catalogue.ts';
import { endWarmUp, reportOf } from './report.ts';
import { createRun, lanesOf, runUntil, takeRecords } from './run.ts';

function pictureOf(records: Records): Picture {
  const picture = emptyPicture();
  for (let i = 0; i < records.length; i++) applyRecord(picture, records, i);
  return picture;
}

/** What the journal says of each event: how old it was at its first effect, and when it was also acked. */
function eventsOf({ length, kind, time, message, value }: Records) {
  const events = new Map<number, { at: number; effectAge: number; doneAge: number; acked: boolean }>();
  const eventOf = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    const id = message[i];
    if (kind[i] === Fact.published) {
      eventOf.set(id, id);
      events.set(id, { at: time[i], effectAge: NEVER, doneAge: NEVER, acked: false });
    } else if (kind[i] === Fact.copied) eventOf.set(id, eventOf.get(value[i])!);
    else if (kind[i] === Fact.applied || kind[i] === Fact.acked) {
      const event = events.get(eventOf.get(id)!)!;
      const age = time[i] - event.at;
      if (kind[i] === Fact.applied) event.effectAge = Math.min(event.effectAge, age);
      else event.acked = true;
      if (event.acked && event.effectAge < NEVER) event.doneAge = Math.min(event.doneAge, age);
    }
  }
  return { all: [...events.values()], of: (id: number) => events.get(eventOf.get(id)!)! };
}

const balance = (c: Counts) =>
  c.outstandingBefore + c.published + c.copied - c.acked - c.deadLettered - c.dropped - c.turnedAway - c.deduplicated;

describe.each(shipped.map(({ scenario }) => [scenario.name, scenario] as const))('the report on %s', (_, scenario) => {
  test('agrees with the picture that the journal gives', () => {
    const run = createRun(scenario, { journal: 'on' });
    runUntil(run, scenario.until);
    const { lanes } = reportOf(run, {});
    for (const lane of lanesOf(run)) {
      const records = takeRecords(lane);
      const { totals, messages, deliveries } = pictureOf(records);
      const { counts, levels, latency, unfinished, objectives } = lanes[lane.id]!;
      const { calls, effects, finished, ...same } = totals;
      expect(counts).toMatchObject({
        ...same,
        downstreamCalls: calls,
        finished: effects - totals.duplicateEffects,
        outstanding: messages.size,
      });
      expect(latency.count).toBe(counts.finished);
      expect(unfinished).toBe(counts.published - counts.finished);
      const standing = [...messages.values()].map(({ place }) => place);
      for (const place of ['ready', 'leased', 'delayed', 'held'] as const)
        expect(levels[place].last, place).toBe(standing.filter((each) => each === place).length);

      const { 'freshness.threshold': threshold, 'completion.deadline': deadline } = lane.world.settings;
      const events = eventsOf(records);
      // Also what was acked early is still worked on.
      const spokenOf = [...messages.keys(), ...[...deliveries.values()].map(({ message }) => message)];
      const moving = [...new Set(spokenOf.map(events.of))];
      const share = (age: 'effectAge' | 'doneAge', limit: number) => {
        const open = moving.filter((event) => event[age] === NEVER && run.now - event.at <= limit);
        return events.all.filter((event) => event[age] <= limit).length / (events.all.length - open.length);
      };
      expect(objectives.freshness.measured).toBe(share('effectAge', threshold));
      expect(objectives.completion.measured).toBe(share('doneAge', deadline));
      const without = events.all.filter(({ effectAge }) => effectAge === NEVER);
      expect(objectives.loss.measured).toBe(without.filter((event) => !moving.includes(event)).length);
    }
  });

  test('balances, with a warm-up and without, and the two halves add up to the whole', () => {
    const [whole, second] = [createRun(scenario, { journal: 'hash' }), createRun(scenario, { journal: 'hash' })];
    runUntil(second, scenario.until / 2);
    const first = reportOf(second, {});
    const since = endWarmUp(second);
    for (const run of [whole, second]) runUntil(run, scenario.until);
    const [all, late] = [reportOf(whole, {}), reportOf(second, { since })];
    expect(late).toMatchObject({ receipt: all.receipt, warmupMs: scenario.until / 2 / 1_000 });
    for (const { id } of lanesOf(whole)) {
      const [a, b, sum] = [first, late, all].map(({ lanes }) => lanes[id]!);
      for (const { counts } of [a, b, sum]) {
        expect(balance(counts)).toBe(counts.outstanding);
        const lost = Object.values(counts.lostByReason).reduce((total, each) => total + each);
        expect(lost).toBe(counts.turnedAway + counts.deadLettered + counts.dropped);
      }
      for (const name of [
        'published',
        'deliveries',
        'executions',
        'finished',
        'acked',
        'polls',
        'downstreamCalls',
      ] as const)
        expect(a.counts[name] + b.counts[name], name).toBe(sum.counts[name]);
      expect(b.latency.count).toBe(b.counts.finished);
      expect(b.unfinished).toBeGreaterThanOrEqual(0);
      expect(b.utilisation).toBeLessThanOrEqual(1);
    }
  });
});

test('utilisation is measured against the workers that were on duty, also when their number changes', () => {
  const run = createRun(
    { ...blank, timeline: [{ type: 'set', at: 15 * SECOND, key: 'consumer.instances', value: 5 }] },
    { journal: 'hash' },
  );
  runUntil(run, 20 * SECOND);
  const { push } = reportOf(run, {}).lanes; // 2 workers for 15 s, then 5 for 5 s
  expect(push!.utilisation).toBeCloseTo(push!.levels.working.mean / 2.75, 12);
});

test('a report at the start has nothing measured and no division that fails', () => {
  const { lanes, simulatedMs } = reportOf(createRun(blank, { journal: 'hash' }), { series: true });
  expect(simulatedMs).toBe(0);
  expect(lanes.push).toMatchObject({ unfinished: 0, utilisation: 0, goodputPerSecond: Number.NaN });
  expect(lanes.push!.latency.p99).toBeNaN();
  expect(lanes.push!.series!.length).toBe(0);
});

test('the series of a long run come in buckets coarse enough to reach back to its start', () => {
  const run = createRun({ ...blank, lanes: ['push'] }, { journal: 'off' });
  runUntil(run, 61 * SECOND);
  expect(reportOf(run, { series: true }).lanes.push!.series).toMatchObject({ bucketMs: 1_000, fromMs: 0, length: 61 });
});
