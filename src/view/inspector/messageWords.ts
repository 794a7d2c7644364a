/** What a message, or a thing that travels, is doing now, in one line. */
import { COPIES_FROM } from '../../model/journal.ts';
import { type MessageView, timeLeft } from '../../model/picture.ts';
import { NEVER } from '../../model/time.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { pilePlace } from '../stage/words.ts';
import { messageOf, type Target } from './hit.ts';
import { ordinal, span } from './times.ts';

/** "message 812"; copies have numbers far above, and are counted from 1 in their lane. */
export const messageName = (id: number): string =>
  id >= COPIES_FROM ? `copy ${id - COPIES_FROM + 1}` : `message ${id}`;

const upTo = (word: string, until: number, playhead: number) =>
  until === NEVER || until < playhead ? '' : `${word} ${span(until - playhead)}`;

/** "2nd try · in the senders’ memory, next try in 0.34 s". */
export function messageState(moment: LaneMoment, id: number): string {
  const message = moment.picture.messages.get(id);
  const late = [...moment.picture.deliveries.values()].find((delivery) => delivery.message === id);
  if (message === undefined) {
    if (late?.place === 'working' || late?.place === 'calling') return 'over for the broker, but still being worked on';
    return moment.picture.tray.some((letter) => letter.id === id) ? 'a dead letter' : 'over';
  }
  const tries = message.deliveries === 0 ? '' : `${ordinal(message.deliveries)} try · `;
  return tries + placeOf(moment, message);
}

function placeOf(moment: LaneMoment, message: MessageView): string {
  const { playhead, picture } = moment;
  const { place, since, until } = message;
  switch (place) {
    case 'travelling':
      return `on its way to the broker${upTo(', there in', until, playhead)}`;
    case 'held':
      return `held by the producer for ${span(playhead - since)}`;
    case 'ready':
      return `waits ${pilePlace(moment)} for ${span(playhead - since)}`;
    case 'delayed':
      return `waits ${pilePlace(moment) === 'in the senders’ memory' ? pilePlace(moment) : 'to be tried again'}${upTo(', next try in', until, playhead)}`;
    case 'leased': {
      const delivery = picture.deliveries.get(message.delivery);
      const lease = upTo(', lease ends in', until, playhead);
      if (delivery === undefined) return `out, and nobody works on it${lease}`;
      if (delivery.place === 'flying') return 'on its way to a worker';
      if (delivery.place === 'inbox') return `at the consumer for ${span(playhead - delivery.since)}`;
      const worker = `worker ${delivery.node + 1}`;
      if (delivery.place === 'calling') return `${worker} waits for the downstream with it`;
      return `${worker} works on it${upTo(', still for', playhead + timeLeft(delivery, playhead), playhead)}`;
    }
  }
}

/** What stands in the tip for a target. */
export function targetWords(moment: LaneMoment, target: Target): { name: string; state: string } {
  const id = messageOf(target);
  switch (target.shape) {
    case 'pill':
      return { name: 'an answer', state: `brings ${target.count} messages to a worker` };
    case 'poll':
      return { name: 'a poll', state: 'a worker asks the queue for work' };
    case 'nothing':
      return { name: 'an empty answer', state: 'there was nothing for the worker' };
    case 'tick':
      return { name: 'an ack', state: id === null ? 'on its way back' : `for ${messageName(id)}, on its way back` };
    case 'refusal':
      return { name: 'a no', state: id === null ? 'on its way back' : `to ${messageName(id)}, on its way back` };
    default:
      return { name: messageName(id ?? 0), state: messageState(moment, id ?? 0) };
  }
}
