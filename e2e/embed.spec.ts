import AxeBuilder from '@axe-core/playwright';
import { expect, type FrameLocator, type Page, test as plain } from '@playwright/test';
import { createRun, receipt, runUntil } from '../src/engine/run.ts';
import { ENGINE_VERSION } from '../src/model/engineVersion.ts';
import { hook } from '../src/scenarios/hook.ts';
import { type TwoOrigins, twoOrigins } from './twoOrigins.ts';

const test = plain.extend<{ origins: TwoOrigins; complaints: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it
  origins: async ({}, use, { parallelIndex }) => {
    const origins = await twoOrigins(parallelIndex);
    await use(origins);
    await origins.close();
  },
  /** Whatever the browser complained of, in any frame; none is wanted in any test. */
  complaints: [
    async ({ page }, use) => {
      const heard: string[] = [];
      page.on('pageerror', (error) => heard.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && heard.push(message.text()));
      await use(heard);
      expect(heard).toEqual([]);
    },
    { auto: true },
  ],
});

interface Size {
  width: number;
  height: number;
}
const usual = { width: 720, height: 420 };

const frameOf = (src: string, { width, height }: Size = usual) =>
  `<iframe sandbox="allow-scripts" style="border:0;width:${width}px;height:${height}px" src="${src}" title="Figure"></iframe>`;

const figureIn = (page: Page): FrameLocator => page.frameLocator('iframe').first();
const playing = (figure: FrameLocator) => expect(figure.getByRole('button', { name: 'Pause' })).toBeVisible();
const standing = (figure: FrameLocator) =>
  expect(figure.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
const time = async (figure: FrameLocator) => Number(await figure.getByTestId('playhead').textContent());
const known = (figure: FrameLocator | Page) =>
  expect(figure.getByTestId('receipt')).toHaveAttribute('title', /Receipt/, { timeout: 20_000 });

test('runs in a sandboxed frame of another origin, under a strict policy, offline, with the receipt of the engine', async ({
  page,
  context,
  origins,
}) => {
  const hosts = new Set<string>();
  page.on('request', (request) => request.url().startsWith('http') && hosts.add(new URL(request.url()).origin));
  origins.show(frameOf(`${origins.lab}?embed=1#v=1&scenario=hook`));
  await page.goto(origins.host);
  const figure = figureIn(page);
  await playing(figure);
  await known(figure);
  const run = createRun(hook, { journal: 'hash' });
  runUntil(run, hook.until);
  await expect(figure.getByTestId('receipt')).toHaveAttribute('title', `Receipt ${receipt(run)}`);
  await context.setOffline(true);
  await figure.getByRole('button', { name: '+80 now' }).click();
  await expect(figure.getByTestId('receipt')).not.toHaveAttribute('title', `Receipt ${receipt(run)}`);
  await known(figure);
  await figure.getByRole('slider', { name: 'Playhead' }).focus();
  await page.keyboard.press('End');
  await expect(figure.getByTestId('playhead')).toHaveText('40.00');
  expect([...hosts].map((host) => `${host}/`)).toEqual([origins.host, new URL('/', origins.lab).href]);
});

test('has its own typefaces although its origin is opaque', async ({ page, origins }) => {
  origins.show(frameOf(`${origins.lab}?embed=1#t=20s`));
  await page.goto(origins.host);
  await known(figureIn(page));
  const loaded = () =>
    page.frames()[1]!.evaluate(() => [...document.fonts].filter((face) => face.status === 'loaded').length);
  await expect.poll(loaded).toBe(2);
});

test('starts when half of it is in view, pauses when it is not, and goes on', async ({ page, origins }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  origins.show(
    `<div style="height:1200px"></div>${frameOf(`${origins.lab}?embed=1`)}<div style="height:1200px"></div>`,
  );
  await page.goto(origins.host);
  const figure = figureIn(page);
  await known(figure);
  const scroll = (y: number) => page.evaluate((to) => scrollTo(0, to), y);
  await scroll(1200 - 600 + 180);
  await page.waitForTimeout(400);
  await standing(figure);
  const before = await time(figure);
  await scroll(1200 - 600 + 260);
  await playing(figure);
  await expect.poll(() => time(figure)).toBeGreaterThan(before + 0.2);
  await scroll(0);
  await standing(figure);
  await scroll(1100);
  await playing(figure);
  await figure.getByRole('button', { name: 'Pause' }).click();
  await scroll(0);
  await page.waitForTimeout(300);
  await scroll(1100);
  await page.waitForTimeout(400);
  await standing(figure);
});

test('the keyboard goes in, plays, and comes out at the other side', async ({ page, origins }) => {
  origins.show(`<button>before</button>${frameOf(`${origins.lab}?embed=1#t=20s`)}<button>after</button>`);
  await page.goto(origins.host);
  const figure = figureIn(page);
  await known(figure);
  await page.getByRole('button', { name: 'before' }).focus();
  const after = page.getByRole('button', { name: 'after' });
  const isAfter = () => after.evaluate((button) => button === document.activeElement);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await playing(figure);
  await page.keyboard.press('Space');
  await standing(figure);
  let presses = 0;
  while (!(await isAfter()) && presses < 20) {
    await page.keyboard.press('Tab');
    presses++;
  }
  expect(presses).toBeLessThan(12);
  for (let i = 0; i < presses + 1; i++) await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'before' })).toBeFocused();
});

