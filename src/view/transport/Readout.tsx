/** What is under the pointer on the ruler: the time, and the landmarks that are too near to tell apart. Without a pointer, those at the playhead. */
import type { SimTime } from '../../model/time.ts';
import { landmarks } from '../../store/landmarks.ts';
import { useLab } from '../../store/useLab.ts';
import { instant } from '../story/words.ts';
import { landmarksInWords } from './landmarkWords.ts';

/** In parts of the whole run: some five pixels of a wide ruler. */
const NEAR = 1 / 160;

export function Readout({ pointed }: { pointed: SimTime | null }) {
  const scenario = useLab((state) => state.scenario);
  const playhead = useLab((state) => state.playhead);
  // Told with the end of the run, and not in the scenario.
  useLab((state) => state.story);
  const at = pointed ?? playhead;
  const here = landmarks().filter((each) => Math.abs(each.at - at) <= (pointed === null ? 0 : scenario.until * NEAR));
  const said = landmarksInWords(scenario, here);
  const text = pointed === null && said === '' ? '' : [instant(at, 2), said].filter(Boolean).join(': ');
  const share = at / scenario.until;
  return (
    <output
      className="readout"
      aria-live={pointed === null ? 'polite' : 'off'}
      style={{ left: `${share * 100}%`, translate: `${-share * 100}% 0` }}
    >
      {text}
    </output>
  );
}
