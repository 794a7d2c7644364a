/** Writes what a table says as code: a call that is written down costs less than one that is looked up. Timers are left to the kernel. */
import type { ChartData, Implementations } from '../engine/chartData.ts';

type Branch = NonNullable<ChartData['rows'][number][number]>;

/** The text of a `cells` (see ChartData): a function of the machine's guards, actions and delays that gives the cells of each configuration. */
export function cellsCode({ moves, rows, delays }: ChartData): string {
  const names = new Map<string, string>();
  const nameOf = (kind: keyof Implementations, name: string) => {
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
    if (steps.some((step) => Array.isArray(step))) return null;
    const calls = steps.map((step) =>
      typeof step === 'number'
        ? `due[${step}] = ${nameOf('delays', delays[step])}(args);`
        : `${nameOf('actions', String(step))}(args);`,
    );
    return [...calls, `return ${cancels.length + arms.length > 0 ? ~branch : target};`].join(' ');
  };
  const cellOf = (branch: Branch | null): string => {
    const statements = branch === null ? null : statementsOf(branch);
    return statements === null ? 'null' : `(args, due) => { ${statements} }`;
  };
  const cells = rows.map((row) => `[${row.map(cellOf).join(', ')}]`);
  const constants = [...names].map(([member, name]) => `const ${name} = ${member};`);
  return `(guards, actions, delays) => { ${constants.join(' ')} return [${cells.join(', ')}]; }`;
}
