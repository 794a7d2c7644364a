import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { sqsFifo } from '../src/scenarios/presets/sqs.ts';
import { LabPage } from './labPage.ts';

test('a real system is chosen from the menu, and says what it is and what it can’t express', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const about = page.getByText('About this preset');
  await expect(about).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: sqsFifo.title });
  await lab.simulated();
  expect(page.url()).toContain(`scenario=${sqsFifo.name}`);
  await about.click();
  for (const text of [sqsFifo.version, ...sqsFifo.cannot, ...sqsFifo.sources])
    await expect(page.getByText(text)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
});
