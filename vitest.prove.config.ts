import { defineConfig } from 'vitest/config';

process.env['STEPWAY_MATRIX'] = 'full';
process.env['STEPWAY_THOROUGH'] = '1';

/** Every kill, fault and case of the reliability tests, of which `.ci/run` and `npm test` run samples. Takes about an hour. */
export default defineConfig({
  test: {
    include: ['test/reliability/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/place.ts'],
    setupFiles: ['test/support/fast-check.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    disableConsoleIntercept: true,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});
