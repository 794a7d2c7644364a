import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const slider = (page: Page) => page.getByRole('slider', { name: 'Playhead' });
const playheadMs = async (page: Page) => Number(await slider(page).inputValue());
const readout = (page: Page) => page.locator('.ruler output');

/** Stage and charts as they stand, once nothing on them changes any more, and the numbers of the lanes. */
async function shown(page: Page): Promise<{ pixels: Buffer[]; numbers: string[] }> {
  // Nothing is pointed at, and no focus is seen.
  await page.mouse.move(700, 2);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const look = () => Promise.all(['.stage', '.charts'].map((part) => page.locator(part).screenshot()));
  let pixels = await look();
  await expect(async () => {
    const before = pixels;
    await page.waitForTimeout(400);
    pixels = await look();
    for (const [i, each] of pixels.entries()) expect(each.equals(before[i]!)).toBe(true);
  }).toPass();
  const numbers = await page.locator('.stage [data-testid]').allInnerTexts();
  expect(numbers.length).toBeGreaterThan(10);
  return { pixels, numbers };
}

function expectSame(one: Awaited<ReturnType<typeof shown>>, other: Awaited<ReturnType<typeof shown>>): void {
  expect(other.numbers).toEqual(one.numbers);
  for (const [i, pixels] of one.pixels.entries()) expect(other.pixels[i]!.equals(pixels)).toBe(true);
}

const link = 'v=1&scenario=hook&drill=26s+4s:broker.down&set=10s:pull:poll.interval=200ms';

test('played to an instant and gone to that instant look the same, pixel for pixel', async ({ page, context }) => {
  const lab = new LabPage(page);
  await lab.open(`${link}&t=19.5s`);
  await page.keyboard.press('Space');
  await expect.poll(() => playheadMs(page), { timeout: 30_000 }).toBeGreaterThan(20_500);
  await page.keyboard.press('Space');
  await expect(page.getByTestId('phase')).toHaveText('paused');
  const at = await playheadMs(page);
  const played = await shown(page);

  const other = new LabPage(await context.newPage());
  await other.open(`${link}&t=${at}ms`);
  const opened = await shown(other.page);
  expectSame(played, opened);

  await slider(page).fill('3000');
  expect((await shown(page)).numbers).not.toEqual(played.numbers);
  await slider(page).fill(String(at));
  expectSame(played, await shown(page));
});

test('a step back takes back exactly what the step before it did', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(`${link}&t=20.2s`);
  // Onto an event first, for that is where a step back leads.
  await page.keyboard.press('.');
  const before = await shown(page);
  for (let i = 0; i < 5; i++) await page.keyboard.press('.');
  const after = await shown(page);
  expect(after.pixels[0]!.equals(before.pixels[0]!)).toBe(false);
  for (let i = 0; i < 5; i++) await page.keyboard.press(',');
  expectSame(before, await shown(page));
});

test('next and previous landmark land on what they say', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(`${link}&t=9s`);
  await page.keyboard.press('n');
  await expect(readout(page)).toHaveText(/^10\s*s: pull: poll interval 0.8\s*s → 0.2\s*s$/);
  expect(await playheadMs(page)).toBe(10_000);
  const seen: string[] = [];
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('n');
    await page.waitForTimeout(150);
    seen.push((await readout(page).textContent())!);
    if (seen.at(-1)!.includes('push: first loss')) break;
  }
  expect(seen.some((said) => said.includes('burst +80'))).toBe(true);
  expect(seen.some((said) => said.includes('push: refusals begin'))).toBe(true);
  expect(seen.at(-1)).toContain('push: first loss');
  await expect.poll(() => lab.number('push', 'lost')).toBeGreaterThan(0);
  await page.keyboard.press(',');
  await expect.poll(() => lab.number('push', 'lost')).toBe(0);

  await page.getByRole('button', { name: 'Run to the end' }).click();
  for (let i = 0; i < 25; i++) {
    await page.getByRole('button', { name: 'Previous landmark' }).click();
    await page.waitForTimeout(150);
    if ((await readout(page).textContent())!.includes('broker down ends')) break;
  }
  expect(await playheadMs(page)).toBe(30_000);
});

