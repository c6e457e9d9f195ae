import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { masked } from '../../src/env/masked.ts';
import { checkIsFree, checkName } from '../../src/env/names.ts';
import { fromStored, toStored } from '../../src/env/stored.ts';
import { settingsFile } from '../../src/steps/delivery/server/settings.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('the value of a setting', () => {
  test.each(['', ' ', 'plain', '{{ name }}', 'stepway:base64:AAAA', '비밀\n값', 'x'.repeat(4096)])(
    'comes back from Parameter Store as it went there: %j',
    (value) => {
      const stored = toStored('A', value);
      expect(stored).not.toBe('');
      expect(stored).not.toContain('{{');
      expect(fromStored(stored)).toBe(value);
    },
  );

  test('can be read by people in the console, unless AWS would not take it', () => {
    expect(toStored('A', 'https://a.example.com/?b=c')).toBe('https://a.example.com/?b=c');
  });

  test('is refused where it would cost money or could not be in an environment', () => {
    expect(() => toStored('A', '값'.repeat(1366))).toThrow('The value of A takes 4098 bytes');
    expect(() => toStored('A', 'a\0b')).toThrow('is not text');
  });

  test('cannot be read in what the app has said', () => {
    const said = [
      'cannot connect to postgres://me:pa%2Fss@db',
      'key: "-----KEY\\nABCDEF"',
      'ABCDEF',
      'port 80',
      'pa/ss!',
    ];
    expect(masked(said, ['pa/ss', '-----KEY\nABCDEF', '80', ''])).toEqual([
      'cannot connect to postgres://me:***@db',
      'key: "***"',
      '***',
      'port 80',
      '***!',
    ]);
  });
});

describe('the name of a setting', () => {
  test.each(['A', '_a1', 'JWT_SECRET'])('may be %s', (name) => {
    expect(() => checkName(name)).not.toThrow();
  });
  test.each(['', '1A', 'a-b', 'a b', 'a.b', '비밀', 'sk_live$123', 'A\n'])(
    'may not be %j, which is not repeated',
    (name) => {
      expect(() => checkName(name)).toThrow(/^The name of a setting has letters, digits and _ only/);
    },
  );
  test('is not one that the server sets', () => {
    for (const name of ['PORT', 'HOME', 'AWS_REGION', 'DATABASE_HOST']) expect(() => checkIsFree(name)).toThrow(name);
    checkIsFree('DATABASE_URL');
  });
});

const python = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!python)('the server says which quotes of a file that was edited by hand do not pair up', () => {
  const folder = temporaryFolder();
  const check = (text: string) => {
    writeFileSync(join(folder, 'app.env'), text);
    return spawnSync('python3', ['-c', settingsFile, join(folder, 'app.env')], { encoding: 'utf8' }).stderr.trim();
  };
  const wrong = (line: number, name: string) => `The quotes in line ${line} of config/app.env do not pair up: ${name}.`;
  expect(check('PORT=1\nGREETING="hello\nDATABASE_HOST=db\n')).toBe(wrong(2, 'GREETING'));
  expect(check("A='it's'\nB=1\n")).toBe(wrong(1, 'A'));
  expect(check('A="x\nB="y"\n')).toBe(wrong(1, 'A'));
  expect(check('# "\nA=it\'s\nB="two\n  lines \\" of" \nC=\nD=\'\'\nE= "x"\n')).toBe('');
});

test.skipIf(!python)('the server writes settings for systemd, but for what is none of its business', () => {
  const parameters = [
    ['B', 'a "q" \\ $HOME `id`\nPORT=1'],
    ['A', toStored('A', '')],
    ['PORT', '1'],
    ['not-a-name', 'x'],
  ].map(([name, Value]) => ({ Name: `/stepway/0123abcd/env/${name}`, Value }));
  const { stdout, stderr } = spawnSync('python3', ['-c', settingsFile], {
    input: JSON.stringify({ Parameters: parameters }),
    encoding: 'utf8',
    env: { LC_ALL: 'C', PATH: process.env['PATH'] },
  });
  expect(stderr).toBe('');
  expect(stdout).toBe('A=""\nB="a \\"q\\" \\\\ \\$HOME \\`id\\`\nPORT=1"\n');
});
