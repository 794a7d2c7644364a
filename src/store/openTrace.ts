/** Recorded arrivals from a file. Apart from the other commands, because the reader of tables is large and the embedded figure needs none. */
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
  const traced = setFromStart({ ...scenario, trace: parsed.trace }, base, ['arrival.process'], 'trace');
  const speedup = speedupFor(parsed.trace, scenario.until);
  take(setFromStart(traced, base, ['trace.speedup'], speedup), { type: 'trace' });
  seek(0);
  return null;
}
