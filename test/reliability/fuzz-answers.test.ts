import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { regions } from '../../src/aws/regions.ts';
import type { AnyQuestion } from '../../src/questions/question.ts';
import { region } from '../../src/steps/account/questions.ts';
import { domain as domainQuestion } from '../../src/steps/domain/questions.ts';
import { questions } from '../../src/steps/index.ts';
import { answersTo } from '../support/flags-for.ts';
import { limits, offences } from './aws-limits.ts';
import { count, holds, limit } from './fuzz.ts';
import { expectContract, newWorld, runMain } from './in-process.ts';

const root = mkdtempSync(join(tmpdir(), 'stepway-'));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

let folders = 0;
/** A project whose folder has this name. */
function project(name = 'shop'): string {
  const cwd = join(root, `${++folders}`, name);
  mkdirSync(cwd, { recursive: true });
  return cwd;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-'.split('');
const near = (alphabet: readonly string[], max: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength: max }).map((all) => all.join(''));
const label = near(letters, 66);
const tld = fc.constantFrom(
  'com',
  'co.kr',
  'io',
  'dev',
  'github.io',
  'x',
  '0x1',
  '한국',
  'xn--3e0b707e',
  'internal',
  '',
);

/** What no question expects. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '-',
    '--',
    '--yes',
    '🦊',
    'a'.repeat(5000),
    '\u0000',
    '\u202e',
    '\u001b[2J',
    '$(reboot)',
    "'; drop",
    '__proto__',
    'NaN',
    '1e3',
    '-1',
    '٣',
    '../..',
    'null',
    '\n',
  ),
);
const anyNumber = (around: readonly number[]) =>
  fc
    .oneof(
      fc.constantFrom(...around).chain((one) => fc.constantFrom(one - 1, one, one + 1)),
      fc.integer(),
      fc.double(),
    )
    .map(String);
const domain = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.array(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('com', 'co.kr', 'dev'),
      )
      .map(([labels, last]) => [...labels, last].join('.')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(label, { minLength: 1, maxLength: 5 }), tld)
      .map(([labels, last]) => [...labels, last].join('.')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 40, max: 63 }),
        fc.integer({ min: 0, max: 63 }),
        fc.integer({ min: 0, max: 63 }),
        fc.integer({ min: 0, max: 63 }),
      )
      .map((sizes) => [...sizes.filter((size) => size > 0).map((size) => 'a'.repeat(size)), 'com'].join('.')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), tld)
      .map(([name, last]) => `${name}.${last}`),
  },
);
const octet = fc.integer({ min: 0, max: 260 });

/** What many answer to a question, and what somebody makes of it who mistypes it. */
const mistyped = (question: AnyQuestion) =>
  fc
    .constantFrom(...answersTo(question))
    .chain((answer) =>
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(answer) },
        fc.constantFrom(answer.toUpperCase(), `${answer} `, `${answer}x`, `-${answer}`, answer.slice(1), `${answer}0`),
      ),
    );

/** What is right, nearly right and on the edge, of questions that have more to it. */
const edges: Readonly<Record<string, fc.Arbitrary<string>>> = {
  name: fc.oneof(
    fc.stringMatching(/^[a-z](-?[a-z0-9]){1,19}$/),
    near(letters, 23),
    fc.constantFrom('internal', 'internal-a', 'sg-a', 'aws', 'aws-x', 'ab', 'a-'),
  ),
  region: fc.constantFrom(...Object.keys(regions), 'us-east-9', 'constructor'),
  'app-port': anyNumber([0, 443, 1023, 1024, 65_535]),
  ssh: fc.oneof(
    fc.constantFrom('none', 'my-ip', '0.0.0.0/0', '::/0'),
    fc
      .tuple(octet, octet, octet, octet, fc.integer({ min: 0, max: 34 }))
      .map(([a, b, c, d, bits]) => `${a}.${b}.${c}.${d}/${bits}`),
  ),
  'instance-type': fc.constantFrom('t3.micro', 't4g.small', 'm7i.large', 'zz9.huge', 't3', 'u-6tb1.metal'),
  'database-class': fc.constantFrom('db.t4g.micro', 'db.m7g.large', 'db.zz.huge', 'micro'),
  'database-storage': anyNumber([20, 65_536]),
  'backup-days': fc.oneof(fc.constant('auto'), anyNumber([0, 1, 7, 35])),
  domain,
  zone: domain,
  'hosted-zone': fc.oneof(fc.constantFrom('auto', 'create'), fc.stringMatching(/^Z[A-Z0-9]{0,34}$/)),
  'health-path': fc.oneof(
    fc.webPath(),
    fc.stringMatching(/^\/[\x20-\x7e]{0,30}$/),
    fc.integer({ min: 1020, max: 1026 }).map((size) => `/${'a'.repeat(size)}`),
  ),
  repository: fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9-]{1,40}\/[\w.-]{1,101}$/),
    fc.constantFrom('octocat', 'octocat/', '/shop', 'a/b/c', 'octocat/*', 'https://github.com/octocat/shop'),
  ),
  branch: fc.oneof(
    fc.stringMatching(/^[\w./-]{1,40}$/),
    fc.constantFrom('main', '*', 'release/*', 'a b', 'x..y', '/main', 'main/', 'a:b'),
  ),
};

test('nothing is drawn for what nobody asks', () => {
  const keys = questions.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining([...Object.keys(edges), ...Object.keys(besidesDefaults)]));
});

interface Said {
  readonly key: string;
  readonly value: string;
  readonly by: 'flag' | 'file' | 'saved';
}

