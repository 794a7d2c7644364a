/**
 * Who goes first at one instant (semantics: an ack that comes as the lease ends still counts; a call that ends on its deadline made it).
 * Lower goes first; within a rank, first scheduled goes first.
 */
export const Rank = {
  /** The timeline: drills and changed parameters. */
  change: 0,
  /** What reaches the one who waits for it: a publish, an ack, a nack, a downstream reply. */
  arrival: 1,
  callEnd: 2,
  /** A worker's own clock: end of work, of a call's patience, of its own backoff. */
  workEnd: 3,
  expiry: 4,
  /** Backoff due, long poll over, breaker, tokens. */
  timer: 5,
  /** A free worker takes what already waits before more comes in. */
  start: 6,
  dispatch: 7,
  poll: 8,
  scale: 9,
  /** What is done to one thing, after all that could still become of it at this instant. */
  harm: 10,
} as const;
