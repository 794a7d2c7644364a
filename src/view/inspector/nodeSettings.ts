/** Which rows of the parameter table belong to a part of a lane. */
import { holds, rulesOf } from '../../model/applies.ts';
import type { LaneId } from '../../model/lanes.ts';
import { type ParameterId, parameterIds, parameters, type Settings } from '../../model/parameters.ts';
import { lanesOf } from '../../model/scenario.ts';
import type { NodeId } from '../../store/state.ts';

type NodeKind = Exclude<NodeId, `worker:${number}`> | 'worker';

export const kindOf = (node: NodeId): NodeKind => (node.startsWith('worker:') ? 'worker' : (node as NodeKind));

/** By how the ids begin. */
const prefixes: Record<NodeKind, readonly string[]> = {
  producers: ['arrival.', 'surge.', 'clients.', 'burst.', 'trace.', 'poison.', 'key.', 'publish.'],
  queue: ['queue.', 'inflight.', 'ack.timeout', 'lease.', 'lateAck', 'timeout.', 'requeue.', 'dedup.', 'spurious.'],
  room: ['retry.'],
  link: ['net.', 'delivery.', 'ack.', 'poll.', 'consumer.rate', 'push.', 'endpoint.'],
  inbox: ['push.inbox', 'push.choice', 'buffer.', 'shed.'],
  worker: ['consumer.', 'service.', 'error.', 'crash.', 'idempotency.', 'batch.', 'shed.', 'buffer.', 'autoscale.'],
  consumers: ['consumer.', 'service.', 'error.', 'crash.', 'idempotency.', 'batch.', 'shed.', 'buffer.', 'autoscale.'],
  breaker: ['breaker.'],
  downstream: ['ds.', 'throttle.'],
  dlq: ['dlq.', 'redrive.', 'retry.maxAttempts', 'retry.maxAge'],
};

/** Those that act in the lane as it is set, in the order of the table. */
export function settingsOfNode(node: NodeId, lane: LaneId, settings: Settings): ParameterId[] {
  const begins = prefixes[kindOf(node)];
  return parameterIds.filter(
    (id) =>
      begins.some((prefix) => id.startsWith(prefix)) &&
      lanesOf(parameters[id]).includes(lane) &&
      rulesOf(id).every((rule) => holds(rule, settings[rule.needs])),
  );
}
