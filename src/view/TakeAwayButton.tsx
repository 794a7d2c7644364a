/** Opens the list of what one can take away from the run. All that makes it is loaded then, and not before. */
import { lazy, Suspense, useState } from 'react';
import { Icon } from './icons.tsx';

const TakeAwayDialog = lazy(() => import('./takeaway/TakeAwayDialog.tsx'));

export function TakeAwayButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="plain signed"
        aria-haspopup="dialog"
        title="Figure, numbers, note, film or the whole run as a file"
        onClick={() => setOpen(true)}
      >
        <Icon name="save" />
        <span>Take away</span>
      </button>
      {open && (
        <Suspense>
          <TakeAwayDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
