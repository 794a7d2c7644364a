/** Marks of what waits: the pile in the tank, the waiting room under it, and the producer's outbox. */
import type { MessageView } from '../../model/picture.ts';
import { NEVER, type SimTime } from '../../model/time.ts';
import { senderKeeps } from './census.ts';
import { cellAt, type LaneGeometry } from './geometry.ts';
import { line, type Mark } from './mark.ts';
import { kindOf, type LaneMoment } from './moment.ts';

const OUTBOX_DOTS_MAX = 10;

export function tankMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { pile } = moment.census;
  const shown = Math.min(Math.ceil(pile.length / moment.unit), geometry.cells);
  for (let cell = 0; cell < shown; cell++) {
    const [x, y] = cellAt(geometry, cell);
    out.push(standing(moment, pile[cell * moment.unit], x, y, geometry.dot));
  }
  capacityMarks(moment, geometry, out);
  roomMarks(moment, geometry, out);
  outboxMarks(moment, geometry, out);
}

/** One message where it stands. Hollow if it is already drawn on its way, pale with an arc if it is out on lease. */
export function standing(moment: LaneMoment, message: MessageView, x: number, y: number, r: number): Mark {
  const { lane, playhead, settings } = moment;
  const { id, deliveries: tries } = message;
  if (moment.moves.outbound.has(id)) return { shape: 'vacant', x, y, r, ink: 'wait', message: id };
  const shared = { x, y, ink: lane, message: id, tries, ...kindOf(moment, id) };
  const left = shareLeft(message, playhead);
  if (message.place === 'delayed') return { ...shared, shape: 'seat', r, left };
  if (message.place === 'leased') return { ...shared, shape: 'leased', r: r * 1.1, left };
  const age = (playhead - message.publishedAt) / settings['freshness.threshold'];
  return { ...shared, shape: 'dot', r: r * 1.1, age };
}

/** Of the time in this place, what is still to come, 0 to 1; 1 if the place has no end. */
function shareLeft({ since, until }: MessageView, playhead: SimTime): number {
  if (until === NEVER || until <= since) return until === NEVER ? 1 : 0;
  return Math.min(1, Math.max(0, (until - playhead) / (until - since)));
}

/** A line where the queue is full, if that is within the tank at this scale. Only what is ready counts, so leased ones move it. */
function capacityMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  if (senderKeeps(moment.lane, moment.settings)) return; // There the pile is more than what is ready.
  const cells = Math.ceil((moment.settings['queue.capacity'] + moment.census.leased) / moment.unit);
  if (cells >= geometry.cells) return;
  const { tank, pitch, rows } = geometry;
  const x = cellAt(geometry, Math.ceil(cells / rows) * rows)[0] + pitch / 2;
  const bar = line(x, tank.y + 4, x, tank.y + tank.height - 4, 'ink', 1.1);
  out.push({ ...bar, dash: [3, 2] });
}

function roomMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { room } = moment.census;
  if (room.length === 0) return;
  const { x, y, width, height } = geometry.room;
  out.push({
    shape: 'line',
    points: [
      [x, y],
      [x, y + height],
      [x + width, y + height],
      [x + width, y],
    ],
    ink: 'wait',
    width: 1.1,
    dash: [4, 3],
  });
  const pitch = geometry.pitch * 0.82;
  const seats = Math.floor((width - 4) / pitch);
  const shown = Math.min(Math.ceil(room.length / moment.unit), seats);
  const more = room.length - shown * moment.unit;
  if (more > 0)
    out.push({
      shape: 'note',
      x: x - 4,
      y: y + height - 3,
      size: 11,
      ink: 'waitText',
      align: 'right',
      text: `+${more}`,
    });
  for (let seat = 0; seat < shown; seat++) {
    const at = x + width - 3 - pitch * (seat + 0.5);
    out.push(standing(moment, room[seat * moment.unit], at, y + height / 2 - 1, geometry.dot * 0.8));
  }
}

/** Small dots over the producer and the two bars of a pause: the broker does not take what it sends. */
function outboxMarks(moment: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { held } = moment.census;
  if (held.length === 0) return;
  const { house, centre, dot } = geometry;
  const r = dot * 0.6;
  const shown = Math.min(Math.ceil(held.length / moment.unit), OUTBOX_DOTS_MAX);
  const top = centre - house.size * 0.58 - r * 2;
  for (let i = 0; i < shown; i++) {
    const at = { x: house.x + r + (i % 5) * r * 2.3, y: top - Math.floor(i / 5) * r * 2.3, r, ink: moment.lane };
    const { id } = held[i * moment.unit];
    out.push({ shape: 'dot', ...at, message: id, age: null, tries: 0, ...kindOf(moment, id) });
  }
  const x = house.x + house.size * 0.38;
  out.push(
    line(x, centre, x, centre + house.size * 0.3, 'wait', 2),
    line(x + 4, centre, x + 4, centre + house.size * 0.3, 'wait', 2),
  );
}
