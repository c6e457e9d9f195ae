import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { as, detect } from '../../src/init/detect.ts';
import { kindNames } from '../../src/init/traits.ts';
import { readProject } from '../../src/init/project.ts';
import { example, projectOf, samples } from './projects.ts';

test.each(samples)('takes a project with $about for what it is', ({ files, traits }) => {
  expect(detect(readProject(projectOf(files))).traits).toEqual(traits);
});

test.each(samples)('says what it saw in one sentence, in both languages ($about)', ({ files }) => {
  const { because } = detect(readProject(projectOf(files)));
  expect(because.en).toMatch(/^\S.*\S$/);
  expect(because.ko).toMatch(/[가-힣]/);
});

test.each(['node', 'python', 'static'] as const)('knows the example %s', (name) => {
  expect(detect(readProject(example(name))).traits.kind).toBe(name);
});

test.each(kindNames)('believes the user who says that it is %s', (kind) => {
  for (const { files } of samples) expect(as(kind, readProject(projectOf(files))).traits.kind).toBe(kind);
});

test('names from the project are taken over only if they can be nothing else', () => {
  const evil = projectOf({
    'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'a;reboot.settings')",
    'main.py': '',
    'requirements.txt': '',
  });
  expect(detect(readProject(evil)).traits).toMatchObject({ serve: { by: 'itself', what: 'main.py' } });
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
