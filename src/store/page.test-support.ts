/** A page without a browser, for tests: its worker is a session in the same thread, its frames and timers come when they are called. */
import { vi } from 'vitest';
import { createRun, receipt, runUntil, takeRecords } from '../engine/run.ts';
import { applyRecord } from '../model/fold.ts';
import type { LaneId } from '../model/lanes.ts';
import { emptyPicture, type Picture } from '../model/picture.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import type { ToPage, ToWorker } from '../worker/protocol.ts';
import { createSession, receive, type Session, work } from '../worker/session.ts';

export interface Page {
  /** Lets the worker work until it waits. */
  work(): void;
  /** One animation frame after `elapsedMs`, if one was asked for. */
  frame(elapsedMs?: number): void;
  /** Frames of 16 ms for so long, the worker working between them. */
  play(ms: number): void;
  /** What stands in the address after `#`, after timers have run. */
  hash(): string;
  /** Follows a link on this page. */
  go(hash: string): void;
  /** Goes back by one step of the history. */
  back(): void;
  /** Makes the worker die. */
  kill(): void;
  /** All that was sent to the worker. */
  sent: ToWorker[];
}

type Lab = typeof import('./lab.ts');
type Shown = ReturnType<Lab['lab']['getState']> & { phase: string; failure: string | null };
type Commands = typeof import('./commands.ts') &
  typeof import('./breaking.ts') &
  typeof import('./harming.ts') &
  typeof import('./undoing.ts');
type Document = typeof import('./document.ts');

/** A browser's storage. */
export function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

/** A lane at `time`, by a run of its own. */
export function pictureAt(scenario: Scenario, lane: LaneId, time: SimTime): Picture {
  const run = createRun(scenario, { journal: 'on' });
  runUntil(run, time);
  const records = takeRecords(run.lanes[lane]!);
  const picture = emptyPicture();
  for (let i = 0; i < records.length; i++) applyRecord(picture, records, i);
  return picture;
}

/** The receipt of a run without a page. */
export const receiptOf = (scenario: Scenario): string => {
  const run = createRun(scenario, { journal: 'hash' });
  runUntil(run, scenario.until);
  return receipt(run);
};

/** Opens a fresh page at `hash`; modules are loaded anew, so that nothing is left of other tests. */
export async function openTestPage(
  hash = '',
  reducedMotion = false,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = memory(),
): Promise<
  Page &
    Omit<Lab, 'lab'> & {
      lab: Omit<Lab['lab'], 'getState'> & { getState(): Shown };
      commands: Commands;
      document: Document;
    }
> {
  vi.resetModules();
  let nowMs = 0;
  let due: ((nowMs: number) => void) | null = null;
  const sent: ToWorker[] = [];
  const workers = new Set<FakeWorker>();
  const listeners = new Map<string, () => void>();
  const timers: (() => void)[] = [];

  class FakeWorker {
    onmessage: ((event: { data: ToPage }) => void) | null = null;
    onerror: ((event: { message: string }) => void) | null = null;
    onmessageerror: (() => void) | null = null;
    session: Session = createSession({
      post: (message, transfer) => this.onmessage?.({ data: structuredClone(message, { transfer }) }),
      nowMs: () => (nowMs += 0.01),
    });
    constructor() {
      workers.add(this);
    }
    postMessage(message: ToWorker) {
      sent.push(message);
      receive(this.session, structuredClone(message));
    }
    terminate() {
      workers.delete(this);
    }
  }

  const location = { href: `https://lab.example/${hash}`, hash };
  const moveTo = (next: string) => Object.assign(location, { href: `https://lab.example/${next}`, hash: next });
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('requestAnimationFrame', (callback: (nowMs: number) => void) => {
    due = callback;
  });
  vi.stubGlobal('location', location);
  const steps: { state: unknown; hash: string }[] = [{ state: null, hash }];
  const history = {
    get state() {
      return steps.at(-1)!.state;
    },
    replaceState(state: unknown, _title: string, next: string) {
      steps[steps.length - 1] = { state, hash: next };
      moveTo(next);
    },
    pushState(state: unknown, _title: string, next: string) {
      steps.push({ state, hash: next });
      moveTo(next);
    },
  };
  vi.stubGlobal('history', history);
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('matchMedia', () => ({ matches: reducedMotion, addEventListener() {} }));
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) => listeners.set(type, listener));
  vi.stubGlobal('setTimeout', (callback: () => void) => timers.push(callback));

  const lab = await import('./lab.ts');
  const commands = {
    ...(await import('./commands.ts')),
    ...(await import('./breaking.ts')),
    ...(await import('./harming.ts')),
    ...(await import('./undoing.ts')),
  };
  const document = await import('./document.ts');
  const page: Page = {
    sent,
    work() {
      for (const { session } of workers) while (work(session));
    },
    frame(elapsedMs = 16) {
      nowMs += elapsedMs;
      const callback = due;
      due = null;
      callback?.(nowMs);
    },
    play(ms) {
      for (let passed = 0; passed < ms; passed += 16) {
        page.work();
        page.frame(16);
      }
    },
    hash() {
      for (const timer of timers.splice(0)) timer();
      return location.hash;
    },
    go(next) {
      steps.push({ state: null, hash: next });
      moveTo(next);
      listeners.get('hashchange')?.();
    },
    back() {
      steps.pop();
      moveTo(steps.at(-1)!.hash);
      listeners.get('hashchange')?.();
    },
    kill() {
      for (const worker of workers) worker.onerror?.({ message: 'out of memory' });
    },
  };
  const { openPage } = await import('./openPage.ts');
  openPage();
  // What the page shows is the store and, beside it, the life of the run.
  const getState = () => {
    const { value: phase, context } = lab.run.getSnapshot();
    return { ...lab.lab.getState(), phase, failure: context.failure };
  };
  return { ...page, ...lab, lab: { ...lab.lab, getState }, commands, document };
}
