/** Starts the worker behind the statecharts from its own file. */
import type { WorkerPort } from './client.ts';

export const startWatcher = (): WorkerPort =>
  new Worker(new URL('./watch.worker.ts', import.meta.url), { type: 'module' });
