import { useSyncExternalStore } from 'react';
import { onStageZoom, type StageZoom, stageZoom } from '../stage/zoom.ts';

/** How the stage is zoomed; renders again when that changes. */
export const useStageZoom = (): StageZoom => useSyncExternalStore(onStageZoom, stageZoom);
