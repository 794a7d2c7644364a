/** The dead letters: kept as short records, so that many of them cost little, and put back when somebody redrives them. */
import type { RedriverPorts } from '../machines/redriver.ts';
import { Copy } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { copyMessage, letterOf } from './copying.ts';
import { send } from './kernel.ts';
import type { Lane } from './lane.ts';

/** Keeps a message that is given up; the oldest letter makes room. */
export function buryLetter(lane: Lane, message: number): void {
  const { deadLetters, settings } = lane.world;
  const { letters } = deadLetters;
  letters.push(letterOf(lane, message));
  dropExpired(lane);
  while (letters.length > settings['dlq.capacity']) {
    letters.shift();
    deadLetters.expired++;
  }
}

/** Forgets letters that have been kept for long enough; nobody sees the difference before the next look. */
function dropExpired(lane: Lane): void {
  const { deadLetters, settings } = lane.world;
  const { letters } = deadLetters;
  while (letters.length > 0 && letters[0].buriedAt + settings['dlq.ttl'] <= lane.kernel.now) {
    letters.shift();
    deadLetters.expired++;
  }
}

/** Letters that are still kept. */
export function lettersKept(lane: Lane): number {
  const { deadLetters, settings } = lane.world;
  return deadLetters.letters.filter(({ buriedAt }) => buriedAt + settings['dlq.ttl'] > lane.kernel.now).length;
}

export function redriverPorts(lane: Lane): RedriverPorts {
  const { world, codes } = lane;
  const { deadLetters, settings } = world;
  return {
    visit() {
      const every = settings['redrive.after'];
      return settings['retry.owner'] === 'operator' && every !== OFF ? every : NEVER;
    },
    gap() {
      const rate = settings['redrive.rate'];
      return rate === NEVER ? 0 : Math.ceil(SECOND / rate);
    },
    takeAll() {
      deadLetters.toRedrive = deadLetters.letters.length;
    },
    takeSome(count) {
      deadLetters.toRedrive += count;
    },
    hasMore() {
      dropExpired(lane);
      if (deadLetters.letters.length === 0) deadLetters.toRedrive = 0;
      return deadLetters.toRedrive > 0;
    },
    putBack() {
      const letter = deadLetters.letters.shift()!;
      deadLetters.toRedrive--;
      const deliveries = settings['redrive.resetCount'] ? 0 : letter.deliveries;
      const enqueuedAt = settings['redrive.resetAge'] ? NEVER : letter.enqueuedAt;
      const copy = copyMessage(lane, { ...letter, deliveries, enqueuedAt }, Copy.redriven);
      send(lane.kernel, codes.message.kind, copy, codes.message.accept, 0);
    },
  };
}
