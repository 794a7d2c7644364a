/** Keeps a sentence from jumping: its numbers may roll at will, its words change at most twice a second. */
import { useEffect, useRef, useState } from 'react';

const WORDS_EVERY_MS = 500;

/** The words that stand on the page now: `next`, or what stood before while `frame` (its words without numbers) has changed too recently. */
export function useSteady<T>(next: T, frame: string): T {
  const [shown, setShown] = useState({ frame, since: 0 });
  const last = useRef(next);
  useEffect(() => {
    if (frame === shown.frame) {
      last.current = next;
      return;
    }
    const wait = Math.max(0, shown.since + WORDS_EVERY_MS - performance.now());
    const timer = setTimeout(() => setShown({ frame, since: performance.now() }), wait);
    return () => clearTimeout(timer);
  }, [next, frame, shown]);
  return frame === shown.frame ? next : last.current;
}
