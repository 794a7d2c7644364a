/** React's way to a machine at the playhead: its chart, and where it stands. */
import { useEffect, useRef, useState } from 'react';
import type { Subject } from '../../model/statechart.ts';
import { openWatching, type Watched, type Watching } from '../../store/watching.ts';

/** Null until something is known of the subject, or why nothing will be. */
export function useWatched(subject: Subject): Watched | null | { failure: string } {
  const { lane, machine, which } = subject;
  const [state, setState] = useState<Watched | null | { failure: string }>(null);
  const watching = useRef<Watching>(null);
  useEffect(() => {
    watching.current = openWatching(setState, (failure) => setState({ failure }));
    return () => watching.current?.close();
  }, []);
  useEffect(() => watching.current!.look({ lane, machine, which }), [lane, machine, which]);
  const isOurs =
    state !== null &&
    'subject' in state &&
    state.subject.lane === lane &&
    state.subject.machine === machine &&
    state.subject.which === which;
  return isOurs || (state !== null && 'failure' in state) ? state : null;
}
