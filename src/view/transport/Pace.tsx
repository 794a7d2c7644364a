/** Says so when the run plays slower than the speed that was chosen, as the hook does around its burst. */
import { useEffect, useState } from 'react';
import { lab, player } from '../../store/lab.ts';
import { speedText } from './speeds.ts';

export function Pace() {
  const [slow, setSlow] = useState<number | null>(null);
  useEffect(
    () =>
      player.onFrame(() => {
        const pace = player.pace();
        setSlow(pace > 0 && pace < lab.getState().speed ? pace : null);
      }),
    [],
  );
  return slow === null ? null : <span className="pace">now {speedText(slow)}</span>;
}
