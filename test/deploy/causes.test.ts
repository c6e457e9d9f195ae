import type { LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import { expect, test } from 'vitest';
import { likelyCause } from '../../src/deploy/causes.ts';

/** What agents and scripts really say. */
const said: readonly (readonly [event: string, code: LifecycleErrorCode, text: string, cause: RegExp])[] = [
  [
    'BeforeInstall',
    'UnknownError',
    'CodeDeploy agent was not able to receive the lifecycle event. Check …',
    /agent on the server does not answer/,
  ],
  ['DownloadBundle', 'UnknownError', 'Access Denied', /may not read the bucket/],
  ['DownloadBundle', 'UnknownError', 'The specified key does not exist.', /no longer in the bucket/],
  [
    'Install',
    'UnknownError',
    'The deployment failed because a specified file already exists at this location: /opt/app/x',
    /no deployment has put there/,
  ],
  [
    'BeforeInstall',
    'ScriptFailed',
    '[stderr]The settings of the app (config/app.env) could not be fetched from b',
    /settings of the app/,
  ],
  ['BeforeInstall', 'ScriptFailed', '[stderr]Error: Unable to find a match: nodejs99', /no package of that name/],
  [
    'AfterInstall',
    'ScriptFailed',
    '[stderr]npm error code EUSAGE\n[stderr]npm error `npm ci` can only install',
    /lock file/,
  ],
  ['AfterInstall', 'ScriptFailed', '[stderr]npm error ENOSPC: no space left on device', /disk of the server is full/],
  [
    'AfterInstall',
    'ScriptFailed',
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    /out of memory/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    'Nothing answers at http://127.0.0.1:8080/.\nError: listen EADDRINUSE: address already in use :::8080',
    /has the port/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    "Nothing answers at http://127.0.0.1:8080/.\nError: Cannot find module 'express'",
    /lacks a module/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    'error: no pg_hba.conf entry for host "10.0.0.5", user "postgres", no encryption',
    /database refuses/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    'Nothing answers at http://127.0.0.1:8080/.\nstart.sh does not say yet how the app starts.',
    /not filled in/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    'http://127.0.0.1:8080/ answers with 500, and should with 2xx or 3xx.',
    /health path/,
  ],
  [
    'ApplicationStop',
    'ScriptFailed',
    'Script at specified location: scripts/stop.sh failed with exit code 1',
    /release before/,
  ],
  ['AfterInstall', 'ScriptMissing', 'Script does not exist at specified location: x.sh', /not in the bundle/],
  [
    'AfterInstall',
    'ScriptNotExecutable',
    'Unable to set script at specified location: x.sh as executable',
    /may not run/,
  ],
  [
    'AfterInstall',
    'ScriptTimedOut',
    'Script at specified location: x.sh failed to complete in 300 seconds',
    /did not end in time/,
  ],
  ['AfterInstall', 'ScriptFailed', 'Script at specified location: x.sh failed with exit code 3', /ended with an error/],
  ['AfterInstall', 'UnknownError', 'something else', /does not say more/],
];

test.each(said)('%s, %s: %s', (event, code, text, cause) => {
  const found = likelyCause({ event, code, text });
  expect(found.cause.en).toMatch(cause);
  expect(found.cause.ko).toMatch(/[가-힣]/);
  expect(found.fix.ko).toMatch(/[가-힣]/);
});

test.each([
  ['NO_INSTANCES', /no server/],
  ['IAM_ROLE_MISSING', /role of CodeDeploy is gone/],
  ['IAM_ROLE_PERMISSIONS', /may not do/],
  ['REVISION_MISSING', /no longer in the bucket/],
  ['AGENT_ISSUE', /agent/],
  ['MANUAL_STOP', /stopped it/],
] as const)('a deployment that fails as a whole with %s', (code, cause) => {
  expect(likelyCause({ code, text: '' }).cause.en).toMatch(cause);
});
