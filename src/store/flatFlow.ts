/**
 * Takes the place of XState in the figure's build, where one flow runs: states without states in them, guards by name, and actions that
 * assign. A test holds it against XState, in every state of that flow and for every event.
 */
interface FlowEvent {
  type: string;
}
interface Moment {
  context: object;
  event: FlowEvent;
}
type Assigners = Record<string, unknown>;
interface Candidate {
  guard?: string;
  target?: string;
  actions?: string;
}
type Reactions = Record<string, string | Candidate | Candidate[]>;
interface Flow {
  guards: Record<string, (moment: Moment) => boolean>;
  actions: Record<string, Assigners>;
  initial: string;
  context: object;
  on: Reactions;
  states: Record<string, { on?: Reactions }>;
}
interface Snapshot {
  value: string;
  context: object;
}
type Listener = (snapshot: Snapshot) => void;

export const assign = (assigners: Assigners): Assigners => assigners;

export const setup = (implementations: Pick<Flow, 'guards' | 'actions'>) => ({
  createMachine: (config: Omit<Flow, 'guards' | 'actions'>): Flow => ({ ...implementations, ...config }),
});

function candidates(reactions: Reactions | undefined, type: string): Candidate[] {
  const reaction = reactions?.[type] ?? [];
  if (typeof reaction === 'string') return [{ target: reaction }];
  return Array.isArray(reaction) ? reaction : [reaction];
}

/** Where an event leads: a state's own reactions come before those of the whole flow. */
function next(flow: Flow, { value, context }: Snapshot, event: FlowEvent): Snapshot {
  const moment = { context, event };
  const all = [...candidates(flow.states[value].on, event.type), ...candidates(flow.on, event.type)];
  const chosen = all.find(({ guard }) => guard === undefined || flow.guards[guard](moment));
  const assigned = Object.entries(flow.actions[chosen?.actions ?? ''] ?? {}).map(([key, assigner]) => [
    key,
    typeof assigner === 'function' ? assigner(moment) : assigner,
  ]);
  return {
    value: chosen?.target?.replace('.', '') ?? value,
    context: { ...context, ...Object.fromEntries(assigned) },
  };
}

/** As XState does, it tells of the start and of every event, and lets an event that is sent meanwhile wait. */
export function createActor(flow: Flow) {
  let snapshot: Snapshot = { value: flow.initial, context: flow.context };
  const listeners = new Set<Listener>();
  const waiting: FlowEvent[] = [];
  let busy = true;

  const tell = () => {
    for (const listener of listeners) listener(snapshot);
  };
  const work = () => {
    busy = true;
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      snapshot = next(flow, snapshot, event);
      tell();
    }
    busy = false;
  };
  return {
    getSnapshot: () => snapshot,
    subscribe(observer: Listener | { next: Listener }) {
      const listener: Listener = typeof observer === 'function' ? observer : observer.next;
      listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
    send(event: FlowEvent) {
      waiting.push(event);
      if (!busy) work();
    },
    start() {
      tell();
      work();
    },
  };
}
