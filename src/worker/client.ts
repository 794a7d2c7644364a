/** The page's end of the worker: typed messages in and out, and word of its death. Nobody else sees `postMessage`. */
import type { ToPage, ToWorker } from './protocol.ts';

export interface EngineClient {
  send(message: ToWorker): void;
  /** Ends the worker, whatever it does. The next `send` starts another one, which knows nothing. */
  restart(): void;
}

/** The part of `Worker` that is used, so that tests can stand in for it. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>;

/**
 * Starts a worker with the first message. Each frame is acknowledged when `receive` has taken it in, so a busy page slows the worker.
 * `died` is told why the worker is gone: it could not be loaded, threw outside of a run, or sent something unreadable.
 */
export function createClient(
  start: () => WorkerPort,
  receive: (message: ToPage) => void,
  died: (reason: string) => void,
): EngineClient {
  let worker: WorkerPort | null = null;

  function restart(): void {
    worker?.terminate();
    worker = null;
  }

  function bury(reason: string): void {
    restart();
    died(reason);
  }

  function open(): WorkerPort {
    const opened = start();
    opened.onmessage = (event: MessageEvent<ToPage>) => {
      if (opened !== worker) return;
      receive(event.data);
      if (event.data.type === 'frame') opened.postMessage({ type: 'acknowledge', frame: event.data.id });
    };
    opened.onerror = (event) => bury(event.message || 'the engine could not be loaded');
    opened.onmessageerror = () => bury('the engine sent something that could not be read');
    return opened;
  }

  return {
    send(message) {
      worker ??= open();
      worker.postMessage(message);
    },
    restart,
  };
}
