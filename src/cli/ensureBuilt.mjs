/** Builds the command line if there is no build of it that is younger than its sources; says nothing on stdout. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'dist-cli/main.js');
const changedMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = ['model', 'machines', 'engine', 'scenarios', 'build', 'cli'].flatMap((layer) =>
  readdirSync(join(root, 'src', layer)).map((file) => join(root, 'src', layer, file)),
);

if (sources.some((file) => changedMs(file) >= changedMs(built))) {
  const { build } = await import('vite');
  await build({ configFile: join(root, 'src/build/nodeBuild.ts'), build: { ssr: 'src/cli/main.ts' } });
}
