/** Leaves out of a build what it would carry for nobody: sentences of the scenarios that only the Lab reads. */
import type { ConfigEnv, Plugin, UserConfig } from 'vite';
import { presetTexts } from '../scenarios/presetTexts.ts';

/** The command line reads the sentences, and it is an `ssr` build. */
const ofPages = (config: UserConfig, { command }: ConfigEnv) => command === 'build' && !config.build?.ssr;

/** `lists` and `texts` are fields of the objects of src/scenarios, one level deep, as the formatter writes them. */
export function without(lists: readonly string[], texts: readonly string[] = []): Plugin {
  const names = (fields: readonly string[]) => `^ {2}(${fields.join('|') || '-'}):`;
  const list = new RegExp(`${names(lists)} \\[(?:.*|\\n[\\s\\S]*?\\n {2})\\],$`, 'gm');
  const text = new RegExp(`${names(texts)}\\s+(['"\`]).*\\2,$`, 'gm');
  const left = new RegExp(`${names([...lists, ...texts])}(?! \\[\\],| '',)`, 'm');
  return {
    name: 'without',
    apply: ofPages,
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/scenarios\/.*\.ts$/.test(id) || /\/(named|preset)\.ts$/.test(id)) return null;
      const lean = code.replace(list, '  $1: [],').replace(text, "  $1: '',");
      if (left.test(lean)) throw new Error(`${id}: ${left.exec(lean)} could not be left out`);
      return { code: lean, map: null };
    },
  };
}

/** Read by “About this preset”. */
export const ofPresets = ['sources', 'cannot', 'notes', 'unconfirmed'] as const;
/** Read by the command line and the tests only. */
export const ofScenarios = ['watch', 'pitfall'] as const;
/** Read where the Lab says how a run may be gone on with. */
export const ofLab = ['turn'] as const;

/** Where the sentences of the presets were left out, this module alone has them. */
export function withPresetTexts(): Plugin {
  return {
    name: 'with-preset-texts',
    apply: ofPages,
    enforce: 'pre',
    transform(_, id) {
      if (!id.endsWith('/src/scenarios/presetTexts.ts')) return null;
      return { code: `export const presetTexts = ${JSON.stringify(presetTexts)};`, map: null };
    },
  };
}

/** The figure shows its few controls without help; the sentences stand last in each row of the parameter table and end with a full stop. */
export function withoutHelp(): Plugin {
  return {
    name: 'without-help',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/src/model/parameters.ts')) return null;
      const rows = code.match(/^ {4}'?[\w.]+'?: \w+\('/gm)?.length;
      let left = 0;
      const lean = code.replace(
        /^( {4}'?[\w.]+'?: \w+\('.*, )'[^']*\.'([,)])/gm,
        (_, before: string, after: string) => {
          left++;
          return `${before}''${after}`;
        },
      );
      if (left !== rows) throw new Error(`${id}: the help of ${left} of ${rows} rows could be left out`);
      return { code: lean, map: null };
    },
  };
}
