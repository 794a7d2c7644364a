/** Everything a chart looks at in one frame. Charts read a scene and nothing else, so they show the same instant. */
import { type LaneId, laneIds } from '../../model/lanes.ts';
import type { Settings } from '../../model/parameters.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Series } from '../../model/series.ts';
import type { Story } from '../../model/story.ts';
import { NEVER, type SimTime } from '../../model/time.ts';
import type { GhostSeries } from '../../store/ghosts.ts';
import type { Player } from '../../store/player.ts';
import type { LabState } from '../../store/state.ts';
import type { ghostNow } from '../../store/undoing.ts';
import { ghostWords } from '../history/branchWords.ts';
import { inZoom, type TimeWindow, windowAround } from './window.ts';

export interface Scene {
  window: TimeWindow;
  /** The stretch that a person has marked. */
  marked: { from: SimTime; to: SimTime } | null;
  playhead: SimTime;
  horizon: SimTime;
  lanes: LaneId[];
  series: Record<LaneId, Series>;
  settings: Record<LaneId, Settings>;
  scenario: Scenario;
  story: Story | null;
  /** First loss of each lane as far as it is known, also ahead of the playhead; NEVER if there is none. */
  firstLossAt: Record<LaneId, SimTime>;
  /** The future that was left last, and what to call it. */
  ghost: { from: SimTime; series: Record<LaneId, GhostSeries>; words: string } | null;
}

const perLane = <T>(of: (lane: LaneId) => T): Record<LaneId, T> => ({
  push: of('push'),
  pull: of('pull'),
  hybrid: of('hybrid'),
});

export function sceneOf(
  player: Player,
  { scenario, story, speed, zoom, marked }: Pick<LabState, 'scenario' | 'story' | 'speed' | 'zoom' | 'marked'>,
  left: ReturnType<typeof ghostNow>,
): Scene {
  const playhead = player.playhead();
  const lead = player.series[scenario.lanes[0] ?? 'push'];
  const window = zoom ? inZoom(zoom, lead) : windowAround(playhead, speed, scenario.until);
  return {
    window,
    marked,
    playhead,
    horizon: player.horizon(),
    lanes: laneIds.filter((lane) => scenario.lanes.includes(lane)),
    series: perLane((lane) => player.series[lane].at(window.resolution)),
    settings: perLane((lane) => player.settings(lane)),
    scenario,
    story,
    firstLossAt: perLane((lane) =>
      Math.min(story?.lanes[lane]?.firstLossAt ?? NEVER, player.tapes[lane].picture.firstLossAt),
    ),
    ghost: left && {
      from: left.ghost.from,
      series: perLane((lane) => left.ghost.at(lane, window.resolution)),
      words: ghostWords(left.branch),
    },
  };
}
