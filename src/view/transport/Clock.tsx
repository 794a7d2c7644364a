/** The playhead as digits. It follows the frames, so it writes to the document itself. */
import { useEffect, useRef } from 'react';
import { SECOND } from '../../model/time.ts';
import { player } from '../../store/lab.ts';

export function Clock() {
  const digits = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // A frame may still come after the element is gone.
    const element = digits.current!;
    const write = (numbers: boolean) => {
      if (numbers) element.textContent = (player.playhead() / SECOND).toFixed(2);
    };
    write(true);
    return player.onFrame(write);
  }, []);
  return (
    <span className="clock">
      <span ref={digits} data-testid="playhead" />
      <span className="t2">&nbsp;s</span>
    </span>
  );
}
