/** What is taken away: a run at an instant, looked at once, so that figure, note and film say the same. */

import { burstsOf } from '../../model/bursts.ts';
import { type LaneId, laneIds } from '../../model/lanes.ts';
import type { Scenario } from '../../model/scenario.ts';
import { resolutions } from '../../model/series.ts';
import type { SimTime } from '../../model/time.ts';
import { findShipped } from '../../scenarios/catalogue.ts';
import { laneNow } from '../../store/laneNow.ts';
import type { Player } from '../../store/player.ts';
import type { SecondRun } from '../../store/secondRun.ts';
import type { LaneNow } from '../../store/state.ts';
import type { ChartKind } from '../charts/kind.ts';
import { kinds } from '../charts/kinds.ts';
import { type Scene, sceneOf } from '../charts/scene.ts';
import { arrivalBox, arrivalMarks, arrivalMarksOf } from '../stage/arrivalMarks.ts';
import { type LaneGeometry, type Layout, laneGeometry } from '../stage/geometry.ts';
import { flightAt, lookAtRun } from '../stage/lookAtRun.ts';
import type { Mark } from '../stage/mark.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { tallied } from '../stage/tally.ts';
import { headline } from '../story/headline.ts';
import { longestDrill, momentOf, publishedIn } from '../story/headlineMoment.ts';
import { type Caption, laneCaption } from '../story/laneCaption.ts';
import { underline } from '../story/underline.ts';
import type { Sentence } from '../story/words.ts';

export interface Subject {
  scenario: Scenario;
  title: string;
  /** What the scenario is about; empty if it is nobody's. */
  summary: string;
  receipt: string;
  /** To this very instant. */
  link: string;
  playhead: SimTime;
  lanes: LaneId[];
  now: Record<LaneId, LaneNow>;
  headline: Sentence;
  underline: string;
  captions: Record<LaneId, Caption>;
  geometry: LaneGeometry;
  moments: LaneMoment[];
  arrivals: Mark[];
  scene: Scene;
  /** The charts under the stage. */
  kinds: readonly ChartKind[];
  player: Player;
}

/** Of what the run shows now; see `SecondRun.show`. `speed` as there. */
export function subjectOf(run: SecondRun, link: string, speed: number, layout: Layout, width: number): Subject {
  const { scenario, player, story, receipt } = run;
  const shipped = findShipped(scenario.name);
  const playhead = player.playhead();
  const lanes = laneIds.filter((lane) => scenario.lanes.includes(lane));
  const geometry = laneGeometry(layout, width);
  const moments = lookAtRun(player, story, lanes, geometry.cells, flightAt(player.pace()));
  const now = perLane((lane) => laneNow(player.tapes[lane].picture));
  const moment = momentOf({
    lanes,
    story,
    playhead,
    now,
    bursts: burstsOf(scenario),
    drill: longestDrill(player, lanes),
  });
  return {
    scenario,
    title: shipped?.title ?? scenario.name,
    summary: shipped?.summary ?? '',
    receipt,
    link,
    playhead,
    lanes,
    now,
    headline: counted(headline(moment), moments),
    underline: underline(moment, publishedIn(lanes, now)),
    captions: perLane((lane) => {
      const caption = laneCaption(lane, story, now[lane], player.settings(lane), playhead, layout !== 'wide');
      return { heading: counted(caption.heading, moments), body: counted(caption.body, moments) };
    }),
    geometry,
    moments,
    arrivals: arrivalsOf(player, moments, geometry),
    scene: sceneOf(player, { scenario, story, speed, zoom: null, marked: null }, null),
    kinds: Object.values(kinds),
    player,
  };
}

const perLane = <Value>(of: (lane: LaneId) => Value): Record<LaneId, Value> => ({
  push: of('push'),
  pull: of('pull'),
  hybrid: of('hybrid'),
});

/** What the stage counts is said as it is drawn. */
const counted = (sentence: Sentence, moments: readonly LaneMoment[]): Sentence =>
  sentence.map(({ live, ...part }) => {
    const moment = moments.find(({ lane }) => lane === live?.lane);
    return live === undefined || moment === undefined ? part : { ...part, text: live.says(tallied(moment)) };
  });

/** All lanes meet the same arrivals, so those of the first stand for all. */
function arrivalsOf({ series }: Player, [first]: LaneMoment[], geometry: LaneGeometry): Mark[] {
  const box = arrivalBox(geometry);
  return first.rates === null
    ? arrivalMarks(first.visit, first.playhead, box)
    : arrivalMarksOf(series[first.lane].at(resolutions[0]), first.playhead, box);
}
