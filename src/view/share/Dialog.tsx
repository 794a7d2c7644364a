/** A native dialog that is there while it is open: the focus goes in, Escape and Close lead back to where it came from. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import './share.css';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (!dialog.current!.open) dialog.current!.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="share" aria-labelledby={titleId} onClose={onClose}>
      <div className="share-head">
        <h2 id={titleId}>{title}</h2>
        <form method="dialog">
          <button type="submit" className="plain">
            Close
          </button>
        </form>
      </div>
      {children}
    </dialog>
  );
}
