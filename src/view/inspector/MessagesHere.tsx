/** The messages that stand at a part of a lane, each a way to its life. The first ones only: nobody reads a thousand. */
import type { MessageView } from '../../model/picture.ts';
import { inspect } from '../../store/inspecting.ts';
import type { NodeId } from '../../store/state.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { amount } from '../story/words.ts';
import { messageName } from './messageWords.ts';
import { kindOf } from './nodeSettings.ts';
import { waitingIn, workerOf } from './nodeWords.ts';
import { ordinal, span } from './times.ts';

const SHOWN_MAX = 10;

function idsAt(node: NodeId, moment: LaneMoment): number[] {
  const { picture, census } = moment;
  const ids = (messages: readonly MessageView[]) => messages.map(({ id }) => id);
  switch (kindOf(node)) {
    case 'producers':
      return ids([...picture.messages.values()].filter(({ place }) => place === 'held' || place === 'travelling'));
    case 'queue':
      return ids(waitingIn(moment));
    case 'room':
      return ids(census.room);
    case 'inbox':
      return census.inbox.map(({ message }) => message);
    case 'link':
      return [...picture.deliveries.values()].filter(({ place }) => place === 'flying').map(({ message }) => message);
    case 'consumers':
      return [...census.work.values()].map(({ message }) => message);
    case 'worker': {
      const delivery = census.work.get(workerOf(node));
      return delivery === undefined ? [] : [delivery.message];
    }
    case 'downstream':
      return [...census.work.values()].filter(({ place }) => place === 'calling').map(({ message }) => message);
    case 'dlq':
      return ids(picture.tray.toReversed());
    case 'breaker':
      return [];
  }
}

function about(moment: LaneMoment, id: number): string {
  const message = moment.picture.messages.get(id);
  if (message === undefined) return '';
  const tries = message.deliveries > 0 ? `, ${ordinal(message.deliveries)} try` : '';
  return `${span(moment.playhead - message.publishedAt)} old${tries}`;
}

export function MessagesHere({ node, moment }: { node: NodeId; moment: LaneMoment }) {
  const ids = idsAt(node, moment);
  if (ids.length === 0) return null;
  const { lane } = moment;
  const more = ids.length > SHOWN_MAX ? `, the first ${SHOWN_MAX} of ${amount(ids.length)}` : '';
  return (
    <>
      <h3 className="sc">Messages here{more}</h3>
      <ul className="card-messages">
        {ids.slice(0, SHOWN_MAX).map((id, i) => (
          // Of a message there may be two deliveries.
          <li key={`${id}:${i}`}>
            <button type="button" className="link" onClick={() => inspect({ kind: 'message', lane, id })}>
              {messageName(id)}
            </button>{' '}
            <span className="t2">{about(moment, id)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
