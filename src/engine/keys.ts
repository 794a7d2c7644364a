/** Which key a message belongs to: drawn by its luck, so it is the same in all lanes and costs nothing while nobody asks. */
import type { Lane } from './lane.ts';
import { Purpose, uniform } from './random.ts';
import { exp, ln } from './real.ts';

/** Injected poison is told by its luck (see arriving): it always hits the hottest key. */
const isInjected = (luck: number) => luck >>> 30 === 1;

/** Cumulative shares of the keys, the hottest first, for the count and skew they were last asked for. */
let shares = new Float64Array(0);
let sharesSkew = 0;

/** Zipf: the share of key k is proportional to (k + 1)^−skew. */
function sharesOf(count: number, skew: number): Float64Array {
  if (shares.length === count && sharesSkew === skew) return shares;
  shares = new Float64Array(count);
  sharesSkew = skew;
  let sum = 0;
  for (let key = 0; key < count; key++) shares[key] = sum += exp(-skew * ln(key + 1));
  return shares;
}

/** Not asked for so far. */
export const UNKNOWN = -1;

/** 0 is the hottest key. */
export function keyOf(lane: Lane, message: number): number {
  const { messages } = lane.world;
  if (messages.key[message] === UNKNOWN) messages.key[message] = drawKey(lane, message);
  return messages.key[message];
}

function drawKey(lane: Lane, message: number): number {
  const { messages, settings } = lane.world;
  const luck = messages.luck[message];
  const { 'key.count': count, 'key.skew': skew } = settings;
  if (isInjected(luck)) return 0;
  const u = uniform(lane.seed, Purpose.key, luck, 0);
  if (skew === 0) return Math.floor(u * count);
  const cumulative = sharesOf(count, skew);
  const wanted = u * cumulative[count - 1];
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle] > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
