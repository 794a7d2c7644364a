/** Autoscaling as the Kubernetes HPA and KEDA do it: a ratio to a target, a tolerance, quick to grow and slow to shrink. */

import type { AutoscalerPorts } from '../machines/autoscaler.ts';
import { MAX_WORKERS } from '../model/crossRules.ts';
import { Fact } from '../model/journal.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { crashInstance } from './crashing.ts';
import { post } from './kernel.ts';
import { type Lane, notePart } from './lane.ts';
import { Level, levelArea } from './metrics.ts';
import { OfLane } from './ofLane.ts';
import { Rank } from './ranks.ts';
import { codes } from './roles.ts';
import { staff } from './staffing.ts';

/** No action while the metric is within this of its target. */
const TOLERANCE = 0.1;

const MINUTE = 60 * SECOND;

/** How many instances the metric asks for, without limits and not rounded: those present times the metric over its target. */
function wantedBy(lane: Lane, present: number): number {
  const { settings, queue, messages, scaling } = lane.world;
  switch (settings['autoscale.metric']) {
    case 'off':
      return present;
    case 'backlog':
      return queue.ready.size / settings['autoscale.backlog'];
    case 'age': {
      const oldest = queue.ready.head;
      const age = oldest === -1 ? 0 : lane.kernel.now - messages.publishedAt[oldest];
      return (present * age) / settings['autoscale.age'];
    }
    case 'utilisation': {
      const { workingArea, staffArea } = scaling;
      watchUse(lane);
      const share = (scaling.workingArea - workingArea) / Math.max(1, scaling.staffArea - staffArea);
      return (present * share) / settings['autoscale.utilisation'];
    }
  }
}

/** It begins, or goes by another metric: what is there now is as good as wanted now. */
export function beginScaling(lane: Lane): void {
  const { scaling, instances } = lane.world;
  scaling.wanted = [instances.wanted];
  scaling.decidedAt = [lane.kernel.now];
  watchUse(lane);
}

/** From now on the busy share counts. */
function watchUse(lane: Lane): void {
  const { scaling, metrics } = lane.world;
  scaling.workingArea = levelArea(metrics, Level.working, lane.kernel.now);
  scaling.staffArea = levelArea(metrics, Level.staff, lane.kernel.now);
}

/** The limits of the settings, and of what a lane can hold. */
function clamped(lane: Lane, wanted: number): number {
  const { settings } = lane.world;
  const each = Math.max(settings['consumer.concurrency'], settings['poll.pollers']);
  const roof = Math.min(settings['autoscale.max'], Math.floor(MAX_WORKERS / each));
  return Math.max(1, Math.min(Math.max(wanted, settings['autoscale.min']), roof));
}

function grow(lane: Lane, more: number): void {
  const { scaling, settings } = lane.world;
  const { now } = lane.kernel;
  while (scaling.addedAt.length > 0 && scaling.addedAt[0] <= now - MINUTE) {
    scaling.addedAt.shift();
    scaling.added.shift();
  }
  const lately = scaling.added.reduce((sum, each) => sum + each, 0);
  const count = Math.min(more, settings['autoscale.maxStep'] - lately);
  if (count <= 0) return;
  scaling.added.push(count);
  scaling.addedAt.push(now);
  scaling.starting += count;
  const { kind, started } = codes.autoscaler;
  post(lane.kernel, settings['autoscale.startup'], Rank.scale, kind, 0, started, count);
}

function shrink(lane: Lane, to: number): void {
  const { instances, settings } = lane.world;
  if (to >= instances.wanted) return;
  if (settings['autoscale.leave'] === 'crash')
    for (let instance = to; instance < instances.wanted; instance++) crashInstance(lane, instance);
  staff(lane, to);
}

/** The most that was wanted within the time of stabilising, now included. */
function mostWanted(lane: Lane, wanted: number): number {
  const { scaling, settings } = lane.world;
  const from = lane.kernel.now - settings['autoscale.stabilise'];
  scaling.wanted.push(wanted);
  scaling.decidedAt.push(lane.kernel.now);
  while (scaling.decidedAt[0] < from) {
    scaling.wanted.shift();
    scaling.decidedAt.shift();
  }
  return Math.max(...scaling.wanted);
}

export class AutoscalerOfLane extends OfLane implements AutoscalerPorts {
  every() {
    const { settings } = this.lane.world;
    return settings['autoscale.metric'] === 'off' ? NEVER : settings['autoscale.every'];
  }
  decide() {
    const { lane } = this;
    const { instances, scaling } = lane.world;
    const present = instances.wanted;
    const coming = present + scaling.starting;
    const asked = wantedBy(lane, present);
    const steady = Math.abs(asked / present - 1) <= TOLERANCE;
    const wanted = clamped(lane, steady ? present : Math.ceil(asked));
    const most = mostWanted(lane, wanted);
    notePart(lane, Fact.scaled, -1, present, wanted);
    if (wanted > coming) grow(lane, wanted - coming);
    else if (most < present) shrink(lane, most);
  }
  open(count: number) {
    const { lane } = this;
    const { instances, scaling } = lane.world;
    scaling.starting -= count;
    staff(lane, clamped(lane, instances.wanted + count));
  }
}
