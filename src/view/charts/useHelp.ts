/** What the charts need once somebody moves, touches or types, and at once if `wanted`; null until it is loaded. */
import { useEffect, useState } from 'react';
import type { help } from './tools/help.ts';

const signs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

export function useHelp(wanted: boolean): typeof help | null {
  const [known, setKnown] = useState<typeof help | null>(null);
  useEffect(() => {
    const load = () => void import('./tools/help.ts').then((loaded) => setKnown(loaded.help));
    if (wanted) load();
    for (const sign of signs) addEventListener(sign, load, { once: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, load);
    };
  }, [wanted]);
  return known;
}
