import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manPage } from '../scripts/man-page.ts';
import { commands } from '../src/commands/index.ts';
import { optionsOf } from '../src/commands/options.ts';

const pages = { en: 'man/stepway.1', ko: 'man/ko/stepway.1' } as const;
const isThere = (program: string) => spawnSync(program, ['-V']).error === undefined;

describe.each(Object.entries(pages))('the page of the manual (%s)', (language, path) => {
  const page = readFileSync(path, 'utf8');

  test('is made from the commands as they are now', async () => {
    expect(await manPage(language as keyof typeof pages)).toBe(page);
  });

  test('has every command with every flag', async () => {
    for (const [name, { load }] of Object.entries(commands)) {
      expect(page).toContain(`.SS stepway ${name}`);
      const { command } = await load();
      for (const { flags } of optionsOf(command)) expect(page).toContain(flags.replaceAll('-', String.raw`\-`));
    }
  });

  test.skipIf(!isThere('mandoc'))('is without a warning of mandoc', () => {
    expect(spawnSync('mandoc', ['-Tlint', '-Wwarning', path]).stdout.toString()).toBe('');
  });

  test.skipIf(!isThere('man'))('is shown by man without a warning', () => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '80' };
    const { stdout, stderr } = spawnSync('man', ['--warnings', '-l', path], { env });
    expect(stderr.toString()).toBe('');
    expect(stdout.toString()).toContain('stepway teardown --dry-run');
  });
});

test('the page goes with the package', () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(listed.toString()) as [{ files: { path: string }[] }];
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(Object.values(pages)));
});
