/** Opens the choice of how the page looks: theme, motion, and the projector. Loaded then, and not before. */
import { lazy, Suspense, useState } from 'react';

const ViewDialog = lazy(() => import('./modes/ViewDialog.tsx'));

export function ViewButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="plain"
        aria-haspopup="dialog"
        title="Light or dark, motion, projector"
        onClick={() => setOpen(true)}
      >
        View
      </button>
      {open && (
        <Suspense>
          <ViewDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
