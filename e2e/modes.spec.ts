import AxeBuilder from '@axe-core/playwright';
import { type BrowserContextOptions, expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const MOMENT = 'v=1&scenario=hook&t=21.5s';

/** Everything that is wrong for those who can't see, hear or point. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`);
}

/** What the lanes count at the playhead, as the table says it. */
async function numbers(page: Page): Promise<Record<string, string>> {
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const cells = page.locator('.table td[data-testid]');
  await expect(cells.first()).not.toBeEmpty();
  const all = await cells.evaluateAll((each) => each.map((cell) => [cell.dataset.testid!, cell.textContent!]));
  return Object.fromEntries([...all, ['headline', await page.getByTestId('headline').innerText()]]);
}

const choose = async (page: Page, option: RegExp) => {
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('radio', { name: option }).check();
  await page.keyboard.press('Escape');
};

test('full, calm and still say the same numbers at the same moment', async ({ page }) => {
  await new LabPage(page).open(MOMENT);
  const full = await numbers(page);
  expect(Object.keys(full).length).toBeGreaterThan(20);
  await choose(page, /^Calm/);
  expect(await numbers(page)).toEqual(full);
  await choose(page, /^Still/);
  await expect(page.locator('.frame-words').first()).toBeVisible();
  expect(await numbers(page)).toEqual(full);
  expect(await faults(page)).toEqual([]);
});

test('under calm motion the picture changes in steps of half a second and the numbers in steps of one', async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('motion', 'calm'));
  await new LabPage(page).open();
  await expect(page.getByTestId('phase')).toHaveText('ready');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByTestId('phase')).toHaveText('running');
  const changes = await page.evaluate(async () => {
    const clock = document.querySelector('[data-testid=playhead]')!;
    const slider = document.querySelector<HTMLInputElement>('.ruler input')!;
    const seen = { clock: new Set<string>(), ruler: new Set<string>() };
    const end = performance.now() + 3_100;
    while (performance.now() < end) {
      await new Promise(requestAnimationFrame);
      seen.clock.add(clock.textContent!);
      seen.ruler.add(slider.value);
    }
    return { clock: seen.clock.size, ruler: seen.ruler.size };
  });
  expect(changes.ruler).toBeGreaterThanOrEqual(3);
  expect(changes.ruler).toBeLessThanOrEqual(8);
  expect(changes.clock).toBeGreaterThanOrEqual(2);
  expect(changes.clock).toBeLessThanOrEqual(5);
});

test('who chose full motion sees it play, whatever the system asks for', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: baseURL! });
  await context.addInitScript(() => localStorage.setItem('motion', 'full'));
  const page = await context.newPage();
  await new LabPage(page).open();
  await expect(page.getByTestId('phase')).toHaveText('running');
  await context.close();
});

test('the strip of a still shows each lane at four moments, each of which one can go to', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('motion', 'still'));
  await new LabPage(page).open();
  const frames = page.getByRole('region', { name: 'Four moments of the run' });
  await expect(frames.getByRole('img')).toHaveCount(12);
  await expect(frames.getByRole('img', { name: /^Push at 19\.0 s: .* 0 lost\.$/ })).toBeVisible();
  await frames.getByRole('button', { name: /^Worst/ }).click();
  await expect(page.getByTestId('playhead')).toHaveText(/^23\.2/);
  // The run goes on meanwhile.
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByTestId('playhead')).toHaveText(/^2[5-9]/, { timeout: 20_000 });
});

test('P shows it large: two lanes, one chart, nothing under 24 px; 3 adds the third, Escape leaves', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await new LabPage(page).open(MOMENT);
  await page.keyboard.press('p');
  const lanes = page.locator('.present .lane');
  await expect(lanes).toHaveCount(2);
  await expect(page).toHaveURL(/mode=present/);
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.present :not(.visually-hidden)')].flatMap((element) => {
        const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== '');
        const shown = element.checkVisibility() && element.offsetWidth > 0;
        const zoom = element.closest('.present-chart') ? 1.6 : 1;
        const size = Number.parseFloat(getComputedStyle(element).fontSize) * zoom;
        return text && shown && size < 23.99 ? [`${element.textContent}: ${size}`] : [];
      }),
    );
  await expect(page.getByTestId('push-waiting')).toHaveText('36');
  expect(await small()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(720);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('3');
  await expect(lanes).toHaveCount(3);
  expect(await small()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(720);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Charts' })).toBeVisible();
});

test('a link opens the projector, and its keys play the run', async ({ page }) => {
  await page.goto(`./#${MOMENT}&mode=present`);
  await expect(page.locator('.present .lane')).toHaveCount(2);
  await expect(page.getByTestId('phase')).toHaveText('ready');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('phase')).toHaveText('running');
});

/** The colours of the first lane's drawing, as a set of #rrggbb. */
const coloursOf = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.lane canvas.moving')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const opaque = new Set<string>();
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] === 255) opaque.add([data[i], data[i + 1], data[i + 2]].join());
    return [...opaque];
  });

for (const colorScheme of ['light', 'dark'] as const)
  test(`forced colours, ${colorScheme}, paint the canvases anew in the reader's own, and axe finds nothing`, async ({
    browser,
    baseURL,
  }) => {
    const options: BrowserContextOptions = { colorScheme, baseURL: baseURL!, viewport: { width: 1440, height: 900 } };
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await new LabPage(page).open(MOMENT);
    const push = await page.evaluate(() => getComputedStyle(document.querySelector('.lane h3 .push')!).color);
    const numbersOf = (css: string) => css.match(/\d+/g)!.slice(0, 3).join();
    expect(await coloursOf(page)).toContain(numbersOf(push));
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const text = await page.evaluate(() => getComputedStyle(document.body).color);
    await expect.poll(async () => (await coloursOf(page)).includes(numbersOf(push))).toBe(false);
    expect(await coloursOf(page)).toContain(numbersOf(text));
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ forcedColors: 'none', colorScheme });
    await expect.poll(async () => (await coloursOf(page)).includes(numbersOf(push))).toBe(true);
    await context.close();
  });

test('the choice of theme and motion is kept, by keyboard alone, and axe finds nothing in it', async ({ page }) => {
  await new LabPage(page).open(MOMENT);
  await page.getByRole('button', { name: 'View' }).press('Enter');
  expect(await faults(page)).toEqual([]);
  await page.getByRole('radio', { name: 'Dark' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('radio', { name: /^Calm/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'View' }).click();
  await expect(page.getByRole('radio', { name: /^Calm/ })).toBeChecked();
});
