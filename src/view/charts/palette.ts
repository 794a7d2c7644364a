/** The page's colours for the canvases, read from its custom properties and again whenever the theme changes. */
import type { LaneId } from '../../model/lanes.ts';

const names = ['paper', 'ink', 'ink2', 'rule', 'rule2', 'idle', 'bad', 'push', 'pull', 'hybrid'] as const;
export type Palette = Record<(typeof names)[number] | LaneId, string>;

let current: Palette | null = null;

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Palette;
}

export function palette(): Palette {
  current ??= read();
  return current;
}

/** Calls `listener` after every change of the theme, by the page's own switch or by the system's. */
export function onThemeChange(listener: () => void): () => void {
  const changed = () => {
    current = null;
    listener();
  };
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
