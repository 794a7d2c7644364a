/** Reads the moment of each lane from a player, be it the page's own or that of a run beside it. */
import type { LaneId } from '../../model/lanes.ts';
import type { Story } from '../../model/story.ts';
import { MILLISECOND, SECOND, type SimTime } from '../../model/time.ts';
import type { Player } from '../../store/player.ts';
import { type LaneMoment, type LaneSource, lookAt, type Rates } from './moment.ts';
import { lostOf } from './words.ts';

/** How long a move is seen, in milliseconds of wall time: long enough to follow, short enough not to lie. */
const FLIGHT_MS = 250;
/** Whoever stands still at a higher speed than this sees flights as long as at this one; while it plays there are none. */
const FLIGHT_PACE_MAX = 10;

/** How long a move is drawn, in simulated time, where so many simulated seconds pass in one of wall time. */
export const flightAt = (pace: number): SimTime => FLIGHT_MS * MILLISECOND * Math.min(pace, FLIGHT_PACE_MAX);

/** `flight` null draws no moves. */
export function lookAtRun(
  player: Player,
  story: Story | null,
  lanes: LaneId[],
  cells: number,
  flight: SimTime | null,
): LaneMoment[] {
  const flow = player.detail() === 'flow';
  // Pictures that come one by one lag behind the playhead; discs and rings are measured against what is drawn.
  const playhead = flow ? Math.max(0, ...lanes.map((lane) => player.tapes[lane].picture.time)) : player.playhead();
  const streams = flow || lanes.some((lane) => isCrowded(player, lane, playhead));
  const sources = lanes.map((lane): LaneSource => {
    const tape = player.tapes[lane];
    const lost = story?.lanes[lane]?.lost;
    return {
      lane,
      picture: tape.picture,
      visit: tape.visit,
      settings: player.settings(lane),
      drills: player.drills(lane),
      toLose: lost === undefined ? null : Math.max(0, lost - lostOf(tape.picture)),
      rates: streams ? ratesAt(player, lane, playhead, 1) : null,
    };
  });
  return lookAt(sources, playhead, flight, cells);
}

/** More than so many moves in a second of wall time are a band: no eye can count them. Over seconds, so that a herd stays dots. */
const MOVES_MAX = 600;
const CROWD_SECONDS = 3;

function isCrowded(player: Player, lane: LaneId, playhead: SimTime): boolean {
  const { published, deliveries, refused, polls, acked } = ratesAt(player, lane, playhead, CROWD_SECONDS);
  const perSecond = published + deliveries + refused + polls + acked;
  return perSecond * Math.min(player.pace(), FLIGHT_PACE_MAX) > MOVES_MAX;
}

/** The mean of the last closed `seconds`; those before the run count as empty. */
function ratesAt(player: Player, lane: LaneId, playhead: SimTime, seconds: number): Rates {
  const { columns, first, length } = player.series[lane].at(SECOND);
  const end = Math.min(Math.floor(playhead / SECOND) - first, length);
  const of = (name: keyof Rates) => {
    let sum = 0;
    for (let bucket = Math.max(0, end - seconds); bucket < end; bucket++) sum += columns[name][bucket];
    return sum / seconds;
  };
  return {
    published: of('published'),
    deliveries: of('deliveries'),
    refused: of('refused'),
    polls: of('polls'),
    acked: of('acked'),
    retries: of('retries'),
    lost: of('lost'),
    duplicateEffects: of('duplicateEffects'),
  };
}
