import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

test('a week of earthquakes dropped on the page arrives in all three lanes', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.drop('earthquakes.csv', readFileSync(join(import.meta.dirname, 'earthquakes.csv'), 'utf8'));
  await expect(page).toHaveURL(/arrival\.process=trace/);
  await page.getByRole('button', { name: 'Run to the end' }).click();
  await lab.simulated();
  const done = await lab.number('push', 'done');
  expect(done).toBeGreaterThan(50);
  for (const lane of ['pull', 'hybrid'] as const) expect(await lab.number(lane, 'done')).toBeGreaterThan(50);
});

test('a malformed file is refused with line and reason, and the run goes on as it was', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const receipt = await lab.receipt();
  await lab.drop('broken.csv', 'time_ms\n1000\n2000\nsoon\n4000\n');
  await expect(page.getByText(/line 4.*soon/i)).toBeVisible();
  expect(await lab.receipt()).toBe(receipt);
});
