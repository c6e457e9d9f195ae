import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initialise } from '../deploy/support.ts';
import { listen } from '../support/listen.ts';
import { toolMissing } from '../support/tools.ts';
import { projectOf, type Files } from './projects.ts';

/** Asks for a path exactly as it stands here; a browser would tidy it up. */
type Ask = (path: string) => Promise<number | undefined>;

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** A real nginx, with the configuration that `init` writes for a project, on this machine alone. */
async function serve(files: Files): Promise<Ask> {
  const folder = projectOf(files);
  initialise(folder);
  // What is there besides, however it came.
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const run = projectOf({});
  // Started by root, it works as another user.
  for (const one of [folder, run, dirname(folder)]) chmodSync(one, 0o755);
  const port = await freePort();
  const conf = readFileSync(join(folder, 'deploy/nginx.conf'), 'utf8')
    .replaceAll('__RUN__', run)
    .replaceAll('__RELEASE__', folder)
    .replaceAll('__PORT__', String(port));
  writeFileSync(join(run, 'nginx.conf'), conf);
  const child: ChildProcess = spawn(
    'nginx',
    ['-e', 'stderr', '-c', join(run, 'nginx.conf'), '-g', 'daemon off; master_process off;'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (said += part));
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const ask: Ask = (path) =>
    new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
  while (child.exitCode === null) {
    const isUp = await ask('/').then(
      () => true,
      () => false,
    );
    if (isUp) return ask;
  }
  throw new Error(`nginx did not start: ${said}`);
}

/** The paths that are not answered like this. */
async function otherwise(ask: Ask, paths: readonly string[], isRight: (status: number) => boolean) {
  const answers = await Promise.all(paths.map(async (path) => ({ path, status: (await ask(path)) ?? 0 })));
  return answers.filter(({ status }) => !isRight(status));
}

const secrets = [
  '/.env',
  '/.git/config',
  '/.git',
  '/.gitignore',
  '/.stepwayignore',
  '/.npmrc',
  '/.htpasswd',
  '/assets/.env',
  '/.well-known/.env',
  '/%2eenv',
  '/x/../.env',
  '//.env',
];

test.skipIf(toolMissing('nginx'))(
  'a site at the top of its project is served, and nothing that lies beside its pages',
  async () => {
    const pages: Files = {
      'index.html': 'home',
      'about.html': 'about us',
      'deploying.html': 'a page',
      'posts/index.html': 'posts',
      'assets/app.js': 'js',
      'vendor/lib.js': 'lib',
      'data/items.json': '[]',
      '.well-known/security.txt': 'contact',
    };
    const others: Files = {
      '.env': 'SECRET=1',
      '.git/config': '[core]',
      '.gitignore': '',
      '.stepwayignore': '',
      '.npmrc': '//x/:_authToken=1',
      '.htpasswd': 'a:b',
      'assets/.env': 'SECRET=1',
      '.well-known/.env': 'SECRET=1',
      'package-lock.json': '{}',
      'config/app.env': 'PORT=1',
      'node_modules/a/index.js': '',
      id_rsa: 'KEY',
      'server.pem': 'KEY',
      'service-account.json': '{}',
      'terraform.tfstate': '{}',
      'terraform.tfstate.backup': '{}',
      'dump.sql': 'DATA',
      'backups/dump.sql.gz': 'DATA',
      'db.sqlite3': 'DATA',
      'certs/site.key': 'KEY',
    };
    const ask = await serve({ ...pages, ...others });
    const served = ['/', '/about', '/deploying', '/posts/', ...Object.keys(pages).map((path) => `/${path}`)];
    expect(await otherwise(ask, served, (status) => status === 200)).toEqual([]);
    const hidden = [
      ...secrets,
      ...Object.keys(others).map((path) => `/${path}`),
      '/appspec.yml',
      '/deploy',
      '/config',
      '/config/',
      '/deploy/',
      '/deploy/nginx.conf',
      '/deploy/run.sh',
      '/%64eploy/run.sh',
      '/x/../deploy/run.sh',
      '//deploy//run.sh',
      '/.github/workflows/deploy.yml',
    ];
    expect(await otherwise(ask, hidden, (status) => status === 404)).toEqual([]);
  },
);

test.skipIf(toolMissing('nginx'))(
  'a site in a folder of its project is served with all that is in it, and nothing else',
  async () => {
    const ask = await serve({
      'public/index.html': 'home',
      'public/deploy/index.html': 'how to deploy',
      'public/package.json': 'a download',
      'public/.env': 'SECRET=1',
      '.env': 'SECRET=1',
      'secret.txt': 'SECRET',
    });
    expect(await otherwise(ask, ['/', '/deploy/', '/package.json'], (status) => status === 200)).toEqual([]);
    const hidden = [...secrets, '/secret.txt', '/appspec.yml', '/deploy/run.sh'];
    expect(await otherwise(ask, hidden, (status) => status === 404)).toEqual([]);
    const above = ['/../.env', '/..%2f.env', '/../secret.txt', '/x/../../secret.txt'];
    expect(await otherwise(ask, above, (status) => status === 400)).toEqual([]);
  },
);
