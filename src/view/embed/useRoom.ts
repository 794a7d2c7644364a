/** How much of the figure the frame has room for. */
import { useSyncExternalStore } from 'react';

/** All of it; one lane and the finding; or no more than a link. */
export type Room = 'full' | 'small' | 'none';

export interface Space {
  room: Room;
  /** Lanes that stand in full above each other. */
  rows: number;
}

/** Above and below the lanes: finding, chart, transport and foot. */
const AROUND = 188;
const ROW = 116;

function measure(): string {
  const { innerWidth: width, innerHeight: height } = window;
  if (width < 480 || height < 280) return 'none 0';
  if (width < 640 || height < AROUND + 2 * ROW) return 'small 1';
  return `full ${Math.floor((height - AROUND) / ROW)}`;
}

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

export function useRoom(): Space {
  const [room, rows] = useSyncExternalStore(subscribe, measure).split(' ') as [Room, string];
  return { room, rows: Number(rows) };
}
