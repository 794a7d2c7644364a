/** Frozen samples: links of every version as they were made. They are never changed, for such links are out in the world; new ones are added. */
import type { View } from './linkView.ts';
import type { Scenario } from './scenario.ts';

/** What they build on. It stands here, and not in the catalogue, so that a shipped scenario may be mended. */
export const sampleBase: Scenario = {
  name: 'hook',
  seed: 1,
  until: 40_000_000,
  lanes: ['push', 'pull', 'hybrid'],
  values: {
    'burst.size': 80,
    'poll.interval': 800_000,
    'hybrid:poll.interval': 0,
    'hybrid:poll.wait': 20_000_000,
  },
  timeline: [{ type: 'burst', at: 5_000_000, size: 10 }],
  trace: null,
};

export interface Sample {
  about: string;
  link: string;
  scenario: Scenario;
  view: View;
}

const unsaid: View = { at: null, speed: null, focus: null, charts: null, mode: null };

export const samples: readonly Sample[] = [
  { about: 'version 1: nothing differs', link: 'v=1&scenario=hook', scenario: sampleBase, view: unsaid },
  {
    about: 'version 1: a value of every kind, for all lanes and for one, and one taken back',
    link: 'v=1&scenario=hook&arrival.rate=14.5/s&service.dist=lognormal&retry.maxAttempts=inf&retry.schedule=list&retry.list=5s,5m,30m&retry.budget=0.1&dlq.enabled=off&hybrid:poll.interval=100ms&hybrid:poll.wait=default&retry.multiplier=2.5&cost.max=1.5',
    scenario: {
      ...sampleBase,
      values: {
        'burst.size': 80,
        'poll.interval': 800_000,
        'hybrid:poll.interval': 100_000,
        'arrival.rate': 14.5,
        'service.dist': 'lognormal',
        'retry.maxAttempts': Number.POSITIVE_INFINITY,
        'retry.schedule': 'list',
        'retry.list': '5s,5m,30m',
        'retry.budget': 0.1,
        'dlq.enabled': false,
        'retry.multiplier': 2.5,
        'cost.max': 1.5,
      },
    },
    view: unsaid,
  },
  {
    about: 'version 1: name, seed, end, lanes, and everything that can happen on the way',
    link: 'v=1&scenario=hook&name=mine %26 yours&seed=4294967295&until=1.5m&lanes=pull,hybrid&set=12.5s:hybrid:poll.interval=2s&drill=20s+5s:downstream.slow=5&drill=30s:pull:consumer.down&burst=12s:80&poison=9s:1&redrive=40s:10k&crash=41s:2',
    scenario: {
      ...sampleBase,
      name: 'mine & yours',
      seed: 4_294_967_295,
      until: 90_000_000,
      lanes: ['pull', 'hybrid'],
      timeline: [
        { type: 'set', at: 12_500_000, key: 'hybrid:poll.interval', value: 2_000_000 },
        { type: 'drill', at: 20_000_000, until: 25_000_000, drill: 'downstream.slow', amount: 5, lane: null },
        {
          type: 'drill',
          at: 30_000_000,
          until: Number.POSITIVE_INFINITY,
          drill: 'consumer.down',
          amount: 1,
          lane: 'pull',
        },
        { type: 'burst', at: 12_000_000, size: 80 },
        { type: 'poison', at: 9_000_000, count: 1 },
        { type: 'redrive', at: 40_000_000, count: 10_000 },
        { type: 'crash', at: 41_000_000, count: 2 },
      ],
    },
    view: unsaid,
  },
  {
    about: 'version 1: harm to single workers and messages',
    link: 'v=1&scenario=hook&harm=21s:push:worker.crash=3&harm=22s+10s:pull:worker.slow=0*2.5&harm=22s:worker.slow=1&harm=23s:hybrid:message.drop=17&harm=24s:message.poison=1073741824',
    scenario: {
      ...sampleBase,
      timeline: [
        { type: 'harm', at: 21_000_000, harm: 'worker.crash', target: 3, lane: 'push' },
        { type: 'harm', at: 22_000_000, until: 32_000_000, harm: 'worker.slow', target: 0, amount: 2.5, lane: 'pull' },
        {
          type: 'harm',
          at: 22_000_000,
          until: Number.POSITIVE_INFINITY,
          harm: 'worker.slow',
          target: 1,
          amount: 5,
          lane: null,
        },
        { type: 'harm', at: 23_000_000, harm: 'message.drop', target: 17, lane: 'hybrid' },
        { type: 'harm', at: 24_000_000, harm: 'message.poison', target: 1_073_741_824, lane: null },
      ],
    },
    view: unsaid,
  },
  {
    about: 'version 1: a timeline taken away, a trace, and a view',
    link: 'v=1&scenario=hook&arrival.process=trace&trace=em1oac.iCfQDwE.week.csv&timeline=none&t=12.5s&speed=0.25&focus=hybrid',
    scenario: {
      ...sampleBase,
      values: { ...sampleBase.values, 'arrival.process': 'trace' },
      timeline: [],
      trace: { name: 'week.csv', times: [0, 5_000, 7_000, 7_001] },
    },
    view: { ...unsaid, at: 12_500_000, speed: 0.25, focus: 'hybrid' },
  },
  {
    about: 'version 1 with a payload of version 1',
    link: 'v=1&scenario=hook&z=1.Sy0qyi_SKyjKT7I10DNUSynWK04tKkstKrY1MlArTk1NsTVXSyotKi6xNTQqtrIAiQGZxsVWyCoB&t=14s',
    scenario: {
      ...sampleBase,
      seed: 7,
      values: { ...sampleBase.values, 'ds.servers': 20, 'error.prob': 0.1 },
      timeline: [
        { type: 'burst', at: 12_000_000, size: 80 },
        { type: 'set', at: 13_000_000, key: 'ds.servers', value: 2 },
      ],
    },
    view: { ...unsaid, at: 14_000_000 },
  },
  {
    about: 'version 1: the life of a message',
    link: 'v=1&scenario=hook&t=21.5s&m=812',
    scenario: sampleBase,
    view: { ...unsaid, at: 21_500_000, message: 812 },
  },
  {
    about: 'version 1: a named branch, large, with other charts',
    link: 'v=1&scenario=hook&charts=latency,flow&mode=present&branch=what%20if',
    scenario: sampleBase,
    view: { ...unsaid, charts: ['latency', 'flow'], mode: 'present', branch: 'what if' },
  },
];
