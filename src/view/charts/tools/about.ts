/** What each chart means, how it is reckoned, and how it can mislead; and the columns of the series that it is drawn from. */
import type { ChartName } from '../../../model/linkView.ts';
import type { SeriesName } from '../../../model/series.ts';

export interface About {
  means: string;
  formula: string;
  misleads: string;
  columns: readonly SeriesName[];
}

export const about: Record<ChartName, About> = {
  outstanding: {
    means: 'All messages that were published and are not over yet, wherever they wait. Dotted: the push inbox alone.',
    formula: 'published + copies − acked − lost, in messages, at the end of each bucket.',
    misleads:
      'A short queue is no small backlog: what waits in the senders’ memory is in no queue, but it is in this line.',
    columns: ['outstanding', 'ready', 'leased', 'delayed', 'held', 'inbox', 'working'],
  },
  latency: {
    means:
      'How long messages took from their first publish to their first effect: the median as a line, a band up to p95, p99 dotted.',
    formula:
      'Nearest-rank percentiles of all messages that finished in the last second (or in the bucket, if that is longer), from a histogram with less than 1 % error. Never averaged.',
    misleads:
      'Only what finished is in it. A lane that loses its slow messages looks fast; so does an outage, in which nothing finishes. Read it with the strip below.',
    columns: ['p50', 'p95', 'p99', 'finished', 'outstanding', 'lost'],
  },
  throughput: {
    means:
      'What arrives, in grey and the same for all lanes, and what each lane gets done. Dotted: the most that its workers, or what binds them, can do.',
    formula: 'Events in the last second, per second.',
    misleads:
      'Done can exceed offered while a backlog drains; and a lane that is level with what is offered may still carry an old backlog.',
    columns: ['published', 'finished', 'acked'],
  },
  refusals: {
    means: 'Deliveries that a consumer refused, and work that failed, all lanes on one another.',
    formula:
      '(refused + failed) per second in each bucket. Amplification is (deliveries + own tries) ÷ first deliveries.',
    misleads:
      'One message may be refused many times. Few refusals can mean that few were tried, as with a long backoff.',
    columns: ['refused', 'failed', 'deliveries', 'retries', 'ownRetries', 'expired', 'lost'],
  },
  heat: {
    means:
      'Each message that finished, by when it finished and how long it took, a strip a lane: 10 ms at the foot, 100 s at the top, four rows to a decade. Amber: how many have not finished.',
    formula: 'Counts of the latency histogram of each bucket, the darker the more.',
    misleads: 'As with percentiles, what never finishes leaves no mark here. The amber strip is what to watch then.',
    columns: ['p50', 'p95', 'p99', 'finished', 'outstanding'],
  },
  age: {
    means: 'How long the oldest message that is still outstanding has been waiting, since its first publish.',
    formula: 'End of the bucket − first publish of the oldest outstanding message, in seconds.',
    misleads: 'One poison message that is tried again and again keeps it high although all others flow.',
    columns: ['oldestMs', 'outstanding'],
  },
  workers: {
    means: 'Workers on duty: at work, waiting for an answer of the downstream, or idle. A strip a lane.',
    formula: 'Busy workers without a call, and those with one, over workers on duty, at the end of each bucket.',
    misleads: 'Full use is no proof of good work: tries that fail, and work that is done twice, count as well.',
    columns: ['working', 'calling', 'staff'],
  },
  polls: {
    means: 'Questions that workers ask the queue, and those answered with nothing, dotted.',
    formula: 'Polls and empty polls in the last second, per second; empty polls over messages finished.',
    misleads:
      'Many empty polls are the price of freshness without a long poll, not a fault by themselves. Push asks nobody.',
    columns: ['polls', 'emptyPolls', 'finished'],
  },
  losses: {
    means: 'Messages lost so far: dead-lettered, dropped or turned away. Dotted: effects that happened once more.',
    formula: 'Totals since the start of the run.',
    misleads:
      'Dead letters can be put back; then they are done, but stay in this count. Duplicates that a handler recognised are not in it.',
    columns: ['lostTotal', 'deadTotal', 'duplicatesTotal'],
  },
  budget: {
    means:
      'Of the misses that the target allows, what is left; below 0 % it is overdrawn. A line for freshness, dotted for completion.',
    formula:
      '1 − (missed ÷ decided) ÷ (1 − target), since the start. Burn is the same share within the last 10 % and 2 % of the run: ×1 uses the budget up exactly.',
    misleads:
      'An event counts only when it is decided: it made it, or its time is up. Just after a burst the worst is yet to come in.',
    columns: ['freshMet', 'freshDecided', 'doneMet', 'doneDecided'],
  },
  flow: {
    means:
      'Messages that came, in grey, and that have left, in the lane’s hue. The distance upwards is what is outstanding, to the right how long the last one in will wait.',
    formula: 'Came: ever outstanding. Left: came − outstanding. The wait is exact where the order is kept.',
    misleads: 'Who is lost has left as well. Without order the gap to the right is that of no certain message.',
    columns: ['enteredTotal', 'outstanding'],
  },
};
