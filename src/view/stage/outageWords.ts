/** The words of a lane in trouble: what is broken and for how long, what the breaker does, and what the producers hold meanwhile. */
import { breakerStates } from '../../model/journal.ts';
import { type DrillKind, drillAmounts } from '../../model/scenario.ts';
import { SECOND } from '../../model/time.ts';
import { amount } from '../story/words.ts';
import type { Label, Words } from './label.ts';
import type { LaneMoment } from './moment.ts';

const outages: Record<DrillKind, { label: Label; word: string }> = {
  'broker.down': { label: 'brokerDown', word: 'DOWN' },
  'consumer.down': { label: 'consumerDown', word: 'DOWN' },
  'downstream.refuse': { label: 'downstreamDown', word: 'REFUSES' },
  'downstream.hang': { label: 'downstreamDown', word: 'HANGS' },
  'downstream.slow': { label: 'downstreamDown', word: 'SLOW' },
  'downstream.error': { label: 'downstreamDown', word: 'FAILS' },
  'producer.down': { label: 'brokerDown', word: 'NO PRODUCER' },
  'broker.hang': { label: 'brokerDown', word: 'HANGS' },
  'consumer.hang': { label: 'consumerDown', word: 'HANG' },
  'consumer.slow': { label: 'consumerDown', word: 'SLOW' },
  'consumer.error': { label: 'consumerDown', word: 'FAIL' },
  'network.loss': { label: 'consumerDown', word: 'DELIVERIES LOST' },
  'network.ack-loss': { label: 'consumerDown', word: 'ACKS LOST' },
  'network.slow': { label: 'consumerDown', word: 'NETWORK SLOW' },
};

export const isOverTank = (drill: DrillKind): boolean => outages[drill].label === 'brokerDown';

const breakerWord = { closed: 'closed', open: 'open', halfOpen: 'half open' } as const;

export function outageWords({ drills, playhead, census, settings, picture }: LaneMoment): Words {
  const said: Words = {};
  const breaker = breakerStates[picture.breaker] ?? 'closed';
  if (settings['breaker.window'] > 0) {
    said.breaker = [{ text: breakerWord[breaker], tone: breaker === 'open' ? 'bad' : 'quiet' }];
  }
  for (const { drill, since, amount: factor } of drills) {
    const { label, word } = outages[drill];
    const by = { none: '', slower: ` ×${factor}`, share: ` ${Math.round(factor * 100)}%` }[drillAmounts[drill]];
    const what = word + by;
    said[label] = [{ text: `${what} ${((playhead - since) / SECOND).toFixed(1)} s`, tone: 'bad' }];
  }
  if (census.held.length > 0) said.held = [{ text: `${amount(census.held.length)} held`, tone: 'wait' }];
  return said;
}
