/** Fires a burst when released; the longer it is held, the larger the burst. */
import { useEffect, useRef, useState } from 'react';
import { burst } from '../../store/breaking.ts';
import { player } from '../../store/lab.ts';
import { useLab } from '../../store/useLab.ts';
import { amount } from '../story/words.ts';
import { GROW_EVERY_MS, heldSize } from './drills.ts';

/** What a burst is if the scenario plans none. */
const USUAL_BURST = 80;

export function BurstButton() {
  const planned = useLab((state) => player.settings(state.scenario.lanes[0] ?? 'push')['burst.size']) || USUAL_BURST;
  const [size, setSize] = useState<number | null>(null);
  const pressedAt = useRef<number | null>(null);
  const grower = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(() => () => clearInterval(grower.current), []);

  const held = () => heldSize(planned, pressedAt.current === null ? 0 : performance.now() - pressedAt.current);
  const press = () => {
    pressedAt.current = performance.now();
    grower.current = setInterval(() => setSize(held()), GROW_EVERY_MS / 4);
  };
  const letGo = () => {
    clearInterval(grower.current);
    pressedAt.current = null;
    setSize(null);
  };
  return (
    <button
      type="button"
      className="drill burst"
      title="Fires a burst now; hold it for a larger one  Key 6"
      onPointerDown={press}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onClick={() => {
        burst(held());
        letGo();
      }}
    >
      Burst <b>+{amount(size ?? planned)}</b>
    </button>
  );
}
