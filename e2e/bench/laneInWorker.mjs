/** The loop of src/engine/lane.bench.ts in the browser's worker, with the engine as the page has it. */
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
      rolldownOptions: { input: 'src/engine/laneWorker.bench.ts', output: { format: 'iife', codeSplitting: false } },
    },
  });
  return output[0].code;
}

/** By processor time of the worker's thread. */
export async function messagesPerSecond(browser, page) {
  await page.goto('about:blank');
  await page.evaluate(
    (text) => {
      window.lane = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
      window.round = () =>
        new Promise((resolve, reject) => {
          window.lane.onerror = (event) => reject(new Error(event.message));
          window.lane.onmessage = ({ data }) => resolve(data);
          window.lane.postMessage(null);
        });
    },
    await script(),
  );
  const speeds = [];
  for (let round = 0; round <= ROUNDS; round++) {
    let messages = 0;
    const calls = await scriptDuring(browser, page, 'DedicatedWorker thread', async () => {
      messages = await page.evaluate(() => window.round());
    });
    if (round > 0) speeds.push(messages / (calls.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / 1_000)); // the first round warms up
  }
  return speeds;
}
