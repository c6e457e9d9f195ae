import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { example } from '../init/projects.ts';
import { migrationOf } from '../../src/init/migrations.ts';
import { readProject } from '../../src/init/project.ts';
import { run } from '../support/program.ts';
import { contentOf, expectCode, korean, project, unbroken } from './support.ts';

const copyOf = (name: 'node' | 'python' | 'static') => project(example(name));

const init = async (cwd: string, ...args: string[]) => {
  const { code, stdout, stderr } = await run(['init', '--yes', ...args], { cwd });
  return { code, stdout, said: unbroken(stderr) };
};

describe.concurrent('stepway init', () => {
  test.each(['node', 'python', 'static'] as const)(
    'writes what deploys the example %s, and nothing when it runs again',
    async (name) => {
      const cwd = copyOf(name);
      const before = Object.keys(contentOf(cwd));
      const first = await init(cwd);
      expectCode(first.code, 0, first.said);
      const after = contentOf(cwd);
      for (const path of ['appspec.yml', 'deploy/release.sh', 'deploy/run.sh', '.github/workflows/deploy.yml'])
        expect(Object.keys(after)).toContain(path);
      expect(Object.keys(after)).toEqual(expect.arrayContaining(before));
      expect(statSync(join(cwd, 'deploy/run.sh')).mode & 0o111).not.toBe(0);

      const again = await init(cwd);
      expectCode(again.code, 0, again.said);
      expect(contentOf(cwd)).toEqual(after);
    },
  );

  test('says in one sentence what it takes the project for, in both languages', async () => {
    expect((await init(copyOf('node'))).said).toContain(
      'Detected Node.js (package.json, script "start"): `npm start` starts it.',
    );
    expect((await init(copyOf('python'), '--lang', 'ko')).said).toMatch(korean);
  });

  test('leaves a file alone that was there with other content, writes the others, and ends with 2', async () => {
    const cwd = copyOf('node');
    writeFileSync(join(cwd, 'appspec.yml'), 'mine\n');
    const { code, said } = await init(cwd);
    expectCode(code, 2, said);
    expect(said).toContain('were not changed: appspec.yml.');
    expect(said).toContain('--force');
    expect(readFileSync(join(cwd, 'appspec.yml'), 'utf8')).toBe('mine\n');
    expect(existsSync(join(cwd, 'deploy/run.sh'))).toBe(true);

    expect((await init(cwd, '--force')).code).toBe(0);
    expect(readFileSync(join(cwd, 'appspec.yml'), 'utf8')).toContain('os: linux');
  });

  test('writes a Procfile where there is none, with the migrations of the project to be had by taking a # away', async () => {
    const cwd = copyOf('node');
    const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as object;
    const tools = { devDependencies: { prisma: '6' } };
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ ...manifest, ...tools }));
    expect((await init(cwd)).code).toBe(0);
    const text = readFileSync(join(cwd, 'Procfile'), 'utf8');
    expect(text.split('\n').filter((line) => /^[^#]/.test(line))).toEqual(['web: deploy/run.sh']);
    expect(text).toContain(
      '\n# First move prisma from devDependencies to dependencies.\n# release: prisma migrate deploy\n',
    );
    const django = project();
    writeFileSync(join(django, 'manage.py'), '');
    expect(migrationOf(readProject(django), { kind: 'other' })).toEqual({
      command: 'python manage.py migrate --no-input',
    });
  });

  test('never replaces the Procfile that a project has, and says what it starts', async () => {
    const cwd = copyOf('node');
    writeFileSync(join(cwd, 'Procfile'), 'web: node server.js --quiet\n');
    const { code, said } = await init(cwd, '--force');
    expectCode(code, 0, said);
    expect(readFileSync(join(cwd, 'Procfile'), 'utf8')).toBe('web: node server.js --quiet\n');
    expect(said).toContain('Your Procfile starts the app: `node server.js --quiet`.');
  });

  test('writes into the folder that is named', async () => {
    const cwd = project();
    cpSync(example('static'), join(cwd, 'site'), { recursive: true });
    expect((await init(cwd, 'site')).code).toBe(0);
    expect(Object.keys(contentOf(cwd))).toContain('site/appspec.yml');
    const { code, said } = await init(cwd, 'sight');
    expectCode(code, 2, said);
    expect(said).toContain('The folder sight does not exist.');
  });

  test('writes nothing through a link, which may lead out of the project', async () => {
    const cwd = copyOf('node');
    const elsewhere = project();
    symlinkSync(elsewhere, join(cwd, 'deploy'));
    const { code, said } = await init(cwd);
    expectCode(code, 2, said);
    expect(contentOf(elsewhere)).toEqual({});
    expect(existsSync(join(cwd, 'appspec.yml'))).toBe(false);
  });

  test('tells programs what it wrote', async () => {
    const cwd = copyOf('node');
    writeFileSync(join(cwd, 'appspec.yml'), 'mine\n');
    const { stdout } = await init(cwd, '--json');
    const told = JSON.parse(stdout) as { kind: string; files: object[] };
    expect(told.kind).toBe('node');
    expect(told.files).toContainEqual({ path: 'appspec.yml', was: 'differs', written: false });
    expect(told.files).toContainEqual({ path: 'deploy/run.sh', was: 'new', written: true });
  });

  test('says that GitHub reads workflows at the top of a repository only', async () => {
    const cwd = project();
    mkdirSync(join(cwd, '.git'));
    cpSync(example('node'), join(cwd, 'apps', 'web'), { recursive: true });
    const { said } = await init(cwd, 'apps/web');
    expect(said).toContain('apps/web in its Git repository');
  });

  test('says what builds the project, and when a push begins to deploy', async () => {
    const { said } = await init(copyOf('node'));
    expect(said).toContain('`stepway deploy` deploys from here. The workflow does nothing until');
    const spring = project();
    writeFileSync(join(spring, 'build.gradle'), "plugins { id 'org.springframework.boot' }");
    writeFileSync(join(spring, 'gradlew'), '');
    expect((await init(spring)).said).toContain(
      '`stepway deploy` builds it (`bash ./gradlew --no-daemon clean bootJar`)',
    );
  });

  test('says which Node.js the server will have, above all where it is not the one that was asked for', async () => {
    const cwd = copyOf('node');
    writeFileSync(join(cwd, '.nvmrc'), 'v18\n');
    expect((await init(cwd)).said).toContain('The server will have Node.js 22 (not 18, which is not available there).');
    const same = copyOf('node');
    writeFileSync(join(same, '.nvmrc'), '22\n');
    expect((await init(same)).said).toContain('The server will have Node.js 22.');
  });

  test('names commands of the rehearsal in a rehearsal', async () => {
    const { said } = await init(copyOf('node'), '--rehearse');
    expect(said).toContain('`stepway deploy --rehearse` deploys from here.');
    expect(said).toContain('until `stepway up --delivery github --rehearse` creates');
  });

  test.each([
    ['a Rails app', { Gemfile: '' }, [], '--kind other', '못하는 종류의 프로젝트입니다: Ruby'],
    ['a start.sh that is not there', {}, ['--kind', 'other'], 'Write a start.sh', 'start.sh가 없습니다'],
    ['a server that is not there', { 'index.html': '' }, ['--kind', 'python'], 'start.sh', '찾지 못했습니다'],
  ])('writes no files that cannot work, but says what would (%s)', async (_, files, args, instead, ko) => {
    const cwd = project();
    for (const [path, content] of Object.entries(files)) writeFileSync(join(cwd, path), content);
    const { code, said } = await init(cwd, ...args);
    expectCode(code, 2, said);
    expect(said).toContain(instead);
    expect((await init(cwd, ...args, '--lang', 'ko')).said).toContain(ko);
    expect(Object.keys(contentOf(cwd))).toEqual(Object.keys(files));
  });

  test('builds Go for the processor of the server, and says what an app behind nginx has to be told', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'go.mod'), 'module shop\n');
    writeFileSync(join(cwd, 'main.go'), 'package main\n');
    expect((await init(cwd)).said).toContain(
      '`stepway deploy` builds it (`CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -o bin/app .`)',
    );
    const express = project();
    writeFileSync(join(express, 'package.json'), '{"main":"a.js","dependencies":{"express":"5"}}');
    writeFileSync(join(express, 'a.js'), 'app.listen(80)');
    expect((await init(express)).said).toContain("`app.set('trust proxy', 'loopback')`");
  });

  test('believes --kind', async () => {
    const cwd = copyOf('node');
    mkdirSync(join(cwd, 'public'));
    writeFileSync(join(cwd, 'public/index.html'), '');
    expect((await init(cwd, '--kind', 'static')).code).toBe(0);
    expect(Object.keys(contentOf(cwd))).toContain('deploy/nginx.conf');
    expect((await init(cwd, '--kind', 'cobol')).said).toContain(
      '--kind must be one of node, spring, python, go, static, docker, other',
    );
  });
});
