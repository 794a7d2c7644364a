/** The benchmarks of whole runs in Node, one after the other in one process, with the engine as the command line has it. */
import './lane.bench.ts';
import '../worker/seek.bench.ts';
