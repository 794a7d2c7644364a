/** The landmarks of the run on the page, in one list by time: planned, found and told. Ruler, keys and read-out ask here. */
import { drainedLandmarks, type Landmark, plannedLandmarks } from '../model/landmarks.ts';
import { laneIds } from '../model/lanes.ts';
import type { SimTime } from '../model/time.ts';
import { lab, player } from './lab.ts';

let known: readonly Landmark[] = [];
let madeFrom: readonly unknown[] = [];

/** Made anew only when something it is made from is another. */
export function landmarks(): readonly Landmark[] {
  const { scenario, story } = lab.getState();
  const lanes = laneIds.filter((lane) => scenario.lanes.includes(lane));
  const from = [scenario, story, ...lanes.map((lane) => player.landmarks(lane))];
  if (from.length === madeFrom.length && from.every((part, i) => part === madeFrom[i])) return known;
  madeFrom = from;
  const found = lanes.flatMap((lane) => player.landmarks(lane));
  const told = story === null ? [] : drainedLandmarks(story);
  known = [...plannedLandmarks(scenario), ...found, ...told].sort((a, b) => a.at - b.at);
  return known;
}

/** The time of the nearest landmark before (-1) or after (1) `time`; null if none is known. */
export function landmarkFrom(time: SimTime, direction: -1 | 1): SimTime | null {
  const all = landmarks();
  const found = direction === 1 ? all.find(({ at }) => at > time) : all.findLast(({ at }) => at < time);
  return found?.at ?? null;
}
