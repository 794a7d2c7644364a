/** React's way to a machine at the playhead: its chart, and where it stands. */
import { useEffect, useRef, useState } from 'react';
import type { Standing, Subject } from '../../model/statechart.ts';
import { openWatching, type Watching } from '../../store/watching.ts';
import type { ChartSheet, WatchedMessage } from '../../worker/watchProtocol.ts';

export interface Watched extends ChartSheet {
  subject: Subject;
  /** Replayed this far. */
  at: number;
  /** The last one that is known of this subject; null while it is counted for the first time. */
  standing: Standing | null;
}

/** Null until something is known of the subject, or why nothing will be. */
export function useWatched(subject: Subject): Watched | null | { failure: string } {
  const { lane, machine, which } = subject;
  const [state, setState] = useState<Watched | null | { failure: string }>(null);
  const watching = useRef<Watching>(null);
  useEffect(() => {
    let sheet: ChartSheet;
    let known: { subject: Subject; standing: Standing } | null = null;
    const take = (news: WatchedMessage) => {
      sheet = news.sheet ?? sheet;
      if (news.standing !== null) known = { subject: news.subject, standing: news.standing };
      const standing = known?.subject === news.subject ? known.standing : news.standing;
      setState({ ...sheet, subject: news.subject, at: news.at, standing });
    };
    watching.current = openWatching(take, (failure) => setState({ failure }));
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
