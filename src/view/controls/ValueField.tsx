/** The value beside a slider: a button with number and unit that turns into a field for typing `250ms` or `5k/min`. */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Value } from '../../model/knobs.ts';
import type { LaneId } from '../../model/lanes.ts';
import type { Row } from '../../model/parameters.ts';
import { display, formatRange, formatValue } from '../../model/units.ts';
import { setText } from '../../store/commands.ts';

interface Props {
  row: Row;
  lane: LaneId | null;
  value: Value;
}

export function ValueField({ row, lane, value }: Props) {
  const [typing, setTyping] = useState(false);
  const [error, setError] = useState<string | null>(null);
  // Removing a focused field blurs it once more; what was cancelled must not be taken then.
  const done = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  const errorId = useId();
  const { number, unit } = display(row, value);

  const start = () => {
    done.current = false;
    setTyping(true);
  };
  const leave = (refocus: boolean) => {
    done.current = true;
    setTyping(false);
    setError(null);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') leave(true);
    if (event.key !== 'Enter') return;
    const wrong = setText(row.id, event.currentTarget.value, lane);
    if (wrong === null) leave(true);
    else setError(wrong);
  };

  if (!typing) {
    return (
      <button
        ref={button}
        type="button"
        className="value"
        aria-label={`${row.label}, ${number} ${unit}`}
        title={`Type a value, ${formatRange(row)}`}
        onClick={start}
      >
        <b>{number}</b> <span className="t2">{unit}</span>
      </button>
    );
  }
  return (
    <span className="typing">
      <input
        // biome-ignore lint/a11y/noAutofocus: the field replaces the button that was just pressed
        autoFocus
        aria-label={`${row.label}, ${formatRange(row)}`}
        aria-invalid={error !== null}
        aria-describedby={errorId}
        defaultValue={formatValue(row, value)}
        size={8}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (done.current) return;
          setText(row.id, event.currentTarget.value, lane);
          leave(false);
        }}
      />
      <span id={errorId} role="alert" className="wrong">
        {error}
      </span>
    </span>
  );
}
