/** The dead letters: kept as short records, so that many of them cost little, and put back when somebody redrives them. */

import type { RedriverPorts } from '../machines/redriver.ts';
import { Copy } from '../model/journal.ts';
import { OFF } from '../model/knobs.ts';
import { NEVER, SECOND } from '../model/time.ts';
import { dropOldest, dropsOldest, isFull } from './admitting.ts';
import { copyMessage, letterOf } from './copying.ts';
import { send } from './kernel.ts';
import type { Lane } from './lane.ts';
import { OfLane } from './ofLane.ts';
import { isBrokerOut } from './outage.ts';
import { codes } from './roles.ts';
import { releaseMessage } from './slots.ts';

/** Keeps a message that is given up; the oldest letter makes room. */
export function buryLetter(lane: Lane, message: number): void {
  const { deadLetters, settings } = lane.world;
  const { letters } = deadLetters;
  const letter = letterOf(lane, message);
  lane.world.messages.refs[letter.origin]++;
  letters.push(letter);
  dropExpired(lane);
  while (letters.length > settings['dlq.capacity']) dropLetter(lane);
}

function dropLetter(lane: Lane): void {
  const { deadLetters } = lane.world;
  releaseMessage(lane, deadLetters.letters.shift()!.origin);
  deadLetters.expired++;
}

/** Forgets letters that have been kept for long enough; nobody sees the difference before the next look. */
function dropExpired(lane: Lane): void {
  const { deadLetters, settings } = lane.world;
  const { letters } = deadLetters;
  while (letters.length > 0 && letters[0].buriedAt + settings['dlq.ttl'] <= lane.kernel.now) dropLetter(lane);
}

/** Letters that are still kept. */
export function lettersKept(lane: Lane): number {
  const { deadLetters, settings } = lane.world;
  return deadLetters.letters.filter(({ buriedAt }) => buriedAt + settings['dlq.ttl'] > lane.kernel.now).length;
}

export class RedriverOfLane extends OfLane implements RedriverPorts {
  visit() {
    const { settings } = this.lane.world;
    const every = settings['redrive.after'];
    return settings['retry.owner'] === 'operator' && every !== OFF ? every : NEVER;
  }
  gap() {
    const { lane } = this;
    const rate = lane.world.settings['redrive.rate'];
    const gap = rate === NEVER ? 0 : Math.ceil(SECOND / rate);
    return this.mayPutBack() ? gap : Math.max(gap, SECOND);
  }
  mayPutBack() {
    const { lane } = this;
    return !isBrokerOut(lane) && (!isFull(lane) || dropsOldest(lane));
  }
  takeAll() {
    const { deadLetters } = this.lane.world;
    deadLetters.toRedrive = deadLetters.letters.length;
  }
  takeSome(count: number) {
    const { deadLetters } = this.lane.world;
    deadLetters.toRedrive = Math.min(deadLetters.toRedrive + count, deadLetters.letters.length);
  }
  hasMore() {
    const { lane } = this;
    const { deadLetters } = lane.world;
    dropExpired(lane);
    if (deadLetters.letters.length === 0) deadLetters.toRedrive = 0;
    return deadLetters.toRedrive > 0;
  }
  putBack() {
    const { lane } = this;
    const { world } = lane;
    const { deadLetters, settings } = world;
    const letter = deadLetters.letters.shift()!;
    deadLetters.toRedrive--;
    const deliveries = settings['redrive.resetCount'] ? 0 : letter.deliveries;
    const enqueuedAt = settings['redrive.resetAge'] ? NEVER : letter.enqueuedAt;
    if (isFull(lane)) dropOldest(lane);
    const copy = copyMessage(lane, { ...letter, deliveries, enqueuedAt }, Copy.redriven);
    releaseMessage(lane, letter.origin);
    send(lane.kernel, codes.message.kind, copy, codes.message.accept, 0);
  }
}
