/** The parts of a lane as buttons over its drawing: what a pointer hits, and what keys and screen readers find. */
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { inspect } from '../../store/inspecting.ts';
import type { NodeId } from '../../store/state.ts';
import { useLab } from '../../store/useLab.ts';
import type { LaneGeometry } from '../stage/geometry.ts';
import { lookAtPlayer } from '../stage/lookAtPlayer.ts';
import type { LaneMoment } from '../stage/moment.ts';
import { laneNames } from '../stage/sentence.ts';
import type { StageZoom } from '../stage/zoom.ts';
import { crowdPlaces } from '../zoom/crowd.ts';
import { shownAt } from '../zoom/places.ts';
import { useStageZoom } from '../zoom/useStageZoom.ts';
import { type NodePlace, nodePlaces } from './nodes.ts';
import { nodeName, nodeState } from './nodeWords.ts';
import { onLook } from './useMoments.ts';

/** Names that change more often than this could not be read out. */
const NAME_EVERY_MS = 1_000;

interface Props {
  lane: LaneId;
  geometry: LaneGeometry;
}

const sameNodes = (a: readonly NodePlace[], b: readonly NodePlace[]) => JSON.stringify(a) === JSON.stringify(b);

export function LaneNodes({ lane, geometry }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [places, setPlaces] = useState<readonly NodePlace[]>([]);
  const zoom = useStageZoom();
  const inspected = useLab((state) => state.inspected);
  useEffect(() => {
    const look = () => {
      const moment = lookAtPlayer([lane], geometry.cells)[0]!;
      const next = [...nodePlaces(moment, geometry), ...crowdPlaces(moment, geometry, zoom.k)];
      setPlaces((before) => (sameNodes(before, next) ? before : next));
      nameAll(root.current!, moment);
    };
    return onLook(look, NAME_EVERY_MS);
  }, [lane, geometry, zoom.k]);
  // Buttons that have just come have no name yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => nameAll(root.current!, lookAtPlayer([lane], geometry.cells)[0]!), [places]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be laid out by itself
    <div ref={root} className="nodes" role="group" aria-label={`Parts of ${laneNames[lane]}`} onKeyDown={walk}>
      {places.map(({ node, ...place }) => (
        <button
          key={node}
          type="button"
          data-node={node}
          aria-haspopup="dialog"
          aria-expanded={inspected?.kind === 'node' && inspected.lane === lane && inspected.node === node}
          style={boxOf(zoom, place)}
          onClick={() => inspect({ kind: 'node', lane, node })}
        />
      ))}
    </div>
  );
}

function boxOf(zoom: StageZoom, { x, y, width, height }: Omit<NodePlace, 'node'>): CSSProperties {
  const at = shownAt(zoom, x, y);
  return { left: at.x, top: at.y, width: width * zoom.k, height: height * zoom.k };
}

function nameAll(root: HTMLElement, moment: LaneMoment): void {
  for (const button of root.querySelectorAll<HTMLElement>('[data-node]')) {
    const node = button.dataset.node as NodeId;
    const name = `${laneNames[moment.lane]}, ${nodeName(node, moment)}: ${nodeState(node, moment)}`;
    if (button.getAttribute('aria-label') !== name) button.setAttribute('aria-label', name);
  }
}

/** Left and right: the part before and after. Up and down: the same part of the lane above and below. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target as HTMLElement;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const row = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  let to: HTMLElement | null | undefined = null;
  if (step !== undefined) {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-node]')];
    to = buttons[buttons.indexOf(from) + step];
  } else if (row !== undefined) {
    const lanes = [...document.querySelectorAll('.nodes')];
    const other = lanes[lanes.indexOf(event.currentTarget) + row];
    to = other?.querySelector<HTMLElement>(`[data-node="${from.dataset.node}"]`);
  } else return;
  event.preventDefault();
  to?.focus();
}
