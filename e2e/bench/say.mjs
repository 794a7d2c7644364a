/** The line of a benchmark: median and the worse end, beside the bar. */
const at = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** Of a rate more is better, so its worse end is the low one; a time's is the high one. */
export function say(what, unit, values, bar) {
  const isRate = unit.endsWith('/s');
  const write = (value) =>
    isRate
      ? Math.round(value).toLocaleString('en')
      : value.toLocaleString('en', { maximumFractionDigits: value < 50 ? 1 : 0 });
  const [median, worse] = [at(values, 0.5), at(values, isRate ? 0.05 : 0.95)];
  const kept = isRate ? median >= bar : median <= bar;
  console.log(
    `${what.padEnd(28)} median ${write(median).padStart(8)}, ${isRate ? 'p5 ' : 'p95'} ${write(worse).padStart(8)} ${unit} of ${values.length}   (bar: ${write(bar)}${kept ? '' : ', NOT KEPT'})`,
  );
}
