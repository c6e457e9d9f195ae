import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pack } from '../../src/deploy/bundle.ts';
import { generate } from '../../src/init/generate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { projectOf, samples } from './projects.ts';

/** What the scripts call on a server; each notes down how it was called. */
const programs: Readonly<Record<string, string>> = {
  dnf: '',
  npm: '',
  nginx: '',
  node: '',
  java: '',
  // A virtual environment, whose Python notes down what it is called with, and what it reads.
  'python3.12': 'mkdir -p .venv/bin; [ -e .venv/bin/python ] || cp "$0" .venv/bin/python',
  'python3.13': 'mkdir -p .venv/bin; [ -e .venv/bin/python ] || cp "$0" .venv/bin/python',
};

interface Ran {
  readonly code: number | null;
  readonly said: string;
  /** Every command that it called. */
  readonly calls: readonly string[];
}

/** A server's place for one release, and what runs its scripts. */
function run(
  release: string,
  script: string,
  env: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
): Ran {
  const top = temporaryFolder();
  const calls = join(top, 'calls');
  writeFileSync(calls, '');
  for (const [name, body] of Object.entries(programs)) {
    const path = join(top, name);
    writeFileSync(path, `#!/bin/bash\necho "\${0##*/} $*" >>"$CALLS"\n${body}\n`);
    chmodSync(path, 0o755);
  }
  const { status, stdout, stderr } = spawnSync('bash', [join(release, 'deploy', script), ...words], {
    encoding: 'utf8',
    cwd: '/',
    env: { PATH: [top, process.env['PATH']].join(delimiter), CALLS: calls, ...env },
  });
  return {
    code: status,
    said: `${stdout}${stderr}`,
    calls: readFileSync(calls, 'utf8').trimEnd().split('\n').filter(Boolean),
  };
}

/**
 * A release of a sample project: its files, and those that were generated for it, as they come out of the bundle that
 * is made in a repository which ignores all that people's do.
 */
