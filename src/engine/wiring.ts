/**
 * Puts a lane together. The mode of delivery is a property of the link between broker and workers: a push link has its pusher on
 * the sending side, a pull link its pollers on the receiving side; hybrid is a push link into the queue and a pull link out of it.
 */
import type { AnyStateMachine } from 'xstate';
import { Fact } from '../model/journal.ts';
import type { LaneId } from '../model/lanes.ts';
import { changesOf, type Scenario, settingsOf } from '../model/scenario.ts';
import { beginGap, callClients, clientPorts, producerPorts } from './arriving.ts';
import { AutoscalerOfLane, beginScaling } from './autoscaling.ts';
import { BreakerOfLane } from './breaking.ts';
import { queuePorts } from './brokering.ts';
import { InstancesOfLane } from './crashing.ts';
import { DirectorOfLane } from './directing.ts';
import { createSampler } from './distributions.ts';
import { watchGate } from './gating.ts';
import { createJournal, type JournalMode } from './journal.ts';
import { createKernel, type Kernel, type Runner, start } from './kernel.ts';
import { type Lane, notePart } from './lane.ts';
import { deliveryPorts } from './leasing.ts';
import { endpointPorts, pollerPorts } from './polling.ts';
import { pusherPorts } from './pushing.ts';
import { RedriverOfLane } from './redriving.ts';
import { messagePorts } from './retrying.ts';
import { codesOfRoles, type Role, roleNames, roles } from './roles.ts';
import { closeLane } from './sampling.ts';
import { downstreamPorts } from './serving.ts';
import { staff } from './staffing.ts';
import { WorkersOfLane } from './working.ts';
import { createWorld } from './world.ts';

export interface LaneOptions {
  journal: JournalMode;
  /** Runs the charts in place of the tables. */
  runner?: Runner;
  /** Write a record for every state that a machine enters. */
  states?: boolean;
  /** Machines in the place of those of their roles. They must have the same states and events, in the same order. */
  instead?: Partial<Record<Role, AnyStateMachine>>;
}

export function createLane(scenario: Scenario, id: LaneId, options: LaneOptions): Lane {
  // The ports want the lane, the kernel wants the ports: it is set last, before anything runs.
  const lane: Lane = {
    id,
    seed: scenario.seed,
    scenario,
    changes: changesOf(scenario, id),
    world: createWorld(settingsOf(scenario, id)),
    journal: createJournal(options.journal),
    kernel: undefined as unknown as Kernel,
    codes: codesOfRoles(),
    service: createSampler('deterministic', 0, 0),
    timedOut: 0,
    answering: -1,
    late: 0,
  };
  const ports: Record<Role, object> = {
    message: messagePorts(lane),
    delivery: deliveryPorts(lane),
    producer: producerPorts(lane),
    queue: queuePorts(lane),
    pusher: pusherPorts(lane),
    endpoint: endpointPorts(lane),
    poller: pollerPorts(lane),
    worker: new WorkersOfLane(lane),
    downstream: downstreamPorts(lane),
    breaker: new BreakerOfLane(lane),
    instance: new InstancesOfLane(lane),
    autoscaler: new AutoscalerOfLane(lane),
    redriver: new RedriverOfLane(lane),
    client: clientPorts(lane),
    director: new DirectorOfLane(lane),
  };
  const kinds = roleNames.map((role) => ({
    name: role,
    ...roles[role],
    machine: options.instead?.[role] ?? roles[role].machine,
    pooled: true,
    context: (entity: number) => ({ id: entity, ports: ports[role] }),
  }));
  lane.kernel = createKernel(kinds, options.runner ?? 'compiled', {
    settled: () => watchGate(lane),
    passed: (time) => closeLane(lane, time),
    ...(options.states && {
      entered: (kind: number, entity: number, state: number) => notePart(lane, Fact.entered, entity, kind, state),
    }),
  });
  beginGap(lane, 0);
  wire[id](lane);
  callClients(lane);
  staff(lane, lane.world.settings['consumer.instances']);
  beginScaling(lane);
  return lane;
}

const begin = (lane: Lane, ...names: Role[]) => {
  for (const role of names) start(lane.kernel, lane.codes[role].kind, 0);
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
