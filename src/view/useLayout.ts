/** Which of the three layouts the window has room for. */
import { useSyncExternalStore } from 'react';
import type { Layout } from './stage/geometry.ts';

const wide = matchMedia('(min-width: 1408px)');
const phone = matchMedia('(max-width: 699.98px)');

function subscribe(listener: () => void): () => void {
  for (const query of [wide, phone]) query.addEventListener('change', listener);
  return () => {
    for (const query of [wide, phone]) query.removeEventListener('change', listener);
  };
}

export const useLayout = (): Layout =>
  useSyncExternalStore(subscribe, () => (wide.matches ? 'wide' : phone.matches ? 'phone' : 'medium'));
