/** Reads the words after the command's name, by Node's own parser; knows no scenario. */
import { parseArgs } from 'node:util';
import { readDuration, readNumber } from '../model/quantities.ts';
import { findReceipt } from '../model/receipts.ts';
import { NEVER, type SimTime } from '../model/time.ts';
import { BadInput } from './badInput.ts';

export const usage = `push-pull-lab: the simulator of push, pull and hybrid message delivery, on the command line

  run <scenario>      simulate, and report on each lane
  journal <scenario>  simulate, and write every record as a line of JSON
  list                the shipped scenarios and presets of real systems (--json: with sources and limits)
  params              the parameter table as Markdown (--json)

<scenario> is a name from the list, a link of the Lab, or a JSON file that holds the fields of a link:
  { "scenario": "hook", "seed": 7, "lanes": ["push", "pull"], "push:push.inbox": 20, "drill": ["5s+2s:consumer.down"] }
Without "scenario" a file builds on blank, and a link on hook. In both, id is for the lanes without a value of their own, lane:id for one.

for run and journal
  --set id=value       a parameter of all lanes, whatever the scenario says, or of one: --set push:push.inbox=20;
                       "default" takes it back; of several the last counts
  --lane push          only this lane; may be given more than once
  --seed 7             another luck
  --until 600s         end at this simulated time
for run
  --messages 1000000   end when so many were published (after the warm-up, if there is one); given up after 100 simulated days
  --warmup 50000       measure from then on: after so many messages, or at a time such as 30s
  --json, --csv, --receipt   instead of the table
  --series             with --json or --csv: the series over time, too
  --assert "push.latency.p99 < 2s"   a claim about the JSON report; the right side may be another lane's number
  --expect 2-1f…       the receipt that the run must come to; says whether this machine reproduces it

exit code: 0 all well, 1 an assertion failed or another receipt, 2 the input is wrong, the run could not end
  or its result can't be written
`;

export const commands = ['run', 'journal', 'list', 'params'] as const;

const formats = ['json', 'csv', 'receipt'] as const;
export type Format = (typeof formats)[number] | 'table';

/** A scenario as the words name it, and what the options change in it. */
export interface Choice {
  source: string;
  set: string[];
  lanes: string[];
  seed: string | undefined;
  until: string | undefined;
}

export interface Request {
  choice: Choice;
  format: Format;
  series: boolean;
  assertions: string[];
  /** The receipt that the run must come to. */
  expected: string | undefined;
  /** Messages to publish after the warm-up; NEVER if the scenario's end counts. */
  messages: number;
  /** When measuring begins: after so many messages or at a time, never both. */
  warmup: { messages: number; time: SimTime };
}

const texts = { type: 'string', multiple: true } as const;
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const choiceOptions = { set: texts, lane: texts, seed: text, until: text } as const;
const reportOptions = { json: flag, csv: flag, receipt: flag, series: flag, assert: texts } as const;
const runOptions = { ...choiceOptions, ...reportOptions, messages: text, warmup: text, expect: text } as const;

type Options = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>;

/** The words with each value joined to its option, for Node's parser takes `--seed -1` for two options. Names what that parser would not know. */
function joined(args: string[], options: Options): string[] {
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  return tokens.map((token) => {
    if (token.kind === 'positional') return token.value;
    if (token.kind === 'option-terminator') return '--';
    const { name, rawName, value, inlineValue } = token;
    if (!Object.hasOwn(options, name)) throw new BadInput(`there is no option ${rawName} here; --help names them all`);
    if (options[name].type === 'boolean' && value !== undefined) throw new BadInput(`${rawName}: takes no value`);
    if (options[name].type === 'string' && (value === undefined || (!inlineValue && /^-[^\d.]/.test(value))))
      throw new BadInput(`${rawName}: has no value`);
    return value === undefined ? rawName : `${rawName}=${value}`;
  });
}

function parse<const T extends Options>(args: string[], options: T) {
  return parseArgs({ args: joined(args, options), options, allowPositionals: true });
}

interface ChoiceWords {
  set?: string[];
  lane?: string[];
  seed?: string;
  until?: string;
}

function readChoice({ set = [], lane = [], seed, until }: ChoiceWords, positionals: string[]): Choice {
  if (positionals.length !== 1) throw new BadInput(`wants one scenario, got ${positionals.join(' ') || 'none'}`);
  return { source: positionals[0], set, lanes: lane.flatMap((word) => word.split(',')), seed, until };
}

/** The words after `journal`. */
export function readJournal(args: string[]): Choice {
  const { values, positionals } = parse(args, choiceOptions);
  return readChoice(values, positionals);
}

/** The words after `run`. */
export function readRun(args: string[]): Request {
  const { values, positionals } = parse(args, runOptions);
  const { messages, until, series = false, assert = [], warmup, expect: expected } = values;
  const chosen = formats.filter((format) => values[format]);
  if (chosen.length > 1) throw new BadInput(`--${chosen.join(' and --')} can't be had at once`);
  const format = chosen[0] ?? 'table';
  if (series && format !== 'json' && format !== 'csv') throw new BadInput('--series: only with --json or --csv');
  if (messages !== undefined && until !== undefined)
    throw new BadInput("--messages and --until can't be had at once: each says when the run ends");
  if (expected !== undefined && findReceipt(expected) !== expected)
    throw new BadInput(`--expect: “${expected}” is not a receipt such as 2-0123456789abcdef`);
  return {
    choice: readChoice(values, positionals),
    format,
    series,
    assertions: assert,
    expected,
    messages: messages === undefined ? NEVER : readMessages(messages),
    warmup: readWarmup(warmup),
  };
}

/** The words after `list` or `params`: whether JSON is wanted. */
export function wantsJson(args: string[]): boolean {
  const { values, positionals } = parse(args, { json: flag });
  if (positionals.length > 0) throw new BadInput(`wants no scenario, got ${positionals.join(' ')}`);
  return values.json ?? false;
}

/** Null if it is no number of messages. */
function countOf(word: string): number | null {
  const messages = readNumber('count', word);
  return messages !== null && messages >= 1 && Number.isSafeInteger(messages) ? messages : null;
}

function readMessages(word: string): number {
  const messages = countOf(word);
  if (messages === null) throw new BadInput(`--messages: “${word}” is not a whole number of messages from 1 on`);
  return messages;
}

function readWarmup(word: string | undefined): Request['warmup'] {
  const time = word === undefined ? 0 : readDuration(word);
  if (time !== null && time >= 0 && time !== NEVER) return { messages: 0, time };
  const messages = countOf(word ?? '');
  if (messages === null)
    throw new BadInput(`--warmup: “${word}” is neither a whole number of messages, from 0 on, nor a time such as 10s`);
  return { messages, time: 0 };
}
