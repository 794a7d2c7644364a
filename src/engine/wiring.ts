/**
 * Puts a lane together. The mode of delivery is a property of the link between broker and workers: a push link has its pusher on
 * the sending side, a pull link its pollers on the receiving side; hybrid is a push link into the queue and a pull link out of it.
 */
import type { AnyStateMachine } from 'xstate';
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import { type Scenario, settingsOf } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import { beginGap, ClientsOfLane, callClients, ProducerOfLane } from './arriving.ts';
import { AutoscalerOfLane, beginScaling } from './autoscaling.ts';
import { BreakerOfLane } from './breaking.ts';
import { QueueOfLane } from './brokering.ts';
import { InstancesOfLane } from './crashing.ts';
import { DirectorOfLane } from './directing.ts';
import { watchGate } from './gating.ts';
import { Journal, type JournalMode } from './journal.ts';
import { createKernel, type Runner, start, type Watch, watchOver } from './kernel.ts';
import { Lane, notePart } from './lane.ts';
import { DeliveriesOfLane } from './leasing.ts';
import { OfLane } from './ofLane.ts';
import { EndpointsOfLane, PollersOfLane } from './polling.ts';
import { PusherOfLane } from './pushing.ts';
import { RedriverOfLane } from './redriving.ts';
import { MessagesOfLane } from './retrying.ts';
import { codes, type Role, roleNames, roles } from './roles.ts';
import { closeLane } from './sampling.ts';
import { DownstreamOfLane } from './serving.ts';
import { staff } from './staffing.ts';
import { WorkersOfLane } from './working.ts';
import { World } from './world.ts';

export interface LaneOptions {
  journal: JournalMode;
  /** Runs the charts in place of the tables. */
  runner?: Runner;
  /** Write a record for every state that a machine enters. */
  states?: boolean;
  /** Machines in the place of those of their roles. They must have the same states and events, in the same order. */
  instead?: Partial<Record<Role, AnyStateMachine>>;
}

/** Sees what no single event tells: which gate holds the queue, and that a bucket of the series is over. */
class WatchOfLane extends OfLane implements Watch {
  settled() {
    watchGate(this.lane);
  }
  passed(time: SimTime) {
    return closeLane(this.lane, time);
  }
}

export function createLane(scenario: Scenario, id: LaneId, options: LaneOptions): Lane {
  // The ports want the lane, the lane wants the kernel, and the kernel the ports: it asks for them when the first machine starts.
  const ports: Partial<Record<Role, object>> = {};
  const kinds = roleNames.map((role) => ({
    name: role,
    ...roles[role],
    machine: options.instead?.[role] ?? roles[role].machine,
    pooled: true,
    context: (entity: number) => ({ id: entity, ports: ports[role] }),
  }));
  const kernel = createKernel(kinds, options.runner ?? 'compiled', {
    ...(options.states && {
      entered: (kind: number, entity: number, state: number) => notePart(lane, Fact.entered, entity, kind, state),
    }),
  });
  const world = new World(settingsOf(scenario, id));
  const lane = new Lane(scenario, id, world, new Journal(options.journal), kernel);
  const all: Record<Role, object> = {
    message: new MessagesOfLane(lane),
    delivery: new DeliveriesOfLane(lane),
    producer: new ProducerOfLane(lane),
    queue: new QueueOfLane(lane),
    pusher: new PusherOfLane(lane),
    endpoint: new EndpointsOfLane(lane),
    poller: new PollersOfLane(lane),
    worker: new WorkersOfLane(lane),
    downstream: new DownstreamOfLane(lane),
    breaker: new BreakerOfLane(lane),
    instance: new InstancesOfLane(lane),
    autoscaler: new AutoscalerOfLane(lane),
    redriver: new RedriverOfLane(lane),
    client: new ClientsOfLane(lane),
    director: new DirectorOfLane(lane),
  };
  Object.assign(ports, all);
  watchOver(kernel, new WatchOfLane(lane));
  beginGap(lane, 0);
  wire[id](lane);
  callClients(lane);
  staff(lane, lane.world.settings['consumer.instances']);
  beginScaling(lane);
  return lane;
}

const begin = (lane: Lane, ...names: Role[]) => {
  for (const role of names) start(lane.kernel, codes[role].kind, 0);
};

const wire: Record<LaneId, (lane: Lane) => void> = {
  push(lane) {
    begin(lane, 'director', 'producer', 'queue', 'pusher', 'downstream', 'breaker', 'autoscaler', 'redriver');
  },
  pull(lane) {
    begin(lane, 'director', 'producer', 'queue', 'downstream', 'breaker', 'autoscaler', 'redriver');
  },
  hybrid(lane) {
    begin(lane, 'director', 'producer', 'queue', 'downstream', 'breaker', 'autoscaler', 'redriver');
  },
};
