/** A button of the bar that opens a dialog, which is loaded then and not before. */
import { type ComponentType, type LazyExoticComponent, type ReactNode, Suspense, useState } from 'react';

interface Props {
  Dialog: LazyExoticComponent<ComponentType<{ onClose: () => void }>>;
  /** With a sign before its word, the word may go where there is no room. */
  signed?: boolean;
  title?: string;
  children: ReactNode;
}

export function DialogButton({ Dialog, signed = false, title, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={signed ? 'plain signed' : 'plain'}
        aria-haspopup="dialog"
        title={title}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open && (
        <Suspense>
          <Dialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
