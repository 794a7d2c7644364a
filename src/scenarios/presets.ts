/** The presets of real systems, each as a scenario: its values in its one lane, under the load of the blank scenario. */
import { blank } from './blank.ts';
import type { Preset, PresetScenario } from './preset.ts';
import { bullMqLimiter, celeryRedis, sidekiq } from './presets/jobFrameworks.ts';
import { kafkaGroup } from './presets/kafka.ts';
import { jetStreamPull } from './presets/natsJetStream.ts';
import { pubSubPush } from './presets/pubSubPush.ts';
import { cloudTasks, eventBridge } from './presets/pushSchedulers.ts';
import { rabbitmqQuorum } from './presets/rabbitmq.ts';
import { serviceBus } from './presets/serviceBus.ts';
import { snsHttp, snsManaged, snsSqsWorkers } from './presets/sns.ts';
import { lambdaOnSqs, sqsFifo, sqsStandard } from './presets/sqs.ts';
import { gitHub, standardWebhooks, svix } from './presets/webhooks.ts';

const scenarioOf = (preset: Preset): PresetScenario => ({
  scenario: { ...blank, name: preset.name, lanes: [preset.lane], values: preset.values },
  title: preset.title,
  summary: `${preset.system}: ${preset.version}.`,
  from: 0,
  preset,
});

/** In the order of the menu. */
export const presets: readonly PresetScenario[] = [
  sqsStandard,
  sqsFifo,
  lambdaOnSqs,
  serviceBus,
  rabbitmqQuorum,
  jetStreamPull,
  kafkaGroup,
  pubSubPush,
  cloudTasks,
  eventBridge,
  snsManaged,
  snsHttp,
  snsSqsWorkers,
  svix,
  standardWebhooks,
  gitHub,
  sidekiq,
  celeryRedis,
  bullMqLimiter,
].map(scenarioOf);
