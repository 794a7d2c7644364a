/** A slider as a ruled scale with a pointer: quiet at rest, grown when touched, inked from the default to the value when changed. */
import { type KeyboardEvent, memo, type ReactNode, useId, useState } from 'react';
import { type NumberRow, nearest } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { Row } from '../../model/parameters.ts';
import { fromPosition, nextSnap, snaps, toPosition } from '../../model/scale.ts';
import { display } from '../../model/units.ts';
import { withUnit } from '../story/words.ts';
import { ResetButton } from './ResetButton.tsx';
import { useKnob } from './useKnob.ts';
import { ValueField } from './ValueField.tsx';

/** A twentieth of a track is a coarse step already, so a fine one is a five-hundredth. */
const FINE_STEP = 2;

const spoken = (row: Row, value: number) => {
  const { number, unit } = display(row, value);
  return unit ? withUnit(number, unit) : number;
};

/** What a key does to a value; null if it is none of the slider's keys. */
function keyed(row: NumberRow, value: number, { key, shiftKey }: KeyboardEvent): number | null {
  const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key] as 1 | -1 | undefined;
  if (direction !== undefined) {
    return shiftKey
      ? fromPosition(row, toPosition(row, value) + direction * FINE_STEP, true)
      : nextSnap(row, value, direction);
  }
  const end = { Home: 0, End: 1000 }[key];
  if (end !== undefined) return fromPosition(row, end);
  const tenfold = { PageUp: 10, PageDown: 0.1 }[key];
  if (tenfold === undefined) return null;
  const moved = nearest(row as Row, value * tenfold) as number;
  return moved === value ? nextSnap(row, value, tenfold > 1 ? 1 : -1) : moved;
}

interface Props {
  row: Row & NumberRow;
  lane: LaneId | null;
  /** Between label and value: the lanes that stand elsewhere. */
  aside: ReactNode;
}

export function Instrument({ row, lane, aside }: Props) {
  const id = useId();
  const knob = useKnob(row.id, lane);
  // While a thumb is held it shows what the hand says, not what the run has taken up so far.
  const [held, setHeld] = useState<number | null>(null);
  const value = held ?? (knob.value as number);
  const base = knob.base as number;
  const [at, from] = [toPosition(row, value) / 10, toPosition(row, base) / 10];

  const turn = (next: number) => knob.turn(next);
  const release = () => {
    knob.letGo();
    setHeld(null);
  };
  const nudge = (direction: 1 | -1) => {
    turn(nextSnap(row, value, direction));
    release();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') knob.reset();
    else {
      const next = keyed(row, value, event);
      if (next === null) return;
      turn(next);
    }
    event.preventDefault();
  };
  return (
    <div className="instrument" data-changed={value !== base}>
      <div className="knob-line">
        <label htmlFor={id}>{row.label}</label>
        <span className="nudge">
          <button type="button" tabIndex={-1} aria-label={`Less ${row.label}`} onClick={() => nudge(-1)}>
            −
          </button>
          <button type="button" tabIndex={-1} aria-label={`More ${row.label}`} onClick={() => nudge(1)}>
            +
          </button>
        </span>
        {aside}
        {value !== base && <span className="t2">{display(row, base).number} →</span>}
        <ValueField row={row} lane={lane} value={value} />
        {value !== base && <ResetButton label={row.label} to={spoken(row, base)} onClick={knob.reset} />}
      </div>
      <div className="scale">
        <Ticks row={row} />
        {value !== base && (
          <span className="inked" style={{ left: `${Math.min(at, from)}%`, width: `${Math.abs(at - from)}%` }} />
        )}
        <span className="default" style={{ left: `${from}%` }} />
        <input
          id={id}
          type="range"
          min={0}
          max={1000}
          step={1}
          value={at * 10}
          aria-valuetext={`${spoken(row, value)}, default ${spoken(row, base)}`}
          onChange={(event) => {
            const next = fromPosition(row, event.currentTarget.valueAsNumber);
            setHeld(next);
            turn(next);
          }}
          onPointerUp={release}
          onPointerCancel={release}
          onBlur={release}
          onDoubleClick={knob.reset}
          onKeyDown={onKeyDown}
          onKeyUp={release}
        />
      </div>
    </div>
  );
}

/** Long ticks at the powers of ten, short ones at the other stops of the slider. */
const Ticks = memo(function Ticks({ row }: { row: NumberRow }) {
  const stops = snaps(row).filter((stop) => stop > 0 && Number.isFinite(stop));
  const isLong = (stop: number) => /^1(e|0*$)/.test(String(stop)) || /^0?\.0*1$/.test(String(stop));
  return (
    <svg className="ticks" viewBox="0 0 1000 5" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0,.5H1000" />
      {stops.map((stop) => (
        <path
          key={stop}
          className={isLong(stop) ? 'long' : ''}
          d={`M${toPosition(row, stop).toFixed(1)},0v${isLong(stop) ? 5 : 3}`}
        />
      ))}
    </svg>
  );
});
