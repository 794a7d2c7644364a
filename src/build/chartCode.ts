/** Writes what a table says as code, for the moves without timers: a call that is written down costs less than one that is looked up. */
import type { ChartData } from '../engine/chartData.ts';

type Branch = NonNullable<ChartData['rows'][number][number]>;

/** The text of a `cells` (see ChartData): a function of the machine's guards and actions that gives the cells of each configuration. */
export function cellsCode({ moves, rows }: ChartData): string {
  const names = new Map<string, string>();
  const nameOf = (kind: 'guards' | 'actions', name: string) => {
    const member = `${kind}[${JSON.stringify(name)}]`;
    if (!names.has(member)) names.set(member, `f${names.size}`);
    return names.get(member)!;
  };
  /** null for what the table has to do itself. */
  const statementsOf = (branch: Branch): string | null => {
    if (typeof branch !== 'number') {
      const [guard, yes, no, params] = branch;
      const [then, otherwise] = [statementsOf(yes), statementsOf(no)];
      if (params !== undefined || then === null || otherwise === null) return null;
      return `if (${nameOf('guards', guard)}(args)) { ${then} } ${otherwise}`;
    }
    const [target, steps, cancels, arms] = moves[branch];
    if (cancels.length + arms.length > 0 || steps.some((step) => typeof step !== 'string')) return null;
    return [...steps.map((step) => `${nameOf('actions', String(step))}(args);`), `return ${target};`].join(' ');
  };
  const cellOf = (branch: Branch | null): string => {
    const statements = branch === null ? null : statementsOf(branch);
    return statements === null ? 'null' : `(args) => { ${statements} }`;
  };
  const cells = rows.map((row) => `[${row.map(cellOf).join(', ')}]`);
  const constants = [...names].map(([member, name]) => `const ${name} = ${member};`);
  return `(guards, actions) => { ${constants.join(' ')} return [${cells.join(', ')}]; }`;
}
