/** Takes the place of startWorker.ts in the figure's build: the worker is the figure's own script, run again where there is no page. */
import type { WorkerPort } from './client.ts';

/** The text of the script that runs; see embedBuild.ts. */
declare const FIGURE_SOURCE: string;

export function startWorker(): WorkerPort {
  const address = URL.createObjectURL(new Blob([FIGURE_SOURCE], { type: 'text/javascript' }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  return worker;
}
