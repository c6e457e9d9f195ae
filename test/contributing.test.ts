import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full } from './support/thorough.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

/** What CONTRIBUTING has somebody write: "`path`:", and a block with the file, or with what changes in it. */
const writings = [...guide.matchAll(/`([\w./-]+)`:\n\n```(ts|diff)\n(.*?)^```$/gms)].map(
  ([, path = '', kind, text = '']) => ({ path, text, changes: kind === 'diff' }),
);

/** The commands after that, one a line, without their comments. */
const commands = (/^## Add a step$.*?^```sh\n(.*?)^```$/ms.exec(guide)?.[1] ?? '')
  .split('\n')
  .map((line) => line.replace(/\s+#.*$/, ''))
  .filter((line) => line !== '');

/** The text with the lines of a diff exchanged, wherever its context is; `@@` stands between two places. */
const changed = (text: string, diff: string) =>
  diff.split(/^@@\n/m).reduce((before, hunk) => {
    const without = (sign: string) =>
      hunk
        .split(/(?<=\n)/)
        .filter((line) => !line.startsWith(sign))
        .map((line) => line.slice(1))
        .join('');
    expect(before.split(without('+')), `once: ${without('+')}`).toHaveLength(2);
    return before.replace(without('+'), () => without('-'));
  }, text);

test('every file that CONTRIBUTING names is there, or is written in its recipe', () => {
  const named = [...guide.matchAll(/`((?:src|test|bin|scripts|docs)\/[\w./-]*\w)\/?`/g)].map(([, path = '']) => path);
  const written = new Set(writings.map(({ path }) => path));
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !written.has(path) && !existsSync(join(root, path)))).toEqual([]);
});

describe.runIf(full)('the recipe of CONTRIBUTING, followed to the letter in a copy', () => {
  const copy = mkdtempSync(join(tmpdir(), 'stepway-'));
  afterAll(() => rmSync(copy, { recursive: true }));
  const run = (line: string) =>
    execFileSync('sh', ['-c', line], {
      cwd: copy,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      // As somebody would who follows it.
      env: { ...process.env, STEPWAY_MATRIX: '' },
    });

  beforeAll(() => {
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
    for (const file of files.toString().split('\0').filter(Boolean)) cpSync(join(root, file), join(copy, file));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const { path, text, changes } of writings) {
      const file = join(copy, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, changes ? changed(readFileSync(file, 'utf8'), text) : text);
    }
  });

  test('makes a step, lists and explains it, and tests it', () => {
    expect(writings.map(({ path }) => path)).toHaveLength(4);
    expect(commands.length).toBeGreaterThan(3);
  });

  test.each(commands)('%s', { timeout: 900_000 }, (line) => {
    expect(() => run(line)).not.toThrow();
  });

  test('leaves the wizard asking about it', () => {
    expect(run('node scripts/build.mjs && node bin/stepway.js up --help')).toContain('--mail');
  });
});
