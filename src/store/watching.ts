/** Watches a machine at the playhead, through a worker of its own: one question at a time, so a slow answer means fewer of them. */
import type { Scenario } from '../model/scenario.ts';
import type { ChartSheet, Standing, Subject } from '../model/statechart.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { startWatcher } from '../worker/startWatcher.ts';
import type { FromWatcher, ToWatcher } from '../worker/watchProtocol.ts';
import { differsFrom } from './futures.ts';
import { player, run } from './lab.ts';

/** While it plays: some eight a second. */
const ASK_EVERY_MS = 120;

export interface Watched extends ChartSheet {
  subject: Subject;
  /** Replayed this far. */
  at: SimTime;
  /** The latest that is known of the subject; null while it is counted for the first time. */
  standing: Standing | null;
}

export interface Watching {
  look(subject: Subject): void;
  close(): void;
}

/** Tells of the subject once after every change of it, of the playhead or of the scenario, and while it still counts. */
export function openWatching(told: (news: Watched) => void, failed: (reason: string) => void): Watching {
  const worker = startWatcher();
  const send = (message: ToWatcher) => worker.postMessage(message);
  let subject: Subject | null = null;
  let followed: Scenario | null = null;
  let asked: { subject: Subject; to: SimTime } | null = null;
  let sheet: ChartSheet;
  let known: { subject: Subject; standing: Standing } | null = null;
  let isWaiting = false;
  let askedMs = 0;

  function ask(): void {
    const scenario = player.scenario();
    const to = player.playhead();
    const from = followed === null ? 0 : followed === scenario ? NEVER : differsFrom(followed, scenario);
    const isNews = asked === null || asked.subject !== subject || asked.to !== to || from <= to;
    if (subject === null || isWaiting || !isNews) return;
    if (run.getSnapshot().value === 'running' && performance.now() - askedMs < ASK_EVERY_MS) return;
    if (from !== NEVER) send({ type: 'follow', scenario, from });
    followed = scenario;
    asked = { subject, to };
    isWaiting = true;
    askedMs = performance.now();
    send({ type: 'watch', ...asked });
  }

  worker.onmessage = ({ data }: MessageEvent<FromWatcher>) => {
    isWaiting = false;
    if (data.type === 'failed') {
      failed(data.message);
      return;
    }
    const { standing, at } = data;
    const { subject } = asked!;
    sheet = data.sheet ?? sheet;
    if (standing === null) asked = null;
    else known = { subject, standing };
    told({ ...sheet, subject, at, standing: known?.subject === subject ? known.standing : null });
    ask();
  };
  worker.onerror = (event) => failed(event.message || 'the statecharts could not be loaded');
  const stop = player.onFrame(ask);

  return {
    look(next) {
      subject = next;
      ask();
    },
    close() {
      stop();
      worker.terminate();
    },
  };
}
