/** Holds a sentence while the playhead jumps: in between, its time is already new and its counts are still old. */
import { useEffect, useRef } from 'react';
import { useRun } from '../../store/useLab.ts';

export function useSettled<T>(next: T): T {
  const seeking = useRun(({ value }) => value === 'seeking');
  const last = useRef(next);
  useEffect(() => {
    if (!seeking) last.current = next;
  });
  return seeking ? last.current : next;
}
