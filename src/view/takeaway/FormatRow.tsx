/** One thing to take away: what it is, and the button that saves it. */
import type { ReactNode } from 'react';
import type { Format } from './formats.ts';
import { isSingleFile } from './htmlFile.ts';

interface Props {
  format: Format;
  ready: boolean;
  onTake: (format: Format) => void;
  children: ReactNode;
}

export function FormatRow({ format, ready, onTake, children }: Props) {
  const already = format.id === 'html' && isSingleFile();
  const nameId = `takeaway-${format.id}`;
  return (
    <li>
      <div>
        <b id={nameId}>{format.label}</b>
        <p className="t2">{already ? 'This page is such a file: copy it.' : format.says}</p>
        {children}
      </div>
      <button
        type="button"
        className="link"
        disabled={!ready || already}
        aria-describedby={nameId}
        onClick={() => onTake(format)}
      >
        Save {format.extension.slice(1).toUpperCase()}
      </button>
    </li>
  );
}
