/** Switches between light and dark, and says which comes next. What the system has anyway is not kept, so that it may change. */
import { useState, useSyncExternalStore } from 'react';
import { storedTheme, storeTheme } from './theme.ts';

const darkSystem = matchMedia('(prefers-color-scheme: dark)');

function onSystemChange(listener: () => void): () => void {
  darkSystem.addEventListener('change', listener);
  return () => darkSystem.removeEventListener('change', listener);
}

export function ThemeButton() {
  const [theme, setTheme] = useState(storedTheme);
  const system = useSyncExternalStore(onSystemChange, () => (darkSystem.matches ? 'dark' : 'light'));
  const next = (theme === 'auto' ? system : theme) === 'dark' ? 'light' : 'dark';
  const turn = () => {
    const chosen = next === system ? 'auto' : next;
    storeTheme(chosen);
    setTheme(chosen);
  };
  return (
    <button type="button" className="plain theme t2" title={`Switch to the ${next} theme`} onClick={turn}>
      {next === 'dark' ? 'Dark' : 'Light'}
    </button>
  );
}
