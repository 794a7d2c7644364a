/** What a person did can be undone, and what was left behind can be returned to. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const HOOK = 'v=1&scenario=hook&t=21.5s';

class History {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async show(): Promise<void> {
    await this.page.getByRole('button', { name: 'History', exact: true }).click();
  }

  get changes() {
    return this.page.getByRole('list', { name: 'Changes' }).getByRole('button');
  }

  get branches() {
    return this.page.getByRole('list', { name: 'Branches' }).getByRole('listitem');
  }

  get current() {
    return this.page.locator('[aria-current=step]');
  }
}

/** From 21.5 s to 20.5 s. */
async function goBackOneSecond(page: Page): Promise<void> {
  await page.getByRole('slider', { name: 'Playhead' }).press('PageDown');
  await expect(page.getByTestId('playhead')).toHaveText('20.50');
}

/** The receipt of the run as it is now. */
async function receiptNow(lab: LabPage): Promise<string> {
  await lab.simulated();
  return lab.receipt();
}

test('a change in the past forks: the old future is a branch, and returning to it gives its receipt again', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  await lab.drill(/Broker down/).click();
  const old = await receiptNow(lab);
  await goBackOneSecond(page);
  await lab.drill(/Consumers down/).click();
  const forked = await receiptNow(lab);
  expect(forked).not.toBe(old);
  await expect(page.locator('.words').first()).toContainText('before the fork at 20.5');
  await expect(page.getByRole('status').filter({ hasText: 'Forked: from 20.5' })).toHaveCount(1);

  const history = new History(page);
  await history.show();
  await expect(history.branches).toHaveText([/^before 20.5.s/, /^from 20.5.s on · played now/]);
  await expect(history.current).toContainText('the old future is in branch “before 20');
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('button', { name: /^Return to branch before 20/ }).click();
  expect(await receiptNow(lab)).toBe(old);
  await expect(page.getByTestId('playhead')).toHaveText('20.50');
  await expect(lab.drill(/Broker down/)).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('.words').first()).toContainText('after the fork at 20.5');
  await page.getByRole('button', { name: /^Return to branch from 20/ }).click();
  expect(await receiptNow(lab)).toBe(forked);
});

test('undo after ten mixed edits returns to the first state with its receipt, and redo to the last', async ({
  page,
}) => {
  test.slow();
  const lab = new LabPage(page);
  await lab.open(HOOK);
  const first = await lab.receipt();
  const press = async (label: string, key: string) => {
    await lab.slider(label).focus();
    await page.keyboard.press(key);
  };
  await press('Poll interval', 'ArrowLeft');
  await lab.drill(/Broker down/).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForTimeout(400);
  await lab.drill(/Broker down/).click();
  await lab.drill(/^Burst/).click();
  await press('Attempts', 'ArrowLeft');
  const broker = page.locator('[data-group="broker"]');
  await broker.getByRole('button', { name: /^\d+ more/ }).click();
  await broker.getByRole('button', { name: 'pull', exact: true }).click();
  await broker.locator('[data-parameter="queue.order"]').getByRole('combobox').selectOption('fifo-group');
  await lab.drill(/Poison/).click();
  await page.getByRole('button', { name: 'Restart, new seed' }).click();
  await page.getByRole('radio', { name: 'from the start' }).check();
  await press('Arrivals', 'ArrowRight');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByRole('radio', { name: 'from now' }).check();
  await lab.drill(/Downstream refuses/).click();
  const last = await receiptNow(lab);
  const history = new History(page);
  await history.show();
  await expect(history.changes).toHaveCount(11);
  await expect(history.changes.nth(6)).toContainText(', pull');

  const playhead = await page.getByTestId('playhead').textContent();
  for (let i = 0; i < 10; i++) await page.keyboard.press('Control+z');
  expect(await receiptNow(lab)).toBe(first);
  expect(last).not.toBe(first);
  await expect(history.current).toHaveText(/opened/);
  await expect(page.getByTestId('playhead')).toHaveText(playhead!);
  await expect.poll(() => new URL(page.url()).hash).toBe('#v=1&scenario=hook');
  await page.keyboard.press('Control+Shift+z');
  for (let i = 0; i < 9; i++) await page.keyboard.press('Control+y');
  expect(await receiptNow(lab)).toBe(last);
  await history.changes.first().focus();
  await page.keyboard.press('Enter');
  expect(await receiptNow(lab)).toBe(first);
});

test('undo keeps a playing run playing', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.drill(/Broker down/).click();
  await page.waitForTimeout(300);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(lab.drill(/Broker down/)).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByTestId('phase')).toHaveText('running');
  await expect(page.getByTestId('undo-news')).toHaveText('Undone: broker down');
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(lab.drill(/Broker down/)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('phase')).toHaveText('running');
});

test('a drag is one step, and within a field Ctrl+Z is the field’s', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const slider = lab.slider('Arrivals');
  const box = (await slider.boundingBox())!;
  const value = Number(await slider.inputValue());
  const x = box.x + 7 + ((box.width - 14) * value) / 1_000;
  await page.mouse.move(x, box.y + box.height / 2);
  await page.mouse.down();
  for (let i = 1; i <= 10; i++) {
    await page.mouse.move(x + 4 * i, box.y + box.height / 2);
    await page.waitForTimeout(80);
  }
  await page.mouse.up();
  const history = new History(page);
  await history.show();
  await expect(history.changes).toHaveCount(2);
  await expect(history.current).toContainText(/arrivals 14.\/s → /);

  await page.getByRole('button', { name: 'Controls', exact: true }).click();
  const control = page.locator('[data-parameter="arrival.rate"]');
  await control.locator('button.value').click();
  await control.getByRole('textbox').press('Control+z');
  await control.getByRole('textbox').press('Escape');
  await expect(slider).not.toHaveAttribute('aria-valuetext', /^14\b/);
  await page.keyboard.press('Control+z');
  await expect(slider).toHaveAttribute('aria-valuetext', /^14\b/);
});

test('a branch is named and deleted by keyboard, and undo brings it back', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  await goBackOneSecond(page);
  await lab.drill(/Poison/).click();
  const history = new History(page);
  await history.show();
  await page.getByRole('button', { name: /^Rename branch before 20/ }).press('Enter');
  await page.keyboard.type('without poison');
  await page.keyboard.press('Enter');
  await expect(history.branches.first()).toContainText('without poison');
  await expect(page.getByRole('button', { name: 'Rename branch without poison' })).toBeFocused();
  await page.getByRole('button', { name: 'Delete branch without poison' }).press('Enter');
  await expect(history.branches).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(history.branches.first()).toContainText('without poison');
});

test('after a reload the history is there as it was, and undo leads on from it', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(HOOK);
  const first = await receiptNow(lab);
  await lab.drill(/Broker down/).click();
  await goBackOneSecond(page);
  await lab.drill(/Consumers down/).click();
  const forked = await receiptNow(lab);
  const history = new History(page);
  await history.show();
  const [changes, branches] = [await history.changes.allTextContents(), await history.branches.allTextContents()];
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('history:'))))
    .toBe(true);
  await page.reload();
  await lab.simulated();
  expect(await lab.receipt()).toBe(forked);
  await history.show();
  await expect(history.changes).toHaveText(changes);
  await expect(history.branches).toHaveText(branches);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(history.branches).toHaveCount(0);
  expect(await receiptNow(lab)).toBe(first);
});
