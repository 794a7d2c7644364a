/** For tests: one preset with a handful of messages, to see one of its limits at work. Times are milliseconds. */
import { expect } from 'vitest';
import { brokenRules } from '../../engine/invariants.test-support.ts';
import { runUntil, step } from '../../engine/kernel.ts';
import { type Play, seenIn } from '../../engine/play.test-support.ts';
import { createLane } from '../../engine/wiring.ts';
import type { Entry, Values } from '../../model/scenario.ts';
import { MILLISECOND as MS } from '../../model/time.ts';
import { presets } from '../presets.ts';

interface Showing {
  /** What comes, and how it is worked on: nothing that the preset itself says. */
  load?: Values;
  /** Knobs of the preset that its users turn, none of them the one that is looked at. */
  turned?: Values;
  timeline?: Entry[];
  until: number;
}

/** The books are checked after every event as long as it costs no more than this: each time it costs the messages there are. */
const CHECKING_MAX = 20_000;

/** Messages come at `arrivals`. Unless the load says otherwise the network takes no time, and work exactly its mean. */
export function show(
  name: string,
  arrivals: number[],
  { load = {}, turned = {}, timeline = [], until }: Showing,
): Pick<Play, 'lane' | 'seen' | 'times'> {
  const { scenario } = presets.find(({ preset }) => preset.name === name)!;
  for (const key of Object.keys(load)) expect(scenario.values, `the load of ${name}`).not.toHaveProperty([key]);
  const plain: Values = { 'arrival.process': 'trace', 'service.dist': 'deterministic', 'net.latency': 0 };
  const values = { ...scenario.values, ...plain, ...load, ...turned };
  const trace = { name: 'play', times: arrivals };
  const lane = createLane({ ...scenario, values, timeline, trace }, scenario.lanes[0], { journal: 'on' });
  for (let cost = 0; cost < CHECKING_MAX && step(lane.kernel, until * MS); cost += 1 + lane.world.messages.pool.used)
    expect(brokenRules(lane)).toEqual([]);
  runUntil(lane.kernel, until * MS);
  const seen = seenIn(lane);
  return { lane, seen, times: (kind) => seen(kind).map(({ at }) => at) };
}

/** So many messages at one time. */
export const together = (count: number, at = 0): number[] => new Array<number>(count).fill(at);

/** What passes between each and the next. */
export const gaps = (times: number[]): number[] => times.slice(1).map((time, i) => time - times[i]);
