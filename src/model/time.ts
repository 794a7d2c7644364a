/** Simulated time: whole microseconds since the start of a run. Never a float, so that ties are decided by rule, not by rounding. */
export type SimTime = number;

export const MILLISECOND: SimTime = 1_000;
export const SECOND: SimTime = 1_000_000;

/** A time that never comes: no lease, no timeout, no further arrival. Scheduling it schedules nothing. */
export const NEVER: SimTime = Number.POSITIVE_INFINITY;
