import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

test('a worker that dies is reported, and restarted without losing the scenario', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&seed=7&poll.interval=300ms&t=12s');
  const receipt = await lab.receipt();
  // A script that throws in the worker: what a bug or an exhausted memory looks like from the page.
  const [worker] = page.workers();
  await worker!.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by a test');
    }, 0);
  });
  await expect(page.getByRole('alert')).toContainText('The engine stopped');
  await page.getByRole('button', { name: 'Restart the engine' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await lab.simulated();
  expect(await lab.receipt()).toBe(receipt);
  await expect(page.getByTestId('seed')).toContainText('7');
});

test('a link that is wrong in places says so, and keeps what is right', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&poll.interval=3h&burst.size=lots&seed=7&no.such=1');
  await expect(page.getByText(/poll\.interval.*0.*1h/)).toBeVisible();
  await expect(page.getByText(/burst\.size.*lots/)).toBeVisible();
  await expect(page.getByText(/no\.such/)).toBeVisible();
  await expect(page.getByTestId('seed')).toContainText('7');
});

test('nothing is loaded from anywhere else', async ({ page, baseURL }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await new LabPage(page).open();
  expect([...hosts]).toEqual([new URL(baseURL!).host]);
});
