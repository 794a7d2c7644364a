/** Instead of the stage, for who wants nothing to move: four moments of the run, drawn by the stage's own marks, a row a lane. The run goes on meanwhile. */
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { laneIds } from '../../model/lanes.ts';
import { seek } from '../../store/commands.ts';
import { player } from '../../store/lab.ts';
import type { SecondRun } from '../../store/secondRun.ts';
import { useLab } from '../../store/useLab.ts';
import { usePalette } from '../palette.ts';
import { fitted } from '../stage/geometry.ts';
import type { Part, Words } from '../stage/label.ts';
import { lookAtPlayer } from '../stage/lookAtPlayer.ts';
import { measures } from '../stage/measures.ts';
import { laneNames } from '../stage/sentence.ts';
import { tell } from '../stage/tally.ts';
import { useWidth } from '../stage/useWidth.ts';
import { instant } from '../story/words.ts';
import { useSecondRun } from '../takeaway/useSecondRun.ts';
import { type Frame, paintFrames } from './paintFrames.ts';
import './strip.css';
import { type StripMoment, stripMoments } from './stripMoments.ts';

/** As the stage of a phone is drawn: without caption and downstream, which are said in words here. */
const geometry = fitted('phone', { ...measures.phone, height: 140, centre: 56 }, measures.phone.width);

interface Props {
  headline: ReactNode;
  caption: (lane: LaneId) => ReactNode;
}

export default function Strip({ headline, caption }: Props) {
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const scenario = useLab((state) => state.scenario);
  const lanes = useMemo(() => laneIds.filter((lane) => scenario.lanes.includes(lane)), [scenario]);
  const run = useSecondRun(scenario);
  const isHere = run !== null && 'player' in run && run.scenario === scenario;
  const moments = isHere && run.story !== null ? stripMoments(scenario, run.story) : [];
  useTally(lanes);
  return (
    <section ref={root} className="strip" aria-label="Four moments of the run">
      {headline}
      {run !== null && 'failure' in run && <p className="bad">These pictures could not be made: {run.failure}</p>}
      {!isHere && <p className="t2 strip-wait">Simulating the run to its end, for its four moments …</p>}
      {isHere && <Frames run={run} lanes={lanes} moments={moments} width={width} caption={caption} />}
    </section>
  );
}

/** What the headline and the captions count is counted here, where no stage does it. */
function useTally(lanes: LaneId[]): void {
  useEffect(() => {
    const count = (numbers: boolean) => {
      if (numbers) tell(lookAtPlayer(lanes, geometry.cells));
    };
    count(true);
    return player.onFrame(count);
  }, [lanes]);
}

interface FramesProps {
  run: SecondRun;
  lanes: LaneId[];
  moments: StripMoment[];
  width: number;
  caption: (lane: LaneId) => ReactNode;
}

function Frames({ run, lanes, moments, width, caption }: FramesProps) {
  const root = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  const [frames, setFrames] = useState<Record<string, Frame>>({});
  const key = JSON.stringify([lanes, moments, width]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says lanes, moments and width
  useEffect(() => {
    const leaving = new AbortController();
    const canvasOf = (lane: LaneId, i: number) =>
      root.current?.querySelector<HTMLCanvasElement>(`canvas[data-frame="${lane}-${i}"]`) ?? null;
    paintFrames(run, lanes, moments, geometry, palette, canvasOf, leaving.signal).then(setFrames, () => {});
    return () => leaving.abort();
  }, [run, palette, key]);
  return (
    <div ref={root} className="strip-lanes">
      <div className="strip-heads">
        {moments.map(({ title, at }) => (
          <button
            key={title}
            type="button"
            className="strip-head"
            title={`Go to ${instant(at, 2)}`}
            onClick={() => seek(at)}
          >
            <b>{title}</b> <span className="t2">{instant(at, 2)}</span>
          </button>
        ))}
      </div>
      {lanes.map((lane) => (
        <div key={lane} className="strip-lane" data-lane={lane}>
          <div className="strip-caption">{caption(lane)}</div>
          <div className="strip-frames">
            {moments.map(({ title, at }, i) => {
              const frame = frames[`${lane}-${i}`];
              return (
                <figure key={title}>
                  <canvas data-frame={`${lane}-${i}`} role="img" aria-label={frame?.sentence ?? laneNames[lane]} />
                  <figcaption>
                    <span className="strip-when">
                      {title} <span className="t2">{instant(at, 2)}</span>
                    </span>
                    {frame && <FrameWords words={frame.words} />}
                  </figcaption>
                </figure>
              );
            })}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The stage's own words, as far as they fit under so small a picture. */
const said = ['pile', 'room', 'back', 'lost', 'done'] as const;

/** There is no room for more than the numbers and what they count. */
const isShort = (label: (typeof said)[number], { tone }: Part) => label !== 'back' || tone !== 'quiet';

function FrameWords({ words }: { words: Words }) {
  return said.map((label) => (
    <Fragment key={label}>
      {label === 'back' && <span className="frame-break" />}
      <span className="frame-words">
        {words[label]
          ?.filter((part) => isShort(label, part))
          .map(({ text, tone }) => (
            <span key={text} className={tone}>
              {text}
            </span>
          ))}
      </span>
    </Fragment>
  ));
}
