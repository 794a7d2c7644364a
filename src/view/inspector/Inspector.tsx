/** Everything that pointing at the stage brings up: the buttons over it, the tip, the menu, the cards and the ring of who is followed. */
import { lazy, Suspense, useCallback, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { LaneId } from '../../model/lanes.ts';
import type { Inspected } from '../../store/state.ts';
import { useLab } from '../../store/useLab.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import { Follow } from './Follow.tsx';
import './inspector.css';
import { LaneNodes } from './LaneNodes.tsx';
import { MessageCard } from './MessageCard.tsx';
import { NodeCard } from './NodeCard.tsx';
import { PointMenu } from './PointMenu.tsx';
import { Tip } from './Tip.tsx';
import { useMoments } from './useMoments.ts';
import { type Asked, usePointing } from './usePointing.ts';

const ZoomHands = lazy(() => import('../zoom/ZoomHands.tsx'));

interface Props {
  stage: HTMLElement;
  geometry: LaneGeometry;
  lanes: readonly LaneId[];
  /** The lane that a small screen shows in full: another one means other elements. */
  focus: LaneId | undefined;
}

/** The lanes that are shown in full, as elements. */
function useRows({ stage, geometry, lanes, focus }: Props): HTMLElement[] {
  const [rows, setRows] = useState<HTMLElement[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: lanes, focus and layout decide which elements there are
  useLayoutEffect(
    () => setRows([...stage.querySelectorAll<HTMLElement>('.lane[data-lane]:not(.lane-strip)')]),
    [stage, geometry.layout, lanes, focus],
  );
  return rows;
}

export default function Inspector(props: Props) {
  const { stage, geometry, lanes } = props;
  const rows = useRows(props);
  const [asked, setAsked] = useState<Asked | null>(null);
  const onMenu = useCallback((next: Asked) => setAsked(next), []);
  const { pointed, onTip, setOnTip } = usePointing(stage, geometry, onMenu);
  const [kept, setKept] = useState(pointed);
  // While the pointer is on the tip, it stays.
  if (!onTip && kept !== pointed) setKept(pointed);
  const inspected = useLab((state) => state.inspected);
  const follows = useLab((state) => state.follows);
  return (
    <>
      {rows.map((row) =>
        createPortal(<LaneNodes lane={row.dataset.lane as LaneId} geometry={geometry} />, row, row.dataset.lane),
      )}
      <Suspense>
        <ZoomHands stage={stage} rows={rows} geometry={geometry} />
      </Suspense>
      {kept && asked === null && (
        <Tip stage={stage} pointed={kept} onEnter={() => setOnTip(true)} onLeave={() => setOnTip(false)} />
      )}
      {asked && <PointMenu stage={stage} asked={asked} onClose={() => setAsked(null)} />}
      {inspected && <OpenCard inspected={inspected} lanes={lanes} cells={geometry.cells} />}
      {inspected?.kind === 'message' && follows && <Follow stage={stage} geometry={geometry} id={inspected.id} />}
    </>
  );
}

function OpenCard({ inspected, lanes, cells }: { inspected: Inspected; lanes: readonly LaneId[]; cells: number }) {
  const moments = useMoments(lanes, cells);
  if (inspected.kind === 'message') return <MessageCard lane={inspected.lane} id={inspected.id} moments={moments} />;
  const moment = moments.find(({ lane }) => lane === inspected.lane);
  return moment ? <NodeCard node={inspected.node} moment={moment} /> : null;
}
