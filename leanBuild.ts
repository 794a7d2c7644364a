/** Leaves out of a build what it would carry for nobody: sentences of the scenarios that only tests or only the Lab read. */
import type { Plugin } from 'vite';

/** `fields` are lists of sentences in the objects of src/scenarios, one level deep, as the formatter writes them. */
export function without(fields: readonly string[]): Plugin {
  const names = `(${fields.join('|')})`;
  const lists = new RegExp(`^ {2}${names}: \\[(?:.*|\\n[\\s\\S]*?\\n {2})\\],$`, 'gm');
  const left = new RegExp(`^ {2}${names}: (?!\\[\\],|readonly)`, 'm');
  return {
    name: 'without',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/scenarios\/.*\.ts$/.test(id)) return null;
      const lean = code.replace(lists, '  $1: [],');
      if (left.test(lean)) throw new Error(`${id}: ${left.exec(lean)} is a list of sentences that could not be left out`);
      return { code: lean, map: null };
    },
  };
}

/** Read by tests alone. */
export const claims = ['findings'] as const;
/** Read by “About this preset”. */
export const sources = ['sources', 'cannot', 'notes', 'unconfirmed'] as const;
