/** Opens the choice of how the page looks: theme, motion, and the projector. Loaded then, and not before. */
import { lazy, Suspense, useState } from 'react';
import { Icon } from './icons.tsx';

const ViewDialog = lazy(() => import('./modes/ViewDialog.tsx'));

export function ViewButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="plain signed"
        aria-haspopup="dialog"
        title="Light or dark, motion, projector"
        onClick={() => setOpen(true)}
      >
        <Icon name="view" />
        <span>View</span>
      </button>
      {open && (
        <Suspense>
          <ViewDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
