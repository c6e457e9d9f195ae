import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { as, detect } from '../../src/init/detect.ts';
import { kindNames, type Detected } from '../../src/init/traits.ts';
import { readProject, type Project } from '../../src/init/project.ts';
import { example, projectOf, samples } from './projects.ts';

const found = (project: Project): Detected => {
  const found = detect(project);
  if ('what' in found) throw new Error(found.what.en);
  return found;
};

test.each(samples)('takes a project with $about for what it is', ({ files, traits }) => {
  expect(found(readProject(projectOf(files))).traits).toEqual(traits);
});

test.each(samples)('says what it saw in one sentence, in both languages ($about)', ({ files }) => {
  const { because } = found(readProject(projectOf(files)));
  expect(because.en).toMatch(/^\S.*\S$/);
  expect(because.ko).toMatch(/[가-힣]/);
});

test.each(['node', 'python', 'static'] as const)('knows the example %s', (name) => {
  expect(found(readProject(example(name))).traits.kind).toBe(name);
});

test.each(kindNames)('believes the user who says that it is %s', (kind) => {
  for (const { files, traits } of samples) {
    const said = as(kind, readProject(projectOf(files)));
    // Where nothing of the kind is there, files would be written that cannot work.
    const expected = traits.kind === kind ? { traits } : 'traits' in said ? { traits: { kind } } : { what: {} };
    expect(said).toMatchObject(expected);
  }
});

test('where the user says what it is, less has to be seen', () => {
  const script = readProject(projectOf({ 'main.py': 'import shop', 'requirements.txt': 'shop' }));
  expect(detect(script)).toHaveProperty('what');
  expect(as('python', script)).toMatchObject({ traits: { serve: { by: 'itself', what: 'main.py' } } });
  const main = readProject(projectOf({ 'package.json': '{"main":"run.js"}', 'run.js': "import('shop')" }));
  expect(detect(main)).toHaveProperty('what');
  expect(as('node', main)).toMatchObject({ traits: { start: 'node run.js' } });
});

test('names from the project are taken over only if they can be nothing else', () => {
  const evil = projectOf({
    'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'a;reboot.settings')",
    'main.py': 'serve_forever()',
    'requirements.txt': '',
  });
  expect(found(readProject(evil)).traits).toMatchObject({ serve: { by: 'itself', what: 'main.py' } });
  mkdirSync(join(evil, '.git'));
  for (const branch of ['${{ secrets.X }}', '"x', '-x', 'a b', 'x\n y'])
    expect((writeFileSync(join(evil, '.git/HEAD'), `ref: refs/heads/${branch}\n`), readProject(evil).branch())).toBe(
      'main',
    );
  writeFileSync(join(evil, '.git/HEAD'), 'ref: refs/heads/release/v1.x\n');
  expect(readProject(evil).branch()).toBe('release/v1.x');
});

test('knows where it is in its git repository', () => {
  const repository = projectOf({ '.git/HEAD': 'ref: refs/heads/trunk\n', 'apps/web/index.html': '' });
  const below = readProject(join(repository, 'apps/web'));
  expect([below.inRepository(), below.branch()]).toEqual(['apps/web', 'trunk']);
  expect(readProject(repository).inRepository()).toBe('');
});
