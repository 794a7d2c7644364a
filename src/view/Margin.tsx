/** The margin of a wide page: the controls, or the same run as a table. */
import { useState } from 'react';
import { Changes } from './controls/Changes.tsx';
import { Controls } from './controls/Controls.tsx';
import './panels.css';
import { Table } from './Table.tsx';

export function Margin() {
  const [table, setTable] = useState(false);
  return (
    <aside className="margin" aria-label="Controls and table">
      <div className="margin-head">
        <button type="button" className="sc" aria-pressed={!table} onClick={() => setTable(false)}>
          Controls
        </button>
        <button type="button" className="sc" aria-pressed={table} onClick={() => setTable(true)}>
          Table
        </button>
        <Changes />
      </div>
      <div className="margin-body">{table ? <Table /> : <Controls />}</div>
    </aside>
  );
}
