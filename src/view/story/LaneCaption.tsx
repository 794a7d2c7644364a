/** The caption beside a lane: its verdict, and the evidence for it. */
import type { LaneId } from '../../model/lanes.ts';
import { player } from '../../store/lab.ts';
import { useLab, useRun } from '../../store/useLab.ts';
import { type Caption, laneCaption } from './laneCaption.ts';
import { useSettled } from './useSettled.ts';
import { useSteady } from './useSteady.ts';
import { Words } from './Words.tsx';
import { capitalized, frameOf } from './words.ts';

/** While nothing is computed yet, a lane has no more than its name. */
const unknown = (lane: LaneId): Caption => ({ heading: [{ text: capitalized(lane), tone: lane }], body: [] });

export function LaneCaption({ lane, brief }: { lane: LaneId; brief: boolean }) {
  const story = useLab((state) => state.story);
  const now = useLab((state) => state.lanes[lane]);
  const playhead = useLab((state) => state.playhead);
  const loading = useRun(({ value }) => value === 'idle' || value === 'loading');
  const failed = useRun(({ value }) => value === 'failed');
  const isUnknown = loading || (failed && now.totals.published === 0);
  const known = laneCaption(lane, story, now, player.settings(lane), playhead, brief);
  const caption = useSettled(isUnknown ? unknown(lane) : known);
  const { heading, body } = useSteady(caption, frameOf([...caption.heading, ...caption.body]));
  return (
    <div className="caption" data-testid={`${lane}-caption`}>
      <h3>
        <Words sentence={heading} />
      </h3>
      <p>
        <Words sentence={body} />
      </p>
    </div>
  );
}
