/** Lets a call through at most every so often, and always the last one: for a slider that is being dragged. */
export interface Throttled<A extends unknown[]> {
  (...args: A): void;
  /** Makes the call that is still held back, if any, at once. */
  flush(): void;
}

export function throttle<A extends unknown[]>(call: (...args: A) => void, everyMs: number): Throttled<A> {
  let held: A | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const release = () => {
    timer = null;
    if (held === null) return;
    const args = held;
    held = null;
    timer = setTimeout(release, everyMs);
    call(...args);
  };
  const throttled = (...args: A) => {
    held = args;
    if (timer === null) release();
  };
  throttled.flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (held === null) return;
    const args = held;
    held = null;
    call(...args);
  };
  return throttled;
}