test('a stretch chosen with Shift is played over and over, until it is switched off', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(`${link}&t=5s`);
  const box = (await page.locator('.ruler').boundingBox())!;
  const xAt = (second: number) => box.x + 7 + ((box.width - 14) * second) / 40;
  await page.mouse.move(xAt(20), box.y + 30);
  await page.keyboard.down('Shift');
  await page.mouse.down();
  await page.mouse.move(xAt(21), box.y + 30, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const loop = page.getByRole('button', { name: 'Loop' });
  await expect(loop).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('phase')).toHaveText('running');
  await page.getByRole('combobox', { name: /^speed/ }).selectOption('2');
  const seen = await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('.ruler input')!;
    const values: number[] = [];
    for (const began = performance.now(); performance.now() - began < 4_000; ) {
      values.push(input.valueAsNumber);
      await new Promise(requestAnimationFrame);
    }
    return values;
  });
  for (const value of seen) {
    expect(value).toBeGreaterThan(19_900);
    expect(value).toBeLessThan(21_100);
  }
  expect(seen.filter((value, i) => i > 0 && value < seen[i - 1]!).length).toBeGreaterThanOrEqual(2);
  await loop.click();
  await expect(loop).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => playheadMs(page)).toBeGreaterThan(21_500);
});

test('all of it by keyboard', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(`${link}&t=12s`);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const loop = page.getByRole('button', { name: 'Loop' });
  await press('i');
  await slider(page).focus();
  await press('Shift+ArrowRight', 'o');
  await expect(loop).toHaveAttribute('title', /^Plays 12\s*s to 13\s*s over and over/);
  await press('l');
  await expect(loop).toHaveAttribute('aria-pressed', 'false');
  await press('l');
  await expect(loop).toHaveAttribute('aria-pressed', 'true');
  await press('l', 'e');
  await expect(page.getByTestId('phase')).toHaveText('finished');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^40\s*s$/);
  await press('b');
  await expect.poll(() => playheadMs(page)).toBeLessThan(40_000);
  await press(',', '.', 'n');
  const speed = page.getByRole('combobox', { name: /^speed/ });
  for (const [key, value] of [...'2,5,10,20,50,100,200,500,1000'.split(',').map((s) => ['=', s] as const)]) {
    await press(key);
    await expect(speed).toHaveValue(value);
  }
  for (const value of '500,200,100,50,20,10,5,2,1,0.5,0.25,0.1'.split(',')) {
    await press('-');
    await expect(speed).toHaveValue(value);
  }
  await press('r');
  await expect(page.getByTestId('phase')).toHaveText('running');
  await press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  for (const does of [
    'one event back',
    'next landmark',
    'previous landmark',
    'over and over',
    'begins here',
    'ends here',
  ])
    await expect(keys.locator('dd', { hasText: does })).toBeVisible();
});

test('the ends of a loop are dragged and moved by keys', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(`${link}&t=12s`);
  await page.keyboard.press('l');
  await page.keyboard.press('Space');
  const [begins, ends] = ['Loop begins', 'Loop ends'].map((name) => page.getByRole('slider', { name }));
  await expect(begins!).toHaveAttribute('aria-valuenow', '12000');
  await expect(ends!).toHaveAttribute('aria-valuenow', '16000');
  await ends!.press('ArrowRight');
  await ends!.press('Shift+PageUp');
  await expect(ends!).toHaveAttribute('aria-valuenow', '26100');
  const box = (await begins!.boundingBox())!;
  const ruler = (await page.locator('.ruler').boundingBox())!;
  await page.mouse.move(box.x + box.width - 2, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(ruler.x + ruler.width / 4, box.y + 4, { steps: 5 });
  await page.mouse.up();
  const from = Number(await begins!.getAttribute('aria-valuenow'));
  expect(from).toBeGreaterThan(8_000);
  expect(from).toBeLessThan(11_000);
});
