/** Writes the journal: every fact goes through `write`, which counts it, takes it into the rolling hash and, if asked to, keeps it. */
import { createRecords, Fact, type FactKind, type Records } from '../model/journal.ts';
import type { SimTime } from '../model/time.ts';
import type { Lane } from './lane.ts';
import type { World } from './world.ts';

/** `off` counts only (sweeps), `hash` also keeps the receipt, `on` also keeps the records. */
export type JournalMode = 'off' | 'hash' | 'on';

/** More records than this, not taken away by anybody, end the run with an error. */
export const MAX_RECORDS = 1 << 24;

export class Journal {
  readonly hashes: 0 | 1;
  readonly keeps: 0 | 1;
  records: Records;

  constructor(mode: JournalMode) {
    this.hashes = mode === 'off' ? 0 : 1;
    this.keeps = mode === 'on' ? 1 : 0;
    this.records = createRecords(mode === 'on' ? 4096 : 0);
  }
}

/**
 * Writes one record of what happens now and returns its sequence number. `cause` is the sequence number of the record that led to it, or -1.
 * Times in `value` that never come must be passed as -1.
 */
export function write(
  { journal, world, kernel }: Lane,
  kind: number,
  message: number,
  delivery: number,
  node: number,
  value: number,
  cause: number,
): number {
  const head = world.journal;
  head.tally[kind]++;
  if (journal.hashes === 1) {
    const time = kernel.calendar.at;
    // Two lanes of multiply-and-rotate over all fields; 64 bits tell runs apart, they don't resist forgery.
    // `| 0` where there are only whole numbers: V8 would go through doubles to multiply them.
    let a = head.hashA ^ Math.imul(time | 0, 0x9e3779b1) ^ Math.imul(message | 0, 0x85ebca77);
    a = Math.imul((a << 13) | (a >>> 19), 0xc2b2ae3d) + kind;
    a ^= Math.imul(delivery | 0, 0x27d4eb2f) ^ Math.imul((value / 4294967296) | 0, 0x165667b1);
    head.hashA = Math.imul((a << 15) | (a >>> 17), 0x85ebca6b) | 0;
    let b = head.hashB ^ Math.imul(value | 0, 0x2c1b3c6d) ^ Math.imul(node | 0, 0x297a2d39);
    b = Math.imul((b << 11) | (b >>> 21), 0x9e3779b1) + head.hashA;
    b ^= Math.imul((time / 4294967296) | 0, 0xc2b2ae35);
    head.hashB = Math.imul((b << 17) | (b >>> 15), 0x27d4eb2d) | 0;
    if (journal.keeps === 1) keep(journal, head.sequence, time, kind, message, delivery, node, value, cause);
  }
  return head.sequence++;
}

function keep(
  journal: Journal,
  sequence: number,
  time: SimTime,
  kind: number,
  message: number,
  delivery: number,
  node: number,
  value: number,
  cause: number,
): void {
  let { records } = journal;
  if (records.length === records.time.length) records = journal.records = widened(records);
  const i = records.length++;
  if (i === 0) records.first = sequence;
  records.time[i] = time;
  records.kind[i] = kind;
  records.message[i] = message;
  records.delivery[i] = delivery;
  records.node[i] = node;
  records.value[i] = value;
  records.cause[i] = cause;
}

function widened(records: Records): Records {
  const capacity = Math.max(4096, records.length * 2);
  if (capacity > MAX_RECORDS) throw new Error(`more than ${MAX_RECORDS} journal records were kept and not taken`);
  const wider = createRecords(capacity, records.first);
  wider.length = records.length;
  wider.time.set(records.time);
  wider.kind.set(records.kind);
  wider.message.set(records.message);
  wider.delivery.set(records.delivery);
  wider.node.set(records.node);
  wider.value.set(records.value);
  wider.cause.set(records.cause);
  return wider;
}

/** 16 hexadecimal digits over every record so far. */
export function hashOf(head: World['journal']): string {
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return hex(head.hashA) + hex(head.hashB);
}

export const countOf = (head: World['journal'], kind: FactKind): number => head.tally[Fact[kind]];
