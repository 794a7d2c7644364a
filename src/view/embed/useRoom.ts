/** How much of the figure the frame has room for. */
import { useSyncExternalStore } from 'react';

/** All of it; one lane and the finding; or no more than a link. */
export type Room = 'full' | 'small' | 'none';

export interface Space {
  room: Room;
  /** Lanes that stand in full above each other. */
  rows: number;
  /** Whether there is room for a chart. */
  chart: boolean;
}

/** Above and below the lanes: finding, the least of a chart, transport and foot. */
const AROUND = 168;
const ROW = 116;
/** One folded lane, and what is around it. */
const SMALL = 276;
const CHART = 96;

function measure(): string {
  const { innerWidth: width, innerHeight: height } = window;
  if (width < 480 || height < 280) return 'none 0 false';
  if (width < 640 || height < AROUND + 2 * ROW) return `small 1 ${height >= SMALL + CHART}`;
  return `full ${Math.floor((height - AROUND) / ROW)} true`;
}

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

export function useRoom(): Space {
  const [room, rows, chart] = useSyncExternalStore(subscribe, measure).split(' ') as [Room, string, string];
  return { room, rows: Number(rows), chart: chart === 'true' };
}
