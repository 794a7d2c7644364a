/** How the page looks to this reader: light or dark, how much moves, and large for a projector. Nothing of it changes the run or its numbers. */
import { useState, useSyncExternalStore } from 'react';
import { togglePresenting } from '../../store/commands.ts';
import { chooseMotion, chosenMotion, type Motion, onMotionChange } from '../../store/motion.ts';
import { Dialog } from '../share/Dialog.tsx';
import { storedTheme, storeTheme, type Theme } from '../theme.ts';
import { useLayout } from '../useLayout.ts';
import { Options } from './Options.tsx';
import './viewDialog.css';

const themes: readonly { value: Theme; label: string; says?: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const motions: readonly { value: Motion | 'auto'; label: string; says: string }[] = [
  { value: 'auto', label: 'As the system', says: 'full, or calm where the system asks for less motion' },
  { value: 'full', label: 'Full', says: 'messages travel' },
  { value: 'calm', label: 'Calm', says: 'nothing travels; pictures change every half second, numbers every second' },
  { value: 'still', label: 'Still', says: 'four pictures a lane instead of the stage, while the run goes on' },
];

export default function ViewDialog({ onClose }: { onClose: () => void }) {
  const [theme, setTheme] = useState(storedTheme);
  const layout = useLayout();
  const chosen = useSyncExternalStore(onMotionChange, chosenMotion);
  return (
    <Dialog title="View" onClose={onClose}>
      <div className="view">
        <Options
          legend="Theme"
          options={themes}
          value={theme}
          onChoose={(next) => {
            storeTheme(next);
            setTheme(next);
          }}
        />
        <Options
          legend="Motion"
          options={motions}
          value={chosen ?? 'auto'}
          onChoose={(next) => chooseMotion(next === 'auto' ? null : next)}
        />
        <p className="t2">The numbers are the same at every level.</p>
        {layout !== 'phone' && (
          <p className="view-projector">
            <button
              type="button"
              className="link"
              onClick={() => {
                onClose();
                togglePresenting();
              }}
            >
              Show it large, for a projector
            </button>{' '}
            <kbd>P</kbd>
          </p>
        )}
      </div>
    </Dialog>
  );
}
