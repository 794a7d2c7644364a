/** Marks of the consumer's side: inbox seats, workers, circuit breaker, and the seats of the downstream. */
import { breakerStates } from '../../model/journal.ts';
import { type LaneGeometry, squareAt } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

export const SEATS_DRAWN_MAX = 12;
export const SQUARES_DRAWN_MAX = 8;
/** Prefetched messages drawn beside one worker. */
const AT_HAND_MAX = 4;

export function consumerMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (moment.lane === 'push') inboxMarks(moment, geometry, out);
  if (moment.picture.workersOnDuty > SQUARES_DRAWN_MAX) gaugeMarks(moment, geometry, out);
  else squareMarks(moment, geometry, out);
  breakerMarks(moment, geometry, out);
  ringMarks(moment, geometry, out);
}

/** Where the seats of the inbox stand: two columns, or none if there are too many to draw. */
export function inboxSeats(seats: number, geometry: LaneGeometry): [x: number, y: number][] {
  if (seats > SEATS_DRAWN_MAX) return [];
  const rows = Math.ceil(seats / 2);
  const pitch = Math.min(geometry.pitch * 0.93, (geometry.work.pitch * 4) / Math.max(rows, 1));
  const { work, centre } = geometry;
  return Array.from({ length: seats }, (_, seat) => [
    work.x + work.seats * 0.09 + (seat < rows ? pitch : 0),
    centre + ((seat % rows) - (rows - 1) / 2) * pitch,
  ]);
}

function inboxMarks({ lane, census, settings }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const seats = inboxSeats(settings['push.inbox'], geometry);
  const r = Math.min(geometry.dot, seats.length > 8 ? geometry.dot * 0.85 : geometry.dot);
  seats.forEach(([x, y], seat) => {
    const delivery = census.inbox[seat];
    if (delivery === undefined) out.push({ shape: 'vacant', x, y, r: r * 1.3, ink: 'idle' });
    else out.push({ shape: 'dot', x, y, r, ink: lane, message: delivery.message, age: null, tries: 0 });
  });
}

function squareMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { picture, census, playhead, lane } = moment;
  const workers = picture.workersOnDuty;
  for (let worker = 0; worker < workers; worker++) {
    const at = squareAt(geometry, workers, worker);
    const delivery = census.work.get(worker);
    const down = picture.workersDown.includes(worker);
    const share = delivery && (delivery.until - playhead) / Math.max(1, delivery.until - delivery.since);
    // A worker that waits for the downstream has no work of its own left, but it is not idle.
    const left = share === undefined ? null : Math.min(1, Math.max(0, delivery?.place === 'calling' ? 0 : share));
    const message = delivery?.message ?? -1;
    const known = picture.messages.get(message);
    const stale = delivery !== undefined && known?.delivery !== delivery.id;
    out.push({ shape: 'worker', ...at, ink: lane, state: down ? 'down' : left, stale, message });
  }
  if (lane !== 'push') atHandMarks(moment, geometry, out);
}

/** What a worker has fetched and not begun, as small dots before its square. */
function atHandMarks({ picture, census, settings, lane }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const workers = picture.workersOnDuty;
  const r = geometry.dot * 0.4;
  const atHand = new Map<number, number>();
  for (const { node, message } of census.inbox) {
    const place = atHand.get(node) ?? 0;
    atHand.set(node, place + 1);
    if (place >= AT_HAND_MAX) continue;
    const { x, y, size } = squareAt(geometry, workers, Math.min(node * settings['consumer.concurrency'], workers - 1));
    const dx = r * 3.5 + Math.floor(place / 2) * r * 2.7;
    const dy = (place % 2 === 0 ? -1.5 : 1.5) * r;
    out.push({ shape: 'dot', x: x - dx, y: y + size / 2 + dy, r, ink: lane, message, age: null, tries: 0 });
  }
}

/** Too many workers to draw: one column, filled by the share that works. */
function gaugeMarks({ picture, census, lane }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { squares: x, work, centre } = geometry;
  const share = census.work.size / Math.max(1, picture.workersOnDuty);
  out.push({
    shape: 'gauge',
    x,
    y: centre - work.pitch * 2,
    width: work.size,
    height: work.pitch * 4,
    ink: lane,
    share,
  });
}

function breakerMarks({ settings, picture }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (settings['breaker.window'] === 0 || geometry.folded) return;
  const { collector, downstream, centre } = geometry;
  const size = 18;
  const x = (collector + downstream.x - 8 - size) / 2;
  out.push({ shape: 'breaker', x, y: centre, size, state: breakerStates[picture.breaker] ?? 'closed' });
}

/** How many calls the downstream has, as far as the workers know. */
export function callsOpen({ census }: LaneMoment): number {
  let calls = 0;
  for (const delivery of census.work.values()) if (delivery.place === 'calling') calls++;
  return calls;
}

function ringMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const servers = moment.settings['ds.servers'];
  if (servers === 0 || geometry.folded) return;
  const { x, width, height } = geometry.downstream;
  const share = Math.min(1, callsOpen(moment) / servers);
  out.push({ shape: 'ring', x: x + width / 2, y: geometry.centre + height * 0.06, r: width * 0.29, share });
}