const hear = 'window.heard = []; addEventListener("message", ({ data }) => heard.push(data));';
const ask = (message: object) => ({ protocol: 'push-pull-lab', version: 1, ...message });
const say = (page: Page, message: object) =>
  page.evaluate((said) => window.frames[0]!.postMessage(said, '*'), ask(message));
const heardTypes = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: { type: string }[] }).heard.map(({ type }) => type));

test('does what the page around it asks, and tells what happens', async ({ page, origins }) => {
  origins.show(`<script>${hear}</script>${frameOf(`${origins.lab}?embed=1&speed=20#v=1&scenario=hook&t=19s`)}`);
  await page.goto(origins.host);
  const figure = figureIn(page);
  await known(figure);
  await say(page, { type: 'seek', seconds: 19.5 });
  await expect(figure.getByTestId('playhead')).toHaveText('19.50');
  await say(page, { type: 'set', id: 'push:push.inbox', value: 200 });
  await expect(figure.getByTestId('headline')).not.toContainText('lose 29');
  await say(page, { type: 'set', id: 'push.inbox', value: 'many' });
  await say(page, { type: 'play' });
  await expect.poll(() => heardTypes(page), { timeout: 15_000 }).toContain('finished');
  const types = await heardTypes(page);
  for (const type of ['ready', 'headline', 'refused', 'playing', 'milestone', 'paused']) expect(types).toContain(type);
});

test('hears nobody but the page around it, and only in its own words', async ({ page, origins }) => {
  const stranger = `<iframe id="stranger" sandbox="allow-scripts" srcdoc="<script>addEventListener('message', ({ data }) => parent.frames[0].postMessage(data, '*'))</script>"></iframe>`;
  origins.show(`${frameOf(`${origins.lab}?embed=1#t=20s`)}${stranger}`);
  await page.goto(origins.host);
  const figure = figureIn(page);
  await known(figure);
  await page.evaluate((message) => window.frames[1]!.postMessage(message, '*'), ask({ type: 'play' }));
  for (const message of [{ type: 'play' }, { ...ask({ type: 'play' }), version: 2 }, 'play', null, 7]) {
    await page.evaluate((said) => window.frames[0]!.postMessage(said, '*'), message);
  }
  await page.waitForTimeout(500);
  await standing(figure);
  await say(page, { type: 'play' });
  await playing(figure);
});

test('a pinned origin keeps every other page out', async ({ page, origins }) => {
  const pin = (origin: string) => `${origins.lab}?embed=1&host-origin=${encodeURIComponent(origin)}#t=20s`;
  origins.show(`<script>${hear}</script>${frameOf(pin('https://example.org'))}`);
  // What the figure posts to a page that is not the pinned one is not delivered, and Chromium says so.
  const page2 = await page.context().newPage();
  await page2.goto(origins.host);
  await known(figureIn(page2));
  await say(page2, { type: 'play' });
  await page2.waitForTimeout(500);
  await standing(figureIn(page2));
  expect(await heardTypes(page2)).toEqual([]);
  await page2.close();
  origins.show(`<script>${hear}</script>${frameOf(pin(new URL(origins.host).origin))}`);
  await page.goto(origins.host);
  await known(figureIn(page));
  await say(page, { type: 'play' });
  await playing(figureIn(page));
});

test('a poster is a still without an engine until it is pressed', async ({ page, origins }) => {
  origins.show(frameOf(`${origins.lab}?embed=1&poster=1`));
  await page.goto(origins.host);
  const figure = figureIn(page);
  await expect(figure.getByRole('button', { name: 'Play this figure' })).toBeVisible();
  await expect(figure.getByTestId('playhead')).toHaveText('23.00');
  await expect.poll(() => page.workers().length).toBe(0);
  await figure.getByRole('button', { name: 'Play this figure' }).click();
  await playing(figure);
  expect(page.workers().length).toBe(1);
  expect(await time(figure)).toBeLessThan(20);
});

test('with reduced motion it is a still, and play is offered', async ({ browser, origins }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  origins.show(frameOf(`${origins.lab}?embed=1`));
  await page.goto(origins.host);
  await known(figureIn(page));
  await standing(figureIn(page));
  await expect(figureIn(page).getByTestId('playhead')).toHaveText('23.00');
  await context.close();
});

test('plays a part of the run and stops, or begins again', async ({ page, origins }) => {
  origins.show(frameOf(`${origins.lab}?embed=1&from=10s&to=12s&speed=10`));
  await page.goto(origins.host);
  const figure = figureIn(page);
  await expect(figure.getByTestId('playhead')).toHaveText('12.00', { timeout: 15_000 });
  await standing(figure);
  origins.show(frameOf(`${origins.lab}?embed=1&from=10s&to=12s&speed=10&loop=1`));
  await page.goto(origins.host);
  await known(figure);
  await page.waitForTimeout(1_000);
  await playing(figure);
  const at = await time(figure);
  expect(at).toBeGreaterThanOrEqual(10);
  expect(at).toBeLessThan(13.5);
});

test('says what of its address it can not use, and with which engine the figure was made', async ({
  page,
  origins,
}) => {
  origins.show(frameOf(`${origins.lab}?embed=1&engine=1&speed=5000&lang=de#t=20s`));
  await page.goto(origins.host);
  const notes = figureIn(page).locator('.embed-notes');
  await expect(notes).toContainText(`Made with engine 1; this is engine ${ENGINE_VERSION}`);
  await expect(notes).toContainText('speed: “5000” is not a number from 0.1 to 1000; left out.');
  await expect(notes).toContainText('lang: “de” is not en; left out.');
});

test('shows up to three controls, and none of them when it is read-only', async ({ page, origins }) => {
  const query = 'embed=1&controls=push.inbox,retry.maxAttempts,burst.size&drill=downstream.slow';
  origins.show(frameOf(`${origins.lab}?${query}#t=20s`));
  await page.goto(origins.host);
  const figure = figureIn(page);
  await known(figure);
  for (const name of ['Inbox', 'Attempts', 'Burst']) {
    await expect(figure.getByRole('slider', { name, exact: true })).toBeVisible();
  }
  await expect(figure.getByRole('button', { name: 'Downstream slow' })).toBeVisible();
  const before = await figure.getByTestId('receipt').getAttribute('title');
  await figure.getByRole('slider', { name: 'Inbox', exact: true }).press('PageUp');
  await expect(figure.getByTestId('receipt')).not.toHaveAttribute('title', before!);
  origins.show(frameOf(`${origins.lab}?${query}&read-only=1#t=20s`));
  await page.goto(origins.host);
  await known(figure);
  await expect(figure.getByRole('slider', { name: 'Inbox', exact: true })).toHaveCount(0);
  await expect(figure.getByRole('button', { name: 'Downstream slow' })).toHaveCount(0);
});

for (const size of [usual, { width: 720, height: 536 }, { width: 480, height: 280 }, { width: 479, height: 280 }]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`at ${size.width}×${size.height}, ${colorScheme}, nothing is cut off and axe finds nothing`, async ({
      browser,
      baseURL,
    }) => {
      const context = await browser.newContext({ viewport: size, colorScheme, baseURL: baseURL! });
      const page = await context.newPage();
      await page.goto('./?embed=1#v=1&scenario=hook&t=21.5s');
      if (size.width < 480) await expect(page.getByRole('link', { name: 'Open in the Lab' })).toBeVisible();
      else await known(page);
      const scrolled = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ]);
      expect(scrolled).toEqual([size.width, size.height]);
      const lanes = { 420: 2, 536: 3, 280: size.width < 480 ? 0 : 1 }[size.height];
      await expect(page.locator('.lane')).toHaveCount(lanes!);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)).toEqual([]);
      await context.close();
    });
  }
}

test('a finding that is too long for one line makes the figure no wider and is read to its end', async ({ page }) => {
  await page.setViewportSize(usual);
  await page.goto('./?embed=1#v=1&scenario=downstream-outage&until=45s&t=27s');
  await known(page);
  await expect(page.getByTestId('headline')).toContainText('While the downstream hangs');
  const cut = await page.evaluate(() => {
    const finding = document.querySelector('.headline')!;
    const words = finding.querySelector('h2')!.getBoundingClientRect();
    const right = Math.max(
      ...[...document.querySelectorAll('.lane, .embed-foot a')].map((e) => e.getBoundingClientRect().right),
    );
    return { right, below: words.bottom - finding.getBoundingClientRect().bottom };
  });
  expect(cut.right).toBeLessThanOrEqual(usual.width - 18);
  expect(cut.below).toBeLessThanOrEqual(0);
});
