/** The palette of the theme that the page shows now, read again when the theme or the fonts change. */
import { useEffect, useState } from 'react';
import { type Palette, readPalette } from './palette.ts';

const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

export function usePalette(): Palette {
  const [palette, setPalette] = useState(() => readPalette(document.body));
  useEffect(() => {
    const read = () => setPalette(readPalette(document.body));
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const media = queries.map((query) => matchMedia(query));
    for (const query of media) query.addEventListener('change', read);
    // A number painted before its font was there has the wrong width; reading anew paints anew.
    document.fonts.addEventListener('loadingdone', read);
    return () => {
      theme.disconnect();
      for (const query of media) query.removeEventListener('change', read);
      document.fonts.removeEventListener('loadingdone', read);
    };
  }, []);
  return palette;
}
