/** The build of `?embed=1`: one classic script that is page and worker in one, so that it runs in a sandboxed frame of any host. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildEnvironmentOptions, build, type Plugin, type Rolldown } from 'vite';
import { chartsBuild } from './chartsBuild.ts';
import { ofLab, ofPresets, ofScenarios, without, withoutHelp } from './leanBuild.ts';

const root = join(import.meta.dirname, '../..');
/** The chunk of what the Lab needs at once; see vite.config.ts. */
export const FIRST = 'lab';
/** What the page may load before its first moving frame, in bytes after gzip; fonts apart. */
export const bars = { lab: 250_000, embed: 150_000 };

interface Files {
  styles: string[];
  scripts: string[];
}

interface Output {
  fileName: string;
  source: string | Uint8Array;
}

/** Of d3 comes what is used: the whole brings along what is run on loading, and its scales how to mix colours and write numbers, which they are not asked for here. */
export const leanD3 = [
  { find: /^d3$/, replacement: join(root, 'src/view/charts/d3InUse.ts') },
  { find: /^d3-interpolate$/, replacement: join(root, 'src/view/charts/interpolateNumbers.ts') },
  { find: /^d3-transition$/, replacement: join(root, 'src/view/zoom/noTransitions.ts') },
  { find: /^d3-format$/, replacement: join(root, 'src/view/charts/noFormats.ts') },
];

/** What stands for a module in the figure: Preact is React's interface in a tenth of its size, and uses nothing that it does differently. */
const aliases = [
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
  ...leanD3,
  { find: /^.*\/startWorker\.ts$/, replacement: join(root, 'src/worker/startSelf.ts') },
];

/** The script hands its own text to the worker: a frame of an opaque origin may load no worker's file, but it may make one. */
const selfContained = (code: string): string =>
  `(function figure() {\nvar FIGURE_SOURCE = '(' + figure + ')()';\n${code}\n})();\n`;

/** Fonts from elsewhere need a permission that plain hosts do not send to an opaque origin; within a style sheet they need none. */
const bundle = async (options: BuildEnvironmentOptions): Promise<Output[]> => {
  const result = await build({
    root,
    base: './',
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: aliases },
    // A figure is small and runs alone: it does without the code of the tables.
    plugins: [chartsBuild(false, 'machines', 'store'), without(ofPresets, [...ofScenarios, ...ofLab]), withoutHelp()],
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      ...options,
    },
  });
  const { output } = (Array.isArray(result) ? result[0]! : result) as Rolldown.RolldownOutput;
  return output.map((file) => ({ fileName: file.fileName, source: file.type === 'chunk' ? file.code : file.source }));
};

const names = (name: string) => ({
  entryFileNames: `assets/${name}-[hash].js`,
  assetFileNames: `assets/${name}-[hash][extname]`,
});

/** A style sheet of its own is needed for the strictest policy; by itself a classic script would write its styles into the page. */
async function figureFiles(): Promise<Output[]> {
  const output = { format: 'iife', codeSplitting: false, ...names('embed') } as const;
  // A classic script has no import.meta; what would ask for it is for scripts in several files.
  const checks = { emptyImportMeta: false };
  const input = join(root, 'src/embed.tsx');
  const files = await bundle({ cssCodeSplit: false, rolldownOptions: { input, output, checks } });
  return files.map(({ fileName, source }) =>
    fileName.endsWith('.js') ? { fileName, source: selfContained(String(source)) } : { fileName, source },
  );
}

async function fontFiles(): Promise<Output[]> {
  const files = await bundle({
    rolldownOptions: { input: join(root, 'src/view/fonts.css'), output: names('embed-fonts') },
  });
  return files.filter(({ fileName }) => fileName.endsWith('.css'));
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const zipped = (source: string | Uint8Array) => gzipSync(source, { level: 9 }).length;

function say(what: string, bytes: number, bar: number, fonts: number): void {
  const verdict = bytes <= bar ? 'within' : 'OVER';
  console.log(
    `${what}: ${kilobytes(bytes)} gzip, ${verdict} its bar of ${kilobytes(bar)}; fonts ${kilobytes(fonts)} apart`,
  );
}

/** The Lab's first file with all that it imports, their styles, and its worker. What is fetched on demand comes later. */
function loadedFirst(written: Rolldown.OutputBundle): ReadonlySet<string> {
  const first = new Set(Object.keys(written).filter((name) => name.startsWith('assets/engine.worker')));
  const visit = (name: string) => {
    const file = written[name];
    if (first.has(name) || file?.type !== 'chunk') return;
    first.add(name);
    for (const style of file.viteMetadata?.importedCss ?? []) first.add(style);
    for (const imported of file.imports) visit(imported);
  };
  for (const file of Object.values(written))
    if (file.type === 'chunk' && (file.isEntry || file.name === FIRST)) visit(file.fileName);
  return first;
}

/** The page's own tags, replaced by one classic script that loads the Lab or the figure, whichever the address asks for; what the entry imports at the same time. */
function withBoot(html: string, embed: Files): string {
  const scripts: string[] = [];
  const styles: string[] = [];
  const bare = html
    .replace(/\s*<script type="module"[^>]*src="([^"]+)"[^>]*><\/script>/g, (_, src: string) => {
      scripts.push(src);
      return '';
    })
    .replace(/\s*<link rel="modulepreload"[^>]*href="([^"]+)"[^>]*>/g, (_, href: string) => {
      scripts.push(href);
      return '';
    })
    .replace(/\s*<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_, href: string) => {
      styles.push(href);
      return '';
    });
  const data = (files: Files) => JSON.stringify(files).replaceAll('"', '&quot;');
  const boot = `<script src="./boot.js" data-lab="${data({ styles, scripts })}" data-embed="${data(embed)}"></script>`;
  return bare.replace('</body>', `  ${boot}\n  </body>`);
}

export function embedBuild(): Plugin {
  let figure: Output[] = [];
  let fonts: Output[] = [];
  const named = (outputs: Output[], extension: string) =>
    outputs.filter(({ fileName }) => fileName.endsWith(extension)).map(({ fileName }) => `./${fileName}`);
  return {
    name: 'embed',
    apply: (config, { command }) => command === 'build' && !config.build?.ssr,
    async buildStart() {
      [figure, fonts] = await Promise.all([figureFiles(), fontFiles()]);
    },
    generateBundle() {
      for (const { fileName, source } of [...figure, ...fonts]) this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        withBoot(html, { styles: [...named(figure, '.css'), ...named(fonts, '.css')], scripts: named(figure, '.js') }),
    },
    writeBundle(options, written) {
      const sizes = Object.values(written).map((file) => ({
        name: file.fileName,
        bytes: zipped(file.type === 'chunk' ? file.code : file.source),
      }));
      const first = loadedFirst(written);
      const sum = (wanted: (name: string) => boolean) =>
        sizes.filter(({ name }) => wanted(name)).reduce((total, { bytes }) => total + bytes, 0);
      const boot = zipped(readFileSync(join(options.dir!, 'boot.js')));
      const page = sum((name) => name === 'index.html') + boot;
      const isEmbed = (name: string) => name.startsWith('assets/embed-');
      const isFont = (name: string) => name.endsWith('.woff2') || name.startsWith('assets/embed-fonts');
      say(
        'The Lab, with its worker',
        page + sum((name) => first.has(name)),
        bars.lab,
        sum((name) => name.endsWith('.woff2')),
      );
      say(
        'The figure, with its worker',
        page + sum((name) => isEmbed(name) && !isFont(name)),
        bars.embed,
        sum((name) => name.startsWith('assets/embed-fonts')),
      );
    },
  };
}
