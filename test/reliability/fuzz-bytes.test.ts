import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { readState } from '../../src/state/file-store.ts';
import { takeLock } from '../../src/state/lock.ts';
import { count, holds, limit } from './fuzz.ts';
import { expectContract, runMain } from './in-process.ts';

const root = mkdtempSync(join(tmpdir(), 'stepway-'));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

let folders = 0;

/** A project of its own with a file in its state folder. */
function projectWith(path: string, content: Uint8Array | string): { cwd: string; file: string } {
  const cwd = join(root, `${++folders}`, 'shop');
  const file = join(cwd, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return { cwd, file };
}

const answers = ['--yes', '--region', 'us-east-1', '--domain', 'app.example.com'];

/** What the program wrote of a whole stack, line by line. */
let written: readonly string[] = [];

beforeAll(async () => {
  const { cwd, file } = projectWith('.stepway/shop.jsonl', '');
  const small = ['--entry', 'elastic-ip', '--database', 'none', '--timeout', '60'];
  await runMain(['up', ...answers, ...small], { cwd });
  written = readFileSync(file, 'utf8').trimEnd().split('\n');
});

const bytes = fc.uint8Array({ maxLength: 400 });
const words = fc.string({ unit: 'binary', maxLength: 60 });

/** JSON values of the wrong kind, size, depth and name. */
const oddities = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    '',
    0,
    -1,
    1.5,
    1e300,
    -1e300,
    2 ** 53,
    true,
    '\u0000',
    '../../x',
    '__proto__',
  ),
  fc
    .constantFrom('[', '{"a":')
    .map((open) => JSON.parse(open.repeat(3000) + '1' + (open === '[' ? ']' : '}').repeat(3000)) as unknown),
);
const oddText = oddities.map((value) => JSON.stringify(value));

const encodings: readonly ((text: string) => Uint8Array)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\uFEFF${text}`),
  (text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(text, 'latin1'),
];
const encoded = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.nat(encodings.length - 1)).map(([one, at]) => encodings[at]!(one));

type Mutation = (lines: readonly string[]) => readonly string[];

/** One field of one event becomes something else, or goes. */
const changedField = fc
  .tuple(fc.nat(), fc.nat(), fc.option(oddities, { nil: undefined }), fc.boolean())
  .map(([at, which, value, rename]): Mutation => (lines) => {
    const place = at % Math.max(lines.length, 1);
    let event: Record<string, unknown>;
    try {
      event = JSON.parse(lines[place] ?? '') as Record<string, unknown>;
    } catch {
      return lines;
    }
    if (typeof event !== 'object' || event === null) return lines;
    const key = Object.keys(event)[which % Math.max(Object.keys(event).length, 1)] ?? 'is';
    const fields = Object.entries(event).map(([name, was]) =>
      name === key ? [rename ? '__proto__' : name, value] : [name, was],
    );
    return lines.with(
      place,
      `{${fields.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one) ?? 'null'}`).join()}}`,
    );
  });

