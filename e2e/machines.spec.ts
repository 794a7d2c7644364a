import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { compile } from '../src/engine/compile.ts';
import { codes } from '../src/engine/roles.ts';
import { createRun, runUntil } from '../src/engine/run.ts';
import { SECOND } from '../src/model/time.ts';
import { hook } from '../src/scenarios/hook.ts';
import { LabPage } from './labPage.ts';

async function open(page: Page): Promise<LabPage> {
  await page.goto('./#v=1&scenario=hook&t=21.5s');
  await page.getByRole('button', { name: 'Machines', exact: true }).click();
  await expect(page.locator('.chart-standing')).toHaveText(/^Worker 1 is in /, { timeout: 20_000 });
  return new LabPage(page);
}

const chart = (page: Page) => page.getByRole('img', { name: /^Statechart of the / });

/** What the engine has in its books, without page or worker. */
function statesInEngine(at: number): string[] {
  const run = createRun(hook, { journal: 'off' });
  runUntil(run, at);
  const { kernel } = run.lanes.pull!;
  const { kind, columns } = kernel.kinds[codes.worker.kind]!;
  return Array.from({ length: 4 }, (_, worker) => compile(kind.machine).states[columns.state[worker]!]!);
}

test('a worker of the pull lane stands on the chart where the engine has it', async ({ page }) => {
  await open(page);
  await page.getByLabel('Lane', { exact: true }).selectOption('pull');
  await page.getByLabel('Machine', { exact: true }).selectOption('worker');
  for (const [worker, state] of statesInEngine(21.5 * SECOND).entries()) {
    await page.getByLabel('No.', { exact: true }).fill(String(worker + 1));
    const words = `Worker ${worker + 1} is in ${state.replace('.', ': ')}.`;
    await expect(chart(page)).toHaveAccessibleName(`Statechart of the worker. ${words}`);
    await expect(page.locator('.chart-state:not(.frame)[data-lit="true"]')).toHaveAttribute(
      'data-state',
      state.split('.').at(-1)!,
    );
  }
});

test('step by step the next state lights up, going back it is the former, and while it plays it follows', async ({
  page,
}) => {
  await open(page);
  const standing = page.locator('.chart-standing');
  await expect(standing).toHaveText('Worker 1 is in busy: working.');
  let steps = 0;
  for (; steps < 400 && (await standing.innerText()) === 'Worker 1 is in busy: working.'; steps++) {
    await page.keyboard.press('.');
    await page.waitForTimeout(30);
  }
  await expect(standing).toHaveText('Worker 1 is in busy: calling.');
  await expect(page.locator('.statechart')).toContainText('Last: after serviceTime [goesOnToCall] at 21.');
  for (; steps > 0; steps--) await page.keyboard.press(',');
  await expect(standing).toHaveText('Worker 1 is in busy: working.');
  const seen = new Set<string>();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect
    .poll(async () => seen.add(await standing.innerText()).size, { intervals: [50], timeout: 20_000 })
    .toBeGreaterThan(1);
});

test('all messages together are as many as the lane counts, and the table says how often each way was taken', async ({
  page,
}) => {
  const lab = await open(page);
  await page.getByLabel('Lane', { exact: true }).selectOption('push');
  await page.getByLabel('Machine', { exact: true }).selectOption('message');
  await expect(page.locator('.chart-standing')).toHaveText(/ in delayed/);
  const said = await page.locator('.chart-standing').innerText();
  await page.getByText(/^\d+ transitions$/).click();
  const accepted = page.getByRole('row', { name: /^travelling accept/ });
  const count = Number(await accepted.getByRole('cell').last().innerText());
  await page.locator('.margin-head').getByRole('button', { name: 'Table', exact: true }).click();
  const retrying = await lab.number('push', 'retrying');
  expect(said).toContain(`${retrying} in delayed`);
  expect(count).toBe(380);
});

test('the large chart names every event and guard, and has nothing that axe finds', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Large' }).click();
  const dialog = page.getByRole('dialog', { name: 'Worker, pull lane' });
  await expect(dialog.getByText('[goesOnToCall]').first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});

test('the card of a worker and that of a message show the statechart that runs them, where the engine has them', async ({
  page,
}) => {
  await new LabPage(page).open('v=1&scenario=hook&t=21.5s');
  await page.keyboard.press('Tab');
  const card = page.locator('.card');
  const worker = page.getByRole('group', { name: 'Parts of Pull' }).getByRole('button', { name: /^Pull, Worker 2:/ });
  await worker.focus();
  await page.keyboard.press('Enter');
  await card.getByText('Its statechart').click();
  const state = statesInEngine(21.5 * SECOND)[1]!.replace('.', ': ');
  await expect(chart(page)).toHaveAccessibleName(`Statechart of the worker. Worker 2 is in ${state}.`);
  await card
    .getByRole('button', { name: /^message \d+/ })
    .first()
    .click();
  await card.getByText('Its statechart in pull').click();
  await expect(chart(page)).toHaveAccessibleName(/^Statechart of the message\. Message \d+ is in leased\.$/);
  // What can happen in any state has its place, at the head of a frame around all of them.
  await expect(card.locator('.chart-state.frame .name')).toHaveText('in any state');
  await expect(card.getByRole('button', { name: 'Large' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the charts stand in a sheet', async ({ page }) => {
    await open(page);
    await expect(chart(page)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
