import { expect, test } from '@playwright/test';
import { createRun, receipt, runUntil } from '../src/engine/run.ts';
import { decodeLink } from '../src/model/link.ts';
import { findScenario } from '../src/scenarios/catalogue.ts';
import { hook } from '../src/scenarios/hook.ts';
import { LabPage } from './labPage.ts';

const links = [
  'v=1&scenario=hook',
  'v=1&scenario=hook&seed=99&poll.interval=300ms&burst.size=200&until=60s&drill=12s+5s:downstream.hang&burst=30s:40&set=25s:consumer.instances=6',
  'v=1&scenario=hook&seed=5&ack.lossProb=0.2&hybrid:ack.timeout=2s&idempotency.mode=none&drill=10s+3s:broker.down&drill=22s+2s:consumer.down',
];

for (const link of links) {
  test(`in the page, at ×1, at ×1000 and in Node, ${link} gives one receipt`, async ({ page }) => {
    const { scenario, notes } = decodeLink(link, findScenario, hook);
    expect(notes).toEqual([]);
    const run = createRun(scenario, { journal: 'hash' });
    runUntil(run, scenario.until);

    const lab = new LabPage(page);
    await lab.open(link);
    expect(await lab.receipt()).toBe(receipt(run));

    await page.goto('about:blank');
    await lab.page.goto(`./#${link}&t=0`);
    await page.getByRole('combobox', { name: /^speed/ }).selectOption('1000');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(page.getByTestId('phase')).toHaveText('finished');
    await lab.simulated();
    expect(await lab.receipt()).toBe(receipt(run));
  });
}

test('what a person does while it runs is in the link, and the link replays it', async ({ page, context }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.drill(/Broker down/).click();
  await page.waitForTimeout(700);
  await lab.drill(/Broker down/).click();
  await lab.slider('Poll interval').focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.waitForTimeout(600);
  await lab.simulated();
  const mine = await lab.receipt();
  const other = new LabPage(await context.newPage());
  await other.page.goto(page.url());
  await other.simulated();
  expect(await other.receipt()).toBe(mine);
  expect(page.url()).toContain('drill=');
});
