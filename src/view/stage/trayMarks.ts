/** Marks of the dead-letter tray: what was given up stands in it, what will be is dashed. */
import type { LaneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

export function trayMarks({ picture, lane, toLose, moves }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { x, y } = geometry.trayAt;
  const { width, height } = geometry.tray;
  const dead = picture.totals.deadLettered;
  const used = dead > 0 || (toLose ?? 0) > 0;
  out.push({ shape: 'tray', x, y, width, height, ink: used ? 'bad' : 'rule' });
  const r = height * 0.17;
  const places = Math.floor((width - 6) / (r * 2.3));
  // What still falls into it is not in it.
  const falling = new Set(moves.air.filter(({ kind }) => kind === 'bury').map(({ message }) => message));
  const lying = picture.tray.filter(({ id }) => !falling.has(id));
  const shown = Math.min(lying.length, places);
  const tray = lying.slice(lying.length - shown);
  for (let place = 0; place < Math.min(places, shown + (toLose ?? 0)); place++) {
    const at = { x: x + r * 1.8 + place * r * 2.3, y: y + height - r - 2.5, r };
    if (place >= shown) out.push({ shape: 'condemned', ...at, ink: 'bad' });
    else {
      const { id, deliveries: tries, poison, effects } = tray[place];
      out.push({ shape: 'dot', ...at, ink: lane, message: id, age: null, tries, poison, twice: effects > 0 });
    }
  }
}
