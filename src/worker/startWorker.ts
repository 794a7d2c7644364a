/** Starts the engine's worker from its own file, as the page of the Lab does. */
import type { WorkerPort } from './client.ts';

export const startWorker = (): WorkerPort =>
  new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
