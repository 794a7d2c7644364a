/** A native dialog that is there while it is open: the focus goes in, Escape and Close lead back to where it came from. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
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
  // At the end of the page, so that it does not look like a part of the bar that opened it.
  return createPortal(
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
    </dialog>,
    document.body,
  );
}
