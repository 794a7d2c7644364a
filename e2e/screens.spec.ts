import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const screens = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

for (const viewport of screens) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`at ${viewport.width}×${viewport.height}, ${colorScheme}, nothing is cut off and axe finds nothing`, async ({
      browser,
      baseURL,
    }) => {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: baseURL! });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      const lab = new LabPage(page);
      await lab.open('v=1&scenario=hook&t=21.5s');
      const size = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ]);
      expect(size).toEqual([viewport.width, viewport.height]);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    });
  }
}

test('with reduced motion the page opens as a still three seconds after the burst', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: baseURL! });
  const page = await context.newPage();
  await new LabPage(page).open();
  await expect(page.getByTestId('phase')).toHaveText('ready');
  await expect(page.getByTestId('playhead')).toHaveText(/^23/);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await context.close();
});

test('the keyboard alone plays, steps, restarts and turns a knob', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('phase')).toHaveText('paused');
  const before = await page.getByTestId('playhead').textContent();
  // One event may be less than the hundredth of a second that is shown.
  for (let i = 0; i < 40; i++) await page.keyboard.press('.');
  await expect(page.getByTestId('playhead')).not.toHaveText(before!);
  const slider = lab.slider('Attempts');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /^4, default 5$/);
  await page.keyboard.press('Delete');
  await expect(slider).toHaveAttribute('aria-valuetext', /^5, default 5$/);
});

test('the first look is free: nothing stands over a page that has just begun to move, and nothing comes up by itself', async ({
  page,
}) => {
  await page.goto('./');
  await expect(page.getByTestId('phase')).toHaveText('running', { timeout: 20_000 });
  const over = page.locator('dialog[open], [role="dialog"], [role="tooltip"], [role="menu"], .card, :popover-open');
  const before = Number.parseFloat(await page.getByTestId('playhead').innerText());
  // By then all that is loaded later is loaded. A busy machine draws slower.
  await expect
    .poll(
      async () => {
        expect(await over.count()).toBe(0);
        return Number.parseFloat(await page.getByTestId('playhead').innerText()) - before;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(2);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a phone has a layout of its own: one lane in full, the others as strips, the controls in sheets', async ({
    page,
  }) => {
    await new LabPage(page).open('v=1&scenario=hook&t=21.5s');
    await expect(page.locator('.lane[data-lane]:not(.lane-strip)')).toHaveCount(1);
    await expect(page.locator('.lane.lane-strip')).toHaveCount(2);
    const attempts = page.getByRole('slider', { name: 'Attempts', exact: true });
    await expect(attempts).toBeHidden();
    await page.getByRole('button', { name: 'Controls', exact: true }).click();
    await expect(attempts).toBeVisible();
  });
});

for (const { at, says } of [
  { at: 27, says: 'while the downstream hangs' },
  { at: 36, says: 'as it recovers' },
]) {
  test(`at 1024×768 no words of a lane stand on one another ${says}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, baseURL: baseURL! });
    const page = await context.newPage();
    await new LabPage(page).open(`v=1&scenario=downstream-outage&until=45s&t=${at}s`);
    const covered = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll<HTMLElement>('.lane-label')]
        .filter(({ innerText }) => innerText.trim() !== '')
        .map((element) => ({ text: element.innerText, box: element.getBoundingClientRect() }));
      // Lines have room above and below their letters.
      return boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter(
            (b) =>
              a.box.left < b.box.right &&
              b.box.left < a.box.right &&
              a.box.top + 6 < b.box.bottom &&
              b.box.top + 6 < a.box.bottom,
          )
          .map((b) => `${a.text} | ${b.text}`),
      );
    });
    expect(covered).toEqual([]);
    await context.close();
  });
}

test('at 320 px of width nothing is wider than the page', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, baseURL: baseURL! });
  const page = await context.newPage();
  await new LabPage(page).open('v=1&scenario=hook&t=21.5s');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await context.close();
});
