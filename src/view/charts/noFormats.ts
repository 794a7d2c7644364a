/** Takes the place of d3-format in the builds: what scales write with it (tickFormat) is not asked for, because model/quantities writes all numbers. */
const refuse = (): never => {
  throw new Error('d3 formats no numbers here; see model/quantities.ts');
};

export {
  refuse as format,
  refuse as formatPrefix,
  refuse as formatSpecifier,
  refuse as precisionFixed,
  refuse as precisionPrefix,
  refuse as precisionRound,
};
