import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { embedBuild, leanD3 } from './src/build/embedBuild.ts';
import { firstLoad } from './src/build/firstLoad.ts';
import { singleBuild } from './src/build/singleBuild.ts';

export default defineConfig({
  // Relative, so that the built page works from any sub-path.
  base: './',
  plugins: [react(), embedBuild(), singleBuild()],
  resolve: { alias: leanD3 },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Whatever knows this target knows how to load ahead.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: firstLoad(join(import.meta.dirname, 'src/main.tsx')) }] } },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
