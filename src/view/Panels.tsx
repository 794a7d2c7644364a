/** Controls, drills, table, machines and history where there is no margin for them: a row of buttons, each opening a sheet over the charts. */
import { useEffect, useId, useRef, useState } from 'react';
import { Changes } from './controls/Changes.tsx';
import { Controls } from './controls/Controls.tsx';
import { Drills } from './controls/Drills.tsx';
import { History } from './history/History.tsx';
import { MachinesPanel } from './MachinesPanel.tsx';
import './panels.css';
import { Table } from './Table.tsx';

function SheetOfControls() {
  return (
    <>
      <div className="sheet-changes">
        <Changes />
      </div>
      <Controls />
    </>
  );
}

const panels = [
  { id: 'controls', label: 'Controls', Panel: SheetOfControls },
  { id: 'drills', label: 'Break something', Panel: Drills },
  { id: 'table', label: 'Table', Panel: Table },
  { id: 'machines', label: 'Machines', Panel: MachinesPanel },
  { id: 'history', label: 'History', Panel: History },
] as const;

export function Panels() {
  const [open, setOpen] = useState<string | null>(null);
  const sheetId = useId();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      setOpen(null);
      row.current?.querySelector<HTMLElement>('[aria-expanded=true]')?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [open]);
  const shown = panels.find(({ id }) => id === open);
  return (
    <div className="panels">
      <div ref={row} className="panel-row">
        {panels.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-expanded={id === open}
            aria-controls={sheetId}
            onClick={() => setOpen(id === open ? null : id)}
          >
            {label}
          </button>
        ))}
      </div>
      <section id={sheetId} className="sheet" hidden={shown === undefined} aria-label={shown?.label ?? 'Closed'}>
        {shown && <shown.Panel />}
      </section>
    </div>
  );
}
