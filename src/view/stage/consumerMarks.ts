/** Marks of the consumer's side: inbox seats and workers. */
import { timeLeft } from '../../model/picture.ts';
import { NEVER } from '../../model/time.ts';
import { type LaneGeometry, type Square, squareAt } from './geometry.ts';
import type { Mark } from './mark.ts';
import { kindOf, type LaneMoment } from './moment.ts';

export const SEATS_DRAWN_MAX = 12;
export const SQUARES_DRAWN_MAX = 8;
/** Prefetched messages drawn beside one worker. */
const AT_HAND_MAX = 4;

export function consumerMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (moment.lane === 'push') inboxMarks(moment, geometry, out);
  if (squaresOf(moment) > SQUARES_DRAWN_MAX) gaugeMarks(moment, geometry, out);
  else squareMarks(moment, geometry, out);
}

/** Places in all inboxes of a push lane together; NEVER if there is no bound. */
export function seatsOf({ settings, picture }: Pick<LaneMoment, 'settings' | 'picture'>): number {
  const inboxes = settings['push.choice'] === 'shared-buffer' ? 1 : instancesOf({ settings, picture });
  return Math.min(NEVER, settings['push.inbox'] * inboxes);
}

export const instancesOf = ({ settings, picture }: Pick<LaneMoment, 'settings' | 'picture'>): number =>
  Math.max(1, Math.round(picture.workersOnDuty / settings['consumer.concurrency']));

/** Where the seats of the inbox stand: two columns, of the first twelve if there are more. */
export function inboxSeats(seats: number, geometry: LaneGeometry): [x: number, y: number][] {
  const length = Math.min(seats, SEATS_DRAWN_MAX);
  const rows = Math.ceil(length / 2);
  const pitch = Math.min(geometry.pitch * 0.93, (geometry.work.pitch * 4) / Math.max(rows, 1));
  const { work, centre } = geometry;
  return Array.from({ length }, (_, seat) => [
    work.x + work.seats * 0.09 + (seat < rows ? pitch : 0),
    centre + ((seat % rows) - (rows - 1) / 2) * pitch,
  ]);
}

function inboxMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { lane, census } = moment;
  const all = seatsOf(moment);
  const seats = inboxSeats(all, geometry);
  const r = Math.min(geometry.dot, seats.length > 8 ? geometry.dot * 0.85 : geometry.dot);
  seats.forEach(([x, y], seat) => {
    const message = census.inbox[seat]?.message ?? -1;
    if (message >= 0)
      out.push({ shape: 'dot', x, y, r, ink: lane, message, age: null, tries: 0, ...kindOf(moment, message) });
    else if (all === seats.length) out.push({ shape: 'vacant', x, y, r: r * 1.3, ink: 'idle' });
  });
  const more = census.inbox.length - seats.length;
  if (more <= 0 || seats.length === 0) return;
  const at = { x: geometry.work.x + geometry.work.seats * 0.22, y: seats[0][1] - geometry.pitch * 0.8 };
  out.push({ shape: 'note', ...at, size: 11, ink: 'ink2', align: 'center', text: `+${more}` });
}

/** Who has left duty stays until the work in hand is done. */
export const squaresOf = ({ picture, census }: LaneMoment) =>
  Math.max(picture.workersOnDuty, ...[...census.work.keys()].map((worker) => worker + 1));

function squareMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const workers = squaresOf(moment);
  workerMarks(moment, (worker) => squareAt(geometry, workers, worker), out);
  if (moment.lane !== 'push') atHandMarks(moment, geometry, out);
}

/** A square for each worker, where `placeOf` says. */
export function workerMarks(moment: LaneMoment, placeOf: (worker: number) => Square, out: Mark[]): void {
  const { picture, census, playhead, lane, settings } = moment;
  for (let worker = 0; worker < squaresOf(moment); worker++) {
    const at = placeOf(worker);
    const delivery = census.work.get(worker);
    const down = picture.workersDown.includes(worker);
    const share = delivery && timeLeft(delivery, playhead) / Math.max(1, delivery.until - delivery.since);
    // A worker that waits for the downstream has no work of its own left, but it is not idle.
    const left = share === undefined ? null : Math.min(1, Math.max(0, delivery?.place === 'calling' ? 0 : share));
    const message = delivery?.message ?? -1;
    const known = picture.messages.get(message);
    // A message that is acked before its work is over for the broker, and no lease has ended.
    const acked = known === undefined && settings['ack.point'] !== 'after-work';
    const stale = delivery !== undefined && known?.delivery !== delivery.id && !acked;
    out.push({ shape: 'worker', ...at, ink: lane, state: down ? 'down' : left, stale, message });
  }
}

/** What a worker has fetched and not begun, as small dots before its square. */
function atHandMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { census, settings, lane } = moment;
  const workers = squaresOf(moment);
  const r = geometry.dot * 0.4;
  const atHand = new Map<number, number>();
  for (const { node, message } of census.inbox) {
    const place = atHand.get(node) ?? 0;
    atHand.set(node, place + 1);
    if (place >= AT_HAND_MAX) continue;
    const { x, y, size } = squareAt(geometry, workers, Math.min(node * settings['consumer.concurrency'], workers - 1));
    const dx = r * 3.5 + Math.floor(place / 2) * r * 2.7;
    const dy = (place % 2 === 0 ? -1.5 : 1.5) * r;
    const at = { x: x - dx, y: y + size / 2 + dy, r, ink: lane };
    out.push({ shape: 'dot', ...at, message, age: null, tries: 0, ...kindOf(moment, message) });
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
