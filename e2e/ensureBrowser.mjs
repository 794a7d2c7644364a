/**
 * Finds a Chromium that Playwright can really start, or installs one, and leaves its path where playwright.config.ts looks.
 * In order: $CHROMIUM_PATH, the one found last time, Playwright's own, one on this machine, Playwright's download, Debian's package.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const modules = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');
const note = join(modules, '.cache/browser.json');
const say = (text) => console.log(`[browser] ${text}`);

/** The version of the browser at `path` (null: Playwright's own), or null if it does not open a page. */
async function versionOf(path) {
  let browser;
  try {
    browser = await chromium.launch({ executablePath: path ?? undefined, chromiumSandbox: false, timeout: 30_000 });
    const page = await browser.newPage();
    await page.setContent('<p>here</p>');
    return (await page.textContent('p')) === 'here' ? browser.version() : null;
  } catch (error) {
    if (path) say(`${path} does not start: ${String(error).split('\n')[0].slice(0, 160)}`);
    return null;
  } finally {
    await browser?.close().catch(() => {});
  }
}

function* placesOnThisMachine() {
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge',
    'brave-browser',
  ];
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const name of [...names, 'chrome', 'msedge'])
    for (const folder of (process.env.PATH ?? '').split(delimiter)) yield join(folder, name + suffix);
  for (const app of ['Google Chrome', 'Chromium', 'Microsoft Edge'])
    yield `/Applications/${app}.app/Contents/MacOS/${app}`;
  for (const folder of [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]) {
    if (!folder) continue;
    yield join(folder, 'Google/Chrome/Application/chrome.exe');
    yield join(folder, 'Microsoft/Edge/Application/msedge.exe');
  }
}

async function find() {
  if (process.env.CHROMIUM_PATH) {
    const path = process.env.CHROMIUM_PATH;
    if (await versionOf(path)) return { path };
    throw new Error(`CHROMIUM_PATH is ${path}, and Playwright can't start that`);
  }
  if (existsSync(note)) {
    const { path } = JSON.parse(readFileSync(note, 'utf8'));
    if (await versionOf(path)) return { path };
  }
  if (await versionOf(null)) return { path: null };
  for (const path of placesOnThisMachine()) if (existsSync(path) && (await versionOf(path))) return { path };
  return null;
}

function run(command, ...args) {
  say(`running ${command} ${args.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 600_000, env }).status === 0;
}

function installWithApt() {
  const root = process.getuid?.() === 0;
  if (!existsSync('/usr/bin/apt-get')) return;
  if (!root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return;
  const apt = (...args) =>
    run(...(root ? [] : ['sudo', '-n']), 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args);
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  if (!install() && apt('update')) install();
}

let found = await find();
if (!found) {
  run(process.execPath, join(modules, 'playwright/cli.js'), 'install', 'chromium');
  found = await find();
}
if (!found) {
  installWithApt();
  found = await find();
}
if (!found) {
  console.error(`[browser] There is no Chromium here that starts, and none could be installed. Do one of:
  npx playwright install --with-deps chromium
  install Chrome, Chromium or Edge, and run this again
  CHROMIUM_PATH=/path/to/chrome npm test`);
  process.exit(1);
}
mkdirSync(dirname(note), { recursive: true });
writeFileSync(note, JSON.stringify(found));
say(found.path ?? "Playwright's own Chromium");
