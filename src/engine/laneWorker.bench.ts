/** The same lane in a browser's worker, with the engine as it is built for the page: runs it once for each message from the page, and says how many messages it had. */
import { laneSpeed } from './laneSpeed.bench.ts';

self.onmessage = () => {
  self.postMessage(laneSpeed('hash').published);
};
