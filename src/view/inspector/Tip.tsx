/** Names what is pointed at, beside it: small print on paper, with a rule under it. Goes with Escape, stays while the pointer is on it. */
import { useLayoutEffect, useRef } from 'react';
import type { Pointed } from './pointing.ts';

interface Props {
  stage: HTMLElement;
  pointed: Pointed;
  onEnter: () => void;
  onLeave: () => void;
}

const GAP = 6;

export function Tip({ stage, pointed, onEnter, onLeave }: Props) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const row = stage.querySelector<HTMLElement>(`.lane[data-lane="${pointed.lane}"]`);
    if (row === null) return;
    const [outer, inner] = [stage.getBoundingClientRect(), row.getBoundingClientRect()];
    const { offsetWidth: width, offsetHeight: height } = tip.current!;
    const x = inner.left - outer.left + pointed.x;
    const y = inner.top - outer.top + pointed.y + GAP;
    // Not beyond the window; and never over what is pointed at.
    const left = Math.max(0, Math.min(x - 12, outer.width - width));
    const isLow = outer.top + y + height > window.innerHeight - 4;
    tip.current!.style.transform = `translate(${Math.round(left)}px, ${Math.round(isLow ? y - height - 3 * GAP : y)}px)`;
  });
  return (
    <div ref={tip} className="tip" role="tooltip" onPointerEnter={onEnter} onPointerLeave={onLeave}>
      <strong className={pointed.lane}>{pointed.name}</strong> {pointed.state}
    </div>
  );
}
