/** Amazon SQS: the standard queue, the FIFO queue, and Lambda as the consumer of a standard queue. */
import type { Values } from '../../model/scenario.ts';
import { SECOND as S } from '../../model/time.ts';
import type { Preset } from '../preset.ts';

const guide = 'Amazon SQS Developer Guide';

/** What the workers of all three do: they wait at the queue, and a message that fails waits out its lease. */
const polled: Values = {
  'poll.interval': 0,
  'poll.wait': 20 * S,
  'error.answer': 'nothing',
  'retry.schedule': 'immediate',
  'inflight.quota': 120_000,
  // A message moves to the dead letters at the receive after its last.
  'dlq.moves': 'next-receive',
};
/** A standard queue delivers at least once, and tells a short poll that too much is out. */
export const standardQueue: Values = { ...polled, 'inflight.signal': 'error', 'spurious.dupProb': 0.0001 };

const deadLettersKeepTheirAge =
  'A dead letter keeps the time of its first enqueue, from which its retention counts; here it counts from its burial.';
const ownLeases = 'A lease that one receiver changes for one message (ChangeMessageVisibility).';

export const sqsStandard: Preset = {
  name: 'sqs-standard',
  title: 'SQS standard queue',
  system: 'Amazon SQS, a standard queue with workers that long-poll it',
  version: 'Developer Guide of 2023 (awsdocs 39de636)',
  lane: 'pull',
  values: { ...standardQueue, 'poll.falseEmptyProb': 0.1 },
  sources: [
    `${guide}, Visibility timeout`,
    `${guide}, Short and long polling`,
    `${guide}, Dead-letter queues`,
    `${guide}, Quotas related to messages`,
    'Amazon SQS API Reference, maxReceiveCount of the redrive policy',
  ],
  cannot: [
    'The servers of which a short poll asks only some; here a share of short polls finds nothing.',
    'Fair queues, which keep one group from holding up the others.',
    'The exact rule of ApproximateAgeOfOldestMessage, which passes over a message that was received three times.',
    deadLettersKeepTheirAge,
    ownLeases,
  ],
  unconfirmed: [
    'The share of spurious copies, 1 in 10,000: AWS says that they happen, not how often.',
    'The share of short polls that find nothing, 1 in 10: AWS says that it happens, not how often.',
  ],
  notes: [
    'A message is received 5 times: maxReceiveCount is the owner’s choice, the API’s text names 10, and AWS advises against 1.',
    'A poll takes up to 10 messages, the most that SQS allows.',
  ],
};

export const sqsFifo: Preset = {
  name: 'sqs-fifo',
  title: 'SQS FIFO queue',
  system: 'Amazon SQS, a FIFO queue with message groups',
  version: 'Developer Guide of 2023 (awsdocs 39de636), quota of a newer copy',
  lane: 'pull',
  values: { ...polled, 'queue.order': 'fifo-group', 'dedup.window': 300 * S, lateAck: 'rejected' },
  sources: [
    `${guide}, FIFO delivery logic`,
    `${guide}, Using the message deduplication ID`,
    `${guide}, Visibility timeout`,
    `${guide}, FIFO queue quotas`,
  ],
  cannot: [
    'Quotas of throughput.',
    'The receive request attempt ID, by which a receive whose answer was lost can be repeated.',
    'Several messages of one group in one answer; here an answer brings one of each group.',
    deadLettersKeepTheirAge,
    ownLeases,
  ],
  notes: [
    'At most 120,000 messages are out, as a newer copy of the quotas says; the guide of 2023 and several pages say 20,000.',
  ],
};

export const lambdaOnSqs: Preset = {
  name: 'lambda-sqs',
  title: 'Lambda on SQS',
  system: 'AWS Lambda as an event source mapping on an SQS standard queue',
  version: 'Lambda Developer Guide of 2023 (awsdocs c5f6ee4), scaling of the current page',
  lane: 'pull',
  values: {
    ...standardQueue,
    'batch.failure': 'whole',
    'ack.timeout': 180 * S,
    'consumer.instances': 5,
    'autoscale.metric': 'backlog',
    'autoscale.backlog': 10,
    'autoscale.min': 5,
    'autoscale.max': 1_000,
    'autoscale.maxStep': 300,
    'autoscale.startup': S / 2,
  },
  sources: [
    'AWS Lambda Developer Guide, Using Lambda with Amazon SQS',
    'AWS Lambda Developer Guide, Scaling behavior of SQS event source mappings',
    'AWS Lambda Developer Guide, Handling errors for an SQS event source',
  ],
  cannot: [
    'The pool of cold and warm environments; here each new instance starts for half a second.',
    'Billing by the millisecond.',
    'The concurrency of the account, which other functions share.',
    'The function’s own timeout, and the concurrency that the mapping takes back while a function fails.',
  ],
  unconfirmed: [
    'The share of spurious copies, 1 in 10,000.',
    'The rule by which the mapping grows: here one instance for each 10 messages that wait, decided every 15 s.',
    'That the mapping never goes below the 5 batches it starts with.',
    'The half second that an instance takes to start.',
  ],
  notes: [
    'The mapping adds 300 instances a minute, as the current page says; the guide of 2022 and 2023 says 60.',
    'The lease is six times the timeout of a function that may take 30 s, as AWS advises.',
    'A message is received 5 times, the least that AWS advises, because throttling uses up receives.',
  ],
};
