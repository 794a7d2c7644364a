/**
 * Paths of straight lines through buckets, with gaps where there is no number: a scale makes undefined of NaN. What d3-shape draws, too; but its package comes whole or not
 * at all, and its 6 kB would be a twentieth of what the embedded figure may load.
 */
import type { Surface } from '../surface.ts';

type Of = (i: number) => number;

/** Adds a line to the path that was begun; a bucket alone between two gaps shows nothing. */
export function lineThrough(ctx: Surface, buckets: readonly number[], x: Of, y: Of): void {
  let drawing = false;
  for (const i of buckets) {
    const at = y(i);
    if (!Number.isFinite(at)) drawing = false;
    else {
      if (drawing) ctx.lineTo(x(i), at);
      else ctx.moveTo(x(i), at);
      drawing = true;
    }
  }
}

/** Adds the areas between two lines to the path that was begun: along the one, and back along the other. */
export function bandBetween(ctx: Surface, buckets: readonly number[], x: Of, low: Of, high: Of): void {
  let run: number[] = [];
  const close = () => {
    if (run.length === 0) return;
    lineThrough(ctx, run, x, high);
    for (const i of run.reverse()) ctx.lineTo(x(i), low(i));
    ctx.closePath();
    run = [];
  };
  for (const i of buckets) {
    if (Number.isFinite(low(i)) && Number.isFinite(high(i))) run.push(i);
    else close();
  }
  close();
}
