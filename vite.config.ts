import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { embedBuild, FIRST, leanD3 } from './src/build/embedBuild.ts';
import { engineBuild } from './src/build/engineBuild.ts';
import { ofPresets, ofScenarios, without, withPresetTexts } from './src/build/leanBuild.ts';
import { singleBuild } from './src/build/singleBuild.ts';

export default defineConfig({
  // Relative, so that the built page works from any sub-path.
  base: './',
  plugins: [react(), without(ofPresets, ofScenarios), withPresetTexts(), embedBuild(), singleBuild()],
  resolve: { alias: leanD3 },
  worker: { format: 'es', plugins: engineBuild, rolldownOptions: { output: { topLevelVar: false } } },
  build: {
    target: 'es2022',
    // Whatever knows this target knows how to load ahead.
    modulePreload: { polyfill: false },
    // Left to itself the bundler cuts what comes first into several files as soon as enough lazy ones share it, which zip worse.
    rolldownOptions: {
      output: { topLevelVar: false, codeSplitting: { groups: [{ name: FIRST, tags: ['$initial'] }] } },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
