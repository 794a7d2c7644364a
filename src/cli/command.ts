/** The command line: words in, text and an exit code out. */
import { reportOf } from '../engine/report.ts';
import { createRun } from '../engine/run.ts';
import { seriesCsvOf } from '../model/csv.ts';
import type { LaneId } from '../model/lanes.ts';
import { formatDuration } from '../model/quantities.ts';
import { compareReceipts } from '../model/receipts.ts';
import type { Report } from '../model/report.ts';
import { catalogue } from '../scenarios/catalogue.ts';
import type { Shipped } from '../scenarios/named.ts';
import { presets } from '../scenarios/presets.ts';
import { commands, type Request, readJournal, readRun, usage, wantsJson } from './arguments.ts';
import { failureOf, readAssertion } from './assertion.ts';
import { BadInput } from './badInput.ts';
import { csvOf } from './csv.ts';
import { parametersAsJson, parametersAsMarkdown } from './parameterTable.ts';
import { simulate, writeJournal } from './simulate.ts';
import { findSource } from './source.ts';
import { tableOf } from './table.ts';
import { ReaderGone, type Terminal } from './terminal.ts';

const ExitCode = { done: 0, assertionFailed: 1, noResult: 2 } as const;
type Code = (typeof ExitCode)[keyof typeof ExitCode];

/** Does what the words say; never rejects. Results go to stdout, whatever else there is to say to stderr. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<Code> {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    return codeOf(error, terminal);
  }
}

/** What the engine throws names the limit that was reached; it ends a run as bad input does, but is no fault of the words. */
function codeOf(error: unknown, terminal: Terminal): Code {
  if (error instanceof ReaderGone) return ExitCode.done;
  const message = error instanceof Error ? error.message : String(error);
  for (const line of message.split('\n')) terminal.say(error instanceof BadInput ? line : `the run failed: ${line}`);
  return ExitCode.noResult;
}

async function dispatch([name = '', ...rest]: readonly string[], terminal: Terminal): Promise<Code> {
  if (name === 'help' || [name, ...rest].some((word) => word === '--help' || word === '-h')) {
    await terminal.out(usage);
    return ExitCode.done;
  }
  switch (name) {
    case 'run':
      return run(readRun(rest), terminal);
    case 'journal':
      await writeJournal(await findSource(readJournal(rest), terminal), terminal);
      return ExitCode.done;
    case 'list':
      await terminal.out(wantsJson(rest) ? json(listed()) : listText());
      return ExitCode.done;
    case 'params':
      await terminal.out(wantsJson(rest) ? json(parametersAsJson()) : parametersAsMarkdown());
      return ExitCode.done;
    default:
      throw new BadInput(`“${name}” is not one of ${commands.join(', ')}; --help says more`);
  }
}

async function run(request: Request, terminal: Terminal): Promise<Code> {
  const scenario = await findSource(request.choice, terminal);
  // A wrong path should not come to light after a long run: the report of a run that has not begun has the same shape.
  const example = reportOf(createRun(scenario, { journal: 'hash' }), {});
  const assertions = request.assertions.map((text) => readAssertion(text, example));
  const report = await simulate(scenario, request, terminal);
  const written = await write(textOf(report, request), terminal);
  const failures = assertions.map((each) => failureOf(each, report)).filter((failure) => failure !== null);
  for (const failure of failures) terminal.say(failure);
  const reproduced = request.expected === undefined || isReproduced(request.expected, report, scenario.lanes, terminal);
  return failures.length > 0 || !reproduced ? ExitCode.assertionFailed : written;
}

/** What becomes of stdout must not hide a verdict, so that it is a code here, and no exception. */
async function write(text: string, terminal: Terminal): Promise<Code> {
  try {
    await terminal.out(text);
    return ExitCode.done;
  } catch (error) {
    return codeOf(error, terminal);
  }
}

function isReproduced(expected: string, { receipt }: Report, lanes: readonly LaneId[], terminal: Terminal): boolean {
  const { finding, says } = compareReceipts(expected, receipt, lanes);
  terminal.say(says);
  return finding === 'reproduced';
}

function textOf(report: Report, { format, series }: Request): string {
  switch (format) {
    case 'json':
      return json(report);
    case 'csv':
      return series ? seriesCsvOf(report.lanes) : csvOf(report);
    case 'receipt':
      return `${report.receipt}\n`;
    case 'table':
      return tableOf(report);
  }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const describe = ({ scenario: { name, until, lanes }, title, summary }: Shipped) => ({
  name,
  title,
  summary,
  until: formatDuration(until),
  lanes,
});

const listed = () => [
  ...catalogue.map((each) => ({ kind: 'scenario', ...describe(each) })),
  ...presets.map(({ preset: { version, sources, cannot, unconfirmed = [], notes = [] }, ...each }) => {
    return { kind: 'preset', ...describe(each), version, sources, cannot, unconfirmed, notes };
  }),
];

function listText(): string {
  const width = Math.max(...listed().map(({ name }) => name.length));
  const section = (heading: string, kind: string) =>
    `${heading}\n${listed()
      .filter((each) => each.kind === kind)
      .map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`)
      .join('')}`;
  return `${section('Teaching scenarios', 'scenario')}\n${section('Real systems', 'preset')}`;
}
