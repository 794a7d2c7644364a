/** Takes the place of d3-interpolate in the builds: scales here lead to pixels only, so colours, dates and texts need no interpolation. */
export const interpolateNumber = (a: number, b: number) => (t: number) => a * (1 - t) + b * t;
export const interpolateRound = (a: number, b: number) => (t: number) => Math.round(a * (1 - t) + b * t);
export { interpolateNumber as interpolate };

/** d3-zoom asks for one only when it moves by transitions, and none is made here. */
export const interpolateZoom = interpolateNumber;

export function piecewise(): never {
  throw new Error('there are no piecewise scales here');
}