function releaseOf(about: string, extra: Readonly<Record<string, string>> = {}): string {
  const { files, traits } = samples.find((sample) => sample.about === about)!;
  const folder = projectOf({ ...files, ...extra });
  const setting = { traits, database: 'none', branch: 'main', destination: undefined } as const;
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

const jars = { 'build/libs/shop.jar': 'jar', 'build/libs/shop-plain.jar': '' };

const kinds: readonly {
  readonly about: string;
  readonly extra?: Readonly<Record<string, string>>;
  /** How each script calls what a server has. */
  readonly prepares: string;
  readonly installs?: string;
  readonly starts: string;
}[] = [
  {
    about: 'a start script and a lock of npm',
    prepares: 'dnf install -y nodejs24 nodejs24-npm',
    installs: 'npm ci --omit=dev --no-audit --no-fund',
    starts: 'npm start',
  },
  {
    about: 'Spring Boot with Gradle',
    extra: jars,
    prepares: 'dnf install -y java-21-amazon-corretto-headless',
    starts: 'java -XX:MaxRAMPercentage=45 -jar app.jar --server.port=18080',
  },
  {
    about: 'Spring Boot with Maven, next to pages built by npm',
    extra: { 'target/shop.jar': 'jar', 'target/shop.jar.original': '', 'target/classes/App.class': '' },
    prepares: 'dnf install -y java-17-amazon-corretto-headless',
    starts: 'java -XX:MaxRAMPercentage=45 -jar app.jar --server.port=18080',
  },
  {
    about: 'FastAPI',
    prepares: 'dnf install -y python3.13 python3.13-pip',
    installs: 'python -m pip install --disable-pip-version-check --requirement requirements.txt uvicorn',
    starts: 'python -m uvicorn --host 127.0.0.1 --port 18080 --proxy-headers --forwarded-allow-ips 127.0.0.1 main:app',
  },
];

describe.each(kinds)('a release of a project with $about', ({ about, extra, prepares, installs, starts }) => {
  test('gets its runtime, its dependencies, and is started on the port that it is given', () => {
    const release = releaseOf(about, extra);
    const ran = ['prepare.sh', 'install.sh', 'run.sh'].map((script) => run(release, script, { PORT: '18080' }));
    expect(ran.map(({ code, said }) => [code, code === 0 ? '' : said])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    const [prepared, installed, started] = ran;
    expect(prepared!.calls).toContain(prepares);
    if (installs !== undefined) expect(installed!.calls).toContain(installs);
    expect(started!.calls.at(-1)).toBe(starts);
  });
});

const usual = 'a start script and a lock of npm';

test('each step of a deployment hands the folder of the bundle to what set-up put on the server', () => {
  const release = releaseOf(usual);
  const { hooks } = parse(readFileSync(join(release, 'appspec.yml'), 'utf8')) as {
    hooks: Record<string, { location: string; timeout: number }[]>;
  };
  expect(Object.keys(hooks)).toEqual(['BeforeInstall', 'AfterInstall', 'ApplicationStart', 'ValidateService']);
  for (const scripts of Object.values(hooks))
    expect(scripts.map(({ location }) => location)).toEqual(['deploy/release.sh']);
  const script = join(release, 'deploy/release.sh');
  const tool = join(temporaryFolder(), 'release');
  writeFileSync(tool, '#!/bin/bash\necho "$1 $(cd "$2" && pwd)"\n');
  chmodSync(tool, 0o755);
  writeFileSync(script, readFileSync(script, 'utf8').replace('/opt/stepway/release', tool));
  expect(run(release, 'release.sh', { LIFECYCLE_EVENT: 'AfterInstall' })).toMatchObject({
    code: 0,
    said: `AfterInstall ${release}\n`,
  });
});

test('on a server that an earlier version set up it is said what to do', () => {
  expect(run(releaseOf(usual), 'release.sh', { LIFECYCLE_EVENT: 'BeforeInstall' })).toMatchObject({
    code: 1,
    said: 'The server is not set up for this version yet (/opt/stepway/release is missing): run `stepway up`.\n',
  });
});

test('a release has a Node.js of its own, whatever the server has besides', () => {
  const release = releaseOf(usual);
  run(release, 'install.sh');
  expect(readlinkSync(join(release, '.stepway/bin/node'))).toBe('/usr/bin/node-24');
});

test.each([
  [usual, 'node_modules/.bin/task'],
  ['FastAPI', '.venv/bin/task'],
])(
  'in a release of a project with %s a command that is given to run.sh is run, with its own programs',
  (about, path) => {
    const release = releaseOf(about);
    mkdirSync(dirname(join(release, path)), { recursive: true });
    writeFileSync(join(release, path), '#!/bin/bash\necho "$PWD $1 ${PORT:-none}"\n');
    chmodSync(join(release, path), 0o755);
    const { said } = run(release, 'run.sh', {}, ['task', 'as it is: $HOME']);
    expect(said).toBe(`${release} as it is: $HOME none\n`);
  },
);

test('of a project with pyproject.toml what it depends on is installed, not itself: it runs from its folder', () => {
  const release = releaseOf('Flask with pyproject.toml');
  const { code, said } = run(release, 'install.sh');
  expect([code, said]).toEqual([0, '']);
  const source = /<<'PY'\n([^]*?)\nPY/.exec(readFileSync(join(release, 'deploy/install.sh'), 'utf8'))![1]!;
  const { stdout, stderr } = spawnSync('python3', ['-c', source], { cwd: release, encoding: 'utf8' });
  // tomllib came with 3.11.
  if (!stderr.includes("No module named 'tomllib'")) expect(stdout).toBe('flask\n');
});

test.each([
  ['no jar', {}],
  ['two jars', { 'build/libs/a.jar': '', 'build/libs/b.jar': '' }],
])('Spring Boot with %s says so', (_, found) => {
  const release = releaseOf('Spring Boot with Gradle', { 'build/libs/shop-plain.jar': '', ...found });
  const { code, said } = run(release, 'install.sh');
  expect(code).toBe(1);
  expect(said).toContain('exactly one app jar');
});

test('of what a build leaves, the server gets the packages and not their parts', () => {
  const release = releaseOf('Spring Boot with Maven, next to pages built by npm', {
    'target/shop.jar': 'jar',
    'target/classes/App.class': '',
  });
  expect(existsSync(join(release, 'target/shop.jar'))).toBe(true);
  expect(existsSync(join(release, 'target/classes'))).toBe(false);
});
