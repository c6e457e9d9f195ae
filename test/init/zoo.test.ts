import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildCommand } from '../../src/build/recipe.ts';
import { detect } from '../../src/init/detect.ts';
import { generate } from '../../src/init/generate.ts';
import { hintsFor } from '../../src/init/hints.ts';
import { readProject } from '../../src/init/project.ts';
import { zoo } from '../ground/zoo.ts';
import { projectOf } from './projects.ts';
import { nodeShapes } from './zoo/node.ts';
import { otherShapes } from './zoo/others.ts';
import { pythonShapes } from './zoo/python.ts';
import type { Shape } from './zoo/shape.ts';

const shapes = [...nodeShapes, ...pythonShapes, ...otherShapes];

const look = ({ files }: Shape) => {
  const project = readProject(projectOf(files));
  return { project, found: detect(project) };
};

describe.each(shapes.filter(({ refused }) => refused))('a project in the shape of $about', (shape) => {
  test('gets no files that cannot work, but a way out, in both languages', () => {
    const { found } = look(shape);
    if (!('what' in found)) throw new Error(JSON.stringify(found.traits));
    const [what, instead] = shape.refused ?? [];
    expect(found.what.en).toMatch(what ?? '');
    expect(found.instead.en).toMatch(instead ?? '');
    expect(found.what.ko).toMatch(/[가-힣]/);
    expect(found.instead.ko).toMatch(/[가-힣]/);
  });
});

describe.each(shapes.filter(({ refused }) => !refused))('a project in the shape of $about', (shape) => {
  test('is installed, built and started as it can be on the server', () => {
    const { found } = look(shape);
    if ('what' in found) throw new Error(found.what.en);
    const { traits } = found;
    const files = new Map(
      generate({ traits, database: 'none', branch: 'main', destination: undefined }).map((file) => [file.path, file]),
    );
    const linesOf = (path: string) => (files.get(path)?.content ?? '').split('\n').map((line) => line.trimStart());
    const [run, install] = [linesOf('deploy/run.sh'), linesOf('deploy/install.sh')];
    const start = run.findLast((line) => line.startsWith('exec '))?.slice('exec '.length);
    if (shape.shows === undefined) expect(start).toBe(shape.starts);
    else expect(traits).toMatchObject({ kind: 'static', root: shape.shows });
    expect(run).toEqual(expect.arrayContaining([...(shape.sets ?? [])]));
    expect(install).toEqual(expect.arrayContaining([...(shape.installs ?? [])]));
    if (shape.makes !== undefined) expect(install).toContain(`built=${shape.makes}`);
    if (shape.builds !== undefined) expect(buildCommand(traits, 'amd64')).toBe(shape.builds);
  });

  test('has its user told what is to be seen to, and nothing else', () => {
    const { project, found } = look(shape);
    if ('what' in found) throw new Error(found.what.en);
    const hints = hintsFor(project, found.traits).map(({ en }) => en);
    const expected = shape.hints ?? [];
    expect(hints).toEqual(expected.map((hint) => expect.stringMatching(hint) as unknown));
  });
});

test('a package that needs the workspace around it is deployed from its top', () => {
  const top = projectOf({
    '.git/HEAD': 'ref: refs/heads/main\n',
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    'pnpm-workspace.yaml': 'packages: [apps/*]\n',
    'apps/api/package.json': '{"scripts":{"start":"node a.js"},"dependencies":{"@shop/db":"workspace:*"}}',
    'apps/api/a.js': '',
    'apps/alone/package.json': '{"scripts":{"start":"node a.js"},"dependencies":{}}',
    'apps/alone/a.js': '',
  });
  const found = detect(readProject(top).below('apps/api'));
  expect('what' in found && found.what.en).toContain('@shop/db');
  expect('what' in found && found.instead.en).toContain('top folder of the workspace');
  // Without its lock file, but with the manager that it has.
  const alone = detect(readProject(top).below('apps/alone'));
  expect(alone).toMatchObject({ traits: { packages: { manager: 'pnpm', version: '10', locked: false } } });
});

test('there are 60 shapes, each with a name of its own', () => {
  expect(shapes.length).toBeGreaterThanOrEqual(60);
  expect(new Set(shapes.map(({ about }) => about)).size).toBe(shapes.length);
});

test('docs/zoo.md has a row for each app that is run on a booted machine, and no other', () => {
  const page = readFileSync(new URL('../../docs/zoo.md', import.meta.url), 'utf8');
  const names = [...page.matchAll(/^\| (.*?) +\|/gm)].map(([, name]) => name);
  // Below its titles and their line.
  expect(names.slice(2)).toEqual(zoo.map(({ about }) => about));
});