/** One fact of one thing becomes something else. */
const changedFact = fc.tuple(fc.nat(), fc.nat(), oddities).map(([at, which, value]): Mutation => (lines) => {
  const places = lines.flatMap((line, place) => (/^\{.*"(handle|output)":\{"/.test(line) ? [place] : []));
  const place = places[at % Math.max(places.length, 1)] ?? -1;
  try {
    const event = JSON.parse(lines[place] ?? '') as Record<string, Record<string, unknown>>;
    const facts = 'handle' in event ? 'handle' : 'output';
    const names = Object.keys(event[facts]!);
    return lines.with(
      place,
      JSON.stringify({ ...event, [facts]: { ...event[facts], [names[which % names.length]!]: value } }),
    );
  } catch {
    return lines;
  }
});

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: changedField },
  { weight: 2, arbitrary: changedFact },
  fc.nat().map(
    (at): Mutation =>
      (lines) =>
        lines.toSpliced(at % (lines.length + 1), 1),
  ),
  fc.nat().map(
    (at): Mutation =>
      (lines) =>
        lines.toSpliced(at % (lines.length + 1), 0, lines[at % lines.length] ?? ''),
  ),
  fc.tuple(fc.nat(), fc.nat()).map(([from, to]): Mutation => (lines) => {
    const [moved = ''] = lines.slice(from % lines.length, (from % lines.length) + 1);
    return lines.toSpliced(from % lines.length, 1).toSpliced(to % lines.length, 0, moved);
  }),
  fc.tuple(fc.nat(), oddText).map(
    ([at, line]): Mutation =>
      (lines) =>
        lines.toSpliced(at % (lines.length + 1), 0, line),
  ),
  fc.tuple(fc.nat(), fc.nat()).map(([at, cut]): Mutation => (lines) => {
    const line = lines[at % lines.length] ?? '';
    return lines.with(at % lines.length, line.slice(0, cut % (line.length + 1)));
  }),
);

/** A state file that once was good. */
const mutated = fc
  .array(mutation, { minLength: 1, maxLength: 4 })
  .map(
    (mutations) =>
      mutations.reduce((lines, change) => (lines.length > 0 ? change(lines) : lines), written).join('\n') + '\n',
  );

const shuffled = fc.infiniteStream(fc.nat()).map((stream) => {
  const lines = [...written];
  for (let left = lines.length - 1; left > 0; left--) {
    const other = Number(stream.next().value) % (left + 1);
    [lines[left], lines[other]] = [lines[other]!, lines[left]!];
  }
  return `${lines.join('\n')}\n`;
});

const stateBytes = fc.oneof(
  { weight: 1, arbitrary: bytes },
  { weight: 1, arbitrary: encoded(fc.array(oddText, { maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`)) },
  { weight: 5, arbitrary: encoded(mutated) },
  { weight: 1, arbitrary: shuffled.map((text) => Buffer.from(text)) },
);

test('a whole stack was written down to begin with', () => {
  expect(written.length).toBeGreaterThan(100);
});

test(
  'any bytes as a state file are read as a state, or called damaged and left as they are',
  () =>
    holds({ sample: 400, thorough: 12_000 }, stateBytes, (content) => {
      const { file } = projectWith('.stepway/shop.jsonl', content);
      try {
        readState(file);
        count('state files read');
      } catch (error) {
        count('state files refused');
        expect(error).toBeInstanceOf(Trouble);
        expect((error as Trouble).kind).toBe('state');
      }
      expect(Buffer.compare(readFileSync(file), content)).toBe(0);
      rmSync(join(file, '../../..'), { recursive: true });
    }),
  limit,
);

const commands = [
  ['status'],
  ['outputs'],
  ['plan', ...answers],
  ['up', ...answers],
  ['teardown', '--yes', '--data', 'delete'],
  ['doctor'],
];

test(
  'any bytes as a state file end every command within the contract',
  () =>
    holds(
      { sample: 150, thorough: 2500 },
      fc.tuple(fc.constantFrom(...commands), fc.boolean(), stateBytes),
      async ([command, json, content]) => {
        const { cwd, file } = projectWith('.stepway/shop.jsonl', content);
        const argv = json ? [...command, '--json'] : command;
        const ended = await runMain(argv, { cwd, stopped: true });
        expectContract(ended, argv);
        if (ended.code === 5 || (ended.code === 2 && command[0] !== 'up'))
          expect(Buffer.compare(readFileSync(file), content), ended.stderr).toBe(0);
        rmSync(join(cwd, '..'), { recursive: true });
      },
    ),
  limit,
);

const yaml = fc.oneof(
  fc
    .array(
      fc.tuple(
        fc.constantFrom('domain', 'name', 'app-port', 'www', 'ssh', '__proto__', 'constructor', '?', '<<'),
        fc.oneof(
          words,
          oddText,
          fc.constantFrom(
            '!!binary aGk=',
            '!!set {a}',
            '!<tag:x> y',
            '&a x',
            '*a',
            '!!int x',
            '2026-11-20',
            '.inf',
            '0x1F90',
            '|\n  x',
            '>-\n  y',
          ),
        ),
      ),
    )
    .map((lines) => lines.map(([key, value]) => `${key}: ${value}\n`).join('')),
  fc
    .nat(12)
    .map((depth) =>
      Array.from({ length: depth }, (_, at) => `a${at}: &a${at} [${at ? `*a${at - 1},`.repeat(9) : 'x'}]\n`).join(''),
    ),
  fc
    .tuple(fc.constantFrom('[', '{a: ', '- ', '? ', '  ', '&a ', '"', "'", '!!x '), fc.nat(2000))
    .map(([open, times]) => open.repeat(times)),
  oddText,
  words,
);

test(
  'any bytes as an answers file give a plan, or a sentence on what is wrong with it',
  () =>
    holds({ sample: 300, thorough: 4000 }, fc.oneof(bytes, encoded(yaml)), async (content) => {
      const { cwd, file } = projectWith('answers.yaml', content);
      const argv = ['plan', '--answers', 'answers.yaml', '--json', ...answers];
      const ended = await runMain(argv, { cwd });
      count(ended.code === 0 ? 'answers files taken' : 'answers files refused');
      expectContract(ended, argv);
      expect([0, 2], ended.stderr).toContain(ended.code);
      expect(Buffer.compare(readFileSync(file), content)).toBe(0);
      rmSync(join(cwd, '..'), { recursive: true });
    }),
  limit,
);

test(
  "any bytes as the rehearsal's account are called damaged",
  () =>
    holds(
      { sample: 100, thorough: 1000 },
      fc.oneof(
        bytes,
        encoded(oddText),
        encoded(fc.record({ began: oddities, sum: oddities, account: oddities }).map((kept) => JSON.stringify(kept))),
      ),
      async (content) => {
        const { cwd, file } = projectWith('.stepway/rehearsal/account.json', content);
        const argv = ['plan', '--rehearse', ...answers];
        const ended = await runMain(argv, { cwd });
        expectContract(ended, argv);
        expect(ended.code, ended.stderr).toBe(5);
        expect(Buffer.compare(readFileSync(file), content)).toBe(0);
        rmSync(join(cwd, '..'), { recursive: true });
      },
    ),
  limit,
);

const holder = fc.record({
  pid: fc.oneof(fc.integer(), fc.constantFrom<unknown>(0, -1, 1, process.pid, 2 ** 40, 1e300), oddities),
  host: fc.oneof(fc.constant(hostname()), words, oddities),
  since: fc.oneof(words, oddities),
});

test(
  'any bytes as a lock give it to us, or say who holds it',
  () =>
    holds(
      { sample: 200, thorough: 3000 },
      fc.oneof(bytes, encoded(oddText), encoded(holder.map((one) => JSON.stringify(one)))),
      (content) => {
        const { file } = projectWith('.stepway/shop.lock', content);
        try {
          takeLock(file)();
        } catch (error) {
          expect(error).toBeInstanceOf(Trouble);
          expect((error as Trouble).kind).toBe('state');
          expect((error as Trouble).what.en).not.toMatch(/undefined|\[object|process -/);
          expect(Buffer.compare(readFileSync(file), content)).toBe(0);
        }
        rmSync(join(file, '../../..'), { recursive: true });
      },
    ),
  limit,
);
