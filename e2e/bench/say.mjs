/** The line of a benchmark: median and the worse end, beside the bar. */
const at = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

export const median = (values) => at(values, 0.5);

const write = (value) =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 50 ? 1 : 0 }).padStart(8);

/** `most` is what it may take. */
export function sayTime(what, timesMs, most) {
  const [median, worse] = [at(timesMs, 0.5), at(timesMs, 0.95)];
  const verdict = median <= most ? '' : ', NOT KEPT';
  const line = `median ${write(median)} ms, p95 ${write(worse)} ms of ${timesMs.length}`;
  console.log(`${what.padEnd(28)} ${line}   (bar: ${most.toLocaleString('en')} ms${verdict})`);
}

/** `least` is what there must be, if anything. */
export function sayRate(what, unit, values, least) {
  const [median, worse] = [at(values, 0.5), at(values, 0.05)];
  const verdict = median >= least ? '' : ', NOT KEPT';
  const bar = least === undefined ? '' : `   (bar: ${least.toLocaleString('en')}${verdict})`;
  console.log(`${what.padEnd(28)} median ${write(median)}${unit}, p5 ${write(worse)}${unit} of ${values.length}${bar}`);
}
