/** The shipped scenarios: what the page offers by name and a link may build on. A name is for ever, for links hold it. */
import type { Scenario } from '../model/scenario.ts';
import { SECOND, type SimTime } from '../model/time.ts';
import { blank } from './blank.ts';
import { downstreamOutage } from './downstreamOutage.ts';
import { hook } from './hook.ts';
import { lostAcks } from './lostAcks.ts';
import { poison } from './poison.ts';
import { slowConsumers } from './slowConsumers.ts';

export interface NamedScenario {
  scenario: Scenario;
  title: string;
  /** What it is about. */
  summary: string;
  /** Where to look. */
  watch: string;
  /** Which knob to turn, and what for. */
  turn: string;
  /** Where the page starts playing. */
  from: SimTime;
}

export const catalogue: readonly NamedScenario[] = [
  {
    scenario: hook,
    title: 'The hook',
    summary:
      'A calm stream, then 80 messages at once: push is fast until its inbox is full, pull and hybrid let the queue wait.',
    watch: 'Where the 80 messages stand one second after the burst, and which of them never arrive.',
    turn: 'Give push a larger inbox, or ask more often in pull.',
    from: 18.5 * SECOND,
  },
  {
    scenario: slowConsumers,
    title: 'Slow consumers',
    summary: 'For half a minute each message takes four times as long, so twice as much comes as can be done.',
    watch: 'In which place the backlog grows: at the workers in push, in the queue in pull and hybrid.',
    turn: 'Bound the inbox or the deliveries in flight, and see the backlog move to the sender.',
    from: 15 * SECOND,
  },
  {
    scenario: downstreamOutage,
    title: 'Downstream outage',
    summary: 'The dependency hangs for ten seconds and comes back to everything that was tried again meanwhile.',
    watch: 'How many calls finish after their caller gave up, and how long that goes on when the outage is over.',
    turn: 'Allow a retry budget of 10%, or fewer deliveries in flight.',
    from: 17 * SECOND,
  },
  {
    scenario: lostAcks,
    title: 'Lost acks',
    summary: 'One ack in ten is lost, so finished work is delivered again: at least once means sometimes twice.',
    watch: 'How many effects happen twice although no worker ever fails.',
    turn: 'Switch idempotency to a dedup store.',
    from: 0,
  },
  {
    scenario: poison,
    title: 'Poison messages',
    summary: 'Ten messages fail every time; each is tried until its attempts are used up.',
    watch: 'What the hopeless attempts cost the others, and where the ten end.',
    turn: 'Lower the attempts, or turn the dead letters off and see them vanish.',
    from: 8 * SECOND,
  },
  {
    scenario: blank,
    title: 'Blank',
    summary: 'Everything at its usual value and nothing happens: a place to begin.',
    watch: 'The way of one message in each lane.',
    turn: 'Whatever you like.',
    from: 0,
  },
];

export const findScenario = (name: string): Scenario | undefined =>
  catalogue.find(({ scenario }) => scenario.name === name)?.scenario;
