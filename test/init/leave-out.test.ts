import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leaveOut } from '../../src/init/templates/workflow.ts';
import { git, put, repositoryWith } from '../deploy/repository.ts';

/** What is left of a checkout on GitHub, built, before it is packed. */
function leftOf(files: Readonly<Record<string, string>>, built: readonly string[]): string[] {
  const cwd = repositoryWith(files);
  git(cwd, 'add', '--all');
  put(cwd, Object.fromEntries(built.map((path) => [path, ''])));
  execFileSync('bash', ['-euo', 'pipefail', '-c', leaveOut], { cwd });
  const left = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return left
    .map(({ parentPath, name }) => join(parentPath, name).slice(cwd.length + 1))
    .filter((path) => !path.startsWith('.git/'))
    .toSorted();
}

test('a deployment from GitHub leaves out what .stepwayignore lists, with the meaning that git gives it', () => {
  const ignore = '# What the server does not need\n/docs/\n*.md\n!/README.md\ndist/*.map\n';
  const files = {
    '.stepwayignore': ignore,
    'README.md': '',
    'NOTES.md': '',
    'docs/a.txt': '',
    'src/docs/b.txt': '',
    'a name with spaces.md': '',
  };
  expect(leftOf(files, ['dist/app.js', 'dist/app.js.map'])).toEqual([
    '.stepwayignore',
    'README.md',
    'dist/app.js',
    'src/docs/b.txt',
  ]);
});

test('a deployment from GitHub without a .stepwayignore takes everything', () => {
  expect(leftOf({ 'a.md': '' }, ['dist/app.js'])).toEqual(['a.md', 'dist/app.js']);
});
