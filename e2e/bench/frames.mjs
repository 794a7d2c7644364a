/** What the page's scripts cost a frame, read from the browser's trace: processor time of all script from one animation frame to the next. */
import { scriptDuring } from './trace.mjs';

const WATCH_MS = 6_000;
/** Before that, so that the code is warm. */
const WARM_UP_MS = 2_000;

/** As the Lab opens. */
export const calm = { fragment: '' };
/** Tanks nearly full, eight workers a lane, and a slow network, so that very many are on their way and each is still drawn; push tries again and again. */
export const crowded = {
  fragment: `#v=1&scenario=hook&until=80s&t=28s&${[
    'arrival.rate=40/s',
    'burst.size=320',
    'burst.over=7s',
    'net.latency=800ms',
    'consumer.instances=8',
    'service.mean=190ms',
    'retry.maxAttempts=50',
    'retry.base=7s',
    'retry.multiplier=1',
    'poll.interval=0',
    'poll.pollers=10',
    'poll.batchMax=2',
    'hybrid:consumer.rateLimit=inf',
  ].join('&')}`,
};
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

async function play(page, address, { fragment, speed }) {
  await page.goto(address);
  if (speed !== undefined) await page.getByRole('combobox', { name: /^speed/ }).selectOption(speed);
  if (fragment !== '') await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForTimeout(WARM_UP_MS);
}

export const scripts = (browser, withPage, scene) =>
  withPage(scene.fragment, async (page, address) => {
    await play(page, address, scene);
    return traced(browser, page, () => page.waitForTimeout(WATCH_MS));
  });

/** In the page: counts the full discs on the stage by frame, each a message or a poll. */
const countDiscs = () => {
  window.discs = [];
  const { prototype } = CanvasRenderingContext2D;
  const { arc, clearRect } = prototype;
  let frame = -1;
  prototype.clearRect = function (...area) {
    if (this.canvas.className === 'moving' && frame !== document.timeline.currentTime) {
      frame = document.timeline.currentTime;
      window.discs.push(0);
    }
    clearRect.apply(this, area);
  };
  prototype.arc = function (...circle) {
    if (this.canvas.className === 'moving' && circle[3] === 0) window.discs[window.discs.length - 1]++;
    arc.apply(this, circle);
  };
};

/** How many dots the stage draws, by frame. Apart from the script's time, for to count takes some. */
export const dots = (withPage, scene) =>
  withPage(scene.fragment, async (page, address) => {
    await page.addInitScript(countDiscs);
    await play(page, address, scene);
    return page.evaluate(
      () => window.discs.splice(0) && new Promise((done) => setTimeout(() => done(window.discs), 2_000)),
    );
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
