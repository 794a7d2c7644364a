import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const node = (page: Page, lane: string, name: string) =>
  page.getByRole('group', { name: `Parts of ${lane}` }).getByRole('button', { name: new RegExp(`^${lane}, ${name}:`) });
const card = (page: Page) => page.locator('.card');

async function findingsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
}

/** The middle of a dot in the push lane's pile, at the hook's 21.5 s. */
async function pointAtPile(page: Page): Promise<{ x: number; y: number }> {
  const box = (await node(page, 'Push', 'Senders’ memory').boundingBox())!;
  // The pile is 36 messages in six rows, nearest to the exit first; some 90 % to the right all rows hold one.
  return { x: box.x + box.width * 0.6, y: box.y + box.height * 0.42 };
}

test('by keys alone a part of a lane is found, opened and left, and the focus comes back', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=21.5s');
  await page.keyboard.press('Tab');
  const producers = node(page, 'Push', 'Producers');
  await producers.focus();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'Push', 'Senders’ memory')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const queue = node(page, 'Pull', 'Queue');
  await expect(queue).toBeFocused();
  await expect(queue).toHaveAccessibleName(/58 waiting in the queue, oldest 1\.4\ss/);
  await page.keyboard.press('Enter');
  await expect(card(page).getByRole('heading', { name: 'Pull · Queue' })).toBeFocused();
  await expect(page.getByTestId('card-state')).toContainText('58 waiting');
  await expect(card(page).getByRole('row', { name: 'Lease 30' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
  await expect(queue).toBeFocused();
});

test('from the card of a queue one reaches its messages, and of each its fate in every lane', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=21.5s');
  await page.keyboard.press('Tab');
  await node(page, 'Hybrid', 'Queue').click({ position: { x: 4, y: 4 } });
  await card(page)
    .getByRole('button', { name: /^message \d+/ })
    .first()
    .click();
  for (const lane of ['push', 'pull', 'hybrid']) {
    await expect(page.getByTestId(`life-${lane}`)).toContainText(/done|dead letter|Done/);
    await expect(page.getByTestId(`life-total-${lane}`)).toHaveText(/s$/);
  }
  await expect(page).toHaveURL(/&m=\d+/);
});

test('a message that is clicked tells why it waits, who will try it again, when and how often still', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=21.5s');
  await page.keyboard.press('Tab');
  await expect(node(page, 'Push', 'Senders’ memory')).toBeVisible();
  const { x, y } = await pointAtPile(page);
  await page.mouse.move(x, y);
  await expect(page.getByRole('tooltip')).toHaveText(
    /^message \d+ \d.. try · waits in the senders’ memory, next try in/,
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.mouse.click(x, y);
  const push = page.getByTestId('life-push');
  await expect(push).toContainText(/Now: 3rd try · waits in the senders’ memory, next try in/);
  await expect(push).toContainText(/The sender tries it again, in 0\.\d+\ss; 2 of 5 tries left/);
  await expect(push).toContainText('Tries 1: refused; 2: refused; 3: refused');
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(card(page)).toHaveCount(0);
});

test('who follows a message sees it marked in every lane while the run plays, and can go to any moment of its life', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=20.6s&m=300');
  await expect(card(page).getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.follow-ring')).not.toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(page.locator('.follow-away', { hasText: /message 300: done/ })).not.toHaveCount(0, { timeout: 20_000 });
  await page.keyboard.press('Space');
  await expect(page.getByTestId('phase')).toHaveText('paused');
  const moment = card(page).getByRole('slider', { name: 'Moment of this life' });
  await moment.focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('playhead')).toHaveText(/^20\.\d+/);
  await expect(page.locator('.follow-away', { hasText: 'done' })).toHaveCount(0);
  await card(page).getByRole('button', { name: 'Follow' }).click();
  await expect(page.locator('.follow-ring')).toHaveCount(0);
});

test('a link to a message opens its life; of one that never was the card says so', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=21.5s&m=250');
  await expect(page.getByTestId('life-pull')).toContainText('Done');
  await lab.open('v=1&scenario=hook&t=21.5s&m=99999');
  await expect(card(page)).toContainText('There is no message 99999 in this run.');
});

test('the menu key on a worker does it harm', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=21.5s');
  await page.keyboard.press('Tab');
  await node(page, 'Pull', 'Worker 2').focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  expect(await findingsOf(page)).toEqual([]);
  await menu.getByRole('menuitem', { name: 'Crash it' }).click();
  await expect(menu).toHaveCount(0);
  await expect(node(page, 'Pull', 'Worker 2')).toHaveAccessibleName(/down, it has crashed/);
  await expect(node(page, 'Push', 'Worker 2')).not.toHaveAccessibleName(/down/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a long press on a worker opens what can be done to it, and it stays when the finger is lifted', async ({
    page,
    context,
  }) => {
    await new LabPage(page).open('v=1&scenario=hook&t=21.5s');
    await page.keyboard.press('Tab');
    const box = (await node(page, 'Push', 'Worker 2').boundingBox())!;
    const finger = await context.newCDPSession(page);
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    const crash = page.getByRole('menuitem', { name: 'Crash it' });
    await expect(crash).toBeVisible();
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(100);
    await expect(crash).toBeVisible();
    await crash.tap();
    await expect(node(page, 'Push', 'Worker 2')).toHaveAccessibleName(/down, it has crashed/);
  });

  test('the life of a message makes the page no wider', async ({ page }) => {
    await new LabPage(page).open('v=1&scenario=hook&t=21.5s&m=255');
    await expect(page.locator('.follow-away', { hasText: 'done' })).not.toHaveCount(0, { timeout: 20_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
