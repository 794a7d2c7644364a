import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NEVER } from '../model/time.ts';
import {
  CAPACITY_MAX,
  cancel,
  createCalendar,
  find,
  type Handle,
  handleOf,
  NO_HANDLE,
  nextTime,
  pop,
  schedule,
  waitingIn,
} from './calendar.ts';

const runs = process.env.LONG ? 3_000 : 300;

/** Schedules an entry that is told from others by `payload`. */
function add(calendar: ReturnType<typeof createCalendar>, time: number, rank: number, payload: number): Handle {
  return handleOf(calendar, schedule(calendar, time, rank, 1, 2, 3, payload));
}

test('entries fire by time, then rank, then in the order they were scheduled', () => {
  const calendar = createCalendar();
  add(calendar, 20, 0, 4);
  add(calendar, 10, 5, 2);
  add(calendar, 10, 5, 3);
  add(calendar, 10, 4, 1);
  const fired: number[] = [];
  while (nextTime(calendar) < NEVER) {
    pop(calendar);
    fired.push(calendar.payload);
  }
  expect(fired).toEqual([1, 2, 3, 4]);
});

test('a popped entry stands on the record, field by field', () => {
  const calendar = createCalendar();
  schedule(calendar, 7, 255, 11, 12, 13, 14);
  pop(calendar);
  expect(calendar).toMatchObject({ at: 7, kind: 11, entity: 12, event: 13, payload: 14 });
  expect(waitingIn(calendar)).toBe(0);
});

test('an entry that waits is found by all that it says, also right after another has fired', () => {
  const calendar = createCalendar();
  add(calendar, 10, 0, 1);
  const handles = [add(calendar, 20, 0, 2), add(calendar, 30, 0, 3)];
  pop(calendar);
  expect([2, 3].map((payload) => find(calendar, 1, 2, 3, payload))).toEqual(handles);
  expect([find(calendar, 1, 2, 3, 1), find(calendar, 0, 2, 3, 2), find(calendar, 1, 2, 4, 2)]).toEqual([0, 0, 0]);
  expect(cancel(calendar, find(calendar, 1, 2, 3, 2))).toBe(true);
  expect(find(calendar, 1, 2, 3, 2)).toBe(NO_HANDLE);
  pop(calendar);
  expect(calendar.payload).toBe(3);
});

test('the calendar does what a sorted list does, for any mix of scheduling, cancelling and popping', () => {
  const delay = fc.oneof(fc.nat(5), fc.nat(600_000));
  const operation = fc.oneof(
    // Ties, what is far away, and what lies on either side of the horizon.
    { weight: 4, arbitrary: fc.record({ delay, rank: fc.nat(3), times: fc.constant(1) }) },
    // More than the list holds.
    { weight: 1, arbitrary: fc.record({ delay, rank: fc.nat(3), times: fc.nat(100) }) },
    { weight: 2, arbitrary: fc.record({ cancel: fc.nat(1_000) }) },
    { weight: 3, arbitrary: fc.constant('pop' as const) },
    { weight: 1, arbitrary: fc.constant('pop many' as const) },
  );
  const script = fc.array(operation, { maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(script, (operations) => {
      const calendar = createCalendar();
      const handles: Handle[] = [];
      const waiting: { time: number; rank: number; id: number }[] = [];
      for (const step of operations) {
        if (typeof step === 'string') {
          for (let left = step === 'pop' ? 1 : 50; left > 0; left--) {
            const first = waiting.shift();
            expect(nextTime(calendar)).toBe(first?.time ?? NEVER);
            if (first === undefined) break;
            pop(calendar);
            expect([calendar.at, calendar.payload]).toEqual([first.time, first.id]);
          }
        } else if ('cancel' in step) {
          const id = step.cancel % (handles.length + 1);
          const position = waiting.findIndex((entry) => entry.id === id);
          expect(cancel(calendar, handles[id] ?? NO_HANDLE)).toBe(position >= 0);
          if (position >= 0) waiting.splice(position, 1);
        } else {
          for (let i = 0; i < step.times; i++) {
            const entry = {
              time: calendar.at + ((step.delay * (i + 1)) % 600_000),
              rank: step.rank,
              id: handles.length,
            };
            handles.push(add(calendar, entry.time, entry.rank, entry.id));
            waiting.push(entry);
          }
          waiting.sort((a, b) => a.time - b.time || a.rank - b.rank || a.id - b.id);
        }
        expect(waitingIn(calendar)).toBe(waiting.length);
      }
    }),
    { numRuns: runs },
  );
});

test('among thousands of far entries each is found and fires in its turn, and those cancelled do not', () => {
  const calendar = createCalendar();
  const count = 5_000;
  const handles = Array.from({ length: count }, (_, i) => add(calendar, ((i * 7_919) % count) * 100_000, 0, i));
  for (let i = 0; i < count; i += 3) cancel(calendar, handles[i]);
  expect(find(calendar, 1, 2, 3, 1)).toBe(handles[1]);
  const fired: number[] = [];
  while (nextTime(calendar) < NEVER) {
    pop(calendar);
    fired.push(calendar.at);
  }
  expect(fired).toHaveLength(count - Math.ceil(count / 3));
  expect(fired).toEqual(fired.toSorted((a, b) => a - b));
});

test('a handle is stale once its entry has fired or been cancelled, also when the slot is used again', () => {
  const calendar = createCalendar();
  const fired = add(calendar, 1, 0, 0);
  pop(calendar);
  const cancelled = add(calendar, 2, 0, 1);
  expect(cancel(calendar, cancelled)).toBe(true);
  add(calendar, 3, 0, 2);
  expect([cancel(calendar, fired), cancel(calendar, cancelled)]).toEqual([false, false]);
  expect(waitingIn(calendar)).toBe(1);
});

test('scheduling at NEVER schedules nothing', () => {
  const calendar = createCalendar();
  expect(add(calendar, NEVER, 0, 0)).toBe(NO_HANDLE);
  expect(waitingIn(calendar)).toBe(0);
  expect(cancel(calendar, NO_HANDLE)).toBe(false);
});

test.each([Number.NaN, 1.5, 9, -NEVER])('an entry at %s is refused when the last one fired at 10', (time) => {
  const calendar = createCalendar();
  add(calendar, 10, 0, 0);
  pop(calendar);
  expect(() => add(calendar, time, 0, 0)).toThrow(RangeError);
});

test.each([-1, 256, 0.5, Number.NaN])('rank %s is refused', (rank) => {
  expect(() => add(createCalendar(), 1, rank, 0)).toThrow('rank must be a whole number from 0 to 255');
});

test('popping an empty calendar is an error', () => {
  expect(() => pop(createCalendar())).toThrow('the calendar is empty');
});

test('the calendar grows up to its limit and then names it', () => {
  const calendar = createCalendar();
  for (let i = 0; i < CAPACITY_MAX; i++) add(calendar, CAPACITY_MAX - i, 0, i);
  expect(() => add(calendar, 1, 0, 0)).toThrow(`more than ${CAPACITY_MAX} entries`);
  pop(calendar);
  expect(calendar.payload).toBe(CAPACITY_MAX - 1);
  add(calendar, 3_600_000_000, 0, 0);
  expect(() => add(calendar, calendar.at, 0, 0)).toThrow(`more than ${CAPACITY_MAX} entries`);
  pop(calendar);
  expect(calendar.payload).toBe(CAPACITY_MAX - 2);
});
