/** Does what `run` and `journal` ask for, and says how far it is when that takes long. */
import { endWarmUp, reportOf } from '../engine/report.ts';
import { createRun, type Run } from '../engine/run.ts';
import { formatDuration } from '../model/quantities.ts';
import type { Report } from '../model/report.ts';
import type { Scenario } from '../model/scenario.ts';
import { NEVER, SECOND } from '../model/time.ts';
import type { Request } from './arguments.ts';
import { BadInput } from './badInput.ts';
import { takeLines } from './journalLines.ts';
import type { Terminal } from './terminal.ts';
import { HORIZON, isOver, publishedIn, walkTo } from './walk.ts';

const PROGRESS_EVERY_MS = 2_000;

/** Says, every two seconds of wall time, how far a run has come. */
function progressOf(run: Run, terminal: Terminal): () => void {
  let saidMs = terminal.nowMs();
  return () => {
    const nowMs = terminal.nowMs();
    if (nowMs - saidMs < PROGRESS_EVERY_MS) return;
    saidMs = nowMs;
    terminal.say(`${Math.floor(run.now / SECOND)} s simulated, ${publishedIn(run)} messages published`);
  };
}

/** Warms up if asked to, runs to the end and reports. BadInput if a number of messages is never reached. */
export async function simulate(scenario: Scenario, request: Request, terminal: Terminal): Promise<Report> {
  const run = createRun(scenario, { journal: 'hash' });
  const progress = progressOf(run, terminal);
  const byMessages = request.messages !== NEVER;
  const time = byMessages ? HORIZON : scenario.until;
  const publish = async (option: string, published: number) => {
    await walkTo(run, { time, published }, progress);
    const come = publishedIn(run);
    if (come >= published || published === NEVER) return;
    const ended = isOver(run) ? ', and no more will come' : '';
    throw new BadInput(
      `${option}: only ${come} of ${published} messages were published by ${formatDuration(run.now)}${ended}`,
    );
  };

  const { warmup } = request;
  if (warmup.time >= time)
    throw new BadInput(`--warmup: ${formatDuration(warmup.time)} is not before the end, ${formatDuration(time)}`);
  if (warmup.messages > 0) await publish('--warmup', warmup.messages);
  else await walkTo(run, { time: warmup.time, published: NEVER }, progress);
  const since = run.now > 0 ? endWarmUp(run) : undefined;
  await publish('--messages', publishedIn(run) + request.messages);
  return reportOf(run, { series: request.series, since });
}

/** Writes every record of the run. */
export async function writeJournal(scenario: Scenario, terminal: Terminal): Promise<void> {
  const run = createRun(scenario, { journal: 'on' });
  const progress = progressOf(run, terminal);
  const flush = async () => {
    const lines = takeLines(run);
    if (lines !== '') await terminal.out(lines);
    progress();
  };
  await walkTo(run, { time: scenario.until, published: NEVER }, flush);
}
