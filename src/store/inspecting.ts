/** What a person looks at closely: a part of a lane, or the life of one message in all lanes. */
import { client, lab } from './lab.ts';
import type { Inspected } from './state.ts';

let requests = 0;

/** Opens the card of `what`; null closes it. Another message is followed at once if the one before was. */
export function inspect(what: Inspected | null): void {
  lab.setState(({ follows }) => ({ inspected: what, follows: what?.kind === 'message' && follows }));
}

export function setFollows(follows: boolean): void {
  lab.setState({ follows });
}

/** Asks the worker for the life of the message that is inspected. The answers come into the store, more than one if the run is long; they carry the number that this returns. */
export function askForLife({ id, lane }: Extract<Inspected, { kind: 'message' }>): number {
  lab.setState({ lives: null });
  client.send({ type: 'life', request: ++requests, message: id, lane });
  return requests;
}
