/** Takes the place of startWorker.ts and startWatcher.ts in the build of a single file, which has no other file to start a worker from. */
import type { WorkerPort } from './client.ts';
import EitherWorker from './either.worker.ts?worker&inline';

export const startWorker = (): WorkerPort => new EitherWorker();
export const startWatcher = startWorker;
