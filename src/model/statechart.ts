/** A statechart as it is drawn: states and transitions by number, as the machine that runs defines them. And the machines of a lane by name. */
import type { LaneId } from './lanes.ts';

export interface ChartState {
  name: string;
  /** The state it is in; -1 for the machine itself, which is state 0. */
  parent: number;
  /** Its children are all active at once. */
  isParallel: boolean;
  /** It is entered when its parent is, unless another child is named. */
  isInitial: boolean;
  entry: string[];
  exit: string[];
}

export interface ChartTransition {
  from: number;
  /** -1: it stays where it is, and leaves and enters nothing. */
  to: number;
  /** What triggers it: an event, or the end of a delay. Both by the name that the machine gives them. */
  event: string;
  isDelay: boolean;
  /** Null: nothing stands in its way. Of several for one event the first whose guard holds is taken. */
  guard: string | null;
  actions: string[];
}

export interface Statechart {
  name: string;
  /** A parent stands before its children. */
  states: ChartState[];
  /** By state, then as they were written: events first, then delays. */
  transitions: ChartTransition[];
}

/** A chart, and the definition it was drawn from as JSON. */
export interface ChartSheet {
  chart: Statechart;
  definition: string;
}

interface CastMember {
  label: string;
  lanes: readonly LaneId[];
  /** How one of them is known; null where there is only one. Places are counted from 0, numbers are those of the journal. */
  by: 'place' | 'number' | null;
}

const all: readonly LaneId[] = ['push', 'pull', 'hybrid'];

/** Every kind of machine that a lane may have, in the order in which a message meets them. */
export const cast = {
  producer: { label: 'Producer', lanes: all, by: null },
  client: { label: 'Client', lanes: all, by: 'place' },
  queue: { label: 'Queue', lanes: all, by: null },
  pusher: { label: 'Pusher', lanes: ['push'], by: null },
  endpoint: { label: 'Endpoint', lanes: ['push'], by: 'place' },
  poller: { label: 'Poller', lanes: ['pull', 'hybrid'], by: 'place' },
  worker: { label: 'Worker', lanes: all, by: 'place' },
  instance: { label: 'Instance', lanes: all, by: 'place' },
  downstream: { label: 'Downstream', lanes: all, by: null },
  breaker: { label: 'Circuit breaker', lanes: all, by: null },
  message: { label: 'Message', lanes: all, by: 'number' },
  delivery: { label: 'Delivery', lanes: all, by: 'number' },
  redriver: { label: 'Redriver', lanes: all, by: null },
  autoscaler: { label: 'Autoscaler', lanes: all, by: null },
  director: { label: 'Timeline', lanes: all, by: null },
} as const satisfies Record<string, CastMember>;

export type MachineName = keyof typeof cast;
export const machineNames = Object.keys(cast) as MachineName[];

/** Whose chart is looked at: one of the machines of a kind in a lane, or (null) all of them together. */
export interface Subject {
  lane: LaneId;
  machine: MachineName;
  which: number | null;
}

/** Where a subject stands at an instant, and how it came there since the start of the run. */
export interface Standing {
  /** How many there are of the kind; of messages and deliveries those that something can still speak of. */
  count: number;
  /** By state: how many of the subject are in it. */
  within: number[];
  /** By transition: how often the subject took it. */
  taken: number[];
  /** The last transition that the subject took; `which` of them it was. */
  last: { transition: number; at: number; which: number } | null;
  /** It was there, and nothing can speak of it any more: `within` is the state in which it ended. */
  isOver: boolean;
}
