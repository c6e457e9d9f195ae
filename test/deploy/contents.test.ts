import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { contentsOf, type Contents } from '../../src/deploy/contents.ts';
import { projectOf, type Files } from '../init/projects.ts';
import { git, put, repositoryWith } from './repository.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Everything in the folder, as for most projects. */
const contents = (folder: string): Contents => contentsOf(folder, ['']);

const goes = (folder: string) => contents(folder).files.filter((path) => !/(^|\/)\.git(ignore|modules)$/.test(path));

/** Paths with their reasons, in English. */
const reasons = (kept: Contents['left']) => Object.fromEntries(kept.map(({ path, why }) => [path, why.en]));

const withLines = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

const makers: readonly (readonly [where: string, make: (files: Files) => string])[] = [
  ['in a repository', repositoryWith],
  ['outside of git', projectOf],
];

describe.each(makers)('%s', (_, make) => {
  test('goes what git would take, whatever folder a .gitignore is in', () => {
    const folder = make({
      '.gitignore': withLines(['*.log', '!keep.log', '/local/', 'tmp']),
      'web/.gitignore': withLines(['*.map', '!*.log']),
      'server.js': '',
      'a.log': '',
      'keep.log': '',
      'local/x': '',
      'web/local/x': '',
      'web/a.log': '',
      'web/a.map': '',
      'a.map': '',
      'deep/er/a.js': '',
      'deep/er/tmp/x': '',
    });
    expect(goes(folder)).toEqual(['a.map', 'deep/er/a.js', 'keep.log', 'server.js', 'web/a.log', 'web/local/x']);
    expect(reasons(contents(folder).left)).toMatchObject({
      'a.log': 'ignored by git',
      'local/': 'ignored by git',
      'deep/er/tmp/': 'ignored by git',
    });
  });

  test('goes no page that tells of the account, and every other one', () => {
    const page = '<!doctype html>\n<html><head>\n<meta name="generator" content="stepway 0.1.0">\n';
    const folder = make({ 'shop-report.html': page, 'docs/site.html': page, 'index.html': '<p>stepway</p>' });
    expect(goes(folder)).toEqual(['index.html']);
    expect(Object.keys(reasons(contents(folder).left))).toEqual(
      expect.arrayContaining(['docs/site.html', 'shop-report.html']),
    );
  });

  test('goes a file whatever its name', () => {
    const names = [
      'a b',
      'line\nbreak',
      '한글.html',
      'quo"te',
      "it's",
      '-x',
      '#note',
      '!bang',
      '[x]',
      'back\\slash',
      'é',
    ];
    const folder = make(Object.fromEntries(names.map((name) => [name, ''])));
    expect(goes(folder)).toEqual(names.toSorted());
  });

  test('what git ignores is left, a secret too; only what would have gone is refused', () => {
    const folder = make({
      '.gitignore': withLines(['.env', 'db.sqlite3', 'node_modules']),
      '.env': 'SECRET=1',
      'db.sqlite3': 'SQLite format 3\0',
      'node_modules/a/index.js': '',
      'api/.env.local': 'SECRET=1',
      '.env.example': 'SECRET=',
      id_rsa: 'KEY',
    });
    const { files, left, refused } = contents(folder);
    expect(files).toEqual(['.env.example', '.gitignore']);
    expect(left.map(({ path }) => path)).toEqual(expect.arrayContaining(['.env', 'db.sqlite3', 'node_modules/']));
    expect(reasons(refused)).toEqual({
      'api/.env.local': expect.stringContaining('`!/api/.env.local`'),
      id_rsa: expect.stringContaining('a private SSH key'),
    });
  });

  test('goes what the build makes, whether git ignores it or not', () => {
    const folder = make({
      '.gitignore': withLines([
        'dist',
        '.next',
        '.output',
        'node_modules',
        'build',
        'package-lock.json',
        'bin',
        'out-tsc',
      ]),
      'package.json': '{"scripts":{"start":"node out-tsc/main.js"}}',
      'package-lock.json': '{}',
      'dist/server.js': '',
      '.next/server/page.js': '',
      '.next/cache/big': '',
      '.output/server/node_modules/a/key.pem': '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END',
      'node_modules/a/index.js': '',
      'out-tsc/main.js': '',
      'out-tsc/lib/a.js': '',
      'client/package.json': '{}',
      'client/build/index.html': '',
      'docs/build/index.html': '',
      'start.sh': 'exec ./bin/server --port "$PORT"',
      'bin/server': '',
      'bin/other': '',
    });
    expect(goes(folder)).toEqual([
      '.next/server/page.js',
      '.output/server/node_modules/a/key.pem',
      'bin/server',
      'client/build/index.html',
      'client/package.json',
      'dist/server.js',
      'out-tsc/lib/a.js',
      'out-tsc/main.js',
      'package-lock.json',
      'package.json',
      'start.sh',
    ]);
    expect(contents(folder).refused).toEqual([]);
  });

  test.each<[what: string, files: Files, goes: readonly string[]]>([
    [
      'a program',
      { 'start.sh': 'exec ./target/release/shop', 'target/release/shop': '', 'target/release/deps/x': '' },
      ['target/release/shop'],
    ],
    [
      'a script',
      { 'start.sh': 'exec dotnet ignored/App.dll', 'ignored/App.dll': '', 'ignored/Lib.dll': '' },
      ['ignored/App.dll', 'ignored/Lib.dll'],
    ],
    [
      'a packed program',
      { 'start.sh': 'target/shop/bin/shop start', 'target/shop/bin/shop': '', 'target/shop/lib/x': '', 'target/y': '' },
      ['target/shop/bin/shop', 'target/shop/lib/x'],
    ],
    [
      'an entry in package.json',
      { 'package.json': '{"main":"ignored/index"}', 'ignored/index.js': '', 'ignored/a.js': '' },
      ['ignored/a.js', 'ignored/index.js'],
    ],
    [
      'the folder of the pages',
      { 'deploy/nginx.conf': '    root "/opt/app/public";', 'public/index.html': '' },
      ['public/index.html'],
    ],
    [
      'a file that the scripts install by',
      { 'deploy/install.sh': 'pip install --requirement requirements.local', 'requirements.local': '' },
      ['requirements.local'],
    ],
    ['packages that nothing installs', { 'composer.json': '{}', 'vendor/a/b.php': '' }, ['vendor/a/b.php']],
    [
      'what a generator writes',
      { 'package.json': '{}', 'src/generated/prisma/index.js': '', 'public/build/a.js': '', 'src/a.js': '' },
      ['public/build/a.js', 'src/generated/prisma/index.js'],
    ],
    ['collected files', { 'manage.py': '', 'staticfiles/a.css': '' }, ['staticfiles/a.css']],
    ['nothing that only a comment names', { 'start.sh': '# run target/x\n', 'target/x': '' }, []],
  ])('goes what is needed: %s', (_, files, needed) => {
    const ignores = [
      'target',
      'ignored',
      '/public',
      'requirements.local',
      'vendor',
      'generated',
      'staticfiles',
      'public/build',
    ];
    const folder = make({
      ...files,
      '.gitignore': withLines(ignores.filter((line) => line !== '/public' || !('package.json' in files))),
    });
    expect(
      goes(folder).filter((path) => /target|ignored|public|local|vendor|generated|staticfiles/.test(path)),
    ).toEqual(needed);
  });

  test('a secret in what git ignores stops nothing, though the folder goes', () => {
    const folder = make({
      '.gitignore': 'dist\n',
      'package.json': '{}',
      'dist/.env': 'SECRET=1',
      'dist/index.js': '',
    });
    const { files, left, refused } = contents(folder);
    expect(files).toContain('dist/index.js');
    expect(reasons(left)['dist/.env']).toContain('environment settings');
    expect(refused).toEqual([]);
  });

  test('.stepwayignore has the last word', () => {
    const folder = make({
      '.gitignore': withLines(['/generated', '*.local']),
      '.stepwayignore': withLines([
        '# not for the server',
        'docs/',
        '*.md',
        '!README.md',
        '!/generated/',
        '!/a.local',
        '!/deep/b.local',
      ]),
      'docs/a.html': '',
      'CHANGES.md': '',
      'README.md': '',
      'generated/client.js': '',
      'a.local': '',
      'c.local': '',
      'deep/b.local': '',
    });
    expect(goes(folder)).toEqual(['.stepwayignore', 'README.md', 'a.local', 'deep/b.local', 'generated/client.js']);
    expect(reasons(contents(folder).left)).toMatchObject({
      'docs/': 'listed in .stepwayignore',
      'CHANGES.md': 'listed in .stepwayignore',
      'c.local': 'ignored by git',
    });
  });

  test('a refused file goes with the very line that is said beside it, and is left without a word with its path', () => {
    const names = ['.env', 'a [1].pem', 'deep/we*ird?.key', 'end .pfx ', 'back\\slash.p12', '#x.jks', '!y.jks'];
    const folder = make(Object.fromEntries(names.map((name) => [name, 'SECRET=1\n-----BEGIN PRIVATE KEY-----'])));
    // A name that ends in a space is no kind of file that is known.
    const secret = names.filter((name) => !name.endsWith(' '));
    const lines = contents(folder).refused.map(({ why }) => /`(.*)`/.exec(why.en)?.[1] ?? '');
    expect(
      contents(folder)
        .refused.map(({ path }) => path)
        .toSorted(),
    ).toEqual(secret.toSorted());
    put(folder, { '.stepwayignore': withLines(lines) });
    expect(contents(folder).refused).toEqual([]);
    expect(goes(folder)).toEqual(expect.arrayContaining(secret));
    put(folder, { '.stepwayignore': withLines(lines.map((line) => line.slice(1))) });
    expect(contents(folder).refused).toEqual([]);
    expect(goes(folder)).not.toEqual(expect.arrayContaining([secret[0]]));
  });

  test('a line that sends a whole folder sends none of its secrets', () => {
    const files = { 'certs/site.key': 'KEY', 'certs/README': '' };
    for (const line of ['!certs/', '!/certs', '!/certs/**', '!*', '!**/*'])
      expect(contents(make({ ...files, '.stepwayignore': `${line}\n` })).refused, line).toHaveLength(1);
    for (const line of ['!/certs/site.key', '!certs/*.key', '!*.key'])
      expect(contents(make({ ...files, '.stepwayignore': `${line}\n` })).refused, line).toEqual([]);
  });

  test('no line sends what is nobody else’s business', () => {
    const folder = make({ '.stepwayignore': withLines(['!.git/', '!.stepway/', '!*']), '.stepway/shop.jsonl': '' });
    expect(goes(folder)).toEqual(['.stepwayignore']);
  });

  test('a virtual environment is known by what it is', () => {
    const folder = make({
      'app.py': '',
      'venv/pyvenv.cfg': 'home = /usr/bin',
      'venv/lib/x.py': '',
      'my env/pyvenv.cfg': '',
      'venv-notes/a.txt': '',
      '.venv/x': '',
    });
    symlinkSync('/usr/bin/python3', join(folder, 'venv/python'));
    const { files, left, refused } = contents(folder);
    expect(files).toEqual(['app.py', 'venv-notes/a.txt']);
    expect(reasons(left)).toMatchObject({
      'venv/': expect.stringContaining('virtual environment'),
      'my env/': expect.stringContaining('virtual environment'),
    });
    expect(refused).toEqual([]);
  });

  test('a link is followed only to a file that goes anyway', () => {
    const folder = make({
      '.gitignore': withLines(['.env', 'local.js']),
      '.env': 'SECRET=1',
      'local.js': '',
      'server.js': 'x',
      id_rsa: 'KEY',
      'docs/a.md': '',
      '.stepwayignore': 'docs/\n',
    });
    mkdirSync(join(folder, 'assets'));
    const link = (name: string, target: string) => symlinkSync(target, join(folder, name));
    link('assets/main.js', '../server.js');
    link('chain.js', 'assets/main.js');
    link('assets/x', '../.env');
    link('assets/l', '../local.js');
    link('assets/k', '../id_rsa');
    link('assets/d', '../docs/a.md');
    link('assets/git', '../.git/HEAD');
    link('assets/folder', '../docs');
    link('round', '.');
    link('loop', 'loop');
    link('lost', 'nowhere');
    link('passwd', '/etc/passwd');
    link('up', '../x');
    link('.env.link', 'server.js');
    const { files, left, refused } = contents(folder);
    expect(files).toEqual(['.gitignore', '.stepwayignore', 'assets/main.js', 'chain.js', 'server.js']);
    expect(reasons(left)).toMatchObject({
      'assets/x': 'a link to .env, ignored by git',
      'assets/l': 'a link to local.js, ignored by git',
      'assets/d': 'a link to docs/a.md, listed in .stepwayignore',
      loop: 'a link that leads nowhere',
      lost: 'a link that leads nowhere',
      up: 'a link that leads nowhere',
    });
    expect(reasons(refused)).toMatchObject({
      'assets/k': expect.stringContaining('a link to id_rsa, a private SSH key'),
      'assets/folder': expect.stringContaining('a link to a folder'),
      round: expect.stringContaining('a link to a folder'),
      passwd: expect.stringContaining('a link to outside the project'),
      '.env.link': expect.stringContaining('environment settings'),
    });
    expect([...files, ...refused.map(({ path }) => path)]).not.toContain('assets/git');
    // What goes anyway may go by another name as well.
    put(folder, { '.stepwayignore': 'docs/\n!/id_rsa\n' });
    expect(contents(folder).files).toEqual(expect.arrayContaining(['id_rsa', 'assets/k']));
  });

  test('a key is found in what a shell of Windows wrote', () => {
    const folder = make({});
    writeFileSync(join(folder, 'notes'), `\ufeff-----BEGIN PRIVATE KEY-----\r\nMIIEvQIBADANBgkqhkiG9w0\r\n`, 'utf16le');
    expect(reasons(contents(folder).refused)['notes']).toContain('a private key');
  });

  test('a project is the same by another way to it', () => {
    const folder = make({ '.gitignore': 'x\n', x: '', 'a.js': '' });
    const link = join(projectOf({}), 'link');
    symlinkSync(folder, link);
    expect(goes(link)).toEqual(['a.js']);
  });

  test('what is no regular file is left', async () => {
    const folder = make({ 'a.js': '' });
    execFileSync('bash', ['-c', 'mkfifo "$0"', join(folder, 'pipe')]);
    const server = createServer().listen(join(folder, 'socket'));
    await once(server, 'listening');
    const { files, left } = contents(folder);
    server.close();
    expect(files).toEqual(['a.js']);
    expect(reasons(left)).toMatchObject({ pipe: 'not a regular file', socket: 'not a regular file' });
  });

  test('only what is named goes, and the rest is said to be left', () => {
    const folder = make({
      'build/libs/a.jar': '',
      'build/tmp/x': '',
      'src/A.java': '',
      '.env': 'SECRET=1',
      '.gitignore': 'build\n',
    });
    const { files, left, refused } = contentsOf(folder, ['build/libs']);
    expect(files).toEqual(['build/libs/a.jar']);
    expect(reasons(left)).toMatchObject({ 'src/': 'not listed in appspec.yml', '.env': 'not listed in appspec.yml' });
    expect(refused).toEqual([]);
  });

  test('each reason is there in Korean', () => {
    const folder = make({ '.gitignore': 'x\n', x: '', '.env': '', 'v/pyvenv.cfg': '', 'node_modules/a': '' });
    symlinkSync('x', join(folder, 'y'));
    const { left, refused } = contents(folder);
    for (const { why } of [...left, ...refused]) expect(why.ko).toMatch(/[가-힣]/);
  });
});

