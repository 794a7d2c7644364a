import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { reportOf } from '../src/engine/report.ts';
import { createRun, runUntil } from '../src/engine/run.ts';
import { seriesCsvOf } from '../src/model/csv.ts';
import { laneIds } from '../src/model/lanes.ts';
import { decodeLink } from '../src/model/link.ts';
import { findScenario } from '../src/scenarios/catalogue.ts';
import { hook } from '../src/scenarios/hook.ts';
import { LabPage } from './labPage.ts';

const edited = 'v=1&scenario=hook&seed=9&poll.interval=400ms&drill=12s+5s:downstream.hang';
const moment = `${edited}&t=21s`;

async function openList(page: Page, fragment: string): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open(fragment);
  await page.getByRole('button', { name: 'Take away' }).click();
  return lab;
}

/** The text of a file, by the name on its button. */
async function saved(page: Page, kind: string): Promise<{ path: string; name: string; text: string }> {
  const button = page.getByRole('button', { name: `Save ${kind}` });
  await expect(button).toBeEnabled({ timeout: 30_000 });
  const download = page.waitForEvent('download');
  await button.click();
  const file = await download;
  const path = test.info().outputPath(`${kind}-${file.suggestedFilename()}`);
  await file.saveAs(path);
  return { path, name: file.suggestedFilename(), text: await readFile(path, 'latin1') };
}

test('the SVG is one figure with the lanes, their words, and a dot for each message that waits', async ({ page }) => {
  // At most as many wait as a tank has cells, so that each is a dot.
  const lab = await openList(page, 'v=1&scenario=hook&t=20.8s');
  const { path, name } = await saved(page, 'SVG');
  expect(name).toBe('push-pull-lab-hook-20800ms.svg');
  const figure = await page.context().newPage();
  await figure.goto(pathToFileURL(path).href);
  const seen = await figure.evaluate(() => ({
    root: document.documentElement.tagName,
    desc: document.querySelector('desc')!.textContent,
    pixels: document.querySelectorAll('image, foreignObject').length,
    charts: document.querySelectorAll('g[class^="chart "] path').length,
    words: [...document.querySelectorAll('text')].map((text) => text.textContent).join('\n'),
    font: document.fonts.check('13px "Source Sans 3"'),
  }));
  expect(seen).toMatchObject({ root: 'svg', pixels: 0, font: true });
  expect(seen.desc).toContain(`Receipt ${await lab.receipt()}`);
  expect(seen.charts).toBeGreaterThan(10);
  for (const name of ['Push', 'Pull', 'Hybrid', 'Outstanding work', 'Refused and failed'])
    expect(seen.words).toContain(name);
  for (const lane of laneIds) {
    const waiting = await lab.number(lane, 'waiting');
    // The dots of the empty cells are the still ones.
    const standing = await figure.evaluate((lane) => {
      const tank = document.querySelector(`g[class="lane ${lane}"] g.still g.tank path`)! as SVGPathElement;
      const { left, right } = tank.getBoundingClientRect();
      return [...document.querySelectorAll(`g[class="lane ${lane}"] g.moving :is(g.dot, g.seat)`)].filter((mark) => {
        const box = mark.getBoundingClientRect();
        return box.left > left && box.right < right;
      }).length;
    }, lane);
    expect(standing, lane).toBe(waiting);
  }
  // Nothing stands outside of the page.
  const cut = await figure.evaluate(() =>
    [...document.querySelectorAll('text')]
      .filter((text) => {
        const box = text.getBoundingClientRect();
        const { width, height } = document.documentElement.getBoundingClientRect();
        return box.left < 0 || box.right > width || box.top < 0 || box.bottom > height;
      })
      .map((text) => text.textContent),
  );
  expect(cut).toEqual([]);
});

test('the PNG is twice as large as the SVG, whatever the theme', async ({ browser }) => {
  const files: Buffer[] = [];
  let size = '';
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme });
    await openList(page, moment);
    size = /viewBox="0 0 (\d+ \d+)"/.exec((await saved(page, 'SVG')).text)![1]!;
    files.push(await readFile((await saved(page, 'PNG')).path));
    await page.close();
  }
  const [light, dark] = files as [Buffer, Buffer];
  expect(light.subarray(1, 4).toString()).toBe('PNG');
  expect([light.readUInt32BE(16) / 2, light.readUInt32BE(20) / 2].join(' ')).toBe(size);
  expect(light.equals(dark)).toBe(true);
});

test('CSV and JSON have the numbers of the command line for the same link', async ({ page }) => {
  const { scenario } = decodeLink(edited, findScenario, hook);
  const run = createRun(scenario, { journal: 'hash' });
  runUntil(run, scenario.until);
  const report = reportOf(run, { series: true, since: undefined });
  const lab = await openList(page, moment);
  expect((await saved(page, 'CSV')).text).toBe(seriesCsvOf(report.lanes));
  const file = JSON.parse(await readFile((await saved(page, 'JSON')).path, 'utf8'));
  const { schema, engine, seed, receipt, simulatedMs } = report;
  expect(file).toMatchObject({ schema, engine, scenario: 'hook', seed, receipt, simulatedMs });
  for (const lane of laneIds) {
    expect(file.lanes[lane].series).toEqual(JSON.parse(JSON.stringify(report.lanes[lane]!.series)));
  }
  // The link in the file opens the same run at the same moment.
  const other = new LabPage(await page.context().newPage());
  await other.page.goto(file.link);
  await other.simulated();
  expect(await other.receipt()).toBe(await lab.receipt());
  await expect(other.page.getByTestId('playhead')).toHaveText('21.00');

  await page.getByRole('combobox', { name: 'Series of' }).selectOption('window');
  const rows = (await saved(page, 'CSV')).text.trimEnd().split('\n');
  expect(rows).toHaveLength(1 + 3 * 100);
  expect(rows[1]).toMatch(/^push,16500,/);
});

