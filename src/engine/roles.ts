/** The cast of a lane: which kinds of machine there are, who may command whom, and whose timers go first. */
import { autoscalerMachine } from '../machines/autoscaler.ts';
import { breakerMachine } from '../machines/breaker.ts';
import { clientMachine } from '../machines/client.ts';
import { deliveryMachine } from '../machines/delivery.ts';
import { directorMachine } from '../machines/director.ts';
import { downstreamMachine } from '../machines/downstream.ts';
import { endpointMachine } from '../machines/endpoint.ts';
import { instanceMachine } from '../machines/instance.ts';
import { messageMachine } from '../machines/message.ts';
import { pollerMachine } from '../machines/poller.ts';
import { producerMachine } from '../machines/producer.ts';
import { pusherMachine } from '../machines/pusher.ts';
import { queueMachine } from '../machines/queue.ts';
import { redriverMachine } from '../machines/redriver.ts';
import { workerMachine } from '../machines/worker.ts';
import { eventCodes } from './compile.ts';
import { Rank } from './ranks.ts';

/**
 * A higher level may send at once to a lower one; anything else, and above all every answer, goes through the calendar.
 * So nothing can come back to a machine while it acts. The timeline directs all, an instance its workers and pollers; pollers and the queue wake workers and settle
 * deliveries; workers call downstream; deliveries settle messages.
 */
const Level = {
  message: 0,
  delivery: 1,
  downstream: 2,
  worker: 3,
  machine: 4,
  instance: 5,
  scaler: 6,
  director: 7,
} as const;

/** Every kind, in the order of their codes. */
export const roles = {
  message: { machine: messageMachine, timerRank: Rank.timer, level: Level.message },
  delivery: { machine: deliveryMachine, timerRank: Rank.expiry, level: Level.delivery },
  producer: { machine: producerMachine, timerRank: Rank.arrival, level: Level.machine },
  queue: { machine: queueMachine, timerRank: Rank.timer, level: Level.machine },
  pusher: { machine: pusherMachine, timerRank: Rank.timer, level: Level.machine },
  endpoint: { machine: endpointMachine, timerRank: Rank.timer, level: Level.machine },
  poller: { machine: pollerMachine, timerRank: Rank.poll, level: Level.machine },
  worker: { machine: workerMachine, timerRank: Rank.workEnd, level: Level.worker },
  downstream: { machine: downstreamMachine, timerRank: Rank.timer, level: Level.downstream },
  breaker: { machine: breakerMachine, timerRank: Rank.timer, level: Level.machine },
  instance: { machine: instanceMachine, timerRank: Rank.timer, level: Level.instance },
  autoscaler: { machine: autoscalerMachine, timerRank: Rank.scale, level: Level.scaler },
  redriver: { machine: redriverMachine, timerRank: Rank.timer, level: Level.machine },
  client: { machine: clientMachine, timerRank: Rank.arrival, level: Level.machine },
  director: { machine: directorMachine, timerRank: Rank.change, level: Level.director },
} as const;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as Role[];

/** The code of each kind and of each event it takes. */
export type Codes = {
  [R in Role]: { kind: number } & ReturnType<typeof eventCodes<(typeof roles)[R]['machine']>>;
};

/** One for all lanes, so that V8 takes each code for the constant that it is. */
export const codes = Object.fromEntries(
  roleNames.map((role, kind) => [role, { ...eventCodes(roles[role].machine), kind }]),
) as unknown as Codes;