describe('git is asked', () => {
  test('and its own exclude file and the user’s count too', () => {
    const folder = repositoryWith({ 'a.js': '', 'mine.txt': '', 'all.txt': '' });
    put(folder, { '.git/info/exclude': 'mine.txt\n' });
    const global = projectOf({ config: `[core]\nexcludesFile = ${join(folder, '.git/everywhere')}\n` });
    put(folder, { '.git/everywhere': 'all.txt\n' });
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(global, 'config'));
    expect(goes(folder)).toEqual(['a.js']);
  });

  test('tracked files go although a line ignores them, and deleted ones do not stop anything', () => {
    const folder = repositoryWith({ '.gitignore': '*.dat\n', 'a.dat': '', 'b.dat': '', 'gone.js': '' });
    git(folder, 'add', '--force', 'a.dat', 'gone.js');
    rmSync(join(folder, 'gone.js'));
    expect(goes(folder)).toEqual(['a.dat']);
  });

  test('for a project that is a folder of a repository, with what is ignored above it', () => {
    const top = repositoryWith({
      '.gitignore': '*.tmp\n/api/local\n',
      'api/a.js': '',
      'api/a.tmp': '',
      'api/local/x': '',
    });
    expect(goes(join(top, 'api'))).toEqual(['a.js']);
    // The same by the files alone.
    vi.stubEnv('PATH', '/nonexistent');
    expect(goes(join(top, 'api'))).toEqual(['a.js']);
  });

  test('but not for a folder that it ignores, such as the output of a build', () => {
    const top = repositoryWith({
      '.gitignore': 'dist\n',
      'dist/index.html': '',
      'dist/.gitignore': 'x\n',
      'dist/x': '',
    });
    expect(goes(join(top, 'dist'))).toEqual(['index.html']);
  });

  test('and its submodules and the repositories in it for themselves', () => {
    const other = repositoryWith({ '.gitignore': '*.log\n', 'lib.js': '' });
    git(other, 'add', '--all');
    git(other, 'commit', '--quiet', '--message', 'x');
    const folder = repositoryWith({ 'a.js': '' });
    git(folder, 'submodule', '--quiet', 'add', other, 'sub');
    git(folder, 'submodule', '--quiet', 'add', other, 'absent');
    git(folder, 'submodule', '--quiet', 'deinit', '--force', 'absent');
    git(folder, 'clone', '--quiet', other, 'clone');
    put(folder, { 'sub/a.log': '', 'clone/a.log': '', 'clone/new.js': '' });
    expect(goes(folder)).toEqual(['a.js', 'clone/lib.js', 'clone/new.js', 'sub/lib.js']);
    expect(reasons(contents(folder).left)['absent/']).toContain('git submodule update --init');
  });

  test('about this folder, whatever a hook of git says', () => {
    const other = repositoryWith({ 'other.js': '' });
    const folder = repositoryWith({ '.gitignore': 'x\n', x: '', 'a.js': '' });
    vi.stubEnv('GIT_DIR', join(other, '.git'));
    vi.stubEnv('GIT_WORK_TREE', other);
    expect(goes(folder)).toEqual(['a.js']);
  });

  test('without running what the repository’s own settings name', () => {
    const folder = repositoryWith({ 'a.js': '', 'spy.sh': '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n' });
    chmodSync(join(folder, 'spy.sh'), 0o755);
    git(folder, 'config', 'core.fsmonitor', join(folder, 'spy.sh'));
    expect(goes(folder)).toEqual(['a.js', 'spy.sh']);
  });

  test('where it is not installed, or does not read the repository, the .gitignore files decide, and that is said', () => {
    const folder = repositoryWith({ '.gitignore': 'x\n', x: '', 'a.js': '' });
    expect(contents(folder).notes).toEqual([]);
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(goes(folder)).toEqual(['a.js']);
    expect(contents(folder).notes[0]?.en).toContain('belongs to another user');
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', undefined);
    writeFileSync(join(folder, '.git/HEAD'), 'broken');
    expect(contents(folder).notes[0]?.en).toContain('git cannot read this repository');
    vi.stubEnv('PATH', '/nonexistent');
    expect(goes(folder)).toEqual(['a.js']);
    expect(contents(folder).notes[0]?.en).toContain('git is not installed');
    expect(contents(folder).notes[0]?.ko).toContain('git이 설치되어 있지 않습니다');
  });
});
