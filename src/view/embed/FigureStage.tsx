/** The lanes of the figure, in rows; where there is room for one only, in full width and without its caption. */
import { useMemo, useRef } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { type FigureLayout, laneGeometry } from '../stage/geometry.ts';
import { LaneRow } from '../stage/LaneRow.tsx';
import '../stage/stage.css';
import { useStagePainter } from '../stage/useStagePainter.ts';
import { useWidth } from '../stage/useWidth.ts';
import { LaneCaption } from '../story/LaneCaption.tsx';
import type { Room } from './useRoom.ts';

const layoutOf = (room: Room, rows: number): FigureLayout =>
  room === 'small' ? 'embedSmall' : rows === 1 ? 'embedTall' : 'embed';

export function FigureStage({ lanes, room }: { lanes: LaneId[]; room: Room }) {
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const layout = layoutOf(room, lanes.length);
  const geometry = useMemo(() => laneGeometry(layout, width), [layout, width]);
  const painter = useStagePainter(geometry, lanes, lanes[0]);
  return (
    <section ref={root} className={`stage stage-${layout}`} aria-label="Stage">
      <div className="lanes">
        {lanes.map((lane, index) => (
          <LaneRow
            key={lane}
            lane={lane}
            last={index === lanes.length - 1}
            geometry={geometry}
            caption={geometry.folded ? null : <LaneCaption lane={lane} brief />}
            attach={painter.attachLane}
          />
        ))}
      </div>
    </section>
  );
}
