/** The parameter table as documentation, generated from its rows: nothing about a parameter is written here. */
import { groups, type ParameterId, parameterIds, parameters, type Row } from '../model/parameters.ts';
import { lanesOf } from '../model/scenario.ts';
import { formatRange, formatValue } from '../model/units.ts';

/** A row with its values as they are typed. */
function describe(id: ParameterId) {
  const row: Row = parameters[id];
  const initialIn = Object.entries(row.initialIn).map(([lane, value]) => [lane, formatValue(row, value)] as const);
  return {
    id,
    group: row.group,
    label: row.label,
    kind: row.kind,
    unit: row.unit,
    initial: formatValue(row, row.initial),
    initialIn: Object.fromEntries(initialIn),
    range: formatRange(row),
    /** Where it acts, and whether a lane may have its own value. */
    lanes: lanesOf(row),
    perLane: row.lanes !== 'shared',
    help: row.help,
  };
}

export const parametersAsJson = () => parameterIds.map(describe);

export function parametersAsMarkdown(): string {
  const rows = parameterIds.map(describe);
  const sections = groups.map(({ id, label }) => {
    const lines = rows.filter(({ group }) => group === id).map(lineOf);
    return `## ${label}\n\n| id | default | range | lanes | what it does |\n|---|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `# Parameters\n\n${sections.join('\n')}`;
}

function lineOf({ id, initial, initialIn, range, lanes, perLane, label, help }: ReturnType<typeof describe>): string {
  const own = Object.entries(initialIn).map(([lane, value]) => `, ${lane}: ${value}`);
  const where = perLane ? lanes.join(', ') : 'all alike';
  return `| \`${id}\` | ${initial}${own.join('')} | ${range} | ${where} | **${label}.** ${help} |`;
}
