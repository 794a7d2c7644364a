/** A run beside the page's own, in a worker of its own: what is taken away is looked at there, while the page stays where it is. */
import type { Scenario } from '../model/scenario.ts';
import type { SimTime } from '../model/time.ts';
import { createClient } from '../worker/client.ts';
import type { Ending } from '../worker/protocol.ts';
import { startWorker } from '../worker/startWorker.ts';
import { createPlayer, type Player } from './player.ts';

export interface SecondRun extends Ending {
  scenario: Scenario;
  player: Player;
  /** Shows the run at `time`, with all that happens in the time `ahead` of it; `speed` is what flights are drawn for. */
  show(time: SimTime, ahead: SimTime, speed: number): Promise<void>;
  close(): void;
}

/** Simulates a run to its end; rejects if it fails, or with the signal's reason. */
export function openSecondRun(scenario: Scenario, signal: AbortSignal): Promise<SecondRun> {
  let ending: Ending | null = null;
  let covered = false;
  let waiting: { isHere: () => boolean; resolve: () => void; reject: (reason: Error) => void } | null = null;

  const look = () => {
    if (waiting?.isHere()) waiting.resolve();
  };
  const until = (isHere: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      waiting = { isHere, resolve, reject };
      look();
    });
  const fail = (reason: string) => waiting?.reject(new Error(reason));
  const client = createClient(
    startWorker,
    (message) => {
      if (message.type !== 'lives') player.receive(message);
      look();
    },
    fail,
  );
  const player = createPlayer(
    {
      send: (message) => client.send(message),
      // Nothing is animated, and a hidden tab gets no animation frames.
      requestFrame: (callback) => setTimeout(() => callback(performance.now())),
      moved() {},
      covered() {
        covered = true;
      },
      ended() {},
      looped() {},
      told: (news) => {
        ending = news;
      },
      failed: fail,
    },
    scenario,
  );
  const close = () => client.restart();
  signal.addEventListener('abort', () => {
    close();
    waiting?.reject(signal.reason);
  });

  const show = (time: SimTime, ahead: SimTime, speed: number) => {
    covered = false;
    player.setSpeed(speed);
    player.seek(time);
    return until(() => covered && player.horizon() >= Math.min(scenario.until, time + ahead));
  };
  player.load(scenario, scenario.until);
  return until(() => ending !== null).then(() => ({ scenario, player, ...ending!, show, close }));
}
