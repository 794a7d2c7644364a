/** Axes of the charts that are not shown at first. */
import { type Axis, halves } from '../kind.ts';

export function inSeconds(most: number): Axis {
  const axis = halves(most);
  return { ...axis, ticks: axis.ticks.map(({ value, text }) => ({ value, text: text && `${text} s` })) };
}

/** No numbers: what the strips within mean, their words say. */
export const strips: Axis = { domain: [0, 1], log: false, ticks: [{ value: 0, text: '' }] };
