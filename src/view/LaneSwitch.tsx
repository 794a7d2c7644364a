/** On a phone one lane is large; this chooses which, and keeps an eye on the others. */
import { useEffect, useRef } from 'react';
import type { LaneId } from '../model/lanes.ts';
import { SECOND } from '../model/time.ts';
import { setFocus } from '../store/commands.ts';
import { player } from '../store/lab.ts';
import { useLab } from '../store/useLab.ts';
import { endOf, largest } from './charts/column.ts';
import { dashes } from './charts/pen.ts';
import { onPaletteChange, palette } from './palette.ts';
import './laneSwitch.css';
import { Live } from './story/Live.tsx';
import { waitingPlace } from './story/laneCaption.ts';
import { amount, capitalized } from './story/words.ts';

const SPAN = 4 * SECOND;

export function LaneSwitch() {
  const lanes = useLab((state) => state.scenario.lanes);
  const focus = useLab((state) => state.focus);
  const now = useLab((state) => state.lanes);
  const story = useLab((state) => state.story);
  return (
    <fieldset className="lane-switch" aria-label="Lane in focus">
      {lanes.map((lane) => {
        const lost = story?.lanes[lane]?.lost ?? now[lane].lost;
        const { count, many } = waitingPlace(lane, now[lane], player.settings(lane));
        return (
          <button key={lane} type="button" aria-pressed={lane === focus} onClick={() => setFocus(lane)}>
            <b className={lane}>{capitalized(lane)}</b>
            <span className={lost > 0 ? 'bad' : 't2'}>loses {amount(lost)}</span>
            <Spark lane={lane} />
            <Live live={{ lane, says: (tally) => amount(tally[count]) }} text={amount(many)} className="" />
          </button>
        );
      })}
    </fieldset>
  );
}

/** Outstanding work of the last seconds, all lanes on one scale. */
function Spark({ lane }: { lane: LaneId }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const paint = () => paintSpark(canvas.current!, lane);
    paint();
    const stops = [player.onFrame(paint), onPaletteChange(paint)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [lane]);
  return <canvas ref={canvas} />;
}

function paintSpark(canvas: HTMLCanvasElement, lane: LaneId): void {
  const ctx = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (ctx === null || width === 0) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  ctx.scale(ratio, ratio);
  const series = player.series[lane].at(SECOND / 10);
  const most = Math.max(1, ...Object.values(player.series).map((book) => largest(book.at(SECOND / 10), 'outstanding')));
  const to = player.playhead();
  ctx.strokeStyle = palette()[lane];
  ctx.lineWidth = 1.5;
  ctx.setLineDash(dashes[lane]);
  ctx.beginPath();
  for (let i = 0; i < series.length; i++) {
    const time = endOf(series, i);
    if (time < to - SPAN || time > to) continue;
    ctx.lineTo(
      (width * (time - to + SPAN)) / SPAN,
      height - 1 - ((height - 2) * series.columns.outstanding[i]!) / most,
    );
  }
  ctx.stroke();
}
