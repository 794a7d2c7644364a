/** Takes the place of d3 in the figure's build: the part of it that the figure uses. The whole would bring along what is run on loading. */
export { range, ticks } from 'd3-array';
export { scaleLinear, scaleLog } from 'd3-scale';
export { area, line } from 'd3-shape';
