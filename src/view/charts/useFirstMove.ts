/** Whether somebody has moved, touched or typed yet: what only hands need is not loaded before. */
import { useEffect, useState } from 'react';

const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

export function useFirstMove(): boolean {
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    const onMove = () => setMoved(true);
    for (const sign of signs) addEventListener(sign, onMove, { once: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, onMove);
    };
  }, []);
  return moved;
}
