import { defineConfig } from 'vitest/config';

/** Every kill, fault and case of the reliability tests, of which `npm test` runs a sample. Takes about an hour. */
export default defineConfig({
  test: {
    include: ['test/reliability/**/*.test.ts'],
    globalSetup: 'test/support/build.ts',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', STEPWAY_THOROUGH: '1' },
    disableConsoleIntercept: true,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});
