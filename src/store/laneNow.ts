/** A lane at the playhead in a handful of numbers, counted from its picture. */
import type { Picture } from '../model/picture.ts';
import type { LaneNow } from './state.ts';

export function laneNow({ totals, messages, deliveries }: Picture): LaneNow {
  const now = { ready: 0, leased: 0, delayed: 0, held: 0, travelling: 0, inbox: 0, working: 0 };
  for (const message of messages.values()) now[message.place]++;
  // A message may be worked on twice at a time, and after its end; waiting counts it once or not at all.
  const workedOn = new Set<number>();
  for (const delivery of deliveries.values()) {
    if (delivery.place === 'inbox') now.inbox++;
    if (delivery.place !== 'working' && delivery.place !== 'calling') continue;
    now.working++;
    if (messages.has(delivery.message)) workedOn.add(delivery.message);
  }
  const { ready, leased, delayed, held, inbox, working } = now;
  return {
    totals: { ...totals },
    ready,
    leased,
    delayed,
    held,
    inbox,
    working,
    outstanding: messages.size,
    waiting: messages.size - workedOn.size,
    lost: totals.deadLettered + totals.dropped + totals.turnedAway,
  };
}
