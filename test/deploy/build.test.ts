import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test, vi } from 'vitest';
import { packedFor, packedModules, packedWheels } from '../../src/build/packed.ts';
import { serverOf, type Architecture } from '../../src/build/server.ts';
import { wallClock } from '../../src/clock.ts';
import type { Packed } from '../../src/deploy/bundle.ts';
import { foreignPackage } from '../../src/deploy/foreign.ts';
import { buildHere } from '../../src/deploy/here/build.ts';
import type { BuildProgress } from '../../src/deploy/here/building.ts';
import { toBuild } from '../../src/deploy/here/project.ts';
import { contentOf } from '../commands/support.ts';
import { projectOf, type Files } from '../init/projects.ts';
import { environment } from '../support/environment.ts';
import { temporaryFolder } from '../support/folder.ts';
import { initialise } from './support.ts';

const own: Architecture = arch() === 'arm64' ? 'arm64' : 'amd64';
const other: Architecture = own === 'arm64' ? 'amd64' : 'arm64';

/** Puts a package beside a project, as its registry would have it. */
function packageBeside(folder: string, name: string, files: Files): void {
  const place = temporaryFolder();
  for (const [path, content] of Object.entries({
    'package.json': JSON.stringify({ name, version: '1.0.0' }),
    ...files,
  })) {
    mkdirSync(dirname(join(place, 'package', path)), { recursive: true });
    writeFileSync(join(place, 'package', path), content, 'latin1');
  }
  mkdirSync(join(folder, 'registry'), { recursive: true });
  spawnSync('tar', [
    '--mtime=@0',
    '--sort=name',
    '-czf',
    join(folder, 'registry', `${name}.tgz`),
    '-C',
    place,
    'package',
  ]);
}

const from = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `file:registry/${name}.tgz`]));

interface More {
  readonly architecture?: Architecture;
  readonly packages?: Readonly<Record<string, Files>>;
  readonly env?: Readonly<Record<string, string>>;
  edit?(folder: string): void;
}

/** Builds a project, with the files that `init` writes. */
async function build(files: Files, { architecture = own, packages = {}, env = {}, edit }: More = {}) {
  const folder = projectOf({ '.gitignore': 'node_modules\ndist\n.env\n', ...files });
  for (const [name, content] of Object.entries(packages)) packageBeside(folder, name, content);
  initialise(folder);
  const home = environment(temporaryFolder());
  edit?.(folder);
  const before = contentOf(folder);
  const progress: BuildProgress[] = [];
  const project = toBuild(folder, architecture);
  if (!project) throw new Error('there is nothing to build');
  const result = await buildHere(wallClock(), project, {
    env: { ...home, ...env },
    signal: new AbortController().signal,
    show: (one) => void progress.push(one),
  });
  expect(contentOf(folder)).toEqual(before);
  return { result, progress, folder };
}

async function bundleOf(files: Files, more: More = {}): Promise<Packed> {
  const { result } = await build(files, more);
  if (result.is !== 'built') throw new Error(JSON.stringify(result));
  return result.packed;
}

/** A bundle as it lies on a server. */
function unpacked({ bytes }: Packed): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(unzipSync(bytes))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const install = (folder: string) => spawnSync('bash', ['deploy/install.sh'], { cwd: folder, encoding: 'utf8' });

/** What a program in C begins with: ELF, with its processor, and names that it needs. */
const elf = (processor: number, needs = '') =>
  `\u007fELF${'\0'.repeat(14)}${String.fromCharCode(processor)}\0${'\0'.repeat(20)}${needs}`;
const processors: Readonly<Record<Architecture, number>> = { amd64: 0x3e, arm64: 0xb7 };

