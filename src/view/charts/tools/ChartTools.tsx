/** The buttons in a chart's head: what it means, its numbers as a table, and the chart as a file. */
import { useState } from 'react';
import type { ChartName } from '../../../model/linkView.ts';
import { pause } from '../../../store/commands.ts';
import { chartSvg } from '../../takeaway/chartSvg.ts';
import { save } from '../../takeaway/save.ts';
import type { ChartKind } from '../kind.ts';
import { sceneNow } from '../sceneNow.ts';
import { AboutChart } from './AboutChart.tsx';
import { ChartTable } from './ChartTable.tsx';
import { chartCsv, chartFileName } from './chartFiles.ts';
import './tools.css';

export function ChartTools({ kind, name }: { kind: ChartKind; name: ChartName }) {
  const [open, setOpen] = useState<'about' | 'table' | null>(null);
  const close = () => setOpen(null);
  const csv = () => {
    const scene = sceneNow();
    save(chartCsv(name, scene), 'text/csv', `${chartFileName(name, scene)}.csv`);
  };
  const svg = async () => {
    const scene = sceneNow();
    save(await chartSvg(kind, scene), 'image/svg+xml', `${chartFileName(name, scene)}.svg`);
  };
  const table = () => {
    pause();
    setOpen('table');
  };
  return (
    <div className="chart-tools">
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={`What ${kind.title} means`}
        onClick={() => setOpen('about')}
      >
        i
      </button>
      <button type="button" aria-haspopup="dialog" aria-label={`${kind.title} as a table`} onClick={table}>
        table
      </button>
      <button type="button" aria-label={`${kind.title} as SVG`} onClick={svg}>
        SVG
      </button>
      <button type="button" aria-label={`${kind.title} as CSV`} onClick={csv}>
        CSV
      </button>
      {open === 'about' && <AboutChart kind={kind} name={name} onClose={close} />}
      {open === 'table' && <ChartTable kind={kind} name={name} onClose={close} />}
    </div>
  );
}
