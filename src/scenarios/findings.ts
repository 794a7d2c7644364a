/** What must be seen in each shipped scenario, by its name. Apart from the catalogue, so that the page's first load does without. */
import { backoffIsNoCureFindings } from './backoffIsNoCure.ts';
import { dedupTooShortFindings } from './dedupTooShort.ts';
import { downstreamOutageFindings } from './downstreamOutage.ts';
import { goodWorkBuriedFindings } from './goodWorkBuried.ts';
import { hookFindings } from './hook.ts';
import { idlePollingFindings } from './idlePolling.ts';
import { leaseTooShortFindings } from './leaseTooShort.ts';
import { lostAcksFindings } from './lostAcks.ts';
import { metastableRetryStormFindings } from './metastableRetryStorm.ts';
import { missingDeadLettersFindings } from './missingDeadLetters.ts';
import type { Finding } from './named.ts';
import { poisonFindings } from './poison.ts';
import { poisonHeadOfLineFindings } from './poisonHeadOfLine.ts';
import { pollingFreshnessFindings } from './pollingFreshness.ts';
import { redriveStormFindings } from './redriveStorm.ts';
import { scalingLoopFindings } from './scalingLoop.ts';
import { slowConsumersFindings } from './slowConsumers.ts';
import { thunderingHerdFindings } from './thunderingHerd.ts';
import { unboundedPushFindings } from './unboundedPush.ts';
import { windowTooWideFindings } from './windowTooWide.ts';

export const findings: Readonly<Record<string, readonly Finding[]>> = {
  'backoff-is-no-cure': backoffIsNoCureFindings,
  'dedup-too-short': dedupTooShortFindings,
  'downstream-outage': downstreamOutageFindings,
  'good-work-buried': goodWorkBuriedFindings,
  hook: hookFindings,
  'idle-polling': idlePollingFindings,
  'lease-too-short': leaseTooShortFindings,
  'lost-acks': lostAcksFindings,
  'metastable-retry-storm': metastableRetryStormFindings,
  'missing-dead-letters': missingDeadLettersFindings,
  poison: poisonFindings,
  'poison-head-of-line': poisonHeadOfLineFindings,
  'polling-freshness': pollingFreshnessFindings,
  'redrive-storm': redriveStormFindings,
  'scaling-loop': scalingLoopFindings,
  'slow-consumers': slowConsumersFindings,
  'thundering-herd': thunderingHerdFindings,
  'unbounded-push': unboundedPushFindings,
  'window-too-wide': windowTooWideFindings,
};
