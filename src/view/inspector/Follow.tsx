/** Marks the followed message in every lane of the stage, with each frame: a ring where it is drawn, else words that say where it is. */
import { useEffect, useRef } from 'react';
import { Fact } from '../../model/journal.ts';
import type { LaneId } from '../../model/lanes.ts';
import { lab, player } from '../../store/lab.ts';
import { cellAt, type LaneGeometry } from '../stage/geometry.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { isInView, shownAt } from '../zoom/places.ts';
import { markOf } from './hit.ts';
import { messageName, messageState } from './messageWords.ts';
import { momentsOn, paintedIn, zoomOf } from './pointing.ts';

interface Props {
  stage: HTMLElement;
  geometry: LaneGeometry;
  id: number;
}

const RING_MORE = 4;

/** The message and its copies, which may stand for it. */
function familyIn(lane: LaneId, id: number): Set<number> {
  const records = lab.getState().lives?.lanes[lane]?.records;
  return new Set([id, ...(records?.message ?? [])]);
}

export function Follow({ stage, geometry, id }: Props) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const rings = new Map<string, HTMLElement>();
    const ringIn = (row: HTMLElement): HTMLElement => {
      const lane = row.dataset.lane!;
      let ring = rings.get(lane);
      if (ring === undefined) {
        ring = root.current!.appendChild(document.createElement('div'));
        ring.append(document.createElement('span'));
        rings.set(lane, ring);
      }
      return ring;
    };
    const show = () => {
      const top = stage.getBoundingClientRect();
      for (const moment of momentsOn(stage, geometry.cells)) {
        const row = stage.querySelector<HTMLElement>(`.lane[data-lane="${moment.lane}"]`)!;
        const box = row.getBoundingClientRect();
        const ring = ringIn(row);
        const drawn = markOf(paintedIn(row, moment, geometry), familyIn(moment.lane, id));
        const isStrip = row.classList.contains('lane-strip');
        const found = drawn ?? (isStrip ? null : heapOf(moment, geometry, id));
        const { picture } = moment;
        const end = endIn(moment.lane, id, moment.playhead);
        const isBorn = picture.messages.has(id) || end !== null;
        const isOver = end !== null;
        // Where it is not drawn, the arrow stands where it would come from or has gone.
        const away = isOver
          ? { x: geometry.collector + 2, y: geometry.upper - geometry.gap }
          : { x: geometry.house.x, y: geometry.upper - geometry.gap * 2 };
        const zoom = zoomOf(row);
        const place = shownAt(zoom, (found ?? away).x, (found ?? away).y);
        // A phone has room for the words only to the left of its edge.
        const isFolded = geometry.folded && isOver;
        if (isFolded && !found) Object.assign(place, { x: box.width, y: isStrip ? 14 : 5 });
        ring.className = found ? 'follow-ring' : isFolded ? 'follow-away follow-end' : 'follow-away';
        ring.hidden = !(isFolded && !found) && !isInView(geometry, zoom, place);
        const r = found ? found.r * zoom.k + RING_MORE : 0;
        const x = box.left - top.left + place.x - r;
        const y = box.top - top.top + place.y - r;
        ring.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
        ring.style.width = ring.style.height = found ? `${2 * r}px` : 'auto';
        const state = end ?? (isBorn ? messageState(moment, id) : 'still to come');
        const words = drawn
          ? messageName(id)
          : found
            ? `${messageName(id)}, one of ${moment.unit} here`
            : isNowhere(moment.lane, id)
              ? ''
              : isStrip
                ? isOver
                  ? `→ ${state}`
                  : ''
                : `${isBorn ? '→' : '←'} ${messageName(id)}: ${state}`;
        const label = ring.firstElementChild!;
        if (label.textContent !== words) label.textContent = words;
      }
    };
    show();
    const stop = player.onFrame(show);
    return () => {
      stop();
      for (const ring of rings.values()) ring.remove();
    };
  }, [stage, geometry, id]);
  return <div ref={root} className="follow" aria-hidden="true" />;
}

/** Where one dot of the pile stands for it and others; null if it is not in the pile. */
function heapOf({ census, unit }: LaneMoment, geometry: LaneGeometry, id: number) {
  const index = census.pile.findIndex((message) => message.id === id);
  const cell = Math.floor(index / unit);
  if (index < 0 || cell >= geometry.cells) return null;
  const [x, y] = cellAt(geometry, cell);
  return { x, y, r: geometry.dot };
}

/** Whether the whole run was searched for it in vain. */
function isNowhere(lane: LaneId, id: number): boolean {
  const { lives } = lab.getState();
  if (lives === null || lives.asked.message !== id || lives.to < player.scenario().until) return false;
  return (lives.lanes[lane]?.records.length ?? 0) === 0;
}

const ends: Partial<Record<number, string>> = {
  [Fact.acked]: 'done',
  [Fact.deadLettered]: 'a dead letter',
  [Fact.dropped]: 'dropped',
  [Fact.turnedAway]: 'turned away',
  [Fact.deduplicated]: 'swallowed, the broker knew it',
};

/** What has become of it by `playhead`; null if it is not over. */
function endIn(lane: LaneId, id: number, playhead: number): string | null {
  const records = lab.getState().lives?.lanes[lane]?.records;
  if (records === undefined) return null;
  for (let i = 0; i < records.length && records.time[i]! <= playhead; i++) {
    const end = ends[records.kind[i]!];
    if (end !== undefined && records.message[i] === id) return end;
  }
  return null;
}
