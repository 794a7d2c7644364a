import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

// Written by e2e/ensureBrowser.mjs; null means Playwright's own browser.
const note = 'node_modules/.cache/browser.json';
const { path } = existsSync(note)
  ? (JSON.parse(readFileSync(note, 'utf8')) as { path: string | null })
  : { path: null };

/** Another one where the usual one is taken. */
const port = process.env.PORT ?? '4173';
const baseURL = `http://localhost:${port}/lab/`;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  // A busy machine is slow, and that is no fault of the page: timings are benchmarks.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  // What measures time runs last, and alone.
  projects: [
    { name: 'journeys', testIgnore: /knobs/ },
    { name: 'promptness', testMatch: /knobs/, dependencies: ['journeys'], fullyParallel: false, use: { trace: 'off' } },
  ],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    baseURL,
    launchOptions: { ...(path !== null && { executablePath: path }), chromiumSandbox: false },
    trace: 'retain-on-failure',
  },
  // The build is served below a sub-path, so that a link which only works from the root fails here.
  webServer: {
    command: 'node e2e/serve.mjs',
    url: baseURL,
    reuseExistingServer: false,
  },
});
