/**
 * What hands do to the zoom, by d3-zoom: Ctrl and the wheel or a pinch zoom about the pointer, a drag moves what is zoomed.
 * Imported past d3InUse.ts, for all that this names would be loaded first.
 */
import { select, selectAll } from 'd3-selection';
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import type { LaneGeometry } from '../stage/geometry.ts';
import { showZoomed, stageZoom, WHOLE } from '../stage/zoom.ts';
import { drawEach } from './crowd.ts';
import { viewOf } from './places.ts';

const ZOOM_MAX = 8;
/** A shorter drag is a click with an unsteady hand, in CSS pixels. */
const DRAG_MIN = 5;

export interface ZoomHands {
  /** About a place of the row, which stays where it is. */
  zoomBy(row: HTMLElement, factor: number, at: { x: number; y: number }): void;
  /** By shares of what is seen. */
  panBy(right: number, down: number): void;
  /** Brings a point of the drawing into the middle, as far as there is something beside it. */
  centre(x: number, y: number): void;
  reset(): void;
  stop(): void;
}

const inCaption = ({ target }: Event) => target instanceof Element && target.closest('.lane-caption') !== null;

/** A plain wheel and one finger scroll the page; only what is zoomed can be dragged. */
function isForZoom(event: MouseEvent | TouchEvent): boolean {
  if (inCaption(event)) return false;
  if (event.type === 'wheel') return event.ctrlKey;
  const isZoomed = stageZoom().k > 1;
  return 'touches' in event ? isZoomed || event.touches.length > 1 : isZoomed && event.button === 0 && !event.ctrlKey;
}

/** `rows` are the lanes that are shown in full; they share one zoom. */
export function layZoomHandsOn(rows: readonly HTMLElement[], geometry: LaneGeometry): ZoomHands {
  const view = viewOf(geometry);
  const all = selectAll<HTMLElement, unknown>([...rows]);
  const show = (next: ZoomTransform) => {
    all.property('__zoom', next);
    showZoomed(next.k === 1 ? WHOLE : { k: next.k, x: next.x, y: next.y, refine: drawEach });
  };
  const hands = zoom<HTMLElement, unknown>()
    .scaleExtent([1, ZOOM_MAX])
    .extent(view)
    .translateExtent(view)
    .clickDistance(DRAG_MIN)
    .filter(isForZoom)
    .on('zoom', ({ transform }) => show(transform));
  const reset = () => show(zoomIdentity);
  all
    .call(hands)
    // At either end of the scale the browser would go on with the whole page.
    .on('wheel.end', (event: WheelEvent) => event.ctrlKey && event.preventDefault(), { passive: false })
    .on('dblclick.zoom', (event: MouseEvent) => inCaption(event) || reset());
  const first = select<HTMLElement, unknown>(rows[0]!);
  return {
    zoomBy: (row, factor, { x, y }) => hands.scaleBy(select<HTMLElement, unknown>(row), factor, [x, y]),
    panBy(right, down) {
      const [[x1, y1], [x2, y2]] = view;
      const { k } = stageZoom();
      hands.translateBy(first, (-right * (x2 - x1)) / k, (-down * (y2 - y1)) / k);
    },
    centre: (x, y) => hands.translateTo(first, x, y),
    reset,
    stop() {
      reset();
      all.on('.zoom .end', null);
    },
  };
}
