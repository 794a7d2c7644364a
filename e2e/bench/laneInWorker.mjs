/** The loop of src/engine/lane.bench.ts in the browser's worker, with the engine as the page has it; and beside it the very same text in Node. */
import { build, loadConfigFromFile } from 'vite';
import { scriptDuring } from './trace.mjs';

const ROUNDS = 7;

/** The worker's text, built by the rules of the page's own worker. */
async function script() {
  const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' });
  const { output } = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: config.worker.plugins(),
    build: {
      write: false,
      target: config.build.target,
      rolldownOptions: {
        input: 'src/engine/laneWorker.bench.ts',
        output: { ...config.worker.rolldownOptions.output, format: 'iife', codeSplitting: false },
      },
    },
  });
  return output[0].code;
}

/** Starts it in a worker of the page, and returns what runs it once and gives messages a second of the processor time of the worker's thread. */
async function inBrowser(browser, page, text) {
  await page.goto('about:blank');
  await page.evaluate((code) => {
    window.lane = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    window.round = () =>
      new Promise((resolve, reject) => {
        window.lane.onerror = (event) => reject(new Error(event.message));
        window.lane.onmessage = ({ data }) => resolve(data);
        window.lane.postMessage(null);
      });
  }, text);
  return async () => {
    let messages = 0;
    const calls = await scriptDuring(browser, page, 'DedicatedWorker thread', async () => {
      messages = await page.evaluate(() => window.round());
    });
    return messages / (calls.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1_000);
  };
}

/** The same of Node, in this process. */
function inNode(text) {
  let messages = 0;
  const self = {
    postMessage(count) {
      messages = count;
    },
  };
  new Function('self', text)(self);
  return () => {
    const before = process.cpuUsage();
    self.onmessage();
    const { user, system } = process.cpuUsage(before);
    return messages / ((user + system) / 1e6);
  };
}

/** Messages a second, and how they stand to those in Node, round by round. */
export async function laneInWorker(browser, page) {
  const text = await script();
  const [worker, node] = [await inBrowser(browser, page, text), inNode(text)];
  const speeds = [];
  const ratios = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [here, there] = [await worker(), node()];
    if (round === 0) continue; // it warms up
    speeds.push(here);
    ratios.push(here / there);
  }
  return { speeds, ratios };
}
