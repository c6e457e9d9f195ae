import { defineConfig } from 'vitest/config';

/** The benchmark needs TypeScript, a built program and the tests' helpers: vitest has them all. */
export default defineConfig({
  test: {
    include: ['bench/bench.ts'],
    globalSetup: 'test/support/build.ts',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    reporters: ['dot'],
    disableConsoleIntercept: true,
    testTimeout: 1_200_000,
  },
});
