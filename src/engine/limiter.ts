/**
 * A token bucket as one number (the generic cell rate algorithm, ITU-T I.371): the virtual time at which the bucket would be
 * full again. No timer ticks, so it costs nothing while nobody asks. Rates are per second; a rate of Infinity never holds.
 */
import { SECOND, type SimTime } from '../model/time.ts';

/** Tokens in the bucket at `now`, 0 to `burst`; without a limit any number may go. */
export function tokensAt(virtualTime: number, now: SimTime, ratePerSecond: number, burst: number): number {
  if (ratePerSecond === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const gap = SECOND / ratePerSecond;
  const free = Math.floor((now - Math.max(virtualTime, now)) / gap) + burst;
  return free > 0 ? free : now >= nextTokenAt(virtualTime, ratePerSecond, burst) ? 1 : 0;
}

/** The virtual time after `count` tokens were taken at `now`. */
export function afterTaking(virtualTime: number, now: SimTime, ratePerSecond: number, count: number): number {
  if (ratePerSecond === Number.POSITIVE_INFINITY) return virtualTime;
  return Math.max(virtualTime, now) + (count * SECOND) / ratePerSecond;
}

/** The virtual time under another rate. What was taken in advance is owed in tokens, not in time, so it is paid back at the new rate. */
export function atRate(virtualTime: number, now: SimTime, before: number, after: number): number {
  const owed = before === Number.POSITIVE_INFINITY ? 0 : Math.max(0, virtualTime - now);
  return owed === 0 ? now : now + (owed * before) / after;
}

/** First whole microsecond at which at least one token is there. */
export function nextTokenAt(virtualTime: number, ratePerSecond: number, burst: number): SimTime {
  if (ratePerSecond === Number.POSITIVE_INFINITY) return 0;
  return Math.max(0, Math.ceil(virtualTime - ((burst - 1) * SECOND) / ratePerSecond));
}
