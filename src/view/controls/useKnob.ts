/** A knob as React sees it: where it stands at the playhead, where the named scenario has it, and how to turn it. */
import { useEffect, useMemo } from 'react';
import type { Value } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { ParameterId } from '../../model/parameters.ts';
import { letGo, reset, set } from '../../store/commands.ts';
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
  /** The hand lets go: what is held back is set, and the next turn is another step of the history. */
  letGo: () => void;
  reset: () => void;
}

export function useKnob(id: ParameterId, lane: LaneId | null): Turning {
  // The player's own playhead: the copy in the store may lag behind a change that was just made.
  const value = useLab((state) => standing(state.scenario, id, lane, player.playhead()));
  const base = useLab((state) => standing(state.base, id, lane, player.playhead()));
  const turn = useMemo(() => throttle((next: Value) => set(id, next, lane), APPLY_EVERY_MS), [id, lane]);
  useEffect(() => () => turn.flush(), [turn]);
  const release = () => {
    turn.flush();
    letGo();
  };
  return { value, base, turn, letGo: release, reset: () => reset(id, lane) };
}
