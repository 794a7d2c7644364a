/** The time that a reader points at, one for all charts. Null while nobody points. */
import type { SimTime } from '../../model/time.ts';

let pointed: SimTime | null = null;
const listeners = new Set<() => void>();

export const cursor = (): SimTime | null => pointed;

export function pointAt(time: SimTime | null): void {
  pointed = time;
  for (const listener of listeners) listener();
}

export function onCursor(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
