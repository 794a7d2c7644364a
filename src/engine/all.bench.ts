/** Every benchmark, one after the other, in one process on one machine. */
import './kernel.bench.ts';
import './lane.bench.ts';
import '../worker/seek.bench.ts';
