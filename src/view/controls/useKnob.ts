/** A knob as React sees it: where it stands at the playhead, where the named scenario has it, and how to turn it. */
import { useEffect, useMemo } from 'react';
import type { Value } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { ParameterId } from '../../model/parameters.ts';
import { reset, set } from '../../store/commands.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { standing } from './standing.ts';
import { type Throttled, throttle } from './throttle.ts';

/** Each turn amends the run, and the future is computed anew; more often than this nobody sees. */
const APPLY_EVERY_MS = 50;

export interface Turning {
  value: Value;
  base: Value;
  turn: Throttled<[Value]>;
  reset: () => void;
}

export function useKnob(id: ParameterId, lane: LaneId | null): Turning {
  // The player's own playhead: the copy in the store may lag behind a change that was just made.
  const value = useLab((state) => standing(state.scenario, id, lane, player.playhead()));
  const base = useLab((state) => standing(state.base, id, lane, player.playhead()));
  const turn = useMemo(() => throttle((next: Value) => set(id, next, lane), APPLY_EVERY_MS), [id, lane]);
  useEffect(() => () => turn.flush(), [turn]);
  return { value, base, turn, reset: () => reset(id, lane) };
}
