/** What the page's scripts cost a frame, read from the browser's trace: processor time of all script from one animation frame to the next. */
import { scriptDuring } from './trace.mjs';

const WATCH_MS = 6_000;
/** Before that, so that the code is warm. */
const WARM_UP_MS = 2_000;

/** As the Lab opens. */
export const calm = { fragment: '' };
/** Some 600 messages in each lane after a burst, push trying again and again; the stage draws as many dots of them as it has room for. */
export const crowded = { fragment: '#v=1&scenario=hook&until=60s&burst.size=640&retry.maxAttempts=50&t=20.3s' };
/** The stage shows pictures; the run is long enough to last. */
export const fast = { fragment: '#v=1&scenario=hook&until=6h&t=0', speed: '1000' };

/** Milliseconds of script by frame. */
async function traced(browser, page, act) {
  const frames = [];
  for (const { name, cpuMs } of await scriptDuring(browser, page, 'CrRendererMain', act)) {
    if (name === 'FireAnimationFrame') frames.push(0);
    if (frames.length > 0) frames[frames.length - 1] += cpuMs;
  }
  return frames.slice(0, -1); // the last one may have been cut
}

export const scripts = (browser, withPage, { fragment, speed }) =>
  withPage(fragment, async (page, address) => {
    await page.goto(address);
    if (speed !== undefined) await page.getByRole('combobox', { name: /^speed/ }).selectOption(speed);
    const play = page.getByRole('button', { name: 'Play', exact: true });
    if (fragment !== '') await play.click();
    await page.waitForTimeout(WARM_UP_MS);
    return traced(browser, page, () => page.waitForTimeout(WATCH_MS));
  });

/** While the run stands still, the pointer moves over a chart, and its cursor is drawn in all of them: nothing else is in these frames. */
export const chartUpdates = (browser, withPage) =>
  withPage('#v=1&scenario=hook&t=30s', async (page, address) => {
    await page.goto(address);
    const box = await page.getByRole('slider', { name: 'Outstanding work', exact: true }).boundingBox();
    const sweep = async (times) => {
      for (let i = 0; i < times; i++) {
        await page.mouse.move(box.x + 10 + ((i * 7) % (box.width - 20)), box.y + 40);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    };
    await sweep(60);
    return traced(browser, page, () => sweep(200));
  });
