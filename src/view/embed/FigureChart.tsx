/** The figure's one chart, and beside it the controls that whoever embeds it has chosen, else what the chart is. */
import type { ChartId } from '../../model/embedOptions.ts';
import { Chart } from '../charts/Chart.tsx';
import '../charts/charts.css';
import type { ChartKind } from '../charts/kind.ts';
import { latency } from '../charts/latency.ts';
import { outstanding } from '../charts/outstanding.ts';
import { refusals } from '../charts/refusals.ts';
import { throughput } from '../charts/throughput.ts';
import { Control } from '../controls/Control.tsx';
import '../controls/controls.css';
import { useFigure } from './useFigure.ts';

const kinds: Record<ChartId, ChartKind> = { outstanding, latency, throughput, refusals };

export function FigureChart() {
  const chart = useFigure(({ options }) => options.chart) ?? 'outstanding';
  const controls = useFigure(({ options }) => (options.readOnly ? '' : options.controls.join()));
  const ids = useFigure(({ options }) => options.controls);
  return (
    <section className="embed-chart" aria-label="Chart" data-controls={controls !== ''}>
      {controls !== '' && (
        <div className="embed-controls">
          {ids.map((id) => (
            <Control key={id} id={id} lane={null} onChooseLane={() => {}} />
          ))}
        </div>
      )}
      <Chart kind={kinds[chart]} />
    </section>
  );
}
