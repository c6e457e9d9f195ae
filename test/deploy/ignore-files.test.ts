import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { contentsOf } from '../../src/deploy/contents.ts';
import { lineFor } from '../../src/init/ignore-files.ts';
import type { Files } from '../init/projects.ts';
import { repositoryWith } from './repository.ts';

test('the .gitignore files say without git what they say to git', () => {
  const name = fc.constantFrom('a', 'b', 'c.js', 'd.log');
  const path = fc
    .array(name, { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map((part, at) => (at < parts.length - 1 ? `${part}_` : part)).join('/'));
  const pattern = fc
    .tuple(
      fc.constantFrom('', '', '!'),
      fc.constantFrom('', '/', '**/'),
      fc.constantFrom('a', 'a_', 'b_', '*.log', '*', 'a_/b', 'a_/b_', 'a_/*', '?', '[ab]', 'c.js', 'a_/**', '**/b'),
      fc.constantFrom('', '', '/'),
    )
    .map((parts) => parts.join(''));
  const lines = fc.array(pattern, { maxLength: 4 }).map((lines) => lines.join('\n'));
  const tree = fc.record({ paths: fc.uniqueArray(path, { minLength: 3, maxLength: 8 }), top: lines, below: lines });
  fc.assert(
    fc.property(tree, ({ paths, top, below }) => {
      const files: Files = {
        ...Object.fromEntries(paths.map((path) => [path, ''])),
        '.gitignore': top,
        'a_/.gitignore': below,
      };
      const folder = repositoryWith(files);
      const asked = contentsOf(folder, ['']).files;
      vi.stubEnv('PATH', '/nonexistent');
      const alone = contentsOf(folder, ['']).files;
      vi.unstubAllEnvs();
      expect(alone).toEqual(asked);
    }),
    { numRuns: 60 },
  );
});

test('a file that lets folders in lets in nothing that another file ignores in them', () => {
  const files: Files = { 'a_/a_/a': '', 'a_/b': '', '.gitignore': 'a_/**', 'a_/.gitignore': '!/*' };
  const folder = repositoryWith(files);
  const asked = contentsOf(folder, ['']).files;
  vi.stubEnv('PATH', '/nonexistent');
  const alone = contentsOf(folder, ['']).files;
  vi.unstubAllEnvs();
  expect(asked).not.toContain('a_/a_/a');
  expect(alone).toEqual(asked);
});

test('a name that no line can have gets none', () => {
  expect(lineFor('a\nb')).toBeUndefined();
  expect(lineFor('a[1] ')).toBe(String.raw`!/a\[1\]\ `);
});
