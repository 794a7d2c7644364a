/**
 * What is where at an instant, told by raw records alone: the last fact about each message and each delivery decides.
 * It shares nothing with the fold and the census, so that it can judge what they draw.
 */
import { CallFailure, type FactKind, factKinds, type Records } from '../../model/journal.ts';
import type { SimTime } from '../../model/time.ts';

type Place = 'travelling' | 'held' | 'ready' | 'delayed' | 'leased' | 'buried' | 'gone';

const messagePlace: Partial<Record<FactKind, Place>> = {
  published: 'travelling',
  resent: 'travelling',
  copied: 'travelling',
  held: 'held',
  unconfirmed: 'held',
  queued: 'ready',
  delayed: 'delayed',
  sent: 'leased',
  leased: 'leased',
  deadLettered: 'buried',
  acked: 'gone',
  dropped: 'gone',
  turnedAway: 'gone',
  deduplicated: 'gone',
};

const deliveryPlace: Partial<Record<FactKind, 'flying' | 'inbox' | 'working' | 'gone'>> = {
  sent: 'flying',
  leased: 'flying',
  arrived: 'inbox',
  started: 'working',
  finished: 'gone',
  refused: 'gone',
  strayed: 'gone',
  shed: 'gone',
  returned: 'gone',
};

export interface Said {
  messages: Map<number, Place>;
  /** Deliveries by id: where they are, of which message, and who has them. */
  deliveries: Map<number, { place: string; message: number; node: number }>;
  /** Calls that went to the downstream and did not come back. */
  calls: number;
  absorbed: number;
}

export function journalSays(records: Records, at: SimTime): Said {
  const said: Said = { messages: new Map(), deliveries: new Map(), calls: 0, absorbed: 0 };
  for (let i = 0; i < records.length && records.time[i] <= at; i++) {
    const fact = factKinds[records.kind[i]];
    const [message, delivery, value] = [records.message[i], records.delivery[i], records.value[i]];
    if (messagePlace[fact]) said.messages.set(message, messagePlace[fact]);
    // What is put back is no dead letter any more; other copies leave the other one where it is.
    if (fact === 'copied' && said.messages.get(value) === 'buried') said.messages.set(value, 'gone');
    const place = deliveryPlace[fact];
    if (place) said.deliveries.set(delivery, { place, message, node: records.node[i] });
    if (fact === 'called') said.calls++;
    if (fact === 'callDone' || fact === 'callCancelled') said.calls--;
    if (fact === 'callFailed' && neverServed.has(value)) said.calls--;
    if (fact === 'absorbed') said.absorbed++;
  }
  return said;
}

const neverServed = new Set<number>([CallFailure.refused, CallFailure.full, CallFailure.throttled]);

export interface Trip {
  fact: FactKind;
  message: number;
  /** As it was in truth. */
  from: SimTime;
  to: SimTime;
}

/** Every trip of the journal that a record tells in whole, and what is seen at the place of its record for a while. */
export function tripsOf(records: Records): Trip[] {
  const trips: Trip[] = [];
  for (let i = 0; i < records.length; i++) {
    const fact = factKinds[records.kind[i]];
    const from = records.time[i];
    const to = hasEnd.has(fact) ? records.value[i] : from;
    trips.push({ fact, message: records.message[i], from, to });
  }
  return trips;
}

const hasEnd = new Set<FactKind>([
  'published',
  'resent',
  'sent',
  'polled',
  'ackSent',
  'nackSent',
  'shed',
  'returned',
  'refused',
  'empty',
  'answered',
]);
