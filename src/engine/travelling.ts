/** Trips over the network: how long each takes, and what is lost on the way. */
import { Fact } from '../model/journal.ts';
import type { SimTime } from '../model/time.ts';
import { type Lane, noteMessage } from './lane.ts';
import { chance, Purpose, uniform } from './random.ts';
import { endDelivery } from './slots.ts';

/** Which trip it is, so that each draws its own jitter. */
export const Leg = {
  publish: 0,
  delivery: 1,
  answer: 2,
  poll: 3,
  pollAnswer: 4,
  client: 5,
  heartbeat: 6,
  confirm: 7,
  verdict: 8,
  republish: 9,
} as const;

const LEGS = 16;

/** How long a trip over the network takes; `id` and `attempt` say whose trip it is: a message's luck or a poller, and which time. */
export function trip(lane: Lane, leg: number, id: number, attempt: number): SimTime {
  const { settings, director } = lane.world;
  const latency = settings['net.latency'];
  const jitter = settings['net.jitter'];
  const slowness = director.drills['network.slow'];
  if (jitter === 0 && slowness === 0) return latency;
  const extra = jitter === 0 ? 0 : jitter * uniform(lane.seed, Purpose.trip, id, attempt * LEGS + leg);
  return Math.round((latency + extra) * (slowness || 1));
}

/** Whether a delivery is lost on its way. */
export function strays(lane: Lane, delivery: number): boolean {
  const { deliveries, messages, settings, director } = lane.world;
  const share = Math.max(settings['delivery.lossProb'], director.drills['network.loss']);
  const fate = messages.fate[deliveries.message[delivery]];
  return share > 0 && chance(lane.seed, Purpose.deliveryLoss, fate, deliveries.ordinal[delivery], share);
}

/** A delivery that is lost on its way: its sender learns of it by the end of its lease only. */
export function loseOnWay(lane: Lane, delivery: number): void {
  const { deliveries } = lane.world;
  noteMessage(lane, Fact.strayed, deliveries.message[delivery], deliveries.number[delivery], -1, -1);
  endDelivery(lane, delivery);
}
