/** The build of single.html: the Lab with all its scripts, its worker, styles and fonts in one file that opens by a double-click, offline. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';
import { engineBuild } from './engineBuild.ts';

const root = join(import.meta.dirname, '../..');

type Output = { fileName: string } & ({ type: 'chunk'; code: string } | { type: 'asset'; source: string | Uint8Array });

/** A file's own address may load neither modules nor workers, so there is one script, and the worker is text within it. */
async function bundle(): Promise<Output[]> {
  const result = await build({
    root,
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    resolve: {
      alias: [{ find: /^.*\/start(Worker|Watcher)\.ts$/, replacement: join(root, 'src/worker/startInline.ts') }],
    },
    worker: { format: 'iife', plugins: engineBuild },
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return (result as unknown as { output: Output[] }).output;
}

/** Within a script or a style, what would end it is written so that it does not. */
const contained = (text: string) => text.replace(/<\/(script|style)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');

function page(output: Output[]): string {
  const textOf = (extension: string) =>
    output
      .filter(({ fileName }) => fileName.endsWith(extension))
      .map((file) => contained(file.type === 'chunk' ? file.code : String(file.source)))
      .join('\n');
  const html = output.find(({ fileName }) => fileName === 'index.html')!;
  const icon = readFileSync(join(root, 'public/icon.svg')).toString('base64');
  // Functions, for a replacement text may hold what stands for a match.
  return String(html.type === 'asset' && html.source)
    .replace(/\s*<script type="module"[^>]*><\/script>/, '')
    .replace(/\s*<link rel="(stylesheet|modulepreload)"[^>]*>/g, '')
    .replace(/\s*<(link|meta) [^>]*\.png"[^>]*>/g, '')
    .replace(/href="[^"]*icon\.svg"/, `href="data:image/svg+xml;base64,${icon}"`)
    .replace('</head>', () => `<style>${textOf('.css')}</style>\n  </head>`)
    .replace('</body>', () => `<script type="module">${textOf('.js')}</script>\n  </body>`);
}

export function singleBuild(): Plugin {
  return {
    name: 'single',
    apply: (config, { command }) => command === 'build' && !config.build?.ssr,
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'single.html', source: page(await bundle()) });
    },
  };
}
