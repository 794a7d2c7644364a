/** One lane in full: its caption, what stands still, what moves, and the words under the drawing. */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import type { LaneGeometry } from './geometry.ts';
import { labels } from './label.ts';
import { labelPlaces, placeStyle } from './labelPlaces.ts';
import type { Attach } from './useStagePainter.ts';

interface Props {
  lane: LaneId;
  /** Whether it is the lowest, where the line of the arrivals ends. */
  last: boolean;
  geometry: LaneGeometry;
  caption: ReactNode;
  attach: Attach;
}

export function LaneRow({ lane, last, geometry, caption, attach }: Props) {
  const root = useRef<HTMLDivElement>(null);
  // Another geometry may have other words, so the elements are looked up anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => attach(root.current!, { lane, last, strip: false }), [attach, lane, last, geometry]);
  const places = labelPlaces(geometry);
  const { width, height } = geometry;
  return (
    <div ref={root} className="lane" style={{ height }} data-lane={lane}>
      {caption !== null && (
        <div className="lane-caption" style={{ width: geometry.caption }}>
          {caption}
        </div>
      )}
      <canvas className="still" style={{ width, height }} />
      <canvas className="moving" role="img" aria-label={lane} style={{ width, height }} />
      {labels.map((label) => {
        const place = places[label];
        return (
          place && <div key={label} data-label={label} className="lane-label" style={placeStyle(label, place, width)} />
        );
      })}
    </div>
  );
}
