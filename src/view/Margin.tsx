/** The margin of a wide page: the controls, the same run as a table, the machines that run it, or what was done to it. */
import { useState } from 'react';
import { Changes } from './controls/Changes.tsx';
import { Controls } from './controls/Controls.tsx';
import { History } from './history/History.tsx';
import { MachinesPanel } from './MachinesPanel.tsx';
import './panels.css';
import { Table } from './Table.tsx';

const sheets = [
  { label: 'Controls', Sheet: Controls },
  { label: 'Table', Sheet: Table },
  { label: 'Machines', Sheet: MachinesPanel },
  { label: 'History', Sheet: History },
] as const;

export function Margin() {
  const [shown, setShown] = useState<(typeof sheets)[number]>(sheets[0]);
  return (
    <aside className="margin" aria-label="Controls, table, machines and history">
      <div className="margin-head">
        {sheets.map((sheet) => (
          <button
            key={sheet.label}
            type="button"
            className="sc"
            aria-pressed={sheet === shown}
            onClick={() => setShown(sheet)}
          >
            {sheet.label}
          </button>
        ))}
        <Changes />
      </div>
      <div className="margin-body">
        <shown.Sheet />
      </div>
    </aside>
  );
}
