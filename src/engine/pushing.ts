/** The sending end of a push link: what goes next, and when the pusher looks again. */
import type { PusherPorts } from '../machines/pusher.ts';
import { Fact } from '../model/journal.ts';
import { wantDispatch } from './brokering.ts';
import { post, send, start } from './kernel.ts';
import { type Lane, noteMessage, takeDelivery } from './lane.ts';
import { Rank } from './ranks.ts';

export function pusherPorts(lane: Lane): PusherPorts {
  const { world, codes } = lane;
  const { deliveries } = world;
  return {
    nothingReady: () => world.queue.ready.size === 0,
    outOfCredit: () => world.push.inFlight >= world.settings['push.maxInFlight'],
    sendNext() {
      const message = world.queue.ready.head;
      const latency = world.settings['net.latency'];
      send(lane.kernel, codes.message.kind, message, codes.message.lease, 0);
      const delivery = takeDelivery(lane, message);
      const arrivesAt = lane.kernel.now + latency;
      const ordinal = deliveries.ordinal[delivery];
      noteMessage(lane, Fact.sent, message, deliveries.number[delivery], ordinal, arrivesAt);
      start(lane.kernel, codes.delivery.kind, delivery);
      world.push.inFlight++;
      post(lane.kernel, latency, Rank.dispatch, codes.endpoint.kind, 0, codes.endpoint.deliver, delivery);
    },
    rest() {
      world.push.dispatchPending = 0;
    },
    lookAgain() {
      world.push.dispatchPending = 0;
      wantDispatch(lane);
    },
  };
}
