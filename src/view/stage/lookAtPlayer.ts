/** Reads the moment of each lane from the store's player. */
import type { LaneId } from '../../model/lanes.ts';
import { MILLISECOND, SECOND, type SimTime } from '../../model/time.ts';
import { lab, player } from '../../store/lab.ts';
import { type LaneMoment, type LaneSource, lookAt, type Rates } from './moment.ts';
import { lostOf } from './words.ts';

/** How long a move is seen, in milliseconds of wall time: long enough to follow, short enough not to lie. */
const FLIGHT_MS = 250;
/** Whoever stands still at a higher speed than this sees flights as long as at this one; while it plays there are none. */
const FLIGHT_PACE_MAX = 10;

const still = matchMedia('(prefers-reduced-motion: reduce)');

export function lookAtPlayer(lanes: LaneId[], cells: number): LaneMoment[] {
  const flow = player.detail() === 'flow';
  // Pictures that come one by one lag behind the playhead; discs and rings are measured against what is drawn.
  const playhead = flow ? Math.max(0, ...lanes.map((lane) => player.tapes[lane].picture.time)) : player.playhead();
  const flight = still.matches || flow ? null : FLIGHT_MS * MILLISECOND * Math.min(player.pace(), FLIGHT_PACE_MAX);
  const sources = lanes.map((lane): LaneSource => {
    const tape = player.tapes[lane];
    const lost = lab.getState().story?.lanes[lane]?.lost;
    return {
      lane,
      picture: tape.picture,
      visit: tape.visit,
      settings: player.settings(lane),
      drills: player.drills(lane),
      toLose: lost === undefined ? null : Math.max(0, lost - lostOf(tape.picture)),
      rates: flow ? ratesAt(lane, playhead) : null,
    };
  });
  return lookAt(sources, playhead, flight, cells);
}

/** Of the last closed second; all zero before there is one. */
function ratesAt(lane: LaneId, playhead: SimTime): Rates {
  const { columns, first, length } = player.series[lane].at(SECOND);
  const bucket = Math.min(Math.floor(playhead / SECOND) - 1 - first, length - 1);
  const { published, deliveries, refused, polls, acked } = columns;
  const of = (counts: Float32Array) => (bucket >= 0 ? counts[bucket] : 0);
  return {
    published: of(published),
    deliveries: of(deliveries),
    refused: of(refused),
    polls: of(polls),
    acked: of(acked),
  };
}
