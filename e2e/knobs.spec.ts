import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage.ts';

const DEADLINE_MS = 100;

/** Does something in the page and measures there how long it takes until every one of these texts has changed, in ms. */
async function untilChanged(page: Page, selectors: string[], act: () => Promise<void>): Promise<number> {
  await page.evaluate((watched) => {
    const texts = () => watched.map((selector) => document.querySelector(selector)?.textContent ?? '');
    const before = texts();
    let began = 0;
    const begin = () => {
      began ||= performance.now();
    };
    for (const type of ['keydown', 'pointerup', 'click']) addEventListener(type, begin, { capture: true, once: true });
    (window as unknown as { changed: Promise<number> }).changed = new Promise((resolve, reject) => {
      const look = () => {
        if (began > 0 && texts().every((text, i) => text !== before[i])) resolve(performance.now() - began);
        else if (began > 0 && performance.now() - began > 5_000)
          reject(new Error(`after 5 s: ${texts().join(' | ')}; before: ${before.join(' | ')}`));
        else requestAnimationFrame(look);
      };
      look();
    });
  }, selectors);
  await act();
  return page.evaluate(() => (window as unknown as { changed: Promise<number> }).changed);
}

const id = (name: string) => `[data-testid="${name}"]`;
const reading = 'figure.chart output';

/** Opened paused 2 s into the burst, with changes acting from the start, so that every number on the page is of the changed run. */
async function openAtBurst(page: Page, at = '21.5s'): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open(`v=1&scenario=hook&t=${at}`);
  await page.getByRole('radio', { name: 'from the start' }).check();
  await lab.pointAt('Outstanding work');
  return lab;
}

const knobs = [
  { label: 'Poll interval', key: 'PageUp', lane: 'pull-waiting' },
  { label: 'Burst', key: 'PageUp', lane: 'push-waiting' },
  { label: 'Attempts', key: 'Home', lane: 'push-lost' },
];
for (const { label, key, lane } of knobs) {
  test(`turning “${label}” changes lane and chart within ${DEADLINE_MS} ms`, async ({ page }) => {
    const lab = await openAtBurst(page);
    const slider = lab.slider(label);
    await slider.focus();
    await lab.pointAt('Outstanding work');
    // Pointing moved the focus to the chart; the cursor stays where it is when the pointer holds it.
    const plot = page.getByRole('slider', { name: 'Outstanding work', exact: true });
    await plot.hover({ position: { x: 200, y: 40 } });
    const took = await untilChanged(page, [id(lane), reading], async () => {
      await slider.evaluate((input: HTMLElement) => input.focus({ preventScroll: true }));
      await page.keyboard.press(key);
    });
    test.info().annotations.push({ type: 'ms', description: took.toFixed(0) });
    console.log(`${label}: ${took.toFixed(0)} ms`);
    expect(took).toBeLessThan(DEADLINE_MS);
  });
}

const outages = [
  { name: /Consumers down/, lane: 'push-working' },
  { name: /Broker down/, lane: 'pull-waiting' },
  { name: /Downstream refuses/, lane: 'push-done' },
];
for (const { name, lane } of outages) {
  test(`switching “${name.source}” while it runs changes lane and chart within ${DEADLINE_MS} ms of showing it`, async ({
    page,
  }) => {
    const lab = new LabPage(page);
    await lab.open('v=1&scenario=hook&t=15s');
    const plot = page.getByRole('slider', { name: 'Outstanding work', exact: true });
    await plot.hover({ position: { x: 200, y: 40 } });
    const toggle = lab.drill(name);
    const took = await untilChanged(page, [reading], async () => {
      await toggle.evaluate((button: HTMLElement) => button.click());
    });
    console.log(`${name.source}: ${took.toFixed(0)} ms`);
    expect(took).toBeLessThan(DEADLINE_MS);
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    const before = await lab.number(...(lane.split('-') as ['push', string]));
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => lab.number(...(lane.split('-') as ['push', string]))).not.toBe(before);
  });
}
