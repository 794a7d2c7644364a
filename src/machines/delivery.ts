/**
 * One hand-out of a message, as the sender sees it: open until it is answered or its lease (pull) or request timeout (push) ends.
 * Nothing here stops the work at the other end, which goes on after an expiry and may still answer.
 */
import { setup } from 'xstate';
import type { Addressed } from './addressed.ts';

export interface DeliveryPorts {
  acknowledge(delivery: number): void;
  acknowledgeLate(delivery: number): void;
  fail(delivery: number): void;
  expire(delivery: number): void;
  lateAckCounts(delivery: number): boolean;
  lease(delivery: number): number;
  /** Its worker asked for more time. */
  renew(delivery: number): void;
  /** Its sender has lost its memory: nobody waits for an answer any more. */
  forget(delivery: number): void;
}

export type DeliveryEvent = { type: 'ack' | 'nack' | 'renew' | 'forget'; id: number };

export const deliveryMachine = setup({
  types: {} as { context: Addressed<DeliveryPorts>; input: Addressed<DeliveryPorts>; events: DeliveryEvent },
  delays: { lease: ({ context }) => context.ports.lease(context.id) },
  guards: { lateAckCounts: ({ context }) => context.ports.lateAckCounts(context.id) },
  actions: {
    acknowledge: ({ context }) => context.ports.acknowledge(context.id),
    acknowledgeLate: ({ context }) => context.ports.acknowledgeLate(context.id),
    fail: ({ context }) => context.ports.fail(context.id),
    renew: ({ context }) => context.ports.renew(context.id),
    expire: ({ context }) => context.ports.expire(context.id),
    forget: ({ context }) => context.ports.forget(context.id),
  },
}).createMachine({
  id: 'delivery',
  context: ({ input }) => input,
  initial: 'open',
  states: {
    open: {
      after: { lease: { target: 'expired', actions: 'expire' } },
      on: {
        ack: { target: 'acked', actions: 'acknowledge' },
        nack: { target: 'nacked', actions: 'fail' },
        renew: { target: 'open', reenter: true, actions: 'renew' },
        forget: { target: 'expired', actions: 'forget' },
      },
    },
    expired: {
      on: { ack: { guard: 'lateAckCounts', target: 'acked', actions: 'acknowledgeLate' } },
    },
    acked: {},
    nacked: {},
  },
});
