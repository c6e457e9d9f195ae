import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { questions } from '../../src/steps/index.ts';
import { holds, limit } from './fuzz.ts';
import { expectContract, runMain } from './in-process.ts';

const root = mkdtempSync(join(tmpdir(), 'stepway-'));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
let folders = 0;

const flags = [
  ...questions.flatMap(({ key }) => [`--${key}`, `--no-${key}`]),

  '--profile',
  '--dir',
  '--answers',
  '--yes',
  '--json',
  '--lang',
  '--rehearse',
  '--no-color',
  '--color',
  '--verbose',
  '--skip-delegation-check',
  '--dns-server',
  '--timeout',
  '--data',
  '--dry-run',
  '--permissions',
  '--fix',
  '-h',
  '--help',
  '-V',
  '--version',
  '--',
  '-',
  '--=',
  '---',
  '-y',
  '--Name',
  '--constructor',
  '--__proto__',
];
const values = [
  'app.example.com',
  'us-east-1',
  'shop',
  'none',
  'postgres',
  'elastic-ip',
  '8080',
  '/health',
  'snapshot',
  'delete',
  'en',
  'ko',
  'xx',
  '.',
  'nowhere',
  'answers.yaml',
  'smooth',
  'throttled',
  '1.1.1.1:53',
  '[::1]:53',
  '0',
  '-1',
  '',
  ' ',
  '=',
  '🦊',
  "it's",
  'a'.repeat(3000),
];
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...values) },
  // Not a folder of this machine.
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !/[/\\]|^\.\.$/.test(text)),
);
const flag = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...flags) },
  value.map((name) => `--${name}`),
);

/** One or two words of a command line. */
const words = fc.oneof(
  { weight: 3, arbitrary: flag.map((one) => [one]) },
  { weight: 4, arbitrary: fc.tuple(flag, value).map((both) => [...both]) },
  { weight: 4, arbitrary: fc.tuple(flag, value).map(([one, other]) => [`${one}=${other}`]) },
  { weight: 1, arbitrary: value.map((one) => [one]) },
);
const command = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...Object.keys(commands)).map((one) => [one]) },
  fc.constant([]),
  fc.constantFrom('Up', 'help', 'UP', 'destroy', '', '__proto__', 'toString').map((one) => [one]),
  fc
    .tuple(fc.constantFrom(...Object.keys(commands)), fc.constantFrom(...Object.keys(commands)))
    .map((both) => [...both]),
);

/** A command line, of which what is needed may come first. */
const lines = fc
  .tuple(
    fc.array(words, { maxLength: 1 }),
    command,
    fc.constantFrom<string[]>([], ['--yes'], ['--yes', '--region', 'us-east-1', '--domain', 'app.example.com']),
    fc.array(words, { maxLength: 4 }),
  )
  .map(([before, meant, needed, after]) => [...before.flat(), ...meant, ...needed, ...after.flat()]);

const isJson = (text: string) => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
};

test(
  'any arguments end within the contract',
  () =>
    holds({ sample: 300, thorough: 5000 }, lines, async (argv) => {
      const cwd = join(root, `${++folders}`, 'shop');
      mkdirSync(cwd, { recursive: true });
      writeFileSync(join(cwd, 'answers.yaml'), 'domain: app.example.com\nregion: us-east-1\n');
      expectContract(await runMain(argv, { cwd, stopped: true }), argv);
      rmSync(join(cwd, '..'), { recursive: true });
    }),
  limit,
);

test(
  'with --json nothing but JSON is on stdout',
  () =>
    holds(
      { sample: 60, thorough: 1000 },
      fc.tuple(
        fc.constantFrom('up', 'plan', 'status', 'outputs', 'teardown', 'doctor'),
        fc.constantFrom(
          [],
          ['--domain', 'app.example.com'],
          ['--domain', '🦊'],
          ['--timeout', 'x'],
          ['--name', 'demo'],
          ['--unknown'],
        ),
        fc.constantFrom([], ['--region', 'us-east-1'], ['--lang', 'ko', '--region', 'eu-west-1'], ['--data', 'delete']),
        fc.boolean(),
      ),
      async ([meant, some, others, rehearsed]) => {
        const cwd = join(root, `${++folders}`, 'shop');
        mkdirSync(cwd, { recursive: true });
        const argv = [meant, '--yes', '--json', ...some, ...others, ...(rehearsed ? ['--rehearse'] : [])];
        const ended = await runMain(argv, { cwd, stopped: true });
        expectContract(ended, argv);
        const { stdout } = ended;
        if (stdout !== '' && !isJson(stdout))
          for (const line of stdout.trimEnd().split('\n'))
            expect(isJson(line), JSON.stringify({ argv, line })).toBe(true);
        rmSync(join(cwd, '..'), { recursive: true });
      },
    ),
  limit,
);
