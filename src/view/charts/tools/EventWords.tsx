/** What happened where the reader points, in words: a burst, a change with both values, an outage, a loss. */
import { useEffect, useRef } from 'react';
import { lab } from '../../../store/lab.ts';
import { landmarks } from '../../../store/landmarks.ts';
import { instant } from '../../story/words.ts';
import { landmarksInWords } from '../../transport/landmarkWords.ts';
import { cursor, onCursor } from '../cursor.ts';
import { sceneNow } from '../sceneNow.ts';
import './tools.css';

/** So near is “at”, as a share of the window: four pixels of a chart. */
const NEAR = 1 / 60;

function wordsAt(): string {
  const time = cursor();
  if (time === null) return '';
  const { from, to } = sceneNow().window;
  const near = landmarks().filter(({ at }) => Math.abs(at - time) <= NEAR * (to - from));
  return near.length === 0 ? '' : `${instant(near[0]!.at)}: ${landmarksInWords(lab.getState().scenario, near)}`;
}

export default function EventWords() {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(
    () =>
      onCursor(() => {
        const said = wordsAt();
        if (line.current !== null && line.current.textContent !== said) line.current.textContent = said;
      }),
    [],
  );
  return <p ref={line} className="event-words" data-testid="event-words" />;
}
