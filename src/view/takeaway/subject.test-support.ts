/** A run to take away, for tests: the stage's scripted story under a player that only reads. */

import { type LaneId, laneIds } from '../../model/lanes.ts';
import type { Scenario } from '../../model/scenario.ts';
import { type Series, type SeriesName, seriesNames } from '../../model/series.ts';
import { SECOND, type SimTime } from '../../model/time.ts';
import type { Player } from '../../store/player.ts';
import type { SeriesBook } from '../../store/seriesBook.ts';
import type { Palette } from '../palette.ts';
import { type Story, sceneAt, tell } from '../stage/scene.test-support.ts';
import type { Measure } from './lettering.ts';
import { type Subject, subjectOf } from './subject.ts';

const stories = Object.fromEntries(laneIds.map((lane) => [lane, tell(lane)])) as Record<LaneId, Story>;

const scenario: Scenario = {
  name: 'story',
  seed: 7,
  until: 12 * SECOND,
  lanes: ['push', 'pull', 'hybrid'],
  values: {},
  timeline: [],
  trace: null,
};

/** Twelve seconds of a level that rises by one in each bucket. */
function bookOf(): SeriesBook {
  const at = (resolution: SimTime): Series => {
    const length = Math.floor((12 * SECOND) / resolution);
    const names: readonly SeriesName[] = seriesNames;
    const columns = names.map((name) => [
      name,
      Float32Array.from({ length }, (_, i) => (name === 'outstanding' ? i : 50)),
    ]);
    return { resolution, first: 0, length, columns: Object.fromEntries(columns) as Series['columns'], latencies: [] };
  };
  return { at, end: () => 12 * SECOND, add() {}, cut() {} };
}

export function subjectAt(at: SimTime): Subject {
  const scenes = Object.fromEntries(laneIds.map((lane) => [lane, sceneAt(lane, at, stories[lane])]));
  const book = bookOf();
  const player: Player = {
    tapes: scenes as unknown as Player['tapes'],
    series: { push: book, pull: book, hybrid: book },
    playhead: () => at,
    horizon: () => scenario.until,
    seriesTo: () => scenario.until,
    detail: () => 'dots',
    landmarks: () => [],
    pace: () => 0.5,
    isFluent: () => false,
    settings: (lane) => stories[lane].settings,
    drills: () => [],
    onFrame: () => () => {},
  };
  const story = { burstAt: null, burstSize: 0, calmUntil: scenario.until / 2, until: scenario.until, lanes: {} };
  const run = { scenario, player, story, receipt: '2-story', show: async () => {}, close() {} };
  return subjectOf(run, 'https://lab.example/#v=1', 1, 'wide', 1056);
}

/** Every letter half as wide as the font is high. */
export const roughly: Measure = (text, font) => text.length * 0.5 * Number(/([\d.]+)px/.exec(font)![1]);

const ink = '#112233';
export const paletteOfWords: Palette = {
  ink,
  ink2: '#445566',
  rail: '#778899',
  rule: '#aabbcc',
  rule2: '#ddeeff',
  idle: '#666666',
  wait: '#bb7711',
  waitText: '#774400',
  bad: '#992211',
  paper: '#ffffff',
  push: '#bb11dd',
  pull: '#114477',
  hybrid: '#117766',
  tints: { push: Array(16).fill(ink), pull: Array(16).fill(ink), hybrid: Array(16).fill(ink) },
};
