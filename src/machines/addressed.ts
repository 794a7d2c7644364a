/**
 * What every machine here has as its context: which one it is, and what it can do to the world.
 * The record itself stands in the engine's columns at `id`; an action must not keep the context, because the
 * compiled runner hands the same object to all machines of a kind.
 */
export interface Addressed<Ports> {
  id: number;
  readonly ports: Ports;
}
