/** Takes the place of d3 in the builds: the part of it that is used. The whole would bring along what is run on loading. */
export { range, ticks } from 'd3-array';
export { scaleLinear, scaleLog } from 'd3-scale';
