/** How the command line is built, and what measures whole runs in Node: the tables come with their code, and XState stays at home. */
import { join } from 'node:path';
import type { UserConfig } from 'vite';
import { chartsBuild } from './chartsBuild.ts';

export default {
  root: join(import.meta.dirname, '../..'),
  logLevel: 'error',
  plugins: [chartsBuild(true, 'machines')],
  build: {
    outDir: 'dist-cli',
    target: 'node20',
    copyPublicDir: false,
    // Constants that are vars V8 has to look up.
    rolldownOptions: { output: { topLevelVar: false } },
  },
} satisfies UserConfig;
