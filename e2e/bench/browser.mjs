/**
 * The benchmarks that need a browser: the built page, as a person has it, in the Chromium that the tests use. Nothing in the page helps:
 * frames are read from the browser's own trace, inputs from its event timing. Script is counted in processor time, what is waited for by the clock.
 */
import '../ensureBrowser.mjs';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { firstMoves } from './firstMoves.mjs';
import { calm, chartUpdates, crowded, dots, fast, scripts } from './frames.mjs';
import { inputs } from './inputs.mjs';
import { laneInWorker } from './laneInWorker.mjs';
import { median, sayRate, sayTime } from './say.mjs';

const { path } = JSON.parse(readFileSync('node_modules/.cache/browser.json', 'utf8'));
const port = Number(process.env.PORT ?? 4173);
const address = `http://localhost:${port}/lab/`;

await build({ logLevel: 'error' });
const server = await preview({ base: '/lab/', logLevel: 'error', preview: { port, strictPort: true } });
const browser = await chromium.launch({ ...(path !== null && { executablePath: path }), chromiumSandbox: false });
const busy = loadavg()[0];
const cores = availableParallelism();
console.log(
  `\nthe built page at 1440 × 900 in Chromium ${browser.version()}, on ${cores} cores with a load of ${busy.toFixed(1)}`,
);
if (busy > cores / 2) console.log('  a busy machine: what a person waits for, above all, is longer than it need be');

/** A page of its own in which nothing is cached, closed when `use` is done. */
async function withPage(fragment, use) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    return await use(page, `${address}${fragment}`);
  } finally {
    await page.close();
  }
}

try {
  sayTime('first moving frame, waited', await firstMoves(withPage), 1_500);
  sayTime('script a frame, as it opens', await scripts(browser, withPage, calm), 6);
  console.log(`${'dots in that crowd'.padEnd(28)} median ${String(median(await dots(withPage, crowded))).padStart(8)}`);
  sayTime('script a frame, crowded', await scripts(browser, withPage, crowded), 6);
  sayTime('script a frame, at ×1000', await scripts(browser, withPage, fast), 6);
  sayTime('all charts anew', await chartUpdates(browser, withPage), 6);
  sayTime('input to paint, waited', await inputs(withPage), 100);
  const { speeds, ratios } = await withPage('', (page) => laneInWorker(browser, page));
  sayRate('hybrid lane in a worker', ' messages/s', speeds, 300_000);
  sayRate('in a worker / in Node', '', ratios);
} finally {
  await browser.close();
  await server.close();
}
