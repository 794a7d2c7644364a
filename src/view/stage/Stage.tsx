/** The stage: the same arrivals fall into each lane, one row a lane, the same thing at the same x in all of them. */
import { type ReactNode, useMemo, useRef } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { useLab } from '../../store/useLab.ts';
import { LaterInspector } from '../inspector/LaterInspector.tsx';
import { arrivalBox } from './arrivalMarks.ts';
import './stage.css';
import { type LaneGeometry, type Layout, laneGeometry } from './geometry.ts';
import { LaneRow } from './LaneRow.tsx';
import { LaneStrip } from './LaneStrip.tsx';
import { isTight } from './labelPlaces.ts';
import { useStagePainter } from './useStagePainter.ts';
import { useWidth } from './useWidth.ts';

interface Props {
  layout: Layout;
  caption: (lane: LaneId) => ReactNode;
  headline?: ReactNode;
}

export function Stage({ layout, caption, headline }: Props) {
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const geometry = useMemo(() => laneGeometry(layout, width), [layout, width]);
  const lanes = useLab((state) => state.scenario.lanes);
  const focus = useLab((state) => state.focus);
  const inFocus = lanes.includes(focus) ? focus : lanes[0];
  const painter = useStagePainter(geometry, lanes, inFocus);
  const phone = layout === 'phone';
  return (
    <section ref={root} className={`stage stage-${layout}`} aria-label="Stage">
      {phone ? (
        <>
          {headline}
          {inFocus && <div className="lane-caption">{caption(inFocus)}</div>}
        </>
      ) : (
        <div className="stage-top">
          <Arrivals geometry={geometry} attach={painter.attachArrivals} />
          <div className="stage-headline" style={{ left: geometry.house.x }}>
            {headline}
          </div>
          <Heads geometry={geometry} />
        </div>
      )}
      <div className="lanes">
        {lanes.map((lane, index) =>
          phone && lane !== inFocus ? (
            <LaneStrip key={lane} lane={lane} geometry={geometry} attach={painter.attachLane} />
          ) : (
            <LaneRow
              key={lane}
              lane={lane}
              last={index === lanes.length - 1}
              geometry={geometry}
              caption={phone ? null : caption(lane)}
              attach={painter.attachLane}
            />
          ),
        )}
      </div>
      <LaterInspector stage={root} geometry={geometry} lanes={lanes} focus={inFocus} />
    </section>
  );
}

interface ArrivalsProps {
  geometry: LaneGeometry;
  attach: (canvas: HTMLCanvasElement) => () => void;
}

function Arrivals({ geometry, attach }: ArrivalsProps) {
  const { width, height } = arrivalBox(geometry);
  return (
    <div className="arrivals">
      <span className="sc">Arrivals, last 6 s</span>
      <canvas
        ref={attach}
        role="img"
        aria-label="The arrivals of the last 6 seconds, the newest at the right"
        style={{ width: width + 2, height }}
      />
    </div>
  );
}

function Heads({ geometry }: { geometry: LaneGeometry }) {
  const { tank, strip, work } = geometry;
  return (
    <div className="heads sc" aria-hidden="true">
      <span style={{ left: tank.x + 4 }}>Where they wait</span>
      <span style={{ left: strip.from }}>{isTight(geometry) ? 'Who asks' : 'Who asks, what comes back'}</span>
      <span style={{ left: work.x }}>Workers</span>
      <span style={{ right: 0 }}>Downstream</span>
    </div>
  );
}
