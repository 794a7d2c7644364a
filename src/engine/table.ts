/** Runs machines by their tables. What the referee does through XState, this does in one look-up and a few flat loops. */
import type { SimTime } from '../model/time.ts';
import { cancel, handleOf, schedule } from './calendar.ts';
import type { Branch, Cell, Move } from './chart.ts';
import type { Kernel } from './kernel.ts';
import { type Mover, NO_PAYLOAD } from './mover.ts';

/** Enters the initial configuration. As in XState, delays are evaluated first, then the actions run, then the timers are armed. */
export function enter(kernel: Kernel, mover: Mover, entity: number): void {
  const { args, due, chart } = mover;
  const { steps, arms } = chart.start;
  if (arms.length > 0) for (const { run, timer } of steps) if (timer >= 0) due[timer] = run(args, undefined) as SimTime;
  for (let i = 0; i < steps.length; i++) if (steps[i].timer < 0) steps[i].run(args, steps[i].params);
  if (arms.length > 0) setTimers(kernel, mover, entity, chart.start);
}

/** Does an event: asks the guards, runs the steps, sets the timers, and only then is in the new configuration. */
export function take(
  kernel: Kernel,
  mover: Mover,
  entity: number,
  state: number,
  branch: Branch,
  cell: Cell | null,
): void {
  let target = cell === null ? follow(kernel, mover, entity, branch) : cell(mover.args, mover.due);
  if (target < 0) {
    const move = mover.chart.moves[~target];
    setTimers(kernel, mover, entity, move);
    target = move.target;
  }
  if (target === state) return;
  mover.columns.state[entity] = target;
  if (kernel.entered !== null) kernel.entered(mover.index, entity, target);
}

function follow(kernel: Kernel, mover: Mover, entity: number, chosen: Branch): number {
  let branch = chosen;
  const { args, due } = mover;
  while (branch.guard !== null) branch = branch.guard(args, branch.params) ? branch.yes : branch.no;
  const { move } = branch;
  const { steps, plain } = move;
  if (plain !== null) for (let i = 0; i < plain.length; i++) plain[i](args, undefined);
  else {
    for (let i = 0; i < steps.length; i++) {
      const { run, params, timer } = steps[i];
      if (timer < 0) run(args, params);
      else due[timer] = run(args, undefined) as SimTime;
    }
    setTimers(kernel, mover, entity, move);
  }
  return move.target;
}

/** XState defers this to the end of the macrostep, so it comes after all actions; the order decides ties. */
function setTimers(kernel: Kernel, mover: Mover, entity: number, { cancels, arms }: Move): void {
  const { calendar } = kernel;
  const { index, timerRank, chart, due, columns } = mover;
  const first = entity * due.length;
  for (let i = 0; i < cancels.length; i++) cancel(calendar, columns.timers[first + cancels[i]]);
  for (let i = 0; i < arms.length; i++) {
    const timer = arms[i];
    const time = calendar.at + due[timer];
    const event = chart.ownEvents + timer;
    const slot = schedule(calendar, time, timerRank, index, entity, event, NO_PAYLOAD);
    columns.timers[first + timer] = handleOf(calendar, slot);
  }
}
