/** Switches between the system's theme, light and dark. */
import { useState } from 'react';
import { storedTheme, storeTheme, themes } from './theme.ts';

const words = { auto: 'Auto', light: 'Light', dark: 'Dark' } as const;

export function ThemeButton() {
  const [theme, setTheme] = useState(storedTheme);
  const turn = () => {
    const next = themes[(themes.indexOf(theme) + 1) % themes.length]!;
    storeTheme(next);
    setTheme(next);
  };
  return (
    <button
      type="button"
      className="plain t2"
      aria-label={`Theme: ${words[theme]}`}
      title="Theme: auto, light or dark"
      onClick={turn}
    >
      {words[theme]}
    </button>
  );
}
