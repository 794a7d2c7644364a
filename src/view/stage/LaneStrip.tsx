/** A lane on one line, for small screens: name, pile, and what has become of its messages. */
import { useLayoutEffect, useRef } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import type { LaneGeometry } from './geometry.ts';
import { laneNames } from './sentence.ts';
import { STRIP_HEIGHT, stripWords } from './stripMarks.ts';
import type { Attach } from './useStagePainter.ts';

interface Props {
  lane: LaneId;
  geometry: LaneGeometry;
  attach: Attach;
}

export function LaneStrip({ lane, geometry, attach }: Props) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => attach(root.current!, { lane, last: false, strip: true }), [attach, lane]);
  const { width } = geometry;
  const words = { left: width - stripWords(width) + 14 };
  return (
    <div ref={root} className="lane lane-strip" style={{ height: STRIP_HEIGHT }} data-lane={lane}>
      <strong className={lane}>{laneNames[lane]}</strong>
      <canvas className="moving" role="img" aria-label={lane} style={{ width, height: STRIP_HEIGHT }} />
      <div data-label="pile" className="lane-label" style={{ ...words, top: 8 }} />
      <div data-label="stripNote" className="lane-label" style={{ ...words, top: 25 }} />
    </div>
  );
}
