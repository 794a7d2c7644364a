/**
 * Adaptive throttling by the caller (“Handling Overload”, Site Reliability Engineering, 2016): a share of its own requests is
 * rejected at once, p = max(0, (requests − k × accepts) / (requests + 1)) over the last two minutes.
 */
import { SECOND, type SimTime } from '../model/time.ts';

const BUCKETS = 60;
const BUCKET: SimTime = 2 * SECOND;

export const createThrottle = () => ({
  /** Number of the bucket that is being filled, counted from the start of the run. */
  bucket: 0,
  requests: new Float64Array(BUCKETS),
  accepts: new Float64Array(BUCKETS),
  requestsNow: 0,
  acceptsNow: 0,
});
type Throttle = ReturnType<typeof createThrottle>;

/** Forgets what is older than two minutes. */
function roll(throttle: Throttle, now: SimTime): number {
  const bucket = Math.floor(now / BUCKET);
  const from = Math.max(throttle.bucket + 1, bucket - BUCKETS + 1);
  for (let each = from; each <= bucket; each++) {
    const i = each % BUCKETS;
    throttle.requestsNow -= throttle.requests[i];
    throttle.acceptsNow -= throttle.accepts[i];
    throttle.requests[i] = 0;
    throttle.accepts[i] = 0;
  }
  throttle.bucket = bucket;
  return bucket % BUCKETS;
}

/** The share to reject of the request that is about to be made, which is counted whatever becomes of it. */
export function shareToReject(throttle: Throttle, now: SimTime, k: number): number {
  const i = roll(throttle, now);
  const share = (throttle.requestsNow - k * throttle.acceptsNow) / (throttle.requestsNow + 1);
  throttle.requests[i]++;
  throttle.requestsNow++;
  return Math.max(0, share);
}

/** A request was taken: answered, be it with an error of its own. */
export function noteAccept(throttle: Throttle, now: SimTime): void {
  throttle.accepts[roll(throttle, now)]++;
  throttle.acceptsNow++;
}