/** Whose build needs what no server needs, and which ships what it does. */
const typescript: Files = {
  'package.json': JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    scripts: { build: 'compile', prepare: 'husky', start: 'node dist/main.js' },
    dependencies: from('greeting'),
    devDependencies: from('compiler'),
  }),
  'src/main.ts': 'the app',
  '.env': 'PASSWORD=for-this-machine',
};
const plain = { name: 'shop', version: '1.0.0', scripts: { start: 'node server.js' } };
const packages = {
  greeting: { 'index.js': 'module.exports = "hello";' },
  compiler: {
    'package.json': JSON.stringify({ name: 'compiler', version: '1.0.0', bin: { compile: 'c.js', husky: 'h.js' } }),
    'c.js':
      '#!/usr/bin/env node\nconst fs = require("fs");\nfs.mkdirSync("dist");\nfs.writeFileSync("dist/main.js", `require("greeting"); ${fs.existsSync(".env")}`);\nfs.mkdirSync("node_modules/.generated");\nfs.writeFileSync("node_modules/.generated/client.js", "");\n',
    'h.js': '#!/usr/bin/env node\n',
  },
} satisfies Record<string, Files>;

// npm itself takes seconds where several tests run.
describe('a project is built on this machine', { timeout: 60_000 }, () => {
  test('in a copy of what git has, from which the server gets what was built and the packages that it runs with', async () => {
    const { result, progress } = await build(typescript, { packages });
    if (result.is !== 'built') throw new Error(JSON.stringify(result));
    const { packed } = result;
    expect(progress.map(({ is, phase }) => `${is} ${phase}`)).toEqual(
      ['install', 'build', 'pack'].flatMap((phase) => [`building ${phase}`, `phase-built ${phase}`]),
    );
    expect(packed.paths).toEqual(expect.arrayContaining(['dist/main.js', packedFor, packedModules, 'deploy/run.sh']));
    expect(packed.paths.filter((path) => path.includes('.env') || path.startsWith('node_modules'))).toEqual([]);
    expect(Buffer.from(unzipSync(packed.bytes)['dist/main.js'] ?? '').toString()).toBe('require("greeting"); false');
    const server = unpacked(packed);
    const { status, stderr } = install(server);
    expect([status, stderr]).toEqual([0, '']);
    // What the build put beside the packages goes along, and nothing that is for developers.
    const there = readdirSync(join(server, 'node_modules')).filter((name) => name !== '.bin');
    expect(there.toSorted()).toEqual(['.generated', '.package-lock.json', 'greeting']);
    expect(existsSync(join(server, packedFor))).toBe(false);
  });

  test('by its lock file, also where git ignores it: whoever sees it here installs by it', async () => {
    const lock = JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, packages: { '': plain } });
    const packed = await bundleOf({
      '.gitignore': 'node_modules\npackage-lock.json\n',
      'package.json': JSON.stringify(plain),
      'server.js': '',
      'package-lock.json': lock,
    });
    expect(packed.paths).toContain('package-lock.json');
  });

  test('into the same bundle from the same files, so that a deployment is found again', async () => {
    const [one, two] = [await bundleOf(typescript, { packages }), await bundleOf(typescript, { packages })];
    expect(one.hash).toBe(two.hash);
  });

  test('with the other packages of its workspace, and the links to them', async () => {
    const packed = await bundleOf({
      'package.json': JSON.stringify({
        name: 'top',
        version: '1.0.0',
        private: true,
        workspaces: ['apps/*', 'libs/*'],
      }),
      'apps/api/package.json': JSON.stringify({
        name: 'api',
        version: '1.0.0',
        scripts: { start: 'node server.js' },
        dependencies: { '@shop/db': '*' },
      }),
      'apps/api/server.js': "require('http').createServer(() => require('@shop/db')).listen(process.env.PORT)",
      'libs/db/package.json': JSON.stringify({ name: '@shop/db', version: '1.0.0', main: 'db.js' }),
      'libs/db/db.js': 'console.log("of the workspace");',
    });
    const server = unpacked(packed);
    expect(install(server)).toMatchObject({ status: 0, stderr: '' });
    const { stdout } = spawnSync(process.execPath, ['-e', "require('@shop/db')"], {
      cwd: join(server, 'apps/api'),
      encoding: 'utf8',
    });
    expect(stdout).toBe('of the workspace\n');
  });

  test('for one kind of server: another one refuses it in a sentence', async () => {
    const server = unpacked(await bundleOf(typescript, { packages, architecture: other }));
    const { status, stderr } = install(server);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^This version was built for Linux \w+, but the server is Linux \w+: build it for this server\.\n$/,
    );
  });

  test('and not packed for an install.sh that an earlier init wrote, which installs everything itself', async () => {
    const packed = await bundleOf(typescript, {
      packages,
      edit: (folder) => writeFileSync(join(folder, 'deploy/install.sh'), '#!/bin/bash\nnpm ci --omit=dev\n'),
    });
    expect(packed.paths).toContain('dist/main.js');
    expect(packed.paths.filter((path) => path.startsWith('deploy/packed'))).toEqual([]);
  });

  test('or says which line of a failed build tells why, what to do, and that nothing was sent', async () => {
    const { result } = await build(
      {
        ...typescript,
        'package.json': (typescript['package.json'] ?? '').replace(
          '"compile"',
          '"echo src/main.ts(1,1): error TS1005: no; exit 2"',
        ),
      },
      { packages },
    );
    expect(result).toMatchObject({
      is: 'build-failed',
      phase: { id: 'build' },
      telling: expect.stringContaining('error TS1005'),
    });
    expect(result).toMatchObject({ cause: { en: expect.stringContaining('TypeScript') } });
  });

  test('without the keys to AWS, and with development dependencies whatever the environment says', async () => {
    const packed = await bundleOf(
      {
        ...typescript,
        'package.json': (typescript['package.json'] ?? '').replace('"compile"', '"compile && env >dist/seen.txt"'),
      },
      { packages, env: { NODE_ENV: 'production', AWS_SECRET_ACCESS_KEY: 'do-not-tell', SHOP: 'open' } },
    );
    const seen = Buffer.from(unzipSync(packed.bytes)['dist/seen.txt'] ?? '').toString();
    expect(seen).toContain('SHOP=open');
    expect(seen).not.toContain('do-not-tell');
  });

  test('in a temporary folder that may be in the project itself, or else says how to name one', async () => {
    try {
      const packed = await bundleOf(typescript, {
        packages,
        edit(folder) {
          mkdirSync(join(folder, 'tmp'));
          vi.stubEnv('TMPDIR', join(folder, 'tmp'));
        },
      });
      expect(packed.paths.filter((path) => path.startsWith('tmp'))).toEqual([]);
      const nowhere = build(typescript, { packages, edit: () => vi.stubEnv('TMPDIR', '/nonexistent') });
      await expect(nowhere).rejects.toMatchObject({ kind: 'usage', todo: { en: expect.stringContaining('TMPDIR') } });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('with settings that git ignores and .stepwayignore sends', async () => {
    const packed = await bundleOf(
      {
        ...typescript,
        '.gitignore': 'node_modules\ndist\n.env*\n',
        '.env.production': 'VITE_SHOP=open\n',
        '.stepwayignore': '!/.env.production\n',
        'package.json': (typescript['package.json'] ?? '').replace(
          '"compile"',
          '"compile && cp .env.production dist/seen.txt"',
        ),
      },
      { packages },
    );
    expect(Buffer.from(unzipSync(packed.bytes)['dist/seen.txt'] ?? '').toString()).toBe('VITE_SHOP=open\n');
    expect(packed.paths).toContain('.env.production');
  });

  test('where its tools are; else it says which is missing', async () => {
    const { result } = await build(
      { 'go.mod': 'module shop\n', 'main.go': 'package main\n' },
      { env: { PATH: '/usr/bin:/bin' } },
    );
    expect(result.is === 'not-built' ? result.why.en : result.is).toMatch(
      /^go is not on this machine\. .*install.*`stepway up --build codebuild`/,
    );
  });
});

/** The version of Python that is here, which is the one that is asked for. */
const python = /3\.\d+/.exec(spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout)?.[0] ?? '';

describe.skipIf(!/^3\.(9|1[1-4])$/.test(python))('a project of Python', () => {
  /** A folder that pip finds packages in. */
  function wheels(tag: string) {
    const folder = temporaryFolder();
    const bytes = (text: string) => new TextEncoder().encode(text);
    const about = 'shop_greeting-1.0.dist-info';
    writeFileSync(
      join(folder, `shop_greeting-1.0-${tag}.whl`),
      zipSync({
        'shop_greeting.py': bytes('text = "hello"\n'),
        [`${about}/METADATA`]: bytes('Metadata-Version: 2.1\nName: shop-greeting\nVersion: 1.0\n'),
        [`${about}/WHEEL`]: bytes(`Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`),
        [`${about}/RECORD`]: bytes(''),
      }),
    );
    return { PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder };
  }

  const app: Files = {
    '.python-version': python,
    'requirements.txt': 'shop-greeting\n',
    'server.py': 'import shop_greeting, http.server\nhttp.server.HTTPServer(("", 0), None).serve_forever()\n',
  };

  test('gets its packages ready-made, for the server', async () => {
    const packed = await bundleOf(app, { env: wheels('py3-none-any') });
    expect(packed.paths).toContain(`${packedWheels}/shop_greeting-1.0-py3-none-any.whl`);
    const server = unpacked(packed);
    const { status, stderr } = install(server);
    expect([status, stderr]).toEqual([0, '']);
    const { stdout } = spawnSync(join(server, '.venv/bin/python'), ['-c', 'print(__import__("shop_greeting").text)'], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('hello\n');
  }, 60_000);

  test('says so where a package has none for the server, and the way out', async () => {
    const { result } = await build(app, { env: wheels('cp311-cp311-macosx_11_0_arm64') });
    expect(result).toMatchObject({ is: 'build-failed', cause: { en: expect.stringContaining('wheel') } });
    expect(result.is === 'build-failed' && result.fix.en).toContain('--no-build');
  });
});

test('what was begun ends when the user stops it', { timeout: 60_000 }, async () => {
  const folder = projectOf({
    ...typescript,
    'package.json': '{"scripts":{"build":"sleep 60","start":"node dist/a.js"}}',
  });
  initialise(folder);
  const stop = new AbortController();
  const project = toBuild(folder, own)!;
  const building = buildHere(wallClock(), project, {
    env: environment(temporaryFolder()),
    signal: stop.signal,
    show: ({ is, phase }) => is === 'building' && phase === 'build' && stop.abort(),
  });
  await expect(building).rejects.toMatchObject({ kind: 'interrupted' });
});

describe('of packages with modules in C', () => {
  const server = serverOf(own);
  const modules = (files: Files) => {
    const folder = temporaryFolder();
    for (const [path, content] of Object.entries(files)) {
      const place = join(folder, path.startsWith('.stepway') ? '' : 'node_modules', path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content, 'latin1');
    }
    return foreignPackage(folder, server);
  };
  const mac = '\xcf\xfa\xed\xfe';
  const good = elf(processors[own], 'GLIBC_2.17\0GLIBC_2.34\0');

  test.each<[string, string, string, RegExp, RegExp]>([
    ['another system', 'a/build/Release/a.node', mac, /another system/, /다른 시스템/],
    ['another processor', '@b/a/a.node', elf(processors[other]), /another processor/, /다른 프로세서/],
    ['another C library', 'a/a.node', elf(processors[own], 'libc.musl-x86_64.so.1'), /musl/, /musl/],
    ['a newer C library', 'a/a.node', elf(processors[own], 'GLIBC_2.38\0'), /glibc 2\.38/, /glibc 2\.38/],
    [
      "Prisma's engine of another Linux",
      '.prisma/client/libquery_engine-debian-openssl-3.0.x.so.node',
      good,
      /binaryTargets/,
      /binaryTargets/,
    ],
  ])('none goes to the server that is for %s', (_, path, module, en, ko) => {
    const { what, todo } = modules({ [path]: module })!;
    expect(what.en).toMatch(/^node_modules\/(a|@b\/a|\.prisma) would not run on the server/);
    expect(what.en).toMatch(en);
    expect(what.ko).toMatch(ko);
    expect(todo.en).toContain('--no-build');
  });

  test('those go that have one for the server, whatever they have besides', () => {
    expect(modules({ 'a/prebuilds/darwin/a.node': mac, 'a/prebuilds/linux/a.node': good })).toBeUndefined();
    expect(
      modules({ 'a-linux/a.node': good, 'a-linuxmusl/a.node': elf(processors[own], 'libc.musl-') }),
    ).toBeUndefined();
    expect(modules({ 'fsevents/fsevents.node': mac })).toBeUndefined();
    expect(modules({ '.stepway/node_modules/pnpm/dist/reflink.node': mac })).toBeUndefined();
  });
});
