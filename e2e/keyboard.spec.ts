/** By keys alone: every part of a lane, its messages, and every chart is reached, read and acted on. Nothing here uses a pointer. */
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

/** Presses Tab until the focus is where `selector` says; false if it never comes there. */
async function tabTo(page: Page, selector: string, most = 120): Promise<boolean> {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return true;
    await page.keyboard.press('Tab');
  }
  return false;
}

const HYBRID = '[data-lane="hybrid"] [data-node]';

test('Tab comes to a lane, arrows walk through all its parts, and each has a name and a card', async ({ page }) => {
  await new LabPage(page).open('v=1&scenario=hook&t=21.5s');
  await page.keyboard.press('Tab');
  await expect(page.locator(HYBRID).first()).toBeAttached();
  expect(await tabTo(page, HYBRID)).toBe(true);
  const parts = page.locator(HYBRID);
  const count = await parts.count();
  expect(count).toBeGreaterThan(6);
  for (let i = 0; i < count; i++) {
    const part = parts.nth(i);
    await expect(part).toBeFocused();
    await expect(part).toHaveAccessibleName(/^Hybrid, .+: .+/);
    const name = (await part.getAttribute('aria-label'))!.match(/^Hybrid, ([^:]+):/)![1]!;
    await page.keyboard.press('Enter');
    await expect(page.locator('.card h2')).toHaveText(`Hybrid · ${name}`);
    await expect(page.locator('.card h2')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(part).toBeFocused();
    await page.keyboard.press('ArrowRight');
  }
});

test('from the card of a queue Tab comes to a message, to its life, and to a moment of it', async ({ page }) => {
  await new LabPage(page).open('v=1&scenario=hook&t=21.5s');
  await page.keyboard.press('Tab');
  await expect(page.locator(HYBRID).first()).toBeAttached();
  expect(await tabTo(page, `${HYBRID}[data-node="queue"]`)).toBe(true);
  await page.keyboard.press('Enter');
  await expect(page.locator('.card h2')).toBeFocused();
  expect(await tabTo(page, '.card-messages button')).toBe(true);
  await page.keyboard.press('Enter');
  await expect(page.locator('.card h2')).toHaveText(/^Message \d+ in every lane$/);
  await expect(page.getByTestId('life-hybrid')).toContainText('Now: waits in the queue');
  expect(await tabTo(page, '.card input[type="range"]')).toBe(true);
  await page.keyboard.press('End');
  await expect(page.getByTestId('life-hybrid')).toContainText(/Done \d/);
});

test('Tab comes to every chart, arrows read it, and Enter goes to what was read', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=21.5s');
  const charts = await page
    .locator('figure.chart')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.kind));
  expect(charts).toHaveLength(4);
  for (const [i, kind] of charts.entries()) {
    expect(await tabTo(page, `figure[data-kind="${kind}"] .plot`)).toBe(true);
    await page.keyboard.press('ArrowRight');
    const plot = page.locator(`figure[data-kind="${kind}"] .plot`);
    await expect(plot).toHaveAttribute('aria-valuetext', /^\d+(\.\d)?\s*s: .*(push|pull|hybrid) /);
    await page.keyboard.press('Enter');
    // A tenth of a second further in each.
    await expect(page.getByTestId('playhead')).toHaveText(new RegExp(`^21\\.${6 + i}`));
  }
});
