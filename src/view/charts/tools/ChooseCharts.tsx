/** Which charts are shown: each with what it means and a box to tick. */
import { chartNames } from '../../../model/linkView.ts';
import { showChart } from '../../../store/looking.ts';
import { useLab } from '../../../store/useLab.ts';
import { Dialog } from '../../share/Dialog.tsx';
import { kinds } from '../kinds.ts';
import { moreKinds } from '../more/moreKinds.ts';
import { about } from './about.ts';
import './tools.css';

export function ChooseCharts({ onClose }: { onClose: () => void }) {
  const charts = useLab((state) => state.charts);
  const all = { ...kinds, ...moreKinds };
  return (
    <Dialog title="Charts" onClose={onClose}>
      <p className="t2">All on one time axis. The choice is in the link.</p>
      <ul className="choose-charts">
        {chartNames.map((name) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={charts.includes(name)}
                disabled={charts.length === 1 && charts.includes(name)}
                onChange={(event) => showChart(name, event.currentTarget.checked)}
              />
              <span>
                <b>{all[name]?.title}</b> <span className="t2">{about[name].means}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
