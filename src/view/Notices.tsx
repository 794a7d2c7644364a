/** What a reader must be told at once: an engine that failed, and what was wrong with a link or a file. */
import { useState } from 'react';
import { restartWorker } from '../store/commands.ts';
import { useLab, useRun } from '../store/useLab.ts';
import { Icon } from './icons.tsx';

interface Props {
  /** From the page itself, such as a file that can't be read. */
  more: string | null;
  onDismissMore: () => void;
}

export function Notices({ more, onDismissMore }: Props) {
  const phase = useRun(({ value }) => value);
  const failure = useRun(({ context }) => context.failure);
  const notes = useLab((state) => state.notes);
  // A list is dismissed, not a text: the same mistake made again is told again.
  const [dismissed, setDismissed] = useState<readonly string[] | null>(null);
  const shown = [...(notes === dismissed ? [] : notes), ...(more === null ? [] : [more])];
  return (
    <div className="notices">
      {phase === 'failed' && (
        <div className="notice" role="alert">
          <p>
            <b className="bad">The engine stopped:</b> {failure?.replace(/\.$/, '')}. Your scenario is still here.
          </p>
          <button type="button" className="plain" onClick={restartWorker}>
            Restart the engine
          </button>
        </div>
      )}
      {shown.length > 0 && (
        <div className="notice" role="status">
          <ul>
            {shown.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <button
            type="button"
            className="plain"
            aria-label="Dismiss"
            onClick={() => {
              setDismissed(notes);
              onDismissMore();
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
