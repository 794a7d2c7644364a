/** Marks of what stands still until a knob, a drill or the room changes: nodes, rails and empty places. */
import type { LaneId } from '../../model/lanes.ts';
import type { DrillKind } from '../../model/scenario.ts';
import { inboxSeats, SEATS_DRAWN_MAX, SQUARES_DRAWN_MAX, seatsOf, squaresOf } from './consumerMarks.ts';
import { cellAt, type LaneGeometry, squareAt } from './geometry.ts';
import { line, type Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

export interface Still {
  lane: LaneId;
  durable: boolean;
  /** Seats of the inbox of a push lane. */
  inbox: number;
  /** 0: nothing is called. */
  servers: number;
  breaker: boolean;
  drills: DrillKind[];
  workers: number;
  /** The line that brings the same arrivals to every lane ends here. */
  last: boolean;
}

export function stillOf(moment: LaneMoment, last: boolean): Still {
  const { lane, settings, drills } = moment;
  return {
    lane,
    last,
    workers: squaresOf(moment),
    drills: drills.map(({ drill }) => drill),
    durable: settings['queue.durable'],
    inbox: seatsOf(moment),
    servers: settings['ds.servers'],
    breaker: settings['breaker.window'] > 0,
  };
}

export function stillMarks(still: Still, geometry: LaneGeometry): Mark[] {
  const out: Mark[] = [];
  const { link1, link2, bus, upper, house, centre } = geometry;
  const brokerDown = still.drills.includes('broker.down');
  const consumerDown = still.drills.includes('consumer.down');
  rails(geometry, link1.from, link1.to, brokerDown, out);
  rails(geometry, link2.from, link2.to, consumerDown || brokerDown, out);
  if (!geometry.folded) {
    out.push(line(bus, 0, bus, still.last ? upper : geometry.height, 'ink'), line(bus, upper, house.x, upper, 'ink'));
    out.push({ shape: 'tip', x: house.x - 1, y: upper, r: 3.5, ink: 'ink', towards: 1 });
  }
  const isOn = (drill: DrillKind) => still.drills.includes(drill);
  out.push({ shape: 'house', x: house.x, y: centre, r: house.size, down: isOn('producer.down') });
  out.push({ shape: 'tank', ...geometry.tank, durable: still.durable, down: brokerDown || isOn('broker.hang') });
  for (let cell = 0; cell < geometry.cells; cell++) {
    const [x, y] = cellAt(geometry, cell);
    out.push({
      shape: 'dot',
      x,
      y,
      r: Math.max(0.7, geometry.dot * 0.17),
      ink: 'rule',
      message: -1,
      age: null,
      tries: 0,
    });
  }
  consumer(still, geometry, out);
  if (!geometry.folded) downstream(still, geometry, out);
  return out;
}

/** Two rails with their tips; an outage leaves a gap in the middle. */
function rails({ upper, lower, gap }: LaneGeometry, from: number, to: number, broken: boolean, out: Mark[]): void {
  const middle = (from + to) / 2;
  const hole = broken ? Math.min(22, (to - from) / 3) : 0;
  for (const y of [upper, lower]) {
    if (hole === 0) out.push(line(from, y, to, y, 'rail', 0.85));
    else out.push(line(from, y, middle - hole, y, 'rail', 0.85), line(middle + hole, y, to, y, 'rail', 0.85));
  }
  if (hole > 0) out.push(line(middle - 4, upper - gap / 2, middle + 4, lower + gap / 2, 'bad', 1.2));
  out.push({ shape: 'tip', x: to - 2, y: upper, r: 3, ink: 'idle', towards: 1 });
  out.push({ shape: 'tip', x: from + 2, y: lower, r: 3, ink: 'idle', towards: -1 });
}

function consumer({ lane, inbox: seats, workers }: Still, geometry: LaneGeometry, out: Mark[]): void {
  const { work, centre, squares, collector, folded } = geometry;
  const drawn = workers > SQUARES_DRAWN_MAX ? 1 : workers;
  const half = work.pitch * 2;
  if (lane === 'push') {
    const places = inboxSeats(seats, geometry);
    const width = geometry.pitch * 2.08;
    const rows = Math.ceil(Math.min(seats, SEATS_DRAWN_MAX) / 2);
    const pitch = places.length > 2 ? Math.abs(places[1][1] - places[0][1]) : geometry.pitch * 0.93;
    const height = Math.max(1, rows) * pitch + pitch * 0.3;
    const x = work.x + work.seats * 0.09 - geometry.pitch * 0.58;
    if (seats > 0) out.push(box(x, centre - height / 2, width, height));
    for (let i = 0; i < drawn; i++) {
      const { x: to, y, size } = squareAt(geometry, drawn, i);
      const spread = ((i - (drawn - 1) / 2) * Math.min(geometry.pitch * 0.9 * 4, height * 0.86)) / Math.max(drawn, 1);
      out.push(line(seats > 0 ? x + width + 1 : work.x - 6, centre + spread, to - 4, y + size / 2, 'rail', 0.85));
    }
  } else {
    for (let i = 0; i < drawn; i++) {
      const { x: to, y, size } = squareAt(geometry, drawn, i);
      out.push(elbow(work.x - 4, centre, to - 3, y + size / 2));
    }
  }
  for (let i = 0; i < drawn; i++) {
    const { x, y, size } = squareAt(geometry, drawn, i);
    out.push(elbow(collector, centre, x + size + 3, y + size / 2));
  }
  if (folded) out.push(line(collector, centre, geometry.width, centre, 'rail', 0.85));
  if (drawn === 0) out.push(line(squares, centre - half, squares, centre + half, 'rule', 0.75));
}

const box = (x: number, y: number, width: number, height: number): Mark => ({
  shape: 'line',
  points: [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y - 0.5],
  ],
  ink: 'ink',
  width: 1.1,
});

/** Down or up the collector at `x1`, then straight to (`x2`, `y2`). */
const elbow = (x1: number, y1: number, x2: number, y2: number): Mark => ({
  shape: 'line',
  points: [
    [x1, y1],
    [x1, y2],
    [x2, y2],
  ],
  ink: 'rail',
  width: 0.85,
});

function downstream({ servers, breaker: hasBreaker, drills }: Still, geometry: LaneGeometry, out: Mark[]): void {
  const { collector, downstream: at, centre } = geometry;
  const down = drills.some((drill) => drill === 'downstream.refuse' || drill === 'downstream.hang');
  const used = servers > 0;
  const end = at.x - 5;
  const breaker = hasBreaker ? (collector + at.x - 26) / 2 : null;
  if (breaker !== null) {
    out.push(
      line(collector, centre, breaker, centre, 'rail', 0.85),
      line(breaker + 18, centre, end, centre, 'rail', 0.85),
    );
  } else if (down) {
    const middle = (collector + end) / 2;
    out.push(
      line(collector, centre, middle - 9, centre, 'rail', 0.85),
      line(middle + 9, centre, end, centre, 'rail', 0.85),
    );
  } else out.push(line(collector, centre, end, centre, 'rail', 0.85));
  out.push({ shape: 'tip', x: end - 1, y: centre, r: 3, ink: 'idle', towards: 1 });
  out.push({ shape: 'cylinder', ...at, y: centre - at.height / 2, ink: used ? 'ink' : 'rail', down });
}
