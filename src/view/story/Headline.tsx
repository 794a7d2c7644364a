/** The finding of the run, above everything. */
import { useMemo } from 'react';
import { burstsOf } from '../../model/bursts.ts';
import { player } from '../../store/lab.ts';
import { useLab, useRun } from '../../store/useLab.ts';
import { computing, headline, notComputed } from './headline.ts';
import { longestDrill, momentOf, publishedIn } from './headlineMoment.ts';
import './story.css';
import { underline } from './underline.ts';
import { useSettled } from './useSettled.ts';
import { useSteady } from './useSteady.ts';
import { Words } from './Words.tsx';
import { frameOf, textOf } from './words.ts';

/** Characters that fit one line of the headline; a longer one is set smaller where there is no room for two. */
const ONE_LINE = 66;
/** And that fit two of a phone's. */
const TWO_LINES = 96;

export function Headline() {
  const scenario = useLab((state) => state.scenario);
  const story = useLab((state) => state.story);
  const playhead = useLab((state) => state.playhead);
  const now = useLab((state) => state.lanes);
  const bursts = useMemo(() => burstsOf(scenario), [scenario]);
  const drill = useLab(({ scenario: { lanes } }) => longestDrill(player, lanes));
  const moment = momentOf({ lanes: scenario.lanes, story, playhead, now, bursts, drill });
  const loading = useRun(({ value }) => value === 'idle' || value === 'loading');
  const failed = useRun(({ value }) => value === 'failed');
  const isUnknown = loading || (failed && publishedIn(scenario.lanes, now) === 0);
  const sentence = useSettled(loading ? computing(playhead) : isUnknown ? notComputed : headline(moment));
  const steady = useSteady(sentence, frameOf(sentence));
  const { length } = textOf(steady);
  return (
    <div className="headline">
      <h2 data-testid="headline" data-long={length > ONE_LINE} data-longer={length > TWO_LINES}>
        <Words sentence={steady} />
      </h2>
      <p className="t2">{isUnknown ? '' : underline(moment, publishedIn(scenario.lanes, now))}</p>
    </div>
  );
}
