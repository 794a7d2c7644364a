/** Undo and redo in the bar, with the keys that everybody knows; what they did is said aloud. */
import { useEffect, useRef, useState } from 'react';
import type { History } from '../../store/history.ts';
import { redo, undo } from '../../store/undoing.ts';
import { useLab } from '../../store/useLab.ts';
import { typed } from '../keys.ts';
import { wordsAt } from './deedWords.ts';
import { UndoPair } from './UndoPair.tsx';

/** Within a field the browser undoes what was typed there. */
function onKeyDown(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || typed(event.target)) return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && (key !== 'y' || event.shiftKey)) return;
  event.preventDefault();
  if (key === 'z' && !event.shiftKey) undo();
  else redo();
}

/** What to say of the way from one state of the history to the next; null if nothing. */
function said(before: History, now: History): string | null {
  if (before.position === now.position) return null;
  if (before.steps !== now.steps) {
    const { fork } = wordsAt(now, now.position);
    return fork === '' ? null : `Forked: ${fork}`;
  }
  const isUndo = now.position < before.position;
  const count = Math.abs(now.position - before.position);
  if (count > 1) return `${count} steps ${isUndo ? 'undone' : 'redone'}`;
  return isUndo ? `Undone: ${wordsAt(now, before.position).words}` : `Redone: ${wordsAt(now, now.position).words}`;
}

export function UndoButtons() {
  const history = useLab((state) => state.history);
  const last = useRef(history);
  const [news, setNews] = useState('');
  useEffect(() => {
    const next = said(last.current, history);
    if (next !== null) setNews(next);
    last.current = history;
  }, [history]);
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <span className="undo">
      <UndoPair />
      <span role="status" className="visually-hidden" data-testid="undo-news">
        {news}
      </span>
    </span>
  );
}
