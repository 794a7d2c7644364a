/** Recorded arrivals from a file. Apart from the other commands, because the reader of tables is large and the embedded figure needs none. */
import type { Scenario } from '../model/scenario.ts';
import { parseTrace, speedupFor } from '../model/trace.ts';
import { take } from './acting.ts';
import { seek } from './commands.ts';
import { setFromStart } from './edits.ts';
import { lab } from './lab.ts';

/** Plays recorded arrivals from the start, at a speed-up that fits the run. The answer says what is wrong with the file, if anything. */
export function loadTrace(text: string, fileName: string): string | null {
  const parsed = parseTrace(text, fileName);
  if ('error' in parsed) return parsed.error;
  const { scenario, base } = lab.getState();
  const { trace } = parsed;
  const speedup = speedupFor(trace, scenario.until);
  // The file's arrivals and no others: a burst of the scenario's own would fall among them.
  const traced = [
    ['arrival.process', 'trace'],
    ['trace.speedup', speedup],
    ['burst.size', 0],
  ] as const;
  const made = traced.reduce<Scenario>((edited, [id, value]) => setFromStart(edited, base, [id], value), {
    ...scenario,
    trace,
  });
  take(made, { type: 'trace' });
  seek(0);
  const times = speedup === 1 ? '' : `, ${speedup.toLocaleString('en-US')} times as fast`;
  lab.setState({ notes: [`${trace.name}: ${trace.times.length.toLocaleString('en-US')} arrivals${times}.`] });
  return null;
}
