import type { Lane } from './lane.ts';

/**
 * What a kind of machine can do to its lane: the ports of the machine are its methods. Classes, because their methods are the same
 * for all lanes; closures would be others in each, and V8 looks at every one of them, and at what it closes over, before each call.
 */
export class OfLane {
  readonly lane: Lane;

  constructor(lane: Lane) {
    this.lane = lane;
  }
}
