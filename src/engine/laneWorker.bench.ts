/** The same lane in a browser's worker, with the engine as it is built for the page: runs it once for each message from the page, and says how many messages it had. */
import { laneSpeed, MESSAGES } from './laneSpeed.bench.ts';

self.onmessage = () => {
  laneSpeed('hash');
  self.postMessage(MESSAGES);
};
