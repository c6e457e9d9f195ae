import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pack } from '../../src/deploy/bundle.ts';
import type { Setting } from '../../src/init/files.ts';
import { generate } from '../../src/init/generate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { projectOf, samples } from './projects.ts';

/** What the scripts call on a server. Each notes down how it was called; `$FAKES` holds what it knows. */
const commands: Readonly<Record<string, string>> = {
  dnf: '',
  alternatives: '',
  useradd: 'touch "$FAKES/user"',
  id: '[ -e "$FAKES/user" ]',
  aws: 'if [ -e "$FAKES/app.env" ]; then cp "$FAKES/app.env" "${@: -1}"; else echo "An error occurred (404)" >&2; exit 1; fi',
  chown: '',
  // As on a server, but for the user and the programs that are not there.
  runuser: '',
  systemctl: `case "$1" in
  cat) [ -e "$FAKES/$2" ] ;;
  enable) touch "$FAKES/$2" ;;
  disable) rm -f "$FAKES/$3" ;;
  restart) touch "$FAKES/running" ;;
  stop) rm -f "$FAKES/running" ;;
  show) cat "$FAKES/restarts" 2>/dev/null || echo 0 ;;
esac`,
  curl: `if [[ "$*" == *truststore.pki.rds.amazonaws.com* ]]; then
  while [ "$1" != "-o" ]; do shift; done
  echo CERTIFICATES >"$2"
else
  status="$(head -n 1 "$FAKES/answers" 2>/dev/null)" || true
  sed -i 1d "$FAKES/answers" 2>/dev/null || true
  printf %s "\${status:-000}"
  [ "\${status:-000}" != 000 ]
fi`,
  journalctl: 'echo "Error: Cannot find module express"',
  sleep: '',
  // Ten seconds pass between two looks at it.
  date: 'now=$(($(cat "$FAKES/now" 2>/dev/null || echo 0) + 10)); echo "$now" >"$FAKES/now"; echo "$now"',
};

const settings = 'PORT=3000\nAWS_REGION=us-east-1\n';
const withDatabase = `${settings}DATABASE_HOST=shop.example.us-east-1.rds.amazonaws.com\nDATABASE_PORT=5432\n`;

interface Ran {
  readonly code: number | null;
  readonly said: string;
  /** Every command that it called. */
  readonly calls: readonly string[];
}

interface Server {
  readonly root: string;
  readonly fakes: string;
  /** Deploys a release as the CodeDeploy agent does: the hooks in order, the files in between. Ends at the first failure. */
  deploy(folder: string, env?: Readonly<Record<string, string>>): Record<string, Ran>;
  text(path: string): string;
  /** What the app answers from now on: a status for each time that it is asked. */
  answers(...statuses: readonly number[]): void;
}

