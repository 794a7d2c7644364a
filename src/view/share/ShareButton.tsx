/** Opens the dialog with every way to take the run along. The dialog is fetched when it is first wanted. */
import { lazy, Suspense, useState } from 'react';

const ShareDialog = lazy(() => import('./ShareDialog.tsx'));

export function ShareButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Share
      </button>
      {open && (
        <Suspense>
          <ShareDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
