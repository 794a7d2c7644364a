/** Loads what pointing needs when somebody points, tabs into the page or opens a link to a message, and else when the page has come to rest. */
import { lazy, type RefObject, Suspense, useEffect, useState } from 'react';
import type { LaneId } from '../../model/lanes.ts';
import { useLab } from '../../store/useLab.ts';
import type { LaneGeometry } from '../stage/geometry.ts';

const Inspector = lazy(() => import('./Inspector.tsx'));

/** By then the first moving frame is long shown, also on slow lines. */
const REST_MS = 4_000;

interface Props {
  stage: RefObject<HTMLElement | null>;
  geometry: LaneGeometry;
  lanes: readonly LaneId[];
  focus: LaneId | undefined;
}

export function LaterInspector({ stage, ...rest }: Props) {
  const [wanted, setWanted] = useState(false);
  const inspects = useLab((state) => state.inspected !== null);
  useEffect(() => {
    const want = () => setWanted(true);
    const timer = setTimeout(want, REST_MS);
    addEventListener('keydown', want, { once: true });
    const { current } = stage;
    current?.addEventListener('pointerover', want, { once: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', want);
      current?.removeEventListener('pointerover', want);
    };
  }, [stage]);
  // The first rendering has no stage yet; what is inspected by a link is so before it.
  return stage.current && (wanted || inspects) ? (
    <Suspense>
      <Inspector stage={stage.current} {...rest} />
    </Suspense>
  ) : null;
}