function newServer(): Server {
  const top = temporaryFolder();
  const [root, fakes, bin] = ['root', 'fakes', 'bin'].map((name) => join(top, name)) as [string, string, string];
  for (const folder of [join(root, 'etc/systemd/system'), join(root, 'opt/app'), fakes, bin])
    mkdirSync(folder, { recursive: true });
  for (const [name, body] of Object.entries(commands)) {
    writeFileSync(join(bin, name), `#!/bin/bash\necho "${name} $*" >>"$FAKES/calls"\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(join(fakes, 'app.env'), settings);
  // The welcome page of a new server.
  writeFileSync(join(fakes, 'welcome.service'), '');

  const hook = (script: string, env: Readonly<Record<string, string>>): Ran => {
    rmSync(join(fakes, 'calls'), { force: true });
    const { status, stdout, stderr } = spawnSync('bash', [script], {
      encoding: 'utf8',
      cwd: '/',
      env: {
        PATH: [bin, process.env['PATH']].join(delimiter),
        FAKES: fakes,
        STEPWAY_ROOT: root,
        BUNDLE_BUCKET: 'shop-bundles',
        LIFECYCLE_EVENT: 'x',
        ...env,
      },
    });
    const calls = existsSync(join(fakes, 'calls'))
      ? readFileSync(join(fakes, 'calls'), 'utf8').trimEnd().split('\n')
      : [];
    return { code: status, said: `${stdout}${stderr}`, calls };
  };

  const order = ['BeforeInstall', 'Install', 'AfterInstall', 'ApplicationStart', 'ValidateService'];
  return {
    root,
    fakes,
    deploy(folder, env = {}) {
      const spec = parse(readFileSync(join(folder, 'appspec.yml'), 'utf8')) as {
        files: { source: string; destination: string }[];
        hooks: Record<string, { location: string }[]>;
      };
      const ran: Record<string, Ran> = {};
      for (const event of order) {
        if (event === 'Install')
          for (const { source, destination } of spec.files)
            cpSync(join(folder, source), join(root, destination), { recursive: true });
        for (const { location } of spec.hooks[event] ?? []) {
          const result = hook(join(folder, location), env);
          ran[location.replace('deploy/', '')] = result;
          if (result.code !== 0) return ran;
        }
      }
      return ran;
    },
    text: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''),
    answers: (...statuses) => writeFileSync(join(fakes, 'answers'), `${statuses.join('\n')}\n`),
  };
}

/**
 * A release of a sample project: its files, and those that were generated for it, as they come out of the bundle that
 * is made in a repository which ignores all that people's do.
 */
function releaseOf(
  about: string,
  extra: Readonly<Record<string, string>> = {},
  changed: Partial<Setting> = {},
): string {
  const { files, traits } = samples.find((sample) => sample.about === about)!;
  const folder = projectOf({ ...files, ...extra });
  const setting: Setting = {
    traits,
    healthPath: '/health',
    database: 'postgres',
    branch: 'main',
    destination: undefined,
    ...changed,
  };
  for (const { path, content } of generate(setting)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, '.gitignore'), 'node_modules\ndist\nbuild\ntarget\n.next\n*.local\n');
  spawnSync('git', ['init', '--quiet'], { cwd: folder });
  const release = temporaryFolder();
  for (const [path, content] of Object.entries(unzipSync(pack(folder).bytes))) {
    mkdirSync(dirname(join(release, path)), { recursive: true });
    writeFileSync(join(release, path), content);
  }
  return release;
}

const kinds: readonly (readonly [about: string, extra: Readonly<Record<string, string>>, runtime: string])[] = [
  ['a start script and a lock of npm', {}, 'dnf install -y nodejs24 nodejs24-npm'],
  [
    'Spring Boot with Gradle',
    { 'build/libs/shop.jar': 'jar', 'build/libs/shop-plain.jar': '' },
    'dnf install -y java-21-amazon-corretto-headless',
  ],
  [
    'Spring Boot with Maven, next to pages built by npm',
    { 'target/shop.jar': 'jar', 'target/shop.jar.original': '' },
    'dnf install -y java-17-amazon-corretto-headless',
  ],
  ['FastAPI', {}, 'dnf install -y python3.13 python3.13-pip'],
  ['pages in a folder', {}, 'dnf install -y nginx'],
];

describe.each(kinds)('a project with %s', (about, extra, runtime) => {
  test('is deployed to a new server, in place of the welcome page', () => {
    const server = newServer();
    server.answers(0, 502, 200);
    const ran = server.deploy(releaseOf(about, extra));
    expect(Object.values(ran).map(({ code, said }) => [code, code === 0 ? '' : said])).toEqual(
      Array.from({ length: 5 }, () => [0, '']),
    );
    expect(ran['prepare.sh']!.calls).toContain(runtime);
    expect(ran['prepare.sh']!.calls).toContainEqual(expect.stringContaining('s3://shop-bundles/config/app.env'));
    expect(server.text('etc/stepway/app.env')).toBe(settings);
    expect(ran['install.sh']!.calls.slice(-2)).toEqual(['systemctl daemon-reload', 'systemctl enable app.service']);
    expect(server.text('etc/systemd/system/app.service')).toContain('User=app');
    expect(ran['start.sh']!.calls).toContain('systemctl disable --now welcome.service');
    expect(ran['check.sh']!.said).toBe('http://127.0.0.1:3000/health responded with 200.\n');
  });

  test('is deployed again over itself', () => {
    const server = newServer();
    const release = releaseOf(about, extra);
    server.answers(200, 204);
    server.deploy(release);
    const again = server.deploy(release);
    expect(Object.values(again).map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
    expect(again['stop.sh']!.calls).toContain('systemctl stop app.service');
    expect(again['prepare.sh']!.calls).not.toContainEqual(expect.stringMatching(/^useradd/));
    expect(again['start.sh']!.calls).not.toContain('systemctl disable --now welcome.service');
  });
});

const usual = 'a start script and a lock of npm';

test('a health path that only redirects is well', () => {
  const server = newServer();
  server.answers(302);
  expect(server.deploy(releaseOf(usual))['check.sh']!.code).toBe(0);
});

test('an app that never answers fails, with its own last lines', () => {
  const server = newServer();
  const { code, said } = server.deploy(releaseOf(usual))['check.sh']!;
  expect(code).toBe(1);
  expect(said).toContain('No response from http://127.0.0.1:3000/health.');
  expect(said).toContain('Cannot find module express');
});

test('an app that answers with an error fails, and the error is named', () => {
  const server = newServer();
  server.answers(...Array.from({ length: 200 }, () => 500));
  expect(server.deploy(releaseOf(usual))['check.sh']!).toMatchObject({
    code: 1,
    said: expect.stringContaining('responded with 500; expected 2xx or 3xx'),
  });
});

test('an app that ends again and again is not waited for', () => {
  const server = newServer();
  writeFileSync(join(server.fakes, 'restarts'), '3');
  const { code, calls, said } = server.deploy(releaseOf(usual))['check.sh']!;
  expect(code).toBe(1);
  expect(said).toContain('was restarted 3 times');
  expect(calls.filter((call) => call.startsWith('curl'))).toHaveLength(1);
});

test('the script that waits for an app gives up before CodeDeploy would end it without a word', () => {
  const folder = releaseOf(usual);
  const { hooks } = parse(readFileSync(join(folder, 'appspec.yml'), 'utf8')) as {
    hooks: { ValidateService: { timeout: number }[] };
  };
  const patience = /date \+%s\) \+ (\d+)/.exec(readFileSync(join(folder, 'deploy/check.sh'), 'utf8'))?.[1];
  expect(Number(patience)).toBeLessThan(hooks.ValidateService[0]!.timeout - 10);
});

test('without the settings in the bucket nothing that runs is stopped', () => {
  const server = newServer();
  server.answers(200);
  server.deploy(releaseOf(usual));
  rmSync(join(server.fakes, 'app.env'));
  const ran = server.deploy(releaseOf(usual));
  expect(Object.keys(ran)).toEqual(['prepare.sh']);
  expect(ran['prepare.sh']!.said).toContain('config/app.env');
  expect(existsSync(join(server.fakes, 'running'))).toBe(true);
  expect(server.text('etc/stepway/app.env')).toBe(settings);
});

test('an agent that does not name the bucket is told of', () => {
  const ran = newServer().deploy(releaseOf(usual), { BUNDLE_BUCKET: '' });
  expect(ran['prepare.sh']!.code).not.toBe(0);
  expect(ran['prepare.sh']!.said).toContain('BUNDLE_BUCKET');
});

test('with a database, its certificate authorities are there', () => {
  const server = newServer();
  server.answers(200);
  writeFileSync(join(server.fakes, 'app.env'), withDatabase);
  server.deploy(releaseOf(usual));
  expect(server.text('etc/stepway/rds.pem')).toBe('CERTIFICATES\n');
});

test('the settings are for root, not for everybody', () => {
  const server = newServer();
  server.answers(200);
  server.deploy(releaseOf(usual));
  expect(statSync(join(server.root, 'etc/stepway/app.env')).mode & 0o007).toBe(0);
});

test.each([
  ['no jar', {}],
  ['two jars', { 'build/libs/a.jar': '', 'build/libs/b.jar': '' }],
])('Spring Boot with %s says so', (_, jars) => {
  const server = newServer();
  const extra = { 'build/libs/shop-plain.jar': '', ...jars };
  const { code, said } = server.deploy(releaseOf('Spring Boot with Gradle', extra))['install.sh']!;
  expect(code).toBe(1);
  expect(said).toContain('exactly one app jar');
});

test('packages run nothing as root while they are installed', () => {
  const server = newServer();
  server.answers(200);
  expect(server.deploy(releaseOf(usual))['install.sh']!.calls).toContain(
    'runuser -u app -- env HOME=/opt/app npm ci --omit=dev --no-audit --no-fund',
  );
});

test('a start.sh that was not filled in yet says so', () => {
  const folder = releaseOf('nothing known');
  const { status, stderr } = spawnSync('bash', [join(folder, 'deploy/run.sh')], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('start.sh does not start your app yet');
});
