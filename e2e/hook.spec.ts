import { expect, test } from '@playwright/test';
import { createRun, runUntil } from '../src/engine/run.ts';
import { tellStory } from '../src/engine/story.ts';
import { hook } from '../src/scenarios/hook.ts';
import { LabPage } from './labPage.ts';

test('the hook plays by itself, push loses after the burst what pull and hybrid keep', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await expect(page.getByTestId('phase')).toHaveText('running');
  await page.goto('./#v=1&scenario=hook&t=30s');
  await page.reload();
  await lab.simulated();
  expect(await lab.number('push', 'lost')).toBeGreaterThan(10);
  expect(await lab.number('pull', 'lost')).toBe(0);
  expect(await lab.number('hybrid', 'lost')).toBe(0);
  for (const lane of ['pull', 'hybrid'] as const) expect(await lab.number(lane, 'waiting')).toBeLessThan(15);
});

test('within five seconds the page says who loses, without a click', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByTestId('headline')).toContainText(/Push.*lose\s\d+/, { timeout: 5_000 });
});

test('headline and captions say the numbers of the engine', async ({ page }) => {
  const run = createRun(hook, { journal: 'hash' });
  runUntil(run, hook.until);
  const { lanes } = tellStory(run);
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=40s');
  await expect(page.getByTestId('headline')).toContainText(String(lanes.push!.lost));
  for (const lane of ['push', 'pull', 'hybrid'] as const) {
    const seconds = (lanes[lane]!.calmP50Ms / 1000).toFixed(2);
    await expect(page.getByTestId(`${lane}-caption`)).toContainText(`${seconds}\u00a0s`);
    expect(await lab.number(lane, 'done')).toBe(lanes[lane]!.totals.effects);
    expect(await lab.number(lane, 'lost')).toBe(lanes[lane]!.lost);
  }
  expect(await lab.number('push', 'refused')).toBe(lanes.push!.totals.refused);
});
