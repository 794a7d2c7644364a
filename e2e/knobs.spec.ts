import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

/**
 * What the page promises where it has a core to itself, its worker another, and a graphics card. It is printed and not asserted:
 * a busy test machine that draws in software is somewhere near it. What is asserted is that everything changes, and soon.
 */
const PROMISED_MS = 100;
const LATE_MS = 1_000;
/** The first turns warm up page and worker. */
const TRIES = 12;

/** Does something in the page and measures there how long it takes until every one of these texts has changed, in ms. */
async function untilChanged(page: Page, selectors: string[], act: () => Promise<void>): Promise<number> {
  await page.evaluate((watched) => {
    const texts = () => watched.map((selector) => document.querySelector(selector)?.textContent ?? '');
    const before = texts();
    let began = 0;
    const begin = () => {
      began ||= performance.now();
    };
    for (const type of ['keydown', 'click']) addEventListener(type, begin, { capture: true, once: true });
    (window as unknown as { changed: Promise<number> }).changed = new Promise((resolve, reject) => {
      const look = () => {
        const tookMs = performance.now() - began;
        if (began > 0 && texts().every((text, i) => text !== before[i])) resolve(tookMs);
        else if (began > 0 && tookMs > 5_000) reject(new Error(`after 5 s still ${texts().join(' | ')}`));
        else requestAnimationFrame(look);
      };
      look();
    });
  }, selectors);
  await act();
  return page.evaluate(() => (window as unknown as { changed: Promise<number> }).changed);
}

const number = (id: string) => `[data-testid="${id}"]`;
/** What the chart of outstanding work reads under the pointer, which rests on it. */
const reading = 'figure.chart output';

async function pointAtChart(page: Page): Promise<void> {
  await page.getByRole('slider', { name: 'Outstanding work', exact: true }).hover({ position: { x: 130, y: 40 } });
}

/** The best of some tries, which stop when one keeps the promise. */
async function best(what: string, attempt: (i: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TRIES && !times.some((ms) => ms < PROMISED_MS); i++) times.push(await attempt(i));
  console.log(`${what}: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms (promised: ${PROMISED_MS})`);
  return Math.min(...times);
}

const knobs = [
  { label: 'Poll interval', keys: ['PageUp', 'PageDown'], shows: 'pull-waiting' },
  { label: 'Burst', keys: ['PageUp', 'PageDown'], shows: 'push-waiting' },
  { label: 'Attempts', keys: ['Home', 'Delete'], shows: 'push-lost' },
];
for (const { label, keys, shows } of knobs) {
  test(`turning “${label}” changes lane and chart at once`, async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open('v=1&scenario=hook&t=21.5s');
    await page.getByRole('radio', { name: 'from the start' }).check();
    await pointAtChart(page);
    await lab.slider(label).evaluate((slider: HTMLElement) => slider.focus());
    const took = await best(label, (i) =>
      untilChanged(page, [number(shows), reading], () => page.keyboard.press(keys[i % 2]!)),
    );
    expect(took).toBeLessThan(LATE_MS);
  });
}

const outages = [
  { name: /Consumers down/, lane: 'push', shows: 'working' },
  { name: /Broker down/, lane: 'push', shows: 'lost' },
  { name: /Downstream refuses/, lane: 'push', shows: 'waiting' },
] as const;
for (const { name, lane, shows } of outages) {
  test(`switching “${name.source}” changes the future at once, and then the lane`, async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open('v=1&scenario=hook&t=21s');
    const before = await lab.number(lane, shows);
    await pointAtChart(page);
    const toggle = lab.drill(name);
    const took = await best(name.source, () =>
      untilChanged(page, [reading], () => toggle.evaluate((button: HTMLElement) => button.click())),
    );
    expect(took).toBeLessThan(LATE_MS);
    if ((await toggle.getAttribute('aria-pressed')) === 'false') await toggle.click();
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => lab.number(lane, shows)).not.toBe(before);
  });
}
