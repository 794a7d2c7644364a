/** What a whole lane costs in Node; the bar is about the page's worker, which e2e/bench/laneInWorker.mjs measures. Beside it the same lane with the journal off, which is what a sweep runs. */
import { laneSpeed } from './laneSpeed.bench.ts';

const ROUNDS = 7;
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

const rounds: Record<'hash' | 'off', ReturnType<typeof laneSpeed>[]> = { hash: [], off: [] };
for (let round = 0; round <= ROUNDS; round++) {
  for (const journal of ['hash', 'off'] as const) {
    const speed = laneSpeed(journal);
    if (round > 0) rounds[journal].push(speed); // the first round warms up
  }
}
const messages = (journal: 'hash' | 'off') => median(rounds[journal].map((each) => each.messages));
const entries = median(rounds.hash.map((each) => each.entries));
console.log(`hybrid lane, hash on   ${Math.round(messages('hash')).toLocaleString('en')} messages/s in Node`);
console.log(`hybrid lane, hash off  ${Math.round(messages('off')).toLocaleString('en')} messages/s`);
console.log(`hash on / off           ${(messages('hash') / messages('off')).toFixed(2).padStart(6)}`);
console.log(
  `calendar entries       ${(entries / 1e6).toFixed(2).padStart(6)} M/s, ${(entries / messages('hash')).toFixed(1)} a message`,
);
