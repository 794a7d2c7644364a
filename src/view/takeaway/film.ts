/** A film of the stage as an animated GIF: an interval at a speed, drawn frame by frame from the run itself, so that the same link gives the same film. */
import { MILLISECOND, type SimTime } from '../../model/time.ts';
import type { SecondRun } from '../../store/secondRun.ts';
import type { Palette } from '../palette.ts';
import { drawFigure, figureSize } from './drawFigure.ts';
import { filmColours, nearestIn } from './filmColours.ts';
import { type GifFrame, gifFoot, gifFrame, gifHead, TRANSPARENT } from './gif.ts';
import { canvasPad, lettersLoaded, type Pad } from './pad.ts';
import { type Subject, subjectOf } from './subject.ts';

export const FILM_WIDTH = 720;
/** Of the stage as it is drawn before it is made as small as the film. */
const STAGE_WIDTH = 800;
export const FRAMES_MAX = 400;
export const BYTES_MAX = 16_000_000;
/** Hundredths of a second are what a GIF counts in. */
const FRAME_HUNDREDTHS = 5;
/** The last picture stays a little before the film begins again. */
const REST_HUNDREDTHS = 150;
const FRAME_MS = 10 * FRAME_HUNDREDTHS;

export interface Cut {
  from: SimTime;
  to: SimTime;
  /** Simulated seconds in one of the film. */
  speed: number;
}

const frameStep = (speed: number): SimTime => Math.round(FRAME_MS * MILLISECOND * speed);
export const framesIn = ({ from, to, speed }: Cut): number => Math.floor((to - from) / frameStep(speed)) + 1;
/** In seconds of the film. */
export const lengthOf = (cut: Cut): number => (framesIn(cut) * FRAME_MS) / 1_000;
export const LONGEST_S = (FRAMES_MAX * FRAME_MS) / 1_000;

/** Rejects with the signal's reason, or if the film grows too large; what that is says BYTES_MAX. */
export async function filmOf(
  run: SecondRun,
  cut: Cut,
  link: string,
  palette: Palette,
  progress: (frame: number, frames: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  await lettersLoaded();
  const step = frameStep(cut.speed);
  const frames = Math.min(FRAMES_MAX, framesIn(cut));
  const colours = filmColours(palette);
  const nearest = nearestIn(colours);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let before: Uint8Array | null = null;
  let screen: { pad: Pad; ctx: OffscreenCanvasRenderingContext2D } | null = null;
  for (let i = 0; i < frames; i++) {
    signal.throwIfAborted();
    // Also what comes next is waited for: what is in the air is drawn from where it will be.
    await run.show(cut.from + i * step, step + AHEAD_FLIGHTS * step, cut.speed);
    const subject = subjectOf(run, link, cut.speed, 'medium', STAGE_WIDTH);
    if (screen === null) {
      screen = screenOf(subject, palette);
      const { width, height } = screen.ctx.canvas;
      chunks.push(gifHead(width, height, colours) as Uint8Array<ArrayBuffer>);
    }
    const pixels = indicesOf(screen, subject, nearest);
    const rest = i === frames - 1 ? REST_HUNDREDTHS : FRAME_HUNDREDTHS;
    const chunk = gifFrame(changed(before, pixels, screen.ctx.canvas.width), rest) as Uint8Array<ArrayBuffer>;
    before = pixels;
    chunks.push(chunk);
    size += chunk.length;
    if (size > BYTES_MAX) throw new RangeError(`The film is larger than ${BYTES_MAX / 1e6} MB; choose a shorter one.`);
    progress(i + 1, frames);
    // Else the page could show no progress, and nobody could give up.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Blob([...chunks, gifFoot], { type: 'image/gif' });
}

/** A flight lasts five frames, and what falls 1.6 times as long. */
const AHEAD_FLIGHTS = 10;

function screenOf(subject: Subject, palette: Palette) {
  const { width, height } = figureSize(subject, 'stage');
  const density = FILM_WIDTH / width;
  // Read back at once, so it is painted without the graphics card, which would draw other edges on another machine.
  const ctx = new OffscreenCanvas(FILM_WIDTH, Math.round(height * density)).getContext('2d', {
    willReadFrequently: true,
    alpha: false,
  })!;
  ctx.scale(density, density);
  return { ctx, pad: canvasPad(ctx, palette, density) };
}

function indicesOf(
  { ctx, pad }: { ctx: OffscreenCanvasRenderingContext2D; pad: Pad },
  subject: Subject,
  nearest: (red: number, green: number, blue: number) => number,
): Uint8Array {
  const { width, height } = ctx.canvas;
  drawFigure(pad, subject, 'stage');
  const { data } = ctx.getImageData(0, 0, width, height);
  const indices = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < indices.length; i++, at += 4) indices[i] = nearest(data[at], data[at + 1], data[at + 2]);
  return indices;
}

/** The smallest rectangle that holds every change, see-through where nothing changed; one pixel if nothing did. */
function changed(before: Uint8Array | null, after: Uint8Array, stride: number): GifFrame {
  const rows = after.length / stride;
  if (before === null) return { x: 0, y: 0, width: stride, height: rows, pixels: after };
  let [left, right, top, bottom] = [stride, 0, rows, 0];
  for (let i = 0; i < after.length; i++) {
    if (after[i] === before[i]) continue;
    const [x, y] = [i % stride, Math.floor(i / stride)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (left > right) return { x: 0, y: 0, width: 1, height: 1, pixels: Uint8Array.of(TRANSPARENT) };
  const [width, height] = [right - left + 1, bottom - top + 1];
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (top + y) * stride + left + x;
      pixels[y * width + x] = after[i] === before[i] ? TRANSPARENT : after[i];
    }
  }
  return { x: left, y: top, width, height, pixels };
}
