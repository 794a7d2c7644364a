/** The statechart that runs what a card is about: loaded when it is opened, and counted only while it is. */
import { lazy, Suspense, useState } from 'react';
import type { Subject } from '../../model/statechart.ts';

const Statechart = lazy(() => import('../statechart/Statechart.tsx'));

interface Props {
  title: string;
  subject: Subject;
}

export function MachineHere({ title, subject: { lane, machine, which } }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="card-machine" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen && (
        <Suspense>
          <Statechart lane={lane} machine={machine} index={which} />
        </Suspense>
      )}
    </details>
  );
}
