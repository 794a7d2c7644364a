/** The frame of a card: it stands beside the stage and never over it. The focus goes in, Escape and Close lead back to where it came from. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { togglePlay } from '../../store/commands.ts';
import { inspect } from '../../store/inspecting.ts';
import { useRun } from '../../store/useLab.ts';
import { Icon } from '../icons.tsx';

interface Props {
  /** Which card it is: another one takes the focus again. */
  id: string;
  kind: 'node' | 'message';
  title: ReactNode;
  head?: ReactNode;
  children: ReactNode;
}

/** What had the focus before a card was opened, if it is still there. */
function useReturn(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      const isAway = document.activeElement === document.body || document.activeElement?.closest('.card') !== null;
      if (isAway && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}

export function Card({ id, kind, title, head, children }: Props) {
  const titleId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useReturn();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes to each new card
  useEffect(() => heading.current!.focus({ preventScroll: true }), [id]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) inspect(null);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return createPortal(
    <section className={`card card-${kind}`} aria-labelledby={titleId}>
      <div className="card-head">
        <h2 ref={heading} id={titleId} tabIndex={-1}>
          {title}
        </h2>
        <PlayHere />
        {head}
        <button type="button" className="plain" onClick={() => inspect(null)}>
          Close
        </button>
      </div>
      <div className="card-body">{children}</div>
    </section>,
    document.querySelector('.lab') ?? document.body,
  );
}

/** Where the card lies over the transport, as other sheets do. */
function PlayHere() {
  const plays = useRun(({ value }) => value === 'running');
  return (
    <button
      type="button"
      className="plain card-play"
      aria-label={plays ? 'Pause here' : 'Play here'}
      onClick={togglePlay}
    >
      <Icon name={plays ? 'pause' : 'play'} />
    </button>
  );
}
