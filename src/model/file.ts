/** A scenario as a JSON file: the fields of a link, with numbers, truths and lists where JSON has them. `schema.ts` says the same to machines. */
import { FIELDS_MAX, type Field, fieldsOf, type Read, readFields } from './fields.ts';
import { entryTypes } from './linkEntry.ts';
import { unsaid, type View } from './linkView.ts';
import { type ParameterId, parameters, type Row } from './parameters.ts';
import { TEXT_MAX } from './payload.ts';
import { type Scenario, splitKey } from './scenario.ts';

type Json = string | number | boolean | readonly string[];

const isEntry = (key: string): boolean => entryTypes.some((type) => type === key);

/** A count as a number and a switch as true or false; what has a unit stays a text. */
function jsonOf([key, text]: Field): Json {
  if (key === 'lanes') return text.split(',');
  if (key === 'v' || key === 'seed' || key === 'speed' || key === 'm') return Number(text);
  const split = splitKey(key);
  const row: Row | null = split && parameters[split.id as ParameterId];
  if (text === 'default' || row === null) return text;
  if (row.kind === 'toggle') return text === 'on';
  const hasUnit = row.kind === 'duration' || row.kind === 'list' || row.kind === 'choice';
  return !hasUnit && /^[\d.]+$/.test(text) ? Number(text) : text;
}

/** The text of the file; `schema` is where the schema is to be found. What happens on the way stands in one list, for its order counts. */
export function encodeFile(scenario: Scenario, base: Scenario, schema: string, looked: View = unsaid): string {
  const { head, body, view } = fieldsOf(scenario, base, looked);
  const entries = body.filter(([key]) => isEntry(key)).map(([key, text]) => `${key}=${text}`);
  const timeline = body.some(([key]) => key === 'timeline') ? [] : entries;
  const plain = [...head, ...body, ...view].filter(([key]) => key !== 'timeline' && !isEntry(key));
  const file: Record<string, Json> = { $schema: schema, ...Object.fromEntries(plain.map((f) => [f[0], jsonOf(f)])) };
  if (timeline.length > 0 || body.some(([key]) => key === 'timeline')) file.timeline = timeline;
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What a value stands for in a link, or null if it stands for nothing. */
function wordOf(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'number' || typeof value === 'string' ? String(value) : null;
}

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object');

function wordsOf(key: string, value: unknown, notes: string[]): string[] {
  const values: unknown[] = Array.isArray(value) ? value.slice(0, FIELDS_MAX + 1) : [value];
  return values.flatMap((each) => {
    const word = wordOf(each);
    if (word !== null) return [word];
    notes.push(`${key}: ${kindOf(each)} is not a text, a number, true or false, or a list of them; left out.`);
    return [];
  });
}

/** A list is a field given more than once; but `lanes` is one field, and `timeline` holds fields of any kind in their order. */
function fieldsUnder(key: string, value: unknown, notes: string[]): Field[] {
  if (key === '$schema') return [];
  const words = wordsOf(key, value, notes);
  if (key === 'lanes') return [[key, words.join(',')]];
  if (key !== 'timeline') return words.map((word): Field => [key, word]);
  const entries = words.map((word): Field => /^([^=]*)=?(.*)$/s.exec(word)!.slice(1) as [string, string]);
  for (const [type] of entries)
    if (!isEntry(type)) notes.push(`timeline: “${type}” is not one of ${entryTypes.join(', ')}; left out.`);
  return [['timeline', 'none'], ...entries.filter(([type]) => isEntry(type))];
}

/** Reads a file as `decodeLink` reads a link; never throws. What is no JSON object, or too large, is an error and no scenario. */
export function decodeFile(
  text: string,
  find: (name: string) => Scenario | undefined,
  fallback: Scenario,
): Read | { error: string } {
  if (text.length > TEXT_MAX)
    return { error: `The file has ${text.length} characters; more than ${TEXT_MAX} are not read.` };
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return { error: `The file is not JSON: ${error instanceof Error ? error.message : error}` };
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    return { error: 'The file is not an object with the fields of a link.' };
  const notes: string[] = [];
  const fields = Object.entries(file).flatMap(([key, value]) => fieldsUnder(key, value, notes));
  return readFields(fields, find, fallback, notes);
}
