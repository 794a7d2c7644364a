/** Marks of the dead-letter tray: what was given up stands in it, what will be is dashed. */
import type { LaneGeometry } from './geometry.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';

export function trayMarks({ picture, lane, toLose }: LaneMoment, geometry: LaneGeometry, out: Mark[]): void {
  const { x, y } = geometry.trayAt;
  const { width, height } = geometry.tray;
  const dead = picture.totals.deadLettered;
  const used = dead > 0 || (toLose ?? 0) > 0;
  out.push({ shape: 'tray', x, y, width, height, ink: used ? 'bad' : 'rule' });
  const r = height * 0.17;
  const places = Math.floor((width - 6) / (r * 2.3));
  const shown = Math.min(dead, places);
  const tray = picture.tray.slice(-shown);
  for (let place = 0; place < Math.min(places, shown + (toLose ?? 0)); place++) {
    const at = { x: x + r * 1.8 + place * r * 2.3, y: y + height - r - 2.5, r };
    if (place >= shown) out.push({ shape: 'condemned', ...at, ink: 'bad' });
    else out.push({ shape: 'dot', ...at, ink: lane, message: tray[place] ?? -1, age: null, tries: 0 });
  }
}