test('the note has the figure’s name, the link, the receipt, and the numbers of the table', async ({ page }) => {
  const lab = await openList(page, moment);
  const svg = await saved(page, 'SVG');
  const note = await readFile((await saved(page, 'MD')).path, 'utf8');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Take away' })).toHaveCount(0);
  await page.getByText('Table', { exact: true }).click();
  for (const [label, id] of [
    ['published', 'published'],
    ['deliveries', 'deliveries'],
    ['p95, last second', 'p95'],
  ]) {
    const cells = await Promise.all(laneIds.map((lane) => page.getByTestId(`${lane}-${id}`).first().textContent()));
    expect(note).toContain(`| ${label} | ${cells.join(' | ')} |`);
  }
  expect(note).toContain(`(${svg.name})`);
  expect(note).toMatch(/\(http\S+#v=1&\S*seed=9\S*&t=21s\)/);
  expect(note).toContain(await lab.receipt());
});

test('the HTML file opens from a disk, offline, and shows the same receipt at the same moment', async ({
  page,
  browser,
}) => {
  const lab = await openList(page, moment);
  const { path } = await saved(page, 'HTML');
  const context = await browser.newContext({ offline: true });
  const file = new LabPage(await context.newPage());
  const asked: string[] = [];
  const failed: string[] = [];
  file.page.on('request', (request) => asked.push(request.url()));
  file.page.on('pageerror', (error) => failed.push(error.message));
  await file.page.goto(pathToFileURL(path).href);
  await file.simulated();
  expect(await file.receipt()).toBe(await lab.receipt());
  expect(await file.number('push', 'waiting')).toBe(await lab.number('push', 'waiting'));
  expect(asked.filter((url) => /^https?:/.test(url))).toEqual([]);
  expect(await file.page.evaluate(() => document.fonts.check('13px "Source Sans 3"'))).toBe(true);
  // What can be taken away from the page can be taken away from the file too, but for the file itself.
  await file.page.getByRole('button', { name: 'Take away' }).click();
  expect((await saved(file.page, 'SVG')).text).toContain('<svg');
  await expect(file.page.getByRole('button', { name: 'Save HTML' })).toBeDisabled();
  expect(failed).toEqual([]);
  await context.close();
});

test('the same link gives the same film, byte for byte, and its frames are those of the run', async ({ browser }) => {
  const films: Buffer[] = [];
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await browser.newPage({ viewport });
    await openList(page, moment);
    await page.getByLabel('from', { exact: true }).fill('20s');
    await page.getByLabel('to', { exact: true }).fill('21s');
    await page.getByRole('combobox', { name: 'Speed of the film' }).selectOption('0.5');
    films.push(await readFile((await saved(page, 'GIF')).path));
    if (films.length === 1) {
      const track = await page.evaluate(async (base64) => {
        const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const decoder = new ImageDecoder({ data, type: 'image/gif' });
        await decoder.completed;
        const { image } = await decoder.decode({ frameIndex: 1 });
        const { frameCount } = decoder.tracks.selectedTrack!;
        return { frameCount, width: image.displayWidth, ms: image.duration! / 1_000 };
      }, films[0]!.toString('base64'));
      expect(track).toEqual({ frameCount: 41, width: 720, ms: 50 });
    }
    await page.close();
  }
  expect(films[0]!.equals(films[1]!)).toBe(true);
});

test('a film can be given up, and one that would be too long is not begun', async ({ page }) => {
  await openList(page, moment);
  await page.getByLabel('to', { exact: true }).fill('39s');
  await page.getByRole('combobox', { name: 'Speed of the film' }).selectOption('0.25');
  await expect(page.getByText(/s of film; 20 s are the most/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save GIF' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Speed of the film' }).selectOption('1');
  const button = page.getByRole('button', { name: 'Save GIF' });
  await expect(button).toBeEnabled();
  await button.click();
  await expect(page.getByRole('progressbar', { name: /^Frame \d+ of 361$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Give up' }).click();
  await expect(page.getByText('The film was given up.')).toBeVisible();
});

test('the list is loaded only when it is opened, stops the run, and is accessible', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await new LabPage(page).open();
  expect(asked.filter((url) => url.includes('TakeAway'))).toEqual([]);
  await page.getByRole('button', { name: 'Take away' }).click();
  await expect(page.getByRole('button', { name: 'Save SVG' })).toBeEnabled();
  await expect(page.getByTestId('phase')).toHaveText('paused');
  const { violations } = await new AxeBuilder({ page }).include('dialog.takeaway').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
