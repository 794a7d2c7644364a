import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { policy } from './twoOrigins.ts';

const figureNamed = (title: string) => `push-pull-lab[title="${title}"]`;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page of examples works, ${colorScheme}: frames, posters, and the page drives a figure`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ colorScheme, baseURL: baseURL!, viewport: { width: 900, height: 900 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto('./examples.html');
    await expect(page.locator('#csp')).toHaveText(policy);
    const image = page.locator('img[src="./figure.svg"]');
    await image.scrollIntoViewIfNeeded();
    await expect.poll(() => image.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(600);
    const { violations } = await new AxeBuilder({ page }).exclude('iframe').exclude('push-pull-lab').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)).toEqual([]);

    const element = page.locator('#controlled');
    await element.scrollIntoViewIfNeeded();
    const heard = page.locator('#heard');
    await page.getByRole('button', { name: 'To 21.5 s' }).click();
    await expect(heard).toContainText(/headline · Push (was fastest|will lose|has lost)|headline · Push/, {
      timeout: 20_000,
    });
    await page.getByRole('button', { name: 'Inbox of 40' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(heard).toContainText('playing', { timeout: 20_000 });
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(heard).toContainText('paused', { timeout: 20_000 });
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test('an element takes the width it gets and the shape of its lanes', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 900 });
  await page.goto('./examples.html');
  const size = () => page.locator('#controlled').evaluate((element) => [element.clientWidth, element.clientHeight]);
  await expect.poll(size).toEqual([720, 418]);
  await page.locator('#controlled').evaluate((element) => element.setAttribute('lanes', 'push,pull,hybrid'));
  await page.setViewportSize({ width: 892, height: 901 });
  await expect.poll(size).toEqual([720, 534]);
  await page.setViewportSize({ width: 400, height: 900 });
  await expect.poll(async () => (await size())[1]).toBe(278);
});

test('of several figures only the one in use simulates', async ({ page }) => {
  await page.goto('./examples.html');
  const [first, second] = ['Lost acks', 'Downstream outage'].map(figureNamed);
  const frameOf = async (selector: string) => {
    await page.locator(selector).scrollIntoViewIfNeeded();
    const title = /title="(.*)"/.exec(selector)![1]!;
    await expect.poll(() => Promise.all(page.frames().map(titleOf))).toContain(title);
    const titles = await Promise.all(page.frames().map(titleOf));
    return page.frames()[titles.indexOf(title)]!;
  };
  const titleOf = (frame: { title(): Promise<string> }) => frame.title().catch(() => '');
  const one = await frameOf(first!);
  await one.getByRole('button', { name: 'Play this figure' }).click();
  await expect(one.getByRole('button', { name: 'Pause' })).toBeVisible();
  const two = await frameOf(second!);
  await two.getByRole('button', { name: 'Play this figure' }).click();
  await expect(two.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(one.getByRole('button', { name: 'Play this figure' })).toBeVisible();
});
