import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const HOOK = 'v=1&scenario=hook&t=21.5s';
const CROWD = 'v=1&scenario=hook&consumer.instances=40&arrival.rate=60&t=21.5s';

const back = (page: Page) => page.getByRole('button', { name: /^Zoom ×\d\.\d · reset$/ });
const node = (page: Page, lane: string, name: string) =>
  page.getByRole('group', { name: `Parts of ${lane}` }).getByRole('button', { name: new RegExp(`^${lane}, ${name}:`) });

/** Ctrl and the wheel over a part, until the button says that something is zoomed. */
async function zoomAt(page: Page, lane: string, part: string, turns = 5): Promise<void> {
  await node(page, lane, part).hover();
  await page.keyboard.down('Control');
  await expect(async () => {
    await page.mouse.wheel(0, -20);
    await expect(back(page)).toBeVisible({ timeout: 300 });
  }).toPass();
  for (let i = 1; i < turns; i++) await page.mouse.wheel(0, -20);
  await page.keyboard.up('Control');
}

/** What is painted of a lane, as text: other pixels are another text. */
const pixels = (page: Page, lane: string) =>
  page.locator(`.lane[data-lane="${lane}"] canvas.moving`).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

test('Ctrl and the wheel zoom all lanes about the pointer, and Escape shows all again, to the pixel', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  await page.keyboard.press('Tab');
  const queue = node(page, 'Pull', 'Queue');
  await expect(queue).toBeVisible();
  const before = { pull: await pixels(page, 'pull'), push: await pixels(page, 'push'), box: await queue.boundingBox() };
  const label = page.locator('.lane[data-lane="pull"] [data-label="pile"]');
  const word = (await label.boundingBox())!;
  await zoomAt(page, 'Pull', 'Queue');
  const box = (await queue.boundingBox())!;
  const middle = ({ x, width }: { x: number; width: number }) => x + width / 2;
  expect(box.width / before.box!.width).toBeCloseTo(4, 1);
  expect(Math.abs(middle(box) - middle(before.box!))).toBeLessThan(3);
  // The other lanes go with it: the same thing at the same x.
  const other = (await node(page, 'Hybrid', 'Queue').boundingBox())!;
  expect(other.x).toBeCloseTo(box.x, 0);
  expect(await pixels(page, 'push')).not.toBe(before.push);
  // Nothing cut in half is read as a number.
  await expect(label).toHaveCSS('visibility', 'hidden');
  await expect(page.locator('.lane[data-lane="pull"] .lane-caption')).toBeInViewport();
  await page.mouse.move(5, 5);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(back(page)).toHaveCount(0);
  expect(await pixels(page, 'pull')).toBe(before.pull);
  expect(await pixels(page, 'push')).toBe(before.push);
  expect(await label.boundingBox()).toEqual(word);
  expect(await queue.boundingBox()).toEqual(before.box);
});

test('axe finds nothing in a zoomed stage', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  await page.keyboard.press('Tab');
  await zoomAt(page, 'Pull', 'Queue');
  const { violations } = await new AxeBuilder({ page }).include('.stage').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('a plain wheel zooms nothing, a drag moves what is zoomed and opens nothing, and the button leads back', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  await page.keyboard.press('Tab');
  const queue = node(page, 'Pull', 'Queue');
  await queue.hover();
  await page.mouse.wheel(0, -20);
  await expect(back(page)).toHaveCount(0);
  await zoomAt(page, 'Pull', 'Queue', 3);
  const from = (await queue.boundingBox())!;
  const at = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x - 120, at.y, { steps: 6 });
  await page.mouse.up();
  expect((await queue.boundingBox())!.x).toBeCloseTo(from.x - 120, 0);
  await expect(page.locator('.card')).toHaveCount(0);
  await back(page).click();
  await expect(back(page)).toHaveCount(0);
});

test('a message in the zoomed pile is found where it is seen', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  await page.keyboard.press('Tab');
  await zoomAt(page, 'Push', 'Senders’ memory', 4);
  const box = (await node(page, 'Push', 'Senders’ memory').boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.42);
  await expect(page.getByRole('tooltip')).toHaveText(/^message \d+ \d.. try · waits in the senders’ memory/);
});

test('by keys: Alt = zooms about the part that has the focus, Shift with arrows moves, Alt 0 shows all', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  await page.keyboard.press('Tab');
  const queue = node(page, 'Pull', 'Queue');
  await queue.focus();
  const before = (await queue.boundingBox())!;
  await expect(async () => {
    await page.keyboard.press('Alt+Equal');
    await expect(back(page)).toBeVisible({ timeout: 300 });
  }).toPass();
  const zoomed = (await queue.boundingBox())!;
  expect(zoomed.width / before.width).toBeCloseTo(1.5, 1);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(queue).toBeFocused();
  expect((await queue.boundingBox())!.x).toBeLessThan(zoomed.x - 100);
  // The speed has keys like these.
  await expect(page.getByLabel('speed')).toHaveValue('1');
  await page.keyboard.press('Alt+Equal');
  await page.keyboard.press('Alt+Equal');
  // Who walks on gets to see what has the focus.
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  const focused = page.locator('.nodes button:focus');
  const seen = (await focused.boundingBox())!;
  const lane = (await page.locator('.lane[data-lane="pull"]').boundingBox())!;
  expect(seen.x + seen.width / 2).toBeGreaterThan(lane.x + 240);
  expect(seen.x + seen.width / 2).toBeLessThan(lane.x + lane.width + 1);
  await page.keyboard.press('Alt+Digit0');
  await expect(back(page)).toHaveCount(0);
});

test('of forty workers each has a square and a card once they are zoomed, and the figure has no zoom', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(CROWD);
  await page.keyboard.press('Tab');
  await expect(node(page, 'Pull', 'Workers')).toBeVisible();
  await expect(node(page, 'Pull', 'Worker 20')).toHaveCount(0);
  await zoomAt(page, 'Pull', 'Workers');
  await node(page, 'Pull', 'Worker 20').click();
  await expect(page.locator('.card').getByRole('heading', { name: 'Pull · Worker 20' })).toBeVisible();
  await page.goto(`./?embed=1#${HOOK}`);
  const lane = page.locator('.lane').first();
  await lane.hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect(lane).toBeVisible();
  await expect(page.locator('.zoom-back')).toHaveCount(0);
});
