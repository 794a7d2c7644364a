/** The shipped scenarios, those that teach and the presets: what the page offers by name and a link may build on. A name is for ever, for links hold it. */
import type { Scenario } from '../model/scenario.ts';
import { backoffIsNoCure } from './backoffIsNoCure.ts';
import { blank } from './blank.ts';
import { dedupTooShort } from './dedupTooShort.ts';
import { downstreamOutage } from './downstreamOutage.ts';
import { goodWorkBuried } from './goodWorkBuried.ts';
import { namedHook } from './hook.ts';
import { idlePolling } from './idlePolling.ts';
import { leaseTooShort } from './leaseTooShort.ts';
import { lostAcks } from './lostAcks.ts';
import { metastableRetryStorm } from './metastableRetryStorm.ts';
import { missingDeadLetters } from './missingDeadLetters.ts';
import type { NamedScenario, Shipped } from './named.ts';
import { poison } from './poison.ts';
import { poisonHeadOfLine } from './poisonHeadOfLine.ts';
import { pollingFreshness } from './pollingFreshness.ts';
import { presets } from './presets.ts';
import { redriveStorm } from './redriveStorm.ts';
import { scalingLoop } from './scalingLoop.ts';
import { slowConsumers } from './slowConsumers.ts';
import { thunderingHerd } from './thunderingHerd.ts';
import { unboundedPush } from './unboundedPush.ts';
import { windowTooWide } from './windowTooWide.ts';

/** Those that teach. */
export const catalogue: readonly NamedScenario[] = [
  namedHook,
  slowConsumers,
  downstreamOutage,
  lostAcks,
  poison,
  metastableRetryStorm,
  backoffIsNoCure,
  windowTooWide,
  unboundedPush,
  thunderingHerd,
  poisonHeadOfLine,
  leaseTooShort,
  goodWorkBuried,
  dedupTooShort,
  pollingFreshness,
  idlePolling,
  missingDeadLetters,
  redriveStorm,
  scalingLoop,
  {
    scenario: blank,
    title: 'Blank',
    summary: 'Everything at its usual value and nothing happens: a place to begin.',
    watch: 'The way of one message in each lane.',
    turn: 'Whatever you like.',
    from: 0,
  },
];

/** All of them, in the order of the menu. */
export const shipped: readonly Shipped[] = [...catalogue, ...presets];

export const findShipped = (name: string): Shipped | undefined =>
  shipped.find(({ scenario }) => scenario.name === name);

export const findScenario = (name: string): Scenario | undefined => findShipped(name)?.scenario;
