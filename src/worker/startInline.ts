/** Takes the place of startWorker.ts in the build of a single file, which has no other file to start a worker from. */
import type { WorkerPort } from './client.ts';
import EngineWorker from './engine.worker.ts?worker&inline';

export const startWorker = (): WorkerPort => new EngineWorker();
