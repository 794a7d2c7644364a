/** The list of marks of a lane: what moves or fills (`marks`) and what stands still until a knob, a drill or the room changes. */

import { consumerMarks } from './consumerMarks.ts';
import { downstreamMarks } from './downstreamMarks.ts';
import type { LaneGeometry } from './geometry.ts';
import { linkMarks } from './linkMarks.ts';
import type { Mark } from './mark.ts';
import type { LaneMoment } from './moment.ts';
import { rareMarks } from './rareMarks.ts';
import { ribbonMarks } from './ribbonMarks.ts';
import { tankMarks } from './tankMarks.ts';
import { trayMarks } from './trayMarks.ts';

/** In painting order: what stands first, what moves over it. */
export function marks(moment: LaneMoment, geometry: LaneGeometry): Mark[] {
  const out: Mark[] = [];
  tankMarks(moment, geometry, out);
  trayMarks(moment, geometry, out);
  consumerMarks(moment, geometry, out);
  downstreamMarks(moment, geometry, out);
  ribbonMarks(moment, geometry, out);
  linkMarks(moment, geometry, out);
  rareMarks(moment, geometry, out);
  return out;
}
