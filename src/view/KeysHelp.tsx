/** The dialog behind `?`: every key of the page, and how to read the figure. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { shortcuts } from './keys.ts';

const LegendDialog = lazy(() => import('./legend/LegendDialog.tsx'));

export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [reading, setReading] = useState(false);
  useEffect(() => {
    if (open && !dialog.current!.open) {
      dialog.current!.showModal();
      // The first button stands at the end, and would be scrolled to.
      title.current!.focus();
    }
    if (!open) dialog.current!.close();
  }, [open]);
  return (
    <>
      <dialog ref={dialog} className="keys" aria-labelledby="keys-title" onClose={onClose}>
        <h2 ref={title} id="keys-title" tabIndex={-1}>
          Keys
        </h2>
        <dl>
          {shortcuts.map(({ key, cap, does }) => (
            <div key={does}>
              <dt>
                <kbd>{cap ?? key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p>
          On a slider: <kbd>←</kbd> <kbd>→</kbd> next round value, with <kbd>Shift</kbd> fine, <kbd>PgUp</kbd>{' '}
          <kbd>PgDn</kbd> tenfold, <kbd>Delete</kbd> resets. On a chart: <kbd>←</kbd> <kbd>→</kbd> read values,{' '}
          <kbd>Enter</kbd> goes there, <kbd>M</kbd> twice marks a stretch; drag to mark one and zoom to it. On the
          ruler: <kbd>←</kbd> <kbd>→</kbd> a tenth of a second, with <kbd>Shift</kbd> a whole one; drag with{' '}
          <kbd>Shift</kbd> to choose a stretch to play over and over. On a part of a lane: <kbd>Alt =</kbd>{' '}
          <kbd>Alt −</kbd> zoom, <kbd>Shift</kbd> with arrows moves what is zoomed, <kbd>Alt 0</kbd> or <kbd>Esc</kbd>{' '}
          shows all; with a pointer <kbd>Ctrl</kbd> and the wheel, or a pinch. Anywhere: <kbd>Ctrl Z</kbd> undoes,{' '}
          <kbd>Ctrl Shift Z</kbd> or <kbd>Ctrl Y</kbd> does again.
        </p>
        <p>
          One dot is one message, everywhere. Right is work moving on; left is asking and answering. Pale is the future:
          it is already computed.
        </p>
        <form method="dialog">
          <button type="submit" className="plain" onClick={() => setReading(true)}>
            How to read the figure
          </button>
          <button type="submit" className="plain">
            Close
          </button>
        </form>
      </dialog>
      {reading && (
        <Suspense>
          <LegendDialog onClose={() => setReading(false)} />
        </Suspense>
      )}
    </>
  );
}
