import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { embedBuild } from './embedBuild.ts';
import { claims, without } from './leanBuild.ts';

export default defineConfig({
  // Relative, so that the built page works from any sub-path.
  base: './',
  plugins: [react(), without(claims), embedBuild()],
  worker: { format: 'es' },
  build: { target: 'es2022' },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
