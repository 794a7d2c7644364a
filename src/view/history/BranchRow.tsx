/** One branch: its name, which can be changed, and the ways to return to it or to be rid of it. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { BRANCH_NAME_MAX } from '../../model/linkView.ts';
import { deleteBranch, renameBranch, returnTo } from '../../store/undoing.ts';

interface Props {
  id: number;
  name: string;
  isPlayed: boolean;
}

export function BranchRow({ id, name, isPlayed }: Props) {
  const [naming, setNaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    if (event.key === 'Enter') renameBranch(id, event.currentTarget.value);
    setNaming(false);
    requestAnimationFrame(() => renameButton.current?.focus());
  };
  return (
    <li className="branch" aria-current={isPlayed ? 'true' : undefined}>
      {naming ? (
        <input
          // biome-ignore lint/a11y/noAutofocus: the field takes the place of the name whose button was just pressed
          autoFocus
          aria-label={`Name of branch ${name}`}
          defaultValue={name}
          maxLength={BRANCH_NAME_MAX}
          onFocus={(event) => event.currentTarget.select()}
          onKeyDown={onKeyDown}
          onBlur={() => setNaming(false)}
        />
      ) : (
        <span className="branch-name">
          {name}
          {isPlayed && <span className="t2"> · played now</span>}
        </span>
      )}
      <span className="branch-tools">
        {!isPlayed && (
          <button type="button" className="link" aria-label={`Return to branch ${name}`} onClick={() => returnTo(id)}>
            return
          </button>
        )}
        <button
          ref={renameButton}
          type="button"
          className="link"
          aria-label={`Rename branch ${name}`}
          onClick={() => setNaming(true)}
        >
          rename
        </button>
        {!isPlayed && (
          <button
            type="button"
            className="link"
            aria-label={`Delete branch ${name}`}
            title="Undo brings it back"
            onClick={() => deleteBranch(id)}
          >
            delete
          </button>
        )}
      </span>
    </li>
  );
}
