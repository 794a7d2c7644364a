/** Opens the page: loads what its address says, and from then on each follows the other. Called once. */
import { arrive, save } from './document.ts';
import { lab } from './lab.ts';
import { followMotion } from './motion.ts';

/** Browsers refuse more than some 100 changes of the address in 30 seconds. */
const WRITE_EVERY_MS = 400;

export function openPage(): void {
  followMotion();
  arrive();
  addEventListener('hashchange', arrive);
  addEventListener('pagehide', save);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const parts = ['scenario', 'base', 'speed', 'focus', 'charts', 'history', 'inspected', 'presenting'] as const;
  lab.subscribe((now, before) => {
    const same = parts.every((part) => now[part] === before[part]);
    if (timer !== null || same) return;
    timer = setTimeout(() => {
      timer = null;
      save();
    }, WRITE_EVERY_MS);
  });
}
