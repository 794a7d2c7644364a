/** Which gate holds a queue, said where the queue stands. */
import { Fact, type GateName, gates } from '../../model/journal.ts';
import { SECOND, type SimTime } from '../../model/time.ts';
import type { LaneSource } from './moment.ts';

/** A gate may change with every message; a reader sees what held the queue for most of this time. */
const LOOKED_BACK: SimTime = SECOND;

/** As after "held by". */
export const gateNames: Record<GateName, string> = {
  none: 'nothing',
  'broker-down': 'the broker’s outage',
  'endpoint-backoff': 'the sender’s pause',
  breaker: 'the open breaker',
  rate: 'the limiter',
  window: 'a full window',
  quota: 'the lease quota',
  ordering: 'the order',
  batch: 'a batch that fills',
  'consumer-down': 'absent workers',
  'workers-busy': 'busy workers',
  'no-poll': 'resting pollers',
};

/** How long each gate was the lane's in the last second, by index in gates; one entry alone where the tape holds no records. */
export function gateTimes({ picture, visit, rates }: LaneSource, playhead: SimTime): number[] {
  const times = gates.map(() => 0);
  let gate = -1;
  let since = playhead - LOOKED_BACK;
  const until = (time: SimTime) => {
    if (gate >= 0) times[gate]! += time - since;
    since = time;
  };
  if (rates === null)
    visit(Math.max(0, since), playhead, ({ kind, time, value }, i) => {
      if (kind[i] !== Fact.gate) return;
      until(time[i]!);
      gate = value[i]!;
    });
  if (gate === -1) gate = picture.gate;
  until(playhead);
  return times;
}

/** The one that held it longest; `none` if it was open as long. */
export function heldBy(source: LaneSource, playhead: SimTime): GateName {
  const times = gateTimes(source, playhead);
  return gates[times.indexOf(Math.max(...times))]!;
}
