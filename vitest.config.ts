import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/sequence.ts';

const both = {
  setupFiles: ['test/support/fast-check.ts'],
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  // One process for many files: the SDK and all steps are loaded once, and stay compiled.
  pool: 'forks' as const,
  isolate: false,
  // Whole accounts come and go: a larger nursery spares a tenth of the time.
  execArgv: ['--max-semi-space-size=64'],
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/build.ts', 'test/support/place.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...both,
          name: 'program',
          include: ['test/**/*.test.ts'],
          exclude: ['test/ground/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One more than there are cores, since some tests wait for programs and networks.
          maxWorkers: availableParallelism() + 1,
        },
      },
      {
        test: {
          ...both,
          name: 'ground',
          // Its machines share the cores that are there: the small samples show in minutes what the wide ones show in an hour.
          env: { ...both.env, STEPWAY_MATRIX: '' },
          include: ['test/ground/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // After all others, which would take the cores from them: they measure what a visitor notices. Themselves they
          // wait most of the time, each on machines and a network of its own, which take up to 2 GB of memory.
          sequence: { groupOrder: 1 },
          maxWorkers: Math.min(2 * availableParallelism(), 4),
        },
      },
    ],
  },
});
