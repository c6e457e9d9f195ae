import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { wallClock } from '../../src/clock.ts';
import { pack } from '../../src/deploy/bundle.ts';
import type { Phase, Trying } from '../../src/deploy/try/tried.ts';
import { tryOut } from '../../src/deploy/try/try-out.ts';
import { project } from '../commands/support.ts';
import type { Files } from '../init/projects.ts';
import { environment } from '../support/environment.ts';
import { listen } from '../support/listen.ts';
import { initialise } from './support.ts';

/** A program that Node.js runs without anything to install. */
const plain = (code: string): Files => ({ 'start.sh': '#!/bin/bash\nexec node server.js\n', 'server.js': code });

/** One with a `package.json`. */
const packaged = (code: string, scripts: object = {}): Files => ({
  'package.json': JSON.stringify({ scripts: { start: 'node server.js', ...scripts } }),
  'server.js': code,
});

/** A server that handles each request with this code. */
const answering = (code: string, port = 'process.env.PORT') =>
  `require('http').createServer((request, response) => { ${code} }).listen(${port}, '127.0.0.1');`;

const good = 'response.end("ok")';

interface More extends Partial<Trying> {
  /** What is done to the files of `init` before they are packed. */
  edit?(folder: string): void;
}

/** Tries a project, with the files that `init` writes. */
async function tryApp(app: Files | string, { edit, ...more }: More = {}) {
  const folder = project();
  for (const [path, content] of Object.entries(typeof app === 'string' ? plain(app) : app))
    writeFileSync(join(folder, path), content);
  initialise(folder);
  edit?.(folder);
  const phases: Phase[] = [];
  const tried = await tryOut(wallClock(), pack(folder), {
    env: environment(project()),
    host: 'app.example.com',
    healthPath: '/',
    appPort: 8080,
    region: 'ap-northeast-2',
    lacks: async () => [],
    signal: new AbortController().signal,
    show: (phase) => void phases.push(phase),
    ...more,
  });
  return { ...tried, phases, folder };
}

/** Whether a process is no more, or waits only for somebody to take note of its end. */
const isGone = (pid: string) =>
  /^(Z.*)?$/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim());

const noted = (path: string) => readFileSync(path, 'utf8').split('\n');

