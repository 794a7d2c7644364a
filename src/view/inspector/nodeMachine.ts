/** Which statechart runs a part of a lane. A part that is only a place has that of what stands in it. */
import type { LaneId } from '../../model/lanes.ts';
import type { MachineName, Subject } from '../../model/statechart.ts';
import type { NodeId } from '../../store/state.ts';
import { kindOf } from './nodeSettings.ts';
import { workerOf } from './nodeWords.ts';

interface Machine {
  title: string;
  subject: Subject;
}

/** All of the kind, where there are several. */
const machines: Record<Exclude<ReturnType<typeof kindOf>, 'worker' | 'link'>, [title: string, machine: MachineName]> = {
  producers: ['Its statechart', 'producer'],
  queue: ['Its statechart', 'queue'],
  room: ['Statechart of all messages', 'message'],
  inbox: ['Statechart of the receiving end', 'endpoint'],
  consumers: ['Statechart of all workers', 'worker'],
  breaker: ['Its statechart', 'breaker'],
  downstream: ['Its statechart', 'downstream'],
  dlq: ['Statechart of the redriver', 'redriver'],
};

export function machineOf(node: NodeId, lane: LaneId): Machine {
  const kind = kindOf(node);
  if (kind === 'worker')
    return { title: 'Its statechart', subject: { lane, machine: 'worker', which: workerOf(node) } };
  if (kind === 'link')
    return lane === 'push'
      ? { title: 'Statechart of the pusher', subject: { lane, machine: 'pusher', which: null } }
      : { title: 'Statechart of all pollers', subject: { lane, machine: 'poller', which: null } };
  const [title, machine] = machines[kind];
  return { title, subject: { lane, machine, which: null } };
}
