/**
 * Takes a picture of each mode, size and moment of the built page, and puts them on one page: shots/index.html.
 * The moments are instants of two links, and the run stands still, so the same build gives the same pictures.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { contactSheet } from './contactSheet.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'shots');
const port = Number(process.env.PORT ?? 4173);
const WORKERS = 2;
/** A machine that has other things to do may take long to simulate a run. */
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 200;
const SAME_MS = 800;

const moments = [
  { id: 'calm', link: 'v=1&scenario=hook&t=19s', says: 'calm, a second before the burst' },
  { id: 'burst', link: 'v=1&scenario=hook&t=21.5s', says: '1.5 s after the burst' },
  {
    id: 'outage',
    link: 'v=1&scenario=downstream-outage&until=45s&t=27s',
    says: 'seven seconds into an outage of the downstream',
  },
  { id: 'recovery', link: 'v=1&scenario=downstream-outage&until=45s&t=36s', says: 'six seconds after the outage' },
];
const sizes = [
  { id: '1440x900', width: 1440, height: 900, sights: true },
  { id: '1024x768', width: 1024, height: 768 },
  { id: '390x844', width: 390, height: 844 },
  { id: 'embed-720x420', width: 720, height: 420, embed: true, sights: true },
  { id: 'embed-480x280', width: 480, height: 280, embed: true },
];
/** One page shows all of these in turn; the first must be as the page opens. */
const looks = [
  { id: 'light', says: 'light' },
  { id: 'dark', says: 'dark', media: { colorScheme: 'dark' } },
  { id: 'forced', says: 'forced colours, light', media: { forcedColors: 'active' } },
  { id: 'forced-dark', says: 'forced colours, dark', media: { forcedColors: 'active', colorScheme: 'dark' } },
  { id: 'calm', says: 'calm motion', media: { reducedMotion: 'reduce' } },
  { id: 'protan', says: 'as protanopes see it', sight: 'protanopia' },
  { id: 'deutan', says: 'as deuteranopes see it', sight: 'deuteranopia' },
  { id: 'tritan', says: 'as tritanopes see it', sight: 'tritanopia' },
  { id: 'grey', says: 'without colours', sight: 'achromatopsia' },
];
/** These lay the page out anew, and have no small figure. */
const still = { id: 'still', says: 'still: four moments a lane', storage: { motion: 'still' } };
const projectors = [
  { id: 'projector', says: 'projector, dark', colorScheme: 'dark' },
  { id: 'projector-light', says: 'projector, light', colorScheme: 'light' },
];

const usual = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'no-preference' };

async function settled(page) {
  await page.evaluate(() => document.fonts.ready);
  // The Lab shows the receipt when the worker has come to the end of the run; figure and projector say their finding then.
  await page
    .locator('[data-testid=receipt], .embed, .present')
    .first()
    .waitFor({ state: 'attached', timeout: PATIENCE_MS });
  // What the figure says changes as long as its run is computed.
  let before = '';
  for (let same = 0, waited = 0; same < SAME_MS && waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    const said = await page.locator('.headline').innerText();
    same = said === before && !/omputing|imulating/.test(said) ? same + LOOK_EVERY_MS : 0;
    before = said;
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
  if ((await page.locator('.strip').count()) > 0)
    await page.locator('.frame-words').first().waitFor({ timeout: PATIENCE_MS });
  await page.waitForTimeout(300);
}

function jobs() {
  const list = [];
  for (const moment of moments) {
    for (const size of sizes) {
      // Who sees which colour does not depend on the size.
      list.push({ moment, size, looks: looks.filter(({ sight }) => size.sights || !sight) });
      if (!size.embed) list.push({ moment, size, looks: [still], storage: still.storage });
    }
    const size = { id: '1280x720', width: 1280, height: 720 };
    for (const look of projectors) list.push({ moment, size, looks: [look], more: '&mode=present', look });
  }
  return list;
}

async function take(browser, address, { moment, size, looks: wanted, storage, more = '', look }, done) {
  const { width, height, embed } = size;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: look?.colorScheme ?? 'light' });
  const page = await context.newPage();
  if (storage) await page.addInitScript((items) => Object.assign(localStorage, items), storage);
  await page.goto(`${address}${embed ? '?embed=1' : ''}#${moment.link}${more}`);
  await settled(page);
  const devtools = await context.newCDPSession(page);
  for (const { id, says, media, sight } of wanted) {
    if (!look) await page.emulateMedia({ ...usual, ...media });
    await devtools.send('Emulation.setEmulatedVisionDeficiency', { type: sight ?? 'none' });
    await page.waitForTimeout(80);
    const file = `${moment.id}--${size.id}--${id}.png`;
    await page.screenshot({ path: join(folder, file) });
    done({ file, mode: id, says, size, moment });
  }
  await context.close();
}

const begun = performance.now();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const note = join(root, 'node_modules/.cache/browser.json');
const { path } = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : { path: null };
const server = await preview({ root, preview: { port, strictPort: true }, logLevel: 'error' });
const browser = await chromium.launch({ executablePath: path ?? undefined, chromiumSandbox: false });
try {
  const shots = [];
  const waiting = jobs();
  const work = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
      await take(browser, `http://localhost:${port}/`, job, (shot) => shots.push(shot));
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  const modes = [...looks, still, ...projectors];
  writeFileSync(join(folder, 'index.html'), contactSheet(shots, moments, modes, [...sizes, { id: '1280x720' }]));
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(`${shots.length} pictures in ${seconds} s: ${join(folder, 'index.html')}`);
} finally {
  await browser.close();
  await server.close();
}
