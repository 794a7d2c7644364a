/** A surface that writes down what is drawn on it as elements of SVG: paths stay paths, and text stays text. */
import type { Surface } from '../surface.ts';

const TURN = 2 * Math.PI;

/** Hundredths of a pixel are finer than any print. */
export const num = (value: number): string => String(Number(value.toFixed(2)));

/** For text and for attributes. What XML can't hold at all is left out. */
export const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const anchors: Record<CanvasTextAlign, string> = {
  left: 'start',
  start: 'start',
  center: 'middle',
  right: 'end',
  end: 'end',
};

interface State {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  dash: string;
}

const initial: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'left',
  dash: '',
};

/** `font` as attributes: a size and a family, before them perhaps a weight. */
export function fontAttributes(font: string): string {
  const [, weight = '400', size, family] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(font)!;
  return `font-family="${escaped(family)}" font-size="${num(Number(size))}" font-weight="${weight}"`;
}

export interface SvgSurface extends Surface {
  /** An element around all that is drawn by `draw`. */
  within(tag: string, attributes: string, draw: () => void): void;
  put(element: string): void;
  /** All that was drawn. */
  content(): string;
}

export function createSvgSurface(): SvgSurface {
  const out: string[] = [];
  const state = { ...initial };
  /** What `save` kept, and how many elements were opened since. */
  const saved: { state: State; opened: number }[] = [];
  let opened = 0;
  let path: string[] = [];
  let clips = 0;
  /** A stroked text waits for the same text filled, to become one element: else it would be selected twice. */
  let halo = '';

  const filled = () => `fill="${state.fillStyle}"${alpha()}`;
  const alpha = () => (state.globalAlpha < 1 ? ` opacity="${num(state.globalAlpha)}"` : '');
  const stroked = () =>
    `fill="none" stroke="${state.strokeStyle}" stroke-width="${num(state.lineWidth)}"${state.dash}` +
    `${state.lineJoin === 'miter' ? '' : ` stroke-linejoin="${state.lineJoin}"`}${alpha()}`;
  const step = (command: string, ...values: number[]) => path.push(command + values.map(num).join(' '));
  const box = (x: number, y: number, width: number, height: number) =>
    `x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}"`;
  const open = (tag: string, attributes: string) => {
    out.push(`<${tag} ${attributes}>`);
    opened++;
  };

  function arc(x: number, y: number, rx: number, ry: number, start: number, end: number, back = false): void {
    const sweep = back ? -sweepOf(end, start) : sweepOf(start, end);
    const at = (angle: number): [number, number] => [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
    step(path.length === 0 ? 'M' : 'L', ...at(start));
    // An arc of SVG that ends where it began is none, so a full one is two halves.
    const parts = Math.abs(sweep) > TURN - 1e-6 ? 2 : 1;
    for (let part = 1; part <= parts; part++) {
      const large = Math.abs(sweep) / parts > Math.PI ? 1 : 0;
      step('A', rx, ry, 0, large, sweep > 0 ? 1 : 0, ...at(start + (sweep * part) / parts));
    }
  }

  const pen: Omit<SvgSurface, keyof State> = {
    setLineDash: (segments) => {
      const dashes = [...segments];
      state.dash = dashes.length === 0 ? '' : ` stroke-dasharray="${dashes.map(num).join(' ')}"`;
    },
    beginPath: () => {
      path = [];
    },
    moveTo: (x, y) => step('M', x, y),
    lineTo: (x, y) => step(path.length === 0 ? 'M' : 'L', x, y),
    arc: (x, y, r, start, end, back) => arc(x, y, r, r, start, end, back),
    ellipse: (x, y, rx, ry, _rotation, start, end, back) => arc(x, y, rx, ry, start, end, back),
    rect: (x, y, width, height) => path.push(`M${num(x)} ${num(y)}h${num(width)}v${num(height)}h${num(-width)}z`),
    roundRect(x, y, width, height, radius) {
      const r = Number(radius);
      step('M', x + r, y);
      for (const [dx, dy, cx, cy] of [
        [width - 2 * r, 0, r, r],
        [0, height - 2 * r, -r, r],
        [2 * r - width, 0, -r, -r],
        [0, 2 * r - height, r, -r],
      ])
        path.push(`l${num(dx)} ${num(dy)}a${num(r)} ${num(r)} 0 0 1 ${num(cx)} ${num(cy)}`);
      path.push('z');
    },
    closePath: () => path.push('z'),
    fill: () => path.length > 0 && out.push(`<path d="${path.join('')}" ${filled()}/>`),
    stroke: () => path.length > 0 && out.push(`<path d="${path.join('')}" ${stroked()}/>`),
    fillRect: (x, y, width, height) => out.push(`<rect ${box(x, y, width, height)} ${filled()}/>`),
    strokeRect: (x, y, width, height) => out.push(`<rect ${box(x, y, width, height)} ${stroked()}/>`),
    strokeText: () => {
      halo = ` stroke="${state.strokeStyle}" stroke-width="${num(state.lineWidth)}" stroke-linejoin="round" paint-order="stroke"`;
    },
    fillText(text, x, y) {
      const place = `x="${num(x)}" y="${num(y)}" text-anchor="${anchors[state.textAlign]}"`;
      out.push(`<text ${place} ${fontAttributes(state.font)} ${filled()}${halo}>${escaped(text)}</text>`);
      halo = '';
    },
    translate: (x, y) => open('g', `transform="translate(${num(x)} ${num(y)})"`),
    save() {
      saved.push({ state: { ...state }, opened });
      opened = 0;
    },
    restore() {
      out.push('</g>'.repeat(opened));
      const last = saved.pop()!;
      Object.assign(state, last.state);
      opened = last.opened;
    },
    clip() {
      const id = `clip${clips++}`;
      out.push(`<clipPath id="${id}"><path d="${path.join('')}"/></clipPath>`);
      open('g', `clip-path="url(#${id})"`);
    },
    within(tag, attributes, draw) {
      out.push(`<${tag} ${attributes}>`);
      draw();
      out.push(`</${tag}>`);
    },
    put: (element) => out.push(element),
    content: () => out.join('\n'),
  };
  return Object.assign(state, pen) as SvgSurface;
}

/** From `start` on to `end`, at most one turn, as a canvas does it. */
function sweepOf(start: number, end: number): number {
  if (end - start >= TURN) return TURN;
  return (((end - start) % TURN) + TURN) % TURN;
}
