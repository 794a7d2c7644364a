/** A line under the charts: all that the pointed chart knows of that time, and what happened there: a burst, a change with both values, a loss. */
import { useEffect, useRef } from 'react';
import type { SimTime } from '../../../model/time.ts';
import { lab } from '../../../store/lab.ts';
import { landmarks } from '../../../store/landmarks.ts';
import { instant } from '../../story/words.ts';
import { landmarksInWords } from '../../transport/landmarkWords.ts';
import { cursor, onCursor } from '../cursor.ts';
import { kindsOf } from '../kinds.ts';
import { moreKinds } from '../more/moreKinds.ts';
import type { Scene } from '../scene.ts';
import { sceneNow } from '../sceneNow.ts';
import { detailOf } from './details.ts';
import './tools.css';

/** So near is “at”, as a share of the window: four pixels of a chart. */
const NEAR = 1 / 60;

function eventsAt({ window: { from, to }, scenario }: Scene, time: SimTime): string {
  const near = landmarks().filter(({ at }) => Math.abs(at - time) <= NEAR * (to - from));
  return near.length === 0 ? '' : `${instant(near[0]!.at)}: ${landmarksInWords(scenario, near)}`;
}

/** Of the chart that the pointer or the focus is in. */
function valuesAt(scene: Scene, time: SimTime): string {
  const chart = document.querySelector('.chart:has(.plot:hover), .chart:has(.plot:focus)');
  const shown = kindsOf(lab.getState().charts, moreKinds).find(
    ({ kind }) => kind.id === chart?.getAttribute('data-kind'),
  );
  if (shown === undefined) return '';
  const said = scene.lanes.map((lane) => {
    const words = detailOf(shown.name, scene, lane, time) || (shown.kind.detail ?? shown.kind.read)(scene, lane, time);
    return words && `${lane} ${words}`;
  });
  return said.filter(Boolean).join(' · ');
}

function wordsAt(): string {
  const time = cursor();
  if (time === null) return '';
  const scene = sceneNow();
  return [eventsAt(scene, time), valuesAt(scene, time)].filter(Boolean).join(' — ');
}

export function EventWords() {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(
    () =>
      onCursor(() => {
        const said = wordsAt();
        if (line.current !== null && line.current.textContent !== said) line.current.textContent = said;
      }),
    [],
  );
  return <p ref={line} id="chart-detail" className="event-words" data-testid="chart-detail" />;
}
