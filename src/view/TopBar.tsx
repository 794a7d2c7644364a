/** The bar at the top: name, scenario, and what one does with the page as a whole. */
import { lazy, Suspense, useRef, useState } from 'react';
import { catalogue, findShipped } from '../scenarios/catalogue.ts';
import type { Shipped } from '../scenarios/named.ts';
import { presets } from '../scenarios/presets.ts';
import { chooseScenario } from '../store/document.ts';
import { useLab } from '../store/useLab.ts';
import './bar.css';
import { DialogButton } from './DialogButton.tsx';
import { UndoButtons } from './history/UndoButtons.tsx';
import { Icon } from './icons.tsx';
import { KeysHelp } from './KeysHelp.tsx';

const OpenDialog = lazy(() => import('./share/OpenDialog.tsx'));
const ShareDialog = lazy(() => import('./share/ShareDialog.tsx'));
const TakeAwayDialog = lazy(() => import('./takeaway/TakeAwayDialog.tsx'));
const ViewDialog = lazy(() => import('./modes/ViewDialog.tsx'));

/** No scenario has this name. */
const OPEN = '';

interface Props {
  helpOpen: boolean;
  onHelp: (open: boolean) => void;
}

export function TopBar({ helpOpen, onHelp }: Props) {
  return (
    <header className="bar">
      <h1>Push–Pull Lab</h1>
      <ScenarioMenu />
      <div className="bar-end">
        <UndoButtons />
        <DialogButton Dialog={ShareDialog}>Share</DialogButton>
        <DialogButton Dialog={TakeAwayDialog} signed title="Figure, numbers, note, film or the whole run as a file">
          <Icon name="save" />
          <span>Take away</span>
        </DialogButton>
        <DialogButton Dialog={ViewDialog} signed title="Light or dark, motion, projector">
          <Icon name="view" />
          <span>View</span>
        </DialogButton>
        <button type="button" className="plain" aria-haspopup="dialog" aria-label="Keys ?" onClick={() => onHelp(true)}>
          <span className="key-word">Keys&#8201;</span>?
        </button>
      </div>
      <KeysHelp open={helpOpen} onClose={() => onHelp(false)} />
    </header>
  );
}

function ScenarioMenu() {
  const name = useLab((state) => state.base.name);
  const known = findShipped(name);
  const [opening, setOpening] = useState(false);
  const pointed = useRef(false);
  const choose = (select: HTMLSelectElement) => {
    const { value } = select;
    // Else the single keys would go on choosing scenarios; who chose by keyboard may want that.
    if (pointed.current) select.blur();
    if (value === OPEN) setOpening(true);
    else chooseScenario(value);
  };
  return (
    <>
      <label className="scenario" title={known?.summary}>
        <span className="t2">Scenario</span>
        <select
          aria-label="Scenario"
          value={name}
          onPointerDown={() => {
            pointed.current = true;
          }}
          onKeyDown={() => {
            pointed.current = false;
          }}
          onChange={(event) => choose(event.currentTarget)}
        >
          {known === undefined && <option value={name}>{name}</option>}
          <Options label="Teaching scenarios" of={catalogue} />
          <Options label="Real systems" of={presets} />
          <optgroup label="Your own">
            <option value={OPEN}>Recent work, or a file…</option>
          </optgroup>
        </select>
      </label>
      {opening && (
        <Suspense>
          <OpenDialog onClose={() => setOpening(false)} />
        </Suspense>
      )}
    </>
  );
}

function Options({ label, of }: { label: string; of: readonly Shipped[] }) {
  return (
    <optgroup label={label}>
      {of.map(({ scenario, title }) => (
        <option key={scenario.name} value={scenario.name}>
          {title}
        </option>
      ))}
    </optgroup>
  );
}
