/** Asks XState what a machine would do, with the machine's guards in our hands. Nothing is run: XState only says what it would run. */
import { type AnyMachineSnapshot, type AnyStateMachine, createMachine, initialTransition, transition } from 'xstate';
import type { Guard } from './chart.ts';

/** A guard whose answer decides how it goes on. */
export interface Question {
  guard: Guard;
  params: unknown;
}

/** What XState would do: the actions in order, those it made of `after` among them, and where the machine is then. */
export interface Outcome {
  snapshot: AnyMachineSnapshot;
  actions: ReturnType<typeof transition>[1];
}

export interface Probe {
  machine: AnyStateMachine;
  /** What the guards answer, in the order in which XState asks them. */
  answers: readonly boolean[];
  asked: number;
  /** The first guard that found no answer. */
  question: Question | null;
}

export function createProbe(machine: AnyStateMachine): Probe {
  const { guards, actions, delays } = machine.implementations;
  const probe: Probe = { machine, answers: [], asked: 0, question: null };
  const scripted = (guard: Guard) => (_: unknown, params: unknown) => {
    if (probe.asked < probe.answers.length) return probe.answers[probe.asked++];
    probe.question ??= { guard, params };
    return false;
  };
  probe.machine = createMachine(
    { ...machine.config, context: {} },
    {
      // `not`, `and` and `or` stay as they are: they ask the guards that they combine.
      guards: mapValues(guards, (guard) => ('check' in (guard as object) ? guard : scripted(guard as Guard))),
      actions,
      delays: mapValues(delays, () => 0), // only that it is a number matters here
    },
  );
  return probe;
}

/** What entering the initial configuration does. Nothing guards it. */
export function askStart(probe: Probe): Outcome {
  const [snapshot, actions] = initialTransition(probe.machine);
  return settled(snapshot as AnyMachineSnapshot, actions);
}

/** What an event does if the guards answer so; or the guard whose answer is lacking. */
export function ask(
  probe: Probe,
  from: AnyMachineSnapshot,
  type: string,
  answers: readonly boolean[],
): Question | Outcome {
  Object.assign(probe, { answers, asked: 0, question: null });
  const [snapshot, actions] = transition(probe.machine, from, { type });
  return probe.question ?? settled(snapshot as AnyMachineSnapshot, actions);
}

function settled(snapshot: AnyMachineSnapshot, actions: Outcome['actions']): Outcome {
  if (snapshot.status === 'error') throw snapshot.error;
  return { snapshot, actions };
}

function mapValues(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, never> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value) as never]));
}
