import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { bars } from '../src/build/embedBuild.ts';

/** Bytes after gzip of all pages, scripts and styles that are loaded until the playhead has moved; fonts apart. */
async function loadedUntilItMoves(page: Page, address: string): Promise<{ bytes: number; names: string[] }> {
  const loaded = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1)!;
    if (!/\.(js|css)$|^$/.test(name) || /^embed-fonts/.test(name) || !response.url().startsWith('http')) return;
    loaded.set(
      name,
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    );
  });
  await page.goto(address);
  const playhead = page.getByTestId('playhead');
  await expect(playhead).toHaveText(/^18\.[6-9]|^19|^2/, { timeout: 20_000 });
  const sizes = await Promise.all(loaded.values());
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), names: [...loaded.keys()] };
}

test('the Lab loads no more than its bar before its first moving frame', async ({ page }) => {
  const { bytes, names } = await loadedUntilItMoves(page, './');
  expect(names.filter((name) => name.startsWith('engine.worker'))).toHaveLength(1);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThanOrEqual(bars.lab);
});

test('the figure loads no more than its bar, and nothing of the Lab', async ({ page }) => {
  const { bytes, names } = await loadedUntilItMoves(page, './?embed=1');
  expect(names.filter((name) => !/^(embed-.*|boot\.js|)$/.test(name))).toEqual([]);
  expect(bytes).toBeGreaterThan(80_000);
  expect(bytes).toBeLessThanOrEqual(bars.embed);
});