describe.concurrent('a bundle is tried on this machine', { timeout: 60_000 }, () => {
  test('by the web process of its Procfile, whatever else is in there', async () => {
    const tried = await tryApp({
      ...packaged('process.exit(1)'),
      'other.js': answering('response.statusCode = 202; response.end()'),
      Procfile: 'release: exit 1\nweb: true && node other.js\nmail: exit 1\n',
    });
    expect(tried).toMatchObject({ is: 'well', status: 202, notRun: ['release', 'mail'] });
  });

  test('as it is: installed, started, and asked at the health path as a visitor would be', async () => {
    const notes = join(project(), 'notes');
    const tried = await tryApp(
      packaged(
        answering(`
        const { host, 'x-forwarded-proto': proto, 'x-forwarded-for': from } = request.headers;
        require('fs').writeFileSync('${notes}', [request.url, host, proto, from, process.cwd(), process.pid].join('\\n'));
        ${good}`),
      ),
      { healthPath: '/health?deep=1' },
    );
    expect(tried).toMatchObject({ is: 'well', status: 200, phases: ['install', 'start'] });
    // Whether the first page leads anywhere is asked last.
    const [path, host, proto, from, cwd = '', pid = ''] = noted(notes);
    expect([path, host, proto, from]).toEqual(['/', 'app.example.com', 'https', '203.0.113.1']);
    expect(cwd).not.toContain(tried.folder);
    // Nothing of it is left.
    expect(existsSync(dirname(cwd))).toBe(false);
    await vi.waitUntil(() => isGone(pid));
    expect(existsSync(join(tried.folder, 'node_modules'))).toBe(false);
  });

  test('but not a program that was built for a server which this machine is not', async () => {
    const program = Buffer.alloc(64);
    program.write('\u007fELF', 'latin1');
    // For no processor that there is.
    program.writeUInt16LE(0xffff, 18);
    const edit = (folder: string) => {
      mkdirSync(join(folder, 'bin'));
      writeFileSync(join(folder, 'bin/app'), program);
    };
    const tried = await tryApp({ 'go.mod': 'module shop\n', 'main.go': 'package main\n' }, { edit });
    expect(tried).toMatchObject({ is: 'not-tried', phases: [] });
    expect(tried).toHaveProperty('why.en', expect.stringContaining("built for the server's system"));
  });

  test('with what the server gives it, and nothing of this user’s', async () => {
    const notes = join(project(), 'notes');
    const home = project();
    const tried = await tryApp(
      packaged(answering(`require('fs').writeFileSync('${notes}', JSON.stringify(process.env)); ${good}`)),
      {
        env: {
          ...environment(home),
          AWS_SECRET_ACCESS_KEY: 'of-mine',
          GITHUB_TOKEN: 'of-mine',
          HTTPS_PROXY: process.env['HTTPS_PROXY'],
          NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'],
          npm_config_registry: 'https://me:of-mine@npm.example.com/',
          PIP_INDEX_URL: 'https://pypi.example.com/',
        },
      },
    );
    expect(tried.is).toBe('well');
    const text = readFileSync(notes, 'utf8');
    expect(text).not.toContain('of-mine');
    const seen = JSON.parse(text) as Record<string, string>;
    expect(seen).toMatchObject({
      AWS_REGION: 'ap-northeast-2',
      NODE_ENV: 'production',
      PIP_INDEX_URL: 'https://pypi.example.com/',
    });
    expect(Number(seen['PORT'])).toBeGreaterThan(1024);
    expect(seen['HOME']).not.toBe(home);
    expect(dirname(seen['HOME'] ?? '')).toBe(dirname(seen['RUNTIME_DIRECTORY'] ?? ''));
  });

  test('without the tools of the project that npx puts on the path: the server has none', async () => {
    const tools = join(project(), 'node_modules', '.bin');
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'nest'), '#!/bin/sh\nexit 0\n');
    chmodSync(join(tools, 'nest'), 0o755);
    const env = environment(project());
    const files = { ...plain(answering(good)), 'start.sh': '#!/bin/bash\nexec nest start\n' };
    const tried = await tryApp(files, { env: { ...env, PATH: `${tools}:${env['PATH']}` } });
    expect(tried).toMatchObject({ is: 'unproven', why: { en: 'nest is not on this machine.' } });
  });

  test('and is refused when its dependencies cannot be installed', async () => {
    const files = packaged(answering(good), { postinstall: 'husky' });
    const tried = await tryApp(files);
    expect(tried).toMatchObject({ is: 'failed', phase: 'install', phases: ['install'] });
    expect('what' in tried && tried.what.en).toBe(
      'Its dependencies could not be installed: deploy/install.sh ended with exit code 127.',
    );
  });

  test('and is refused when it exits, with its last lines and the likely cause', async () => {
    const tried = await tryApp(packaged("require('express')"));
    expect(tried).toMatchObject({
      is: 'failed',
      phase: 'start',
      cause: { en: expect.stringMatching(/^A module is missing/) },
    });
    expect('lines' in tried && tried.lines.length).toBeLessThanOrEqual(20);
    expect('lines' in tried && tried.lines.join('\n')).toContain("Cannot find module 'express'");
  });

  test('and is refused when the first request ends it, with the line that tells why', async () => {
    const tried = await tryApp(answering("throw new TypeError('prices is not a function')"));
    expect(tried).toMatchObject({
      is: 'failed',
      what: { en: 'The app started, but exited on its own at the very first request (exit code 1).' },
      telling: expect.stringContaining('TypeError: prices is not a function'),
    });
  });

  test('and is refused when it does not respond well', async () => {
    const tried = await tryApp(answering("console.log('no template'); response.writeHead(500).end()"));
    expect(tried).toMatchObject({
      is: 'failed',
      what: { en: 'The app responded with 500 at /; expected 2xx or 3xx.' },
    });
    expect('lines' in tried && tried.lines).toContain('no template');
  });

  test('and may take a moment until it is ready', async () => {
    const tried = await tryApp(answering(`response.writeHead(process.uptime() > 2 ? 200 : 503).end()`));
    expect(tried).toMatchObject({ is: 'well', status: 200 });
    expect('seconds' in tried && tried.seconds).toBeGreaterThan(1);
  });

  test('and is refused when it redirects to HTTPS for ever, wherever that is', async () => {
    const toHttps = "response.writeHead(301, { location: 'https://' + request.headers.host + request.url }).end()";
    const always = await tryApp(answering(toHttps));
    expect(always).toMatchObject({
      is: 'failed',
      what: { en: 'The app redirects https://app.example.com/ to itself, although the visitor comes by HTTPS.' },
      cause: { en: expect.stringContaining('X-Forwarded-Proto') },
      fix: { en: expect.stringContaining('trust proxy') },
    });
    const atFirst = await tryApp(answering(`if (request.url === '/health') ${good}; else ${toHttps}`), {
      healthPath: '/health',
    });
    expect(atFirst.is).toBe('failed');
    const trusting = await tryApp(
      answering(`if (request.headers['x-forwarded-proto'] === 'https') ${good}; else ${toHttps}`),
    );
    expect(trusting.is).toBe('well');
    const elsewhere = await tryApp(answering("response.writeHead(302, { location: '/login' }).end()"));
    expect(elsewhere).toMatchObject({ is: 'well', status: 302 });
  });

  test('and is refused when it listens on a port that nginx does not look at', async () => {
    const spare = createServer();
    const port = await listen(spare);
    spare.close();
    const app = answering(good, String(port));
    const tried = await tryApp(app, { lacks: async () => [{ en: 'its database', ko: '데이터베이스' }] });
    expect(tried).toMatchObject({ is: 'failed', what: { en: `The app listens on port ${port}, not on $PORT.` } });
    expect('fix' in tried && tried.fix.en).toContain(`\`stepway up --app-port ${port}\``);
    // The server gives an app that cannot do otherwise the port that it was set up for.
    expect((await tryApp(app, { appPort: port })).is).toBe('well');
  });

  test('and may open another port first', async () => {
    const first = "require('http').createServer().listen(0, '127.0.0.1');";
    const later = `setTimeout(() => { ${answering(good)} }, 4000);`;
    expect(await tryApp(`${first} ${later}`)).toMatchObject({ is: 'well', status: 200 });
  });

  test('and nothing is concluded where something of the server is missing here', async () => {
    const PATH = project();
    const bare = () => tryApp(packaged(answering(good)), { env: { PATH } });
    expect(await bare()).toMatchObject({ is: 'not-tried', why: { en: 'bash is not on this machine.' }, phases: [] });
    symlinkSync('/bin/bash', join(PATH, 'bash'));
    expect(await bare()).toMatchObject({ is: 'not-tried', why: { ko: '이 컴퓨터에 없음: Node.js 24.' }, phases: [] });
    const strange = await tryApp(answering(good), {
      edit: (folder) => writeFileSync(join(folder, 'deploy/run.sh'), '#!/bin/bash\nset -eu\nexec cobolt-9 main.cob\n'),
    });
    expect(strange).toMatchObject({ is: 'unproven', why: { en: 'cobolt-9 is not on this machine.' } });
    const own = await tryApp(answering(good), {
      edit: (folder) => writeFileSync(join(folder, '.stepwayignore'), 'deploy/run.sh\n'),
    });
    expect(own).toMatchObject({ is: 'not-tried', why: { en: expect.stringContaining('deploy/run.sh') } });
  });

  test('and a failure says nothing when the app has its database on AWS only, but of itself it is one', async () => {
    const lacks = async () => [{ en: 'its database', ko: '데이터베이스' }];
    const unset = "throw new Error('DATABASE_HOST is not set')";
    const tried = await tryApp(unset, { lacks });
    expect(tried).toMatchObject({ is: 'unproven', why: { en: expect.stringMatching(/on AWS only: its database\.$/) } });
    expect((await tryApp(unset)).is).toBe('failed');
    expect((await tryApp("require('pg')", { lacks })).is).toBe('failed');
  });

  test('until Ctrl-C, which ends all of it at once', async () => {
    const notes = join(project(), 'notes');
    const stop = new AbortController();
    const helper = 'setInterval(() => {}, 1000)';
    const app = `
      const helper = require('child_process').spawn(process.execPath, ['-e', '${helper}'], { stdio: 'ignore' });
      require('fs').writeFileSync('${notes}', [process.cwd(), process.pid, helper.pid].join('\\n'));
      ${helper};`;
    const looking = setInterval(() => existsSync(notes) && readFileSync(notes, 'utf8') !== '' && stop.abort(), 50);
    await expect(tryApp(app, { signal: stop.signal })).rejects.toMatchObject({ kind: 'interrupted' });
    clearInterval(looking);
    const [cwd = '', ...pids] = noted(notes);
    expect(existsSync(dirname(cwd))).toBe(false);
    await vi.waitUntil(() => pids.every(isGone));
  });
});
