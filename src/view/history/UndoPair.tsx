/** Undo and redo as buttons, which say what they would undo or do again. */

import { canRedo, canUndo } from '../../store/history.ts';
import { redo, undo } from '../../store/undoing.ts';
import { useLab } from '../../store/useLab.ts';
import { Icon } from '../icons.tsx';
import { wordsAt } from './deedWords.ts';
import './undo.css';

export function UndoPair() {
  const history = useLab((state) => state.history);
  const [back, forth] = [canUndo(history), canRedo(history)];
  return (
    <>
      <button
        type="button"
        aria-label="Undo"
        aria-disabled={!back}
        title={back ? `Undo: ${wordsAt(history, history.position).words}  Ctrl Z` : 'Nothing to undo'}
        onClick={undo}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        aria-label="Redo"
        aria-disabled={!forth}
        title={forth ? `Redo: ${wordsAt(history, history.position + 1).words}  Ctrl Shift Z` : 'Nothing to redo'}
        onClick={redo}
      >
        <Icon name="redo" />
      </button>
    </>
  );
}
