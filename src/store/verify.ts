/** Runs a scenario in a worker of its own, beside what is on the screen, to learn its receipt. */
import type { Scenario } from '../model/scenario.ts';
import { createClient } from '../worker/client.ts';
import { startWorker } from '../worker/startWorker.ts';

export interface Verification {
  /** Rejects with what the engine says if the run can't end. Never settles once it was stopped. */
  receipt: Promise<string>;
  stop(): void;
}

export function verify(scenario: Scenario): Verification {
  let stop = () => {};
  const receipt = new Promise<string>((resolve, reject) => {
    const client = createClient(
      startWorker,
      (message) => {
        if (message.type === 'failed') reject(new Error(message.message));
        else if (message.type === 'lives' || message.ended === null) return;
        else resolve(message.ended.receipt);
        client.restart();
      },
      (reason) => reject(new Error(reason)),
    );
    stop = client.restart;
    client.send({ type: 'load', runId: 1, scenario, at: scenario.until });
  });
  return { receipt, stop };
}
