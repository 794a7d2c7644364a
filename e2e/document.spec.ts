import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

// One after the other, for two of them build the command line.
test.describe.configure({ mode: 'default' });

const root = join(import.meta.dirname, '..');

/** Runs the command line as people do; what it says goes to stdout and stderr alike. */
function sim(...words: string[]): string {
  execFileSync('node', ['src/cli/ensureBuilt.mjs'], { cwd: root });
  return execFileSync('bash', ['-c', 'node dist-cli/main.js "$@" 2>&1', 'sim', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
}

/** A page of another profile: nothing is stored in it. */
async function stranger(browser: Browser, baseURL: string): Promise<LabPage> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  return new LabPage(await context.newPage());
}

const share = async (page: Page) => {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  return page.getByRole('dialog', { name: 'Share this run' });
};

test('a link of the middle of a drilled, edited run opens there with the same receipt elsewhere, and on the command line', async ({
  page,
  browser,
  baseURL,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.drillAndEdit();
  await lab.simulated();
  const dialog = await share(page);
  const link = await dialog.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await page.keyboard.press('Escape');
  expect(link).toMatch(/drill=.*set=.*&t=/);

  const other = await stranger(browser, baseURL!);
  await other.page.goto(link);
  await other.simulated();
  expect(await other.receipt()).toBe(await lab.receipt());
  await expect(other.page.getByTestId('phase')).toHaveText('ready');
  expect(await other.page.getByTestId('playhead').textContent()).toBe(await page.getByTestId('playhead').textContent());
  for (const lane of ['push', 'pull', 'hybrid'] as const)
    for (const what of ['done', 'lost']) expect(await other.number(lane, what)).toBe(await lab.number(lane, what));

  const receipt = await lab.receipt();
  expect(sim('run', link, '--receipt', '--expect', receipt)).toContain(`Reproduced: this machine comes to the same`);
});

test('Back returns from a scenario and from a file to the work that was left', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.drillAndEdit();
  await lab.simulated();
  const [mine, at] = [await lab.receipt(), await page.getByTestId('playhead').textContent()];
  const menu = page.getByRole('combobox', { name: 'Scenario' });
  await menu.selectOption('poison');
  await expect(page).toHaveURL(/scenario=poison/);
  await lab.drop('mine.json', JSON.stringify({ scenario: 'blank', seed: 7, 'poll.interval': '99h' }));
  await expect(page.getByText('poll.interval: 99h is outside 0–1h; using 1h.')).toBeVisible();
  await expect(page.getByTestId('seed')).toContainText('7');
  await page.goBack();
  await expect(menu).toHaveValue('poison');
  await page.goBack();
  await expect(menu).toHaveValue('hook');
  await lab.simulated();
  await expect.poll(() => lab.receipt()).toBe(mine);
  await expect(page.getByTestId('playhead')).toHaveText(at!);
});

test('a bad link explains itself, and what was worked on before it can be opened again', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.drillAndEdit();
  await lab.simulated();
  const mine = await lab.receipt();
  await expect(page).toHaveURL(/set=/);
  await page.goto('about:blank');
  await lab.open('v=1&scenario=hook&poll.interval=lots&z=1.broken&name=<img src=x onerror=alert(1)>');
  await expect(page.getByText(/poll\.interval: “lots” is not a duration/)).toBeVisible();
  await expect(page.getByText('z: the payload was cut or changed on the way')).toBeVisible();
  await expect(page.locator('img')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Recent work, or a file…' });
  const dialog = page.getByRole('dialog', { name: 'Open' });
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
  await dialog.getByRole('listitem').getByRole('button').click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => lab.receipt()).toBe(mine);
});

test('a file that is saved and chosen again is the same run at the same moment', async ({
  page,
  browser,
  baseURL,
}, testInfo) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&drill=12s+5s:downstream.hang&set=25s:consumer.instances=6&t=21.5s');
  const dialog = await share(page);
  await dialog.getByRole('button', { name: 'JSON' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  const path = testInfo.outputPath('mine.json');
  await download.saveAs(path);
  const { $schema } = JSON.parse(readFileSync(path, 'utf8'));
  expect((await page.request.get($schema)).ok()).toBe(true);

  const other = await stranger(browser, baseURL!);
  await other.open('scenario=poison');
  await other.page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Recent work, or a file…' });
  await other.page.getByLabel('A file: scenario (JSON) or arrivals (CSV)').setInputFiles({
    name: 'mine.json',
    mimeType: 'application/json',
    buffer: readFileSync(path),
  });
  await expect.poll(() => other.receipt()).toBe(await lab.receipt());
  await expect(other.page.getByTestId('playhead')).toHaveText((await page.getByTestId('playhead').textContent())!);
  expect(sim('run', path, '--receipt')).toContain(`${await lab.receipt()}\n`);
});

test('each form is copied, or selected where copying is forbidden', async ({ page, context }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&name="><b>bold</b>&t=21.5s');
  const dialog = await share(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const [form, part] of [
    ['Link', '&t=21.5s'],
    ['QR code', '&t=21.5s'],
    ['Iframe', 'sandbox="allow-scripts"'],
    ['Element', '<push-pull-lab src='],
    ['Markdown', '](push-pull-lab-b-bold-b-21500ms.svg)]('],
    ['JSON', '"t": "21.5s"'],
  ] as const) {
    await dialog.getByRole('button', { name: form, exact: true }).click();
    await dialog.getByRole('button', { name: 'Copy' }).first().click();
    await expect(dialog.getByText('Copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(part);
  }
  await expect(dialog.locator('b')).toHaveCount(0);
  await dialog.getByRole('checkbox').uncheck();
  await expect(dialog.getByRole('textbox', { name: 'JSON' })).not.toHaveValue(/"t":/);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'));
  });
  await dialog.getByRole('button', { name: 'Copy' }).first().click();
  await expect(dialog.getByText('The text is selected')).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toContain('"scenario": "hook"');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeFocused();
});

test('a receipt is checked: here, with a link, of another engine, and a false one', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('v=1&scenario=hook&t=21.5s');
  const mine = await lab.receipt();
  const dialog = await share(page);
  const check = async (text: string) => {
    await dialog.getByLabel(/^Check a receipt/).fill(text);
    await dialog.getByRole('button', { name: 'Run it here' }).click();
  };
  await check(mine);
  await expect(dialog.getByText(`Reproduced: this machine comes to the same receipt, ${mine}.`)).toBeVisible();
  await check(`${mine} https://lab.example/#v=1&scenario=hook&seed=9`);
  await expect(dialog.getByText(`Differs in push, pull, hybrid: the receipt says ${mine}`)).toBeVisible();
  await check(mine.replace(/^\d+/, '1'));
  await expect(dialog.getByText('The receipt is of engine version 1')).toBeVisible();
  await check('nothing of the kind');
  await expect(dialog.getByText('There is no receipt in this text.')).toBeVisible();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`at ${viewport.width}×${viewport.height} axe finds nothing in the share dialog`, async ({ page }) => {
    await page.setViewportSize(viewport);
    const lab = new LabPage(page);
    await lab.open('v=1&scenario=hook&t=21.5s');
    const dialog = await share(page);
    for (const form of ['QR code', 'JSON']) {
      await dialog.getByRole('button', { name: form, exact: true }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });
}
