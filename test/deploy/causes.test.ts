import type { LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import { describe, expect, test } from 'vitest';
import { likelyCause } from '../../src/deploy/causes.ts';
import { failureOf } from '../../src/deploy/failure.ts';

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
    /memory that it allows itself/,
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
  [
    'ValidateService',
    'ScriptFailed',
    'http://127.0.0.1:8080/ responded with 500; expected 2xx or 3xx.',
    /answers with an error/,
  ],
  ['ValidateService', 'ScriptFailed', 'http://127.0.0.1:8080/ responded with 400; expected 2xx or 3xx.', /host name/],
  [
    'ApplicationStop',
    'ScriptFailed',
    'Script at specified location: scripts/stop.sh failed with exit code 1',
    /previous release/,
  ],
  [
    'AfterInstall',
    'ScriptFailed',
    'column "price" does not exist\nThe release command failed, so this version is not started: release: node migrate.js',
    /release command of the Procfile/,
  ],
  [
    'AfterInstall',
    'ScriptFailed',
    'relation "orders" does not exist\nThe release command failed, so this version is not started: release: node migrate.js',
    /release command of the Procfile/,
  ],
  [
    'AfterInstall',
    'ScriptFailed',
    'connect ECONNREFUSED 127.0.0.1:5432\nThe release command failed, so this version is not started: release: node migrate.js',
    /looks for its database on the server itself/,
  ],
  ['ApplicationStart', 'ScriptFailed', 'relation "orders" does not exist', /migrations were not run/],
  [
    'AfterInstall',
    'ScriptFailed',
    '[stderr]The Procfile has no web, which responds to visitors.',
    /Procfile is not one/,
  ],
  [
    'AfterInstall',
    'ScriptFailed',
    '[stderr]deploy/run.sh does not start what the Procfile says: run `stepway init` to have one that does.',
    /earlier version of stepway/,
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

/** What programs print when they fail: npm 10, Node.js 20, Python 3.11, pip 23, Gunicorn 20, Uvicorn 0.17, psql 15, Java 17. */
const printed: readonly (readonly [line: string, cause: RegExp])[] = [
  [
    'The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml".',
    /no appspec\.yml at the top/,
  ],
  ['sh: 1: husky: not found', /for development/],
  ['sh: line 1: nest: command not found', /devDependencies/],
  ['npm error ERESOLVE unable to resolve dependency tree', /do not go together/],
  ['npm error Missing script: "start"', /no start script/],
  ['npm error code E404', /no such package/],
  ['npm error code EUNSUPPORTEDPROTOCOL', /another package of its workspace/],
  ['npm error gyp ERR! build error', /native code/],
  ['Error: pg_config executable not found.', /driver has to be compiled/],
  ["error: command 'gcc' failed: No such file or directory", /could not be compiled/],
  ['ERROR: No matching distribution found for nothere==9', /fits the server's Python/],
  ['error: Multiple top-level packages discovered in a flat-layout', /several folders at its top/],
  ['SyntaxError: Cannot use import statement outside a module', /two kinds of modules/],
  ['ReferenceError: require is not defined in ES module scope, you can use import instead', /two kinds of modules/],
  ['TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /opt/app/a.ts', /TypeScript/],
  ["SyntaxError: Unexpected token ':'", /does not understand a line/],
  ["Error: Cannot find module '/opt/app/releases/1/dist/main'", /was not built/],
  ["Error: Could not find a production build in the '.next' directory.", /was not built/],
  ["Error: Cannot find module 'express'", /module is missing/],
  ['Error: /opt/app/node_modules/bcrypt/lib/bcrypt.node: invalid ELF header', /built for another system/],
  ['Error: connect ECONNREFUSED 127.0.0.1:5432', /on the server itself/],
  ['connection to server at "127.0.0.1", port 5432 failed: Connection refused', /on the server itself/],
  ['Error: getaddrinfo ENOTFOUND db', /host name that does not exist/],
  ['Error: self-signed certificate in certificate chain', /does not trust the certificate/],
  ['ERROR:  relation "users" does not exist', /migrations/],
  ['sqlite3.OperationalError: no such table: users', /migrations/],
  ['FATAL:  database "nodb" does not exist', /no database with that name/],
  ['FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute', /no connection left/],
  ["Error: EACCES: permission denied, mkdir '/data'", /writes where it must not/],
  ["PermissionError: [Errno 13] Permission denied: '/data'", /writes where it must not/],
  ["Error: ENOENT: no such file or directory, open 'config.json'", /file that is not in the bundle/],
  ["FileNotFoundError: [Errno 2] No such file or directory: 'config.yml'", /file that is not in the bundle/],
  ["KeyError: 'SECRET_KEY'", /setting \(an environment variable\)/],
  ['django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.', /setting \(an env/],
  ['Error: JWT_SECRET is required', /setting \(an env/],
  ["Failed to find attribute 'app' in 'main'.", /not the app object/],
  ['ERROR:    Error loading ASGI app. Attribute "app" not found in module "main".', /not the app object/],
  ['ERROR:    Error loading ASGI app. Could not import module "nomain".', /could not be loaded/],
  ['java.lang.UnsupportedClassVersionError: a/App has been compiled by a more recent version', /newer Java/],
  ['no main manifest attribute, in app.jar', /plain one/],
  ['Web server failed to start. Port 8080 was already in use.', /port is already in use/],
  ['Error: ENOSPC: System limit for number of file watchers reached', /development server/],
  ['User: arn:aws:sts::1:assumed-role/x/i-1 is not authorized to perform: s3:PutObject', /role does not allow/],
];

test.each(printed)('%s', (line, cause) => {
  const text = `It was started.\n${line}\nNo response from http://127.0.0.1:8080/.\nThe app exited on its own. Restarts: 3.`;
  const installs = /npm error|gyp|pip|ERROR: No|Multiple|pg_config|'gcc'|husky/.test(line);
  const event = installs ? 'AfterInstall' : 'ApplicationStart';
  const found = likelyCause({ event, code: 'ScriptFailed', text });
  expect(found.cause.en).toMatch(cause);
  expect(found.line).toBe(line);
});

test.each([
  ['requests.exceptions.ReadTimeout: Read timed out. (read timeout=5)', /registry/],
  ['HTTPError: 401 Unauthorized', /registry/],
  ['/opt/venv/bin/python: bad interpreter: No such file or directory', /CRLF/],
  ['Worker killed by the supervisor', /memory/],
])('%s is nothing that package managers or the server have said', (text, cause) => {
  expect(likelyCause({ event: 'ApplicationStart', code: 'ScriptFailed', text }).cause.en).not.toMatch(cause);
});

test('a registry that cannot be found is no database', () => {
  const text = 'npm error code ENOTFOUND';
  expect(likelyCause({ event: 'AfterInstall', code: 'ScriptFailed', text }).cause.en).toMatch(/registry/);
});

test('an app that says nothing is said to end, to be missing at its path, or to ask for a sign-in', () => {
  const of = (text: string) => likelyCause({ event: 'ApplicationStart', code: 'ScriptFailed', text }).cause.en;
  expect(of('No response from http://127.0.0.1:8080/.\nThe app exited on its own. Restarts: 3.')).toMatch(/ends again/);
  expect(of('http://127.0.0.1:8080/ responded with 404; expected 2xx or 3xx.')).toMatch(/nothing at the health path/);
  expect(of('http://127.0.0.1:8080/ responded with 401; expected 2xx or 3xx.')).toMatch(/sign-in/);
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

test.each([
  ['code=exited, status=126/n/a', /not executable/],
  ['code=exited, status=127/n/a', /program that the server does not have/],
  ['code=killed, status=9/KILL', /out of memory/],
  ['code=dumped, status=11/SEGV', /native library crashed/],
])('an app of which only its end is known, as systemd tells it: %s', (end, cause) => {
  const text = `No response from http://127.0.0.1:8080/.
The app exited on its own. Restarts: 3.
app@b.service: Main process exited, ${end}
The app's last log lines:`;
  const found = likelyCause({ event: 'ApplicationStart', code: 'ScriptFailed', text });
  expect(found.cause.en).toMatch(cause);
  expect(found.line).toContain(end);
});

describe('what CodeDeploy says in English is told in Korean, and an exit code with its meaning', () => {
  const failed = (event: string, message: string) =>
    failureOf('d-1', { status: 'Failed' }, [
      {
        lifecycleEventName: event,
        status: 'Failed',
        diagnostics: { errorCode: 'ScriptFailed', message, scriptName: 'deploy/release.sh', logTail: '' },
      },
    ]).what;

  test.each([
    ['AfterInstall', '1', /^배포 d-1 실패\(AfterInstall, 설치 단계\): 스크립트 deploy\/release\.sh, 종료 코드 1\. /],
    ['ApplicationStart', '127', /앱 시작 단계\).*종료 코드 127\(없는 프로그램\)\. 시작 명령이 서버에 없는/],
    ['ApplicationStart', '137', /종료 코드 137\(강제 종료, 대개 메모리 부족\)\. 서버의 메모리가 부족했습니다/],
    ['ApplicationStart', '139', /종료 코드 139\(네이티브 코드의 비정상 종료\)/],
    ['ApplicationStop', '126', /이전 버전 정리 단계\).*종료 코드 126\(실행할 수 없는 파일\)/],
  ])('%s, %s', (event, code, told) => {
    const { en, ko } = failed(event, `Script at specified location: deploy/release.sh failed with exit code ${code}`);
    expect(ko).toMatch(told);
    expect(en).toContain(`failed with exit code ${code}`);
    expect(ko).not.toMatch(/Script at|failed/);
  });

  test.each([
    'Script at specified location: a.sh failed to complete in 5 seconds',
    'Script at specified location: a.sh failed to close STDOUT',
    'Script does not exist at specified location: a.sh',
    'The deployment failed because a specified file already exists at this location: /srv/x',
    'CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host.',
  ])('%s', (message) => {
    expect(failed('Install', message).ko).not.toMatch(/Script|deployment|agent/);
  });
});

test.each([
  [
    'npm error code EAI_AGAIN\nnpm error request to https://registry.npmjs.org/express failed',
    /from where the build runs/,
    /--no-build/,
  ],
  [
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(…)': /simple/uvicorn/\nERROR: No matching distribution found for uvicorn",
    /from where the build runs/,
    /HTTPS_PROXY for pip/,
  ],
  ['npm error code E401\nnpm error Unable to authenticate', /refuses the build/, /npm login/],
])('what a build meets is mended where it runs, not on the server: %s', (text, cause, fix) => {
  const likely = likelyCause({ event: 'Build', text });
  expect(likely.cause.en).toMatch(cause);
  expect(likely.fix.en).toMatch(fix);
  expect(likelyCause({ event: 'AfterInstall', text }).cause.en).not.toMatch(cause);
});
