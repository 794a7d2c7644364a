/** The two ends of the loop as handles under the ruler: dragged with pointer or finger, moved with the arrow keys. */
import { type PointerEvent, useRef } from 'react';
import { MILLISECOND, SECOND, type SimTime } from '../../model/time.ts';
import type { Loop } from '../../store/deck.ts';
import { setLoop } from '../../store/transport.ts';
import { useLab } from '../../store/useLab.ts';
import { instant } from '../story/words.ts';
import './loopEnds.css';

interface Props {
  timeUnder: (event: PointerEvent) => SimTime;
}

const steps: Record<string, SimTime> = {
  ArrowLeft: -100 * MILLISECOND,
  ArrowRight: 100 * MILLISECOND,
  PageDown: -SECOND,
  PageUp: SECOND,
};

export default function LoopEnds({ timeUnder }: Props) {
  const loop = useLab((state) => state.loop);
  if (loop === null) return null;
  return (
    <>
      <LoopEnd loop={loop} end="from" timeUnder={timeUnder} />
      <LoopEnd loop={loop} end="to" timeUnder={timeUnder} />
    </>
  );
}

function LoopEnd({ loop, end, timeUnder }: Props & { loop: Loop; end: 'from' | 'to' }) {
  const until = useLab((state) => state.scenario.until);
  const dragged = useRef(false);
  const [least, most] = end === 'from' ? [0, loop.to] : [loop.from, until];
  const moveTo = (time: SimTime) => setLoop({ ...loop, [end]: Math.min(most, Math.max(least, Math.round(time))) });
  return (
    <div
      role="slider"
      tabIndex={0}
      className={`loop-end loop-${end}`}
      style={{ left: `calc(var(--thumb) / 2 + (100% - var(--thumb)) * ${loop[end] / until})` }}
      aria-label={end === 'from' ? 'Loop begins' : 'Loop ends'}
      aria-valuemin={least / MILLISECOND}
      aria-valuemax={most / MILLISECOND}
      aria-valuenow={loop[end] / MILLISECOND}
      aria-valuetext={instant(loop[end])}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged.current = true;
      }}
      onPointerMove={(event) => dragged.current && moveTo(timeUnder(event))}
      onLostPointerCapture={() => {
        dragged.current = false;
      }}
      onKeyDown={(event) => {
        const step = { ...steps, Home: least - loop[end], End: most - loop[end] }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        moveTo(loop[end] + step * (event.shiftKey ? 10 : 1));
      }}
    />
  );
}
