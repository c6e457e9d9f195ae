import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/sequence.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/place.ts'],
    setupFiles: ['test/support/fast-check.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One process for many files: the SDK and all steps are loaded once, and stay compiled.
    pool: 'forks',
    isolate: false,
    // One more than there are cores, since some tests wait for programs and networks.
    maxWorkers: availableParallelism() + 1,
    // Whole accounts come and go: a larger nursery spares a tenth of the time.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
  },
});
