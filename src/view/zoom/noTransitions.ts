/** Takes the place of d3-transition in the builds: nothing here moves by a clock of its own, so there is nothing to interrupt. */
import { selection } from 'd3-selection';

export function interrupt(): void {}

selection.prototype.interrupt = function same() {
  return this;
};
