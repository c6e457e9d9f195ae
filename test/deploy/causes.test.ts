import type { LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import { expect, test } from 'vitest';
import { likelyCause } from '../../src/deploy/causes.ts';

/** What agents and scripts really say. */
const said: readonly (readonly [event: string, code: LifecycleErrorCode, text: string, cause: RegExp])[] = [
  [
    'BeforeInstall',
    'UnknownError',
    'CodeDeploy agent was not able to receive the lifecycle event. Check …',
    /agent on the server is not responding/,
  ],
  ['DownloadBundle', 'UnknownError', 'Access Denied', /permission to read the bucket/],
  ['DownloadBundle', 'UnknownError', 'The specified key does not exist.', /no longer in the bucket/],
  [
    'Install',
    'UnknownError',
    'The deployment failed because a specified file already exists at this location: /opt/app/x',
    /no deployment created/,
  ],
  [
    'BeforeInstall',
    'ScriptFailed',
    '[stderr]The settings of the app (config/app.env) could not be fetched from b',
    /app settings/,
  ],
  [
    'BeforeInstall',
    'ScriptFailed',
    '[stderr]The server is not set up for this version yet (/opt/stepway/release is missing): run `stepway up`.',
    /set up by an earlier version/,
  ],
  [
    'AfterInstall',
    'ScriptFailed',
    '[stderr]The version that serves keeps a database in its own folder, where the next version does not have it: x.',
    /begin without data/,
  ],
  [
    'ApplicationStart',
    'ScriptFailed',
    'No response from http://127.0.0.1:8080/.\nThe app listens on port 3000, not on $PORT, which is 8080.',
    /port of its own/,
  ],
  ['ApplicationStart', 'ScriptFailed', '[stderr]nginx does not take its configuration.', /rejects its configuration/],
  ['BeforeInstall', 'ScriptFailed', '[stderr]Error: Unable to find a match: nodejs99', /no package with that name/],
  [
    'AfterInstall',
    'ScriptFailed',
    '[stderr]npm error code EUSAGE\n[stderr]npm error `npm ci` can only install',
    /lock file/,
  ],
  ['AfterInstall', 'ScriptFailed', '[stderr]npm error ENOSPC: no space left on device', /server's disk is full/],
  [
    'AfterInstall',
    'ScriptFailed',
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    /out of memory/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    'No response from http://127.0.0.1:8080/.\nError: listen EADDRINUSE: address already in use :::8080',
    /port is already in use/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    "No response from http://127.0.0.1:8080/.\nError: Cannot find module 'express'",
    /module is missing/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    'error: no pg_hba.conf entry for host "10.0.0.5", user "postgres", no encryption',
    /database rejected/,
  ],
  [
    'ValidateService',
    'ScriptFailed',
    'No response from http://127.0.0.1:8080/.\nstart.sh does not start your app yet.',
    /does not start your app yet/,
  ],
  ['ValidateService', 'ScriptFailed', 'http://127.0.0.1:8080/ responded with 500; expected 2xx or 3xx.', /health path/],
  ['ValidateService', 'ScriptFailed', 'http://127.0.0.1:8080/ responded with 400; expected 2xx or 3xx.', /host name/],
  [
    'ApplicationStop',
    'ScriptFailed',
    'Script at specified location: scripts/stop.sh failed with exit code 1',
    /previous release/,
  ],
  ['AfterInstall', 'ScriptMissing', 'Script does not exist at specified location: x.sh', /not in the bundle/],
  [
    'AfterInstall',
    'ScriptNotExecutable',
    'Unable to set script at specified location: x.sh as executable',
    /not executable/,
  ],
  [
    'AfterInstall',
    'ScriptTimedOut',
    'Script at specified location: x.sh failed to complete in 300 seconds',
    /timed out/,
  ],
  ['AfterInstall', 'ScriptFailed', 'Script at specified location: x.sh failed with exit code 3', /script failed/],
  ['AfterInstall', 'UnknownError', 'something else', /no further details/],
];

test.each(said)('%s, %s: %s', (event, code, text, cause) => {
  const found = likelyCause({ event, code, text });
  expect(found.cause.en).toMatch(cause);
  expect(found.cause.ko).toMatch(/[가-힣]/);
  expect(found.fix.ko).toMatch(/[가-힣]/);
});

test.each([
  ['NO_INSTANCES', /no server/],
  ['IAM_ROLE_MISSING', /CodeDeploy role is missing/],
  ['IAM_ROLE_PERMISSIONS', /does not have the permissions/],
  ['REVISION_MISSING', /no longer in the bucket/],
  ['AGENT_ISSUE', /agent/],
  ['MANUAL_STOP', /was stopped/],
] as const)('a deployment that fails as a whole with %s', (code, cause) => {
  expect(likelyCause({ code, text: '' }).cause.en).toMatch(cause);
});
