import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { createRun, runUntil } from '../src/engine/run.ts';
import { tellStory } from '../src/engine/story.ts';
import { hook } from '../src/scenarios/hook.ts';
import { LabPage } from './labPage.ts';

const MOMENT = 'v=1&scenario=hook&t=21.5s';
const chart = (page: Page, name: string) => page.locator(`figure[data-kind="${name}"]`);
const plot = (page: Page, name: string) => chart(page, name).locator('.plot');

async function open(page: Page, fragment = MOMENT): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open(fragment);
  // What hands need is loaded when somebody moves.
  await page.mouse.move(700, 5);
  await expect(page.getByTestId('chart-detail')).toBeAttached();
  return lab;
}

async function dragAcross(page: Page, name: string, from: number, to: number): Promise<void> {
  const box = (await plot(page, name).boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 6 });
  await page.mouse.up();
}

test('arrow keys read a chart bucket by bucket, Home and End go to its edges, and Enter goes there', async ({
  page,
}) => {
  await open(page);
  const slider = plot(page, 'outstanding');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  const output = chart(page, 'outstanding').locator('output');
  await expect(output).toHaveText(/^21\.6\s?s: push \d+ · pull \d+ · hybrid \d+$/);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(output).toHaveText(/^22\.6/);
  await expect(page.getByTestId('chart-detail')).toHaveText(/push \d+ \(ready \d+, leased \d+/);
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuenow', '17');
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuenow', '27');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('playhead')).toHaveText(/^26\.9/);
});

test('a drag marks a stretch, zooms to it and tells its numbers; 0 leads back', async ({ page }) => {
  await open(page);
  // From 17 s to 27 s is what is seen: this is from 19 s to 24 s.
  await dragAcross(page, 'outstanding', 0.2, 0.7);
  const card = page.getByRole('region', { name: 'Marked stretch' });
  await expect(card.locator('caption')).toHaveText(/^From 19\s?s to 24\s?s$/);
  await expect(card.getByRole('row', { name: /^Lost/ })).toHaveText(/29\s*0\s*0$/);
  // The playhead has not moved: the drag was no click.
  await expect(page.getByTestId('playhead')).toHaveText(/^21\.50/);
  const slider = plot(page, 'latency');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuenow', /^(18\.9|19)/);
  await page.keyboard.press('0');
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuenow', '17');
  await page.keyboard.press('f');
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuenow', /^(18\.9|19)/);
  await card.getByRole('button', { name: 'Close' }).click();
  await expect(card).toBeHidden();
});

test('beside latency stands how many never finish', async ({ page }) => {
  const run = createRun(hook, { journal: 'off' });
  runUntil(run, hook.until);
  await open(page);
  const { lost, totals } = tellStory(run).lanes.push!;
  const undone = totals.published - (totals.effects - totals.duplicateEffects);
  expect(undone).toBeGreaterThanOrEqual(lost);
  await expect(chart(page, 'latency').locator('.words')).toContainText(
    new RegExp(`${undone} of push not done by 40\\s*s`),
  );
});

test('a stretch can be marked by keys alone', async ({ page }) => {
  await open(page);
  await plot(page, 'outstanding').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('m');
  await page.keyboard.press('End');
  await page.keyboard.press('m');
  await expect(page.getByRole('region', { name: 'Marked stretch' }).locator('caption')).toHaveText(
    /^From 17\s?s to 27\s?s$/,
  );
});

test('a chosen chart is in the link, survives a reload, and gives its table, CSV and SVG', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'More charts' }).click();
  await page.getByRole('checkbox', { name: /^Error budget/ }).check();
  await page.getByRole('checkbox', { name: /^Latency Half|^Latency How/ }).uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(chart(page, 'budget')).toBeVisible();
  await expect(page).toHaveURL(/charts=outstanding,throughput,refusals,budget/);
  await page.reload();
  await page.mouse.move(710, 8);
  await expect(chart(page, 'budget')).toBeVisible();
  await expect(chart(page, 'latency')).toHaveCount(0);

  await page.getByRole('button', { name: 'What Error budget means' }).click();
  await expect(page.getByRole('dialog')).toContainText('How it can mislead');
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Error budget as a table' }).click();
  const rows = page.getByRole('dialog').getByRole('row');
  await expect(rows.first()).toHaveText(/lanefrom, sfresh metfresh decideddone metdone decided/);
  const count = await rows.count();
  expect(count).toBeGreaterThan(200);
  await page.getByRole('button', { name: 'Close' }).click();

  const save = async (kind: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: `Error budget as ${kind}` }).click();
    return readFile(await (await download).path(), 'utf8');
  };
  const lines = (await save('CSV')).trim().split('\n');
  expect(lines[0]).toBe('lane,timeMs,freshMet,freshDecided,doneMet,doneDecided');
  expect(lines).toHaveLength(count);
  const svg = await save('SVG');
  expect(svg).toContain('<title id="title">Error budget');
  expect(svg.match(/<path/g)!.length).toBeGreaterThan(5);
});

test('a link names its charts, and what is no chart is said', async ({ page }) => {
  await open(page, `${MOMENT}&charts=heat,flow,pie`);
  await expect(page.locator('figure[data-kind]')).toHaveCount(2);
  await expect(page.getByText('“pie” are no charts')).toBeVisible();
});

test('pointing at an event says what happened there', async ({ page }) => {
  await open(page, `${MOMENT}&set=20.5s:pull:poll.interval=200ms`);
  const box = (await plot(page, 'outstanding').boundingBox())!;
  // A pointer that stands still says nothing anew, and the landmarks may be found a moment later.
  await expect(async () => {
    await page.mouse.move(box.x + box.width * 0.35, box.y + 25);
    await page.mouse.move(box.x + box.width * 0.35, box.y + 20);
    await expect(page.getByTestId('chart-detail')).toContainText(/poll interval 0\.8\s?s → 0\.2\s?s/i, {
      timeout: 500,
    });
  }).toPass();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`at ${viewport.width}×${viewport.height} axe finds nothing in charts, card and dialogs`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await open(page, `${MOMENT}&charts=heat,age,workers,polls,losses,budget,flow`);
    const axe = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await plot(page, 'heat').focus();
    await page.keyboard.press('m');
    await page.keyboard.press('End');
    await page.keyboard.press('m');
    await axe();
    await page.getByRole('button', { name: 'More charts' }).click();
    await axe();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Latency of each as a table' }).click();
    await axe();
  });
