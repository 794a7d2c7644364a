/** The lives of the inspected message in every lane, asked of the worker whenever message or run is another. */
import { useEffect, useMemo, useState } from 'react';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import type { Life } from '../../model/life.ts';
import { livesOf } from '../../model/tellLife.ts';
import type { SimTime } from '../../model/time.ts';
import { askForLife, inspect } from '../../store/inspecting.ts';
import { player } from '../../store/lab.ts';
import { useLab, useRun } from '../../store/useLab.ts';

export interface Fates {
  /** Searched so far; what is open then may still end. */
  to: SimTime;
  isCut: boolean;
  /** The message itself first, then its copies. */
  lanes: { lane: LaneId; lives: Life[] }[];
}

/** Null while nothing is known yet. */
export function useLives(lane: LaneId, id: number): Fates | null {
  const scenario = useLab((state) => state.scenario);
  const [request, setRequest] = useState(0);
  // What was asked before may still be answered, or still be there.
  const answer = useLab(({ lives }) =>
    lives?.asked.request === request && lives.asked.message === id && lives.asked.lane === lane ? lives : null,
  );
  // A worker that has not begun, or has failed, has nothing to tell.
  const isReady = useRun(({ value }) => value !== 'idle' && value !== 'failed');
  useEffect(() => {
    // The player has sent its run to the worker before this, so that it is the run that is searched.
    if (isReady && player.scenario() === scenario) setRequest(askForLife({ kind: 'message', lane, id }));
  }, [scenario, lane, id, isReady]);
  useEffect(() => {
    if (answer !== null && answer.message !== id) inspect({ kind: 'message', lane, id: answer.message });
  }, [answer, lane, id]);
  return useMemo(() => {
    if (answer === null) return null;
    const lanes = laneIds.flatMap((each) => {
      const found = answer.lanes[each];
      return found === undefined ? [] : [{ lane: each, lives: livesOf(found.records, found.gates, answer.to) }];
    });
    return { to: answer.to, isCut: Object.values(answer.lanes).some(({ isCut }) => isCut), lanes };
  }, [answer]);
}
