/** One lane for a projector: its name and three lines, the stage's drawing, and the few words that can be read from the last row. */
import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { useLab } from '../../store/useLab.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import { labels } from '../stage/label.ts';
import type { LabelPlace } from '../stage/labelPlaces.ts';
import { laneNames } from '../stage/sentence.ts';
import type { Attach } from '../stage/useStagePainter.ts';
import { Words } from '../story/Words.tsx';
import { presentCaption } from './presentCaption.ts';
import { presentPlaces } from './presentGeometry.ts';

interface Props {
  lane: LaneId;
  last: boolean;
  geometry: LaneGeometry;
  /** CSS pixels of a unit of the geometry. */
  scale: number;
  attach: Attach;
}

export function PresentLane({ lane, last, geometry, scale, attach }: Props) {
  const root = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another geometry may have other words
  useLayoutEffect(() => attach(root.current!, { lane, last, strip: false }), [attach, lane, last, geometry]);
  const places = presentPlaces(geometry);
  const size = { width: geometry.width * scale, height: geometry.height * scale };
  return (
    <div ref={root} className="lane" style={{ height: size.height }} data-lane={lane}>
      <Caption lane={lane} width={geometry.caption * scale} />
      <canvas className="still" style={size} />
      <canvas className="moving" role="img" aria-label={lane} style={size} />
      {labels.map((label) => {
        const place = places[label];
        return (
          place && (
            <div key={label} data-label={label} className="lane-label" style={styleOf(place, size.width, scale)} />
          )
        );
      })}
    </div>
  );
}

/** A line of 1.25 em whose base line lies 0.95 em under its top. */
function styleOf({ align, x, baseline }: LabelPlace, width: number, scale: number): CSSProperties {
  const top = `calc(${baseline * scale}px - 0.95em)`;
  if (align === 'right') return { top, right: width - x * scale };
  return align === 'left' ? { top, left: x * scale } : { top, left: x * scale, transform: 'translateX(-50%)' };
}

function Caption({ lane, width }: { lane: LaneId; width: number }) {
  const story = useLab((state) => state.story);
  const lost = useLab((state) => state.lanes[lane].lost);
  const playhead = useLab((state) => state.playhead);
  return (
    <div className="present-caption" style={{ width }} data-testid={`${lane}-caption`}>
      <h3 className={lane}>{laneNames[lane]}</h3>
      {presentCaption(lane, story, lost, playhead).map((line, i) => (
        // A line has no identity but its place.
        <p key={i}>
          <Words sentence={line} />
        </p>
      ))}
    </div>
  );
}
