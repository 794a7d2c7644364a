/** The finding of the run, above everything. */
import { useMemo } from 'react';
import { burstsOf } from '../../model/bursts.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { DrillKind } from '../../model/scenario.ts';
import { player } from '../../store/lab.ts';
import { useLab, useRun } from '../../store/useLab.ts';
import { computing, headline, type Moment } from './headline.ts';
import './story.css';
import { underline } from './underline.ts';
import { useSettled } from './useSettled.ts';
import { useSteady } from './useSteady.ts';
import { Words } from './Words.tsx';
import { frameOf, textOf } from './words.ts';

/** Characters that fit one line of the headline; a longer one is set smaller where there is no room for two. */
const ONE_LINE = 74;

/** Of the drills that are on in any of the lanes, the one that has been on longest. */
function firstOf(lanes: readonly LaneId[]): DrillKind | null {
  const on = lanes.flatMap((lane) => player.drills(lane));
  return on.sort((a, b) => a.since - b.since)[0]?.drill ?? null;
}

export function Headline() {
  const scenario = useLab((state) => state.scenario);
  const story = useLab((state) => state.story);
  const playhead = useLab((state) => state.playhead);
  const now = useLab((state) => state.lanes);
  const bursts = useMemo(() => burstsOf(scenario), [scenario]);
  const drill = useLab(({ scenario: { lanes } }) => firstOf(lanes));
  const of = (count: 'outstanding' | 'lost') => ({
    push: now.push[count],
    pull: now.pull[count],
    hybrid: now.hybrid[count],
  });
  const moment: Moment = {
    playhead,
    story,
    burst: bursts.find(({ at }) => at > playhead) ?? null,
    drill,
    lanes: scenario.lanes,
    outstanding: of('outstanding'),
    lost: of('lost'),
  };
  const loading = useRun(({ value }) => value === 'idle' || value === 'loading');
  const sentence = useSettled(loading ? computing(playhead) : headline(moment));
  const steady = useSteady(sentence, frameOf(sentence));
  const published = Math.max(0, ...scenario.lanes.map((lane) => now[lane].totals.published));
  return (
    <div className="headline">
      <h2 data-testid="headline" data-long={textOf(steady).length > ONE_LINE}>
        <Words sentence={steady} />
      </h2>
      <p className="t2">{loading ? '' : underline(moment, published)}</p>
    </div>
  );
}
