/** A run beside the page's own for as long as a component lives: simulated to its end, so that receipt and future are known. */
import { useEffect, useState } from 'react';
import type { Scenario } from '../../model/scenario.ts';
import { openSecondRun, type SecondRun } from '../../store/secondRun.ts';

/** The run, null while it is simulated, or why there is none. */
export function useSecondRun(scenario: Scenario): SecondRun | null | { failure: string } {
  const [state, setState] = useState<SecondRun | null | { failure: string }>(null);
  useEffect(() => {
    const leaving = new AbortController();
    openSecondRun(scenario, leaving.signal).then(setState, (error: unknown) => {
      if (!leaving.signal.aborted) setState({ failure: error instanceof Error ? error.message : String(error) });
    });
    return () => leaving.abort();
  }, [scenario]);
  return state;
}
