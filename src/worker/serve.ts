/** Runs the engine in a worker: lends a session the worker's message port and its time, a slice at a time. */
import type { Searching } from './lifeSearch.ts';
import type { ToWorker } from './protocol.ts';
import { createSession, receive, work } from './session.ts';

export function serve(lives?: Searching): void {
  const session = createSession({
    ...(lives && { lives }),
    post: (message, transfer) => self.postMessage(message, { transfer }),
    nowMs: () => performance.now(),
  });

  // A message to oneself is the shortest way to yield: what the page has sent meanwhile comes in between. Timers wait 4 ms or more.
  const turn = new MessageChannel();
  let turnDue = false;

  function takeTurn(): void {
    if (turnDue) return;
    turnDue = true;
    turn.port2.postMessage(null);
  }

  turn.port1.onmessage = () => {
    turnDue = false;
    if (work(session)) takeTurn();
  };

  self.onmessage = (event: MessageEvent<ToWorker>) => {
    receive(session, event.data);
    takeTurn();
  };
}
