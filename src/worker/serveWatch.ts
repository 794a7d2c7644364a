/** Answers questions about machines in a worker of its own, so that a long replay keeps nobody waiting but who asked. */
import { roles } from '../engine/roles.ts';
import type { Scenario } from '../model/scenario.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { follow, goOn, returnTo, standingOf, startWatch, type Watch, watchedUntil } from './watch.ts';
import type { FromWatcher, ToWatcher, WatchMessage } from './watchProtocol.ts';

/** How long one answer may take; who asked for more is told how far it is. */
const ANSWER_MS_MAX = 80;

export interface Watcher {
  post(message: FromWatcher): void;
  /** A clock for the length of answers. It decides nothing of what is in them. */
  nowMs(): number;
  scenario: Scenario | null;
  /** From when on `scenario` differs from what the watch knows; else NEVER. */
  changedFrom: SimTime;
  watch: Watch | null;
  /** The kind of machine of the last answer. */
  told: string;
}

export const createWatcher = (host: Pick<Watcher, 'post' | 'nowMs'>): Watcher => ({
  ...host,
  scenario: null,
  changedFrom: NEVER,
  watch: null,
  told: '',
});

export function receiveAtWatcher(watcher: Watcher, message: ToWatcher): void {
  if (message.type === 'follow') {
    watcher.scenario = message.scenario;
    watcher.changedFrom = Math.min(watcher.changedFrom, message.from);
    return;
  }
  try {
    answer(watcher, message);
  } catch (error) {
    watcher.watch = null;
    watcher.post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function answer(watcher: Watcher, { subject, to }: WatchMessage): void {
  const { scenario, nowMs, told } = watcher;
  if (scenario === null) throw new Error('there is no scenario to watch');
  const startedMs = nowMs();
  const watch = watchAt(watcher, scenario, subject, to);
  const isThere = goOn(watch, to, () => nowMs() - startedMs > ANSWER_MS_MAX);
  watcher.told = subject.machine;
  watcher.post({
    type: 'watched',
    subject,
    to,
    at: watchedUntil(watch),
    standing: isThere ? standingOf(watch) : null,
    ...(told !== subject.machine && {
      sheet: { chart: watch.chart, definition: JSON.stringify(roles[subject.machine].machine.config, null, 2) },
    }),
  });
}

/** A watch of the subject in this scenario, at or before `to`: the one there is, if it can be taken there. */
function watchAt(watcher: Watcher, scenario: Scenario, subject: WatchMessage['subject'], to: SimTime): Watch {
  const { watch, changedFrom } = watcher;
  watcher.watch = null;
  watcher.changedFrom = NEVER;
  const isKept =
    watch !== null &&
    JSON.stringify(watch.subject) === JSON.stringify(subject) &&
    (changedFrom === NEVER || follow(watch, scenario, changedFrom)) &&
    returnTo(watch, to);
  watcher.watch = isKept ? watch : startWatch(scenario, subject);
  return watcher.watch;
}

export function serveWatch(): void {
  const watcher = createWatcher({
    post: (message) => self.postMessage(message),
    nowMs: () => performance.now(),
  });
  self.onmessage = (event: MessageEvent<ToWatcher>) => receiveAtWatcher(watcher, event.data);
}