/** What is right with any other answer, where that is not what a question has by itself. */
const besidesDefaults: Readonly<Record<string, string>> = {
  'elastic-ip': 'true',
  domain: 'shop.example.com',
  zone: 'shop.example.com',
  www: 'true',
  'copy-records': 'true',
  delivery: 'github',
  branch: 'main',
};
const right = ({ key, fallback, example }: AnyQuestion) =>
  besidesDefaults[key] ?? String(fallback?.({ folder: 'shop', region: 'us-east-1' }, () => undefined) ?? example);

/** Some answers from anywhere: of eight about `odd` are not simply right. */
const answers = (odd: number, strange: number): fc.Arbitrary<readonly Said[]> =>
  fc.subarray([...questions]).chain((some) =>
    fc.tuple(
      ...[...new Set([...some, region, domainQuestion])].map((question) =>
        fc.record({
          key: fc.constant(question.key),
          value: fc.oneof(
            { weight: 8 - odd, arbitrary: fc.constant(right(question)) },
            { weight: odd, arbitrary: edges[question.key] ?? mistyped(question) },
            { weight: strange, arbitrary: hostile },
          ),
          by: fc.constantFrom('flag' as const, 'file' as const, 'saved' as const),
        }),
      ),
    ),
  );

/** Puts the answers where they are said to come from, and gives the arguments. */
function say(cwd: string, said: readonly Said[]): string[] {
  const file = Object.fromEntries(said.filter(({ by }) => by === 'file').map(({ key, value }) => [key, value]));
  writeFileSync(join(cwd, 'answers.json'), JSON.stringify(file));
  const saved = said.filter(({ by, key }) => by === 'saved' && key !== 'name');
  if (saved.length > 0) {
    const lines = [
      { at: 1, is: 'begun', version: 1, name: 'shop', id: 'abc' },
      ...saved.map(({ key, value }) => ({ at: 2, is: 'answered', question: key, value, from: 'flag' })),
    ];
    mkdirSync(join(cwd, '.stepway'));
    writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  return [
    ...said
      .filter(({ by }) => by === 'flag')
      .map(({ key, value }) => (value === 'true' ? `--${key}` : `--${key}=${value}`)),
    '--answers',
    'answers.json',
    '--yes',
  ];
}

const isConfirm = (key: string) => questions.find((one) => one.key === key)?.kind === 'confirm';
/** A flag that is yes or no takes no value. */
const sayable = (said: readonly Said[]) =>
  said.map((one) =>
    one.by === 'flag' && isConfirm(one.key) && one.value !== 'true' ? { ...one, by: 'file' as const } : one,
  );

test(
  'any answers give a plan, or a sentence on which of them will not do',
  () =>
    holds(
      { sample: 200, thorough: 9000 },
      fc.tuple(fc.oneof(answers(1, 0), answers(2, 1)), hostile),
      async ([said, folder]) => {
        const cwd = project(/^[^/\0]{1,60}$/.test(folder) && !/^\.+$/.test(folder) ? folder : 'shop');
        const argv = ['plan', ...say(cwd, sayable(said)), '--json'];
        const ended = await runMain(argv, { cwd });
        count(ended.code === 0 ? 'plans' : 'refusals');
        expectContract(ended, argv);
        // AWS is asked about types, classes and zones: what it does not have is no defect of the answer's form.
        expect([0, 2, 4], ended.stderr).toContain(ended.code);
        if (ended.code === 0) expect(JSON.parse(ended.stdout)).toHaveProperty('steps');
        rmSync(join(cwd, '..'), { recursive: true, force: true });
      },
    ),
  limit,
);

const held = new Set<string>();

/** Answers of which each is right by itself; what they all need, and the few with many wrong ones, is said beside them. */
const beside = ['domain', 'region', 'www', 'delivery', 'repository', 'branch'];
const refused = ['instance-type', 'database-class', 'hosted-zone', 'zone'];
const good = answers(6, 0).map((said) => said.filter(({ key }) => ![...beside, ...refused].includes(key)));
const deliveries = fc.constantFrom(
  ['--delivery', 'none'],
  ['--delivery', 'local'],
  ['--delivery', 'github', '--repository', 'octocat/shop'],
);

test(
  'whatever is built from any answers has names that AWS takes',
  () =>
    holds(
      { sample: 50, thorough: 1200 },
      fc.tuple(good, domain, fc.constantFrom('snapshot', 'delete'), fc.constantFrom('--www', '--no-www'), deliveries),
      async ([said, name, data, www, delivery]) => {
        const cwd = project();
        const world = newWorld();
        const argv = [
          'up',
          ...say(cwd, sayable(said)),
          www,
          ...delivery,
          '--domain',
          name,
          '--region',
          'us-east-1',
          '--timeout',
          '600',
        ];
        const ended = await runMain(argv, { cwd, world });
        expectContract(ended, argv);
        expect([0, 2], ended.stderr).toContain(ended.code);
        if (ended.code === 0) {
          count('stacks built');
          const stack = said.find(({ key, by }) => key === 'name' && by !== 'saved')?.value ?? 'shop';
          const { code, stderr } = await runMain(['teardown', '--yes', '--name', stack, '--data', data], {
            cwd,
            world,
          });
          expect(code, stderr).toBe(0);
        }
        for (const { operation, input } of world.calls) {
          const { wrong, held: these } = offences(operation, input);
          expect(wrong).toEqual([]);
          count('requests');
          for (const one of these) held.add(one);
        }
        rmSync(join(cwd, '..'), { recursive: true, force: true });
      },
    ),
  limit,
);

test('every limit was held against some request', () => {
  expect([...new Set(limits.map(({ of }) => of))].filter((of) => !held.has(of))).toEqual([]);
});
