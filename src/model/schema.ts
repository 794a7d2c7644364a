/** The JSON Schema of a scenario's file, made of the parameter table. `public/scenario.schema.json` is its print, and a test keeps it fresh. */
import type { NumberRow } from './knobs.ts';
import { laneIds } from './lanes.ts';
import { entryTypes } from './linkEntry.ts';
import { BRANCH_NAME_MAX, chartNames, modes, speedRow } from './linkView.ts';
import { type ParameterId, parameterIds, parameters, type Row } from './parameters.ts';
import { keyOf, lanesOf, limits, MAX_NAME_LENGTH, MAX_TIMELINE_ENTRIES } from './scenario.ts';
import { formatRange, formatValue } from './units.ts';

const DIGITS = String.raw`[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?`;
const INFINITE = 'inf|∞|never|unlimited';
const suffixes: Record<NumberRow['kind'], string> = {
  duration: '(d|h|m|min|s|ms|us|µs|μs)',
  rate: '[kKM]?(/s|/min|/m|/h)?',
  count: '[kKM]?',
  factor: '[×x]?',
  probability: '%?',
  price: '',
};

/** What a text of this kind looks like; whether it is in its range, a pattern can't say. */
function patternOf(row: NumberRow): string {
  const zero = row.kind === 'duration' ? '|0' : '';
  const special = row.special === null ? '' : `|${row.special === 'inf' ? INFINITE : 'off'}`;
  return `^(${DIGITS} *${suffixes[row.kind]}${zero}${special})$`;
}

function typeOf(row: Row | NumberRow): object {
  if (row.kind === 'toggle') return { enum: [true, false, 'on', 'off'] };
  if (row.kind === 'choice') return { enum: row.options };
  if (row.kind === 'list') return { type: 'string' };
  const text = { type: 'string', pattern: patternOf(row) };
  if (row.kind === 'duration') return text;
  const minimum = row.special === 'off' ? 0 : row.min;
  return { anyOf: [{ type: row.kind === 'count' ? 'integer' : 'number', minimum, maximum: row.max }, text] };
}

const described = (row: Row | NumberRow) => ({
  title: row.label,
  description: `${row.help} ${formatRange(row)}.`,
  ...typeOf(row),
});

const orDefault = (row: Row) => {
  const { title, description, ...value } = described(row);
  const usual = formatValue(row, row.initial);
  return { title, description, default: usual, anyOf: [{ const: 'default' }, value] };
};

const keysOf = (id: ParameterId) => [
  id,
  ...(parameters[id].lanes === 'shared' ? [] : lanesOf(parameters[id]).map((lane) => keyOf(lane, id))),
];

const oneOrMore = (pattern: string) => ({
  anyOf: [
    { type: 'string', pattern },
    { type: 'array', maxItems: MAX_TIMELINE_ENTRIES, items: { type: 'string', pattern } },
  ],
});

const fixed = {
  $schema: { type: 'string' },
  v: { const: 1, description: 'The version of these fields.' },
  scenario: { type: 'string', description: 'The shipped scenario that this one differs from.' },
  name: { type: 'string', minLength: 1, maxLength: MAX_NAME_LENGTH },
  seed: described(limits.seed),
  until: described(limits.until),
  lanes: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: laneIds } },
  trace: { type: 'string', description: 'Recorded arrivals as the Lab writes them, or none.' },
  timeline: {
    type: 'array',
    maxItems: MAX_TIMELINE_ENTRIES,
    description:
      'What happens while it runs, such as set=12.5s:poll.interval=2s or harm=21s:push:worker.crash=3. At equal times the order counts.',
    items: { type: 'string', pattern: `^(${entryTypes.join('|')})=[^:]+:.+$` },
  },
  t: { ...described(limits.at), description: 'The moment that is shown.' },
  speed: described(speedRow),
  focus: { enum: laneIds, description: 'The lane that a small screen shows large.' },
  charts: {
    type: 'string',
    description: `The charts that are shown, with commas between them: ${chartNames.join(', ')}.`,
  },
  m: { type: 'integer', minimum: 0, maximum: 0x7fff_ffff, description: 'The message whose life is shown.' },
  branch: { type: 'string', maxLength: BRANCH_NAME_MAX, description: 'What the branch that is played is called.' },
  mode: { enum: modes, description: 'Large, for a projector.' },
};

export const scenarioSchema = () => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A scenario of the Push–Pull Lab',
  description: 'The fields of a link: all that differs from a shipped scenario.',
  type: 'object',
  properties: {
    ...fixed,
    ...Object.fromEntries(entryTypes.map((type) => [type, oneOrMore('^[^:]+:.+$')])),
    ...Object.fromEntries(parameterIds.flatMap((id) => keysOf(id).map((key) => [key, { $ref: `#/$defs/${id}` }]))),
  },
  additionalProperties: false,
  $defs: Object.fromEntries(parameterIds.map((id) => [id, orDefault(parameters[id])])),
});
