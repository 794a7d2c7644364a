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

/** What `save` keeps. */
const pens = ['fillStyle', 'strokeStyle', 'lineWidth', 'lineJoin', 'globalAlpha'] as const;
const kept = [...pens, 'font', 'textAlign', 'dash', 'opened'] as const;

/** `font` as attributes: a size and a family, before them perhaps a weight. */
export function fontAttributes(font: string): string {
  const [, weight = '400', size, family] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(font)!;
  return `font-family="${escaped(family)}" font-size="${num(Number(size))}" font-weight="${weight}"`;
}

const box = (x: number, y: number, width: number, height: number): string =>
  `x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}"`;

/** From `start` on to `end`, at most one turn, as a canvas does it. */
function sweepOf(start: number, end: number): number {
  if (end - start >= TURN) return TURN;
  return (((end - start) % TURN) + TURN) % TURN;
}

export class SvgSurface implements Surface {
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  private dash = '';
  /** Elements that were opened since the last `save`, and that its `restore` is to close. */
  private opened = 0;
  private readonly saved: object[] = [];
  private path: string[] = [];
  private clips = 0;
  /** A stroked text waits for the same text filled, to become one element: else it would be selected twice. */
  private halo = '';
  private readonly out: string[] = [];

  setLineDash(segments: Iterable<number>): void {
    const dashes = [...segments];
    this.dash = dashes.length === 0 ? '' : ` stroke-dasharray="${dashes.map(num).join(' ')}"`;
  }

  beginPath(): void {
    this.path = [];
  }

  moveTo(x: number, y: number): void {
    this.step('M', x, y);
  }

  lineTo(x: number, y: number): void {
    this.step(this.path.length === 0 ? 'M' : 'L', x, y);
  }

  arc(x: number, y: number, r: number, start: number, end: number, back = false): void {
    this.ellipse(x, y, r, r, 0, start, end, back);
  }

  /** Its axes are upright: nothing here turns them. */
  ellipse(x: number, y: number, rx: number, ry: number, _: number, start: number, end: number, back = false): void {
    const sweep = back ? -sweepOf(end, start) : sweepOf(start, end);
    const at = (angle: number) => [x + rx * Math.cos(angle), y + ry * Math.sin(angle)] as const;
    this.lineTo(...at(start));
    // An arc of SVG that ends where it began is none, so a full one is two halves.
    const parts = Math.abs(sweep) > TURN - 1e-6 ? 2 : 1;
    for (let part = 1; part <= parts; part++) {
      const large = Math.abs(sweep) / parts > Math.PI ? 1 : 0;
      this.step('A', rx, ry, 0, large, sweep > 0 ? 1 : 0, ...at(start + (sweep * part) / parts));
    }
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path.push(`M${num(x)} ${num(y)}h${num(width)}v${num(height)}h${num(-width)}z`);
  }

  roundRect(x: number, y: number, width: number, height: number, radius: unknown): void {
    const r = Number(radius);
    const [across, down] = [width - 2 * r, height - 2 * r];
    const corner = (dx: number, dy: number) => `a${num(r)} ${num(r)} 0 0 1 ${num(dx)} ${num(dy)}`;
    this.step('M', x + r, y);
    this.path.push(
      `h${num(across)}${corner(r, r)}v${num(down)}${corner(-r, r)}h${num(-across)}${corner(-r, -r)}v${num(-down)}${corner(r, -r)}z`,
    );
  }

  closePath(): void {
    this.path.push('z');
  }

  fill(): void {
    if (this.path.length > 0) this.put(`<path d="${this.path.join('')}" ${this.filled()}/>`);
  }

  stroke(): void {
    if (this.path.length > 0) this.put(`<path d="${this.path.join('')}" ${this.stroked()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.put(`<rect ${box(x, y, width, height)} ${this.filled()}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.put(`<rect ${box(x, y, width, height)} ${this.stroked()}/>`);
  }

  strokeText(): void {
    this.halo = ` stroke="${this.strokeStyle}" stroke-width="${num(this.lineWidth)}" stroke-linejoin="round" paint-order="stroke"`;
  }

  fillText(text: string, x: number, y: number): void {
    const place = `x="${num(x)}" y="${num(y)}" text-anchor="${anchors[this.textAlign]}"`;
    this.put(`<text ${place} ${fontAttributes(this.font)} ${this.filled()}${this.halo}>${escaped(text)}</text>`);
    this.halo = '';
  }

  translate(x: number, y: number): void {
    this.open('g', `transform="translate(${num(x)} ${num(y)})"`);
  }

  save(): void {
    this.saved.push(Object.fromEntries(kept.map((name) => [name, this[name]])));
    this.opened = 0;
  }

  restore(): void {
    this.put('</g>'.repeat(this.opened));
    Object.assign(this, this.saved.pop());
  }

  clip(): void {
    const id = `clip${this.clips++}`;
    this.put(`<clipPath id="${id}"><path d="${this.path.join('')}"/></clipPath>`);
    this.open('g', `clip-path="url(#${id})"`);
  }

  /** An element around all that is drawn by `draw`. */
  within(tag: string, attributes: string, draw: () => void): void {
    this.put(`<${tag} ${attributes}>`);
    draw();
    this.put(`</${tag}>`);
  }

  put(element: string): void {
    this.out.push(element);
  }

  /** All that was drawn. */
  content(): string {
    return this.out.join('\n');
  }

  private open(tag: string, attributes: string): void {
    this.put(`<${tag} ${attributes}>`);
    this.opened++;
  }

  private step(command: string, ...values: number[]): void {
    this.path.push(command + values.map(num).join(' '));
  }

  private filled(): string {
    return `fill="${this.fillStyle}"${this.alpha()}`;
  }

  private stroked(): string {
    const join = this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`;
    return `fill="none" stroke="${this.strokeStyle}" stroke-width="${num(this.lineWidth)}"${this.dash}${join}${this.alpha()}`;
  }

  private alpha(): string {
    return this.globalAlpha < 1 ? ` opacity="${num(this.globalAlpha)}"` : '';
  }
}
