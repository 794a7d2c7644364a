/** A claim about a report, such as `push.latency.p99 < 2s`: read, and held against the numbers. */
import type { NumberKind } from '../model/knobs.ts';
import { formatNumber, readNumber } from '../model/quantities.ts';
import type { Report } from '../model/report.ts';
import { MILLISECOND } from '../model/time.ts';
import { BadInput } from './badInput.ts';

const compare = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '==': (a: number, b: number) => a === b,
  '!=': (a: number, b: number) => a !== b,
};

export interface Assertion {
  text: string;
  path: string;
  operator: keyof typeof compare;
  /** A number in the unit of the report, or the path of another one. */
  right: number | string;
  /** Whether a share is said as it was asked for: as 80%, or as 0.8. */
  inPercent: boolean;
}

/** Reads a claim; `example` is any report of the same lanes, by which its paths are checked. Throws BadInput. */
export function readAssertion(text: string, example: Report): Assertion {
  const [, path = '', sign = '', word = ''] = /^\s*([\w.-]+)\s*([<>!=]+)\s*(\S.*?)\s*$/.exec(text) ?? [];
  const where = `--assert “${text}”`;
  if (!Object.hasOwn(compare, sign))
    throw new BadInput(
      `${where}: is not of the form “push.latency.p99 < 2s”, with one of ${Object.keys(compare).join(' ')}`,
    );
  numberAt(example, path, where);
  const operator = sign as keyof typeof compare;
  const kind = kindOf(path);
  const number = readNumber(kind, word);
  const inPercent = number === null || word.endsWith('%');
  if (kind === 'probability' && number !== null && number > 1 && !inPercent) {
    const meant = Number.isFinite(number) ? `; write ${word}%` : '';
    throw new BadInput(`${where}: ${path} is a share, and “${word}” is more than 1, the most it can be${meant}`);
  }
  if (number !== null)
    return { text, path, operator, right: kind === 'duration' ? number / MILLISECOND : number, inPercent };
  if (!/^[a-z]+\./i.test(word)) throw new BadInput(`${where}: “${word}” is not ${wanted[kind]}`);
  numberAt(example, word, where);
  if (kindOf(word) !== kind) throw new BadInput(`${where}: ${path} is a ${kind} and ${word} a ${kindOf(word)}`);
  return { text, path, operator, right: word, inPercent };
}

/** Null if the claim holds, else a sentence that says what was measured. What was not measured fulfils nothing. */
export function failureOf({ text, path, operator, right, inPercent }: Assertion, report: Report): string | null {
  const left = numberAt(report, path, text);
  const limit = typeof right === 'string' ? numberAt(report, right, text) : right;
  const known = !Number.isNaN(left) && !Number.isNaN(limit);
  if (known && compare[operator](left, limit)) return null;
  const other = typeof right === 'string' ? ` and ${right} is ${say(right, limit, inPercent)}` : '';
  return `assertion failed: ${text}: ${path} is ${say(path, left, inPercent)}${other}`;
}

const wanted: Record<NumberKind, string> = {
  duration: 'a duration such as 250ms or 2s',
  rate: 'a rate such as 14/s',
  probability: 'a share such as 80% or 0.8',
  count: 'a number',
  factor: 'a number',
  price: 'a number',
};

function kindOf(path: string): NumberKind {
  if (/\.(?:wait|latency|attemptWait)\.(?!count$)|\.heldMs\.|Ms$/.test(path)) return 'duration';
  if (path.endsWith('PerSecond')) return 'rate';
  return /utilisation$|\.(?:freshness|completion)\./.test(path) ? 'probability' : 'count';
}

/** To the microsecond, and of shares to one in a thousand million, so that what just fails is not rounded to what would hold. */
function say(path: string, value: number, inPercent: boolean): string {
  if (Number.isNaN(value)) return 'unknown: nothing was measured';
  const kind = kindOf(path);
  if (kind === 'probability') return inPercent ? `${Number((value * 100).toPrecision(9))}%` : String(value);
  if (kind !== 'duration') return formatNumber(kind, value);
  return value < 1_000 ? `${Number(value.toFixed(3))}ms` : `${Number((value / 1_000).toFixed(6))}s`;
}

/** The number at `push.counts.acked`; `push.acked` will do. Names where a wrong path goes wrong, and what there is. */
function numberAt({ lanes, simulatedMs, warmupMs }: Report, path: string, where: string): number {
  let node: unknown = { ...lanes, simulatedMs, warmupMs };
  let seen = 'the report';
  for (const name of path.split('.')) {
    const fields: object = typeof node === 'object' && node !== null ? node : {};
    const short = 'counts' in fields ? (fields.counts as object) : {};
    const from = Object.hasOwn(fields, name) ? fields : short;
    if (!Object.hasOwn(from, name)) {
      const choice = Object.keys({ ...fields, ...short }).join(', ');
      throw new BadInput(`${where}: ${seen} has no “${name}”${choice === '' ? '' : `, but ${choice}`}`);
    }
    node = (from as Record<string, unknown>)[name];
    seen = name;
  }
  if (typeof node === 'number') return node;
  const parts = Object.keys(node ?? {}).join(', ');
  throw new BadInput(`${where}: ${path} is no number${parts === '' ? '' : `, but ${parts}`}`);
}
