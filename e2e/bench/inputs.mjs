/** From a key or a click to the next paint, while the run goes on: what the browser itself reports as event timing, in steps of 8 ms. */
import { crowded } from './frames.mjs';

const ROUNDS = 30;

const listen = () => {
  window.inputs = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (name === 'keydown' || name === 'click') window.inputs.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });
};

export const inputs = (withPage) =>
  withPage(crowded.fragment, async (page, address) => {
    await page.goto(address);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const knob = page.getByRole('slider', { name: 'Poll interval', exact: true });
    const drill = page.getByRole('region', { name: 'Break something' }).getByRole('button', { name: /Broker down/ });
    await page.waitForTimeout(1_000);
    await page.evaluate(listen);
    for (let i = 0; i < ROUNDS; i++) {
      await knob.focus();
      await page.keyboard.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
      await page.waitForTimeout(100);
      if (i % 3 === 0) await drill.click();
      await page.waitForTimeout(100);
    }
    return page.evaluate(() => window.inputs);
  });
