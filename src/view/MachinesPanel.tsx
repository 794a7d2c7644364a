/** The machines as statecharts, where there is a panel for them. All that draws them is loaded then, and not before. */
import { lazy, Suspense } from 'react';

const Machines = lazy(() => import('./statechart/Machines.tsx'));

export function MachinesPanel() {
  return (
    <Suspense>
      <Machines />
    </Suspense>
  );
}
