import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  readonly from: string;
  /** A package, or a file of ours as a path from `src/`. */
  readonly what: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(sep).join('/'));

const text = (file: string) => readFileSync(join(src, file), 'utf8');

/** Every `import … from`, `export … from` and `import(…)` of a file. */
function importsOf(from: string): Import[] {
  const source = text(from);
  const found = [
    ...source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm),
    ...source.matchAll(/()\b(?<!typeof )import\('([^']+)'\)/g),
  ];
  return found.map(([, type, target = '']) => ({
    from,
    what: target.startsWith('.')
      ? relative(src, join(src, dirname(from), target))
          .split(sep)
          .join('/')
      : target,
    typeOnly: type !== undefined && type !== '',
  }));
}

const imports = files.flatMap(importsOf);
const lines = (found: readonly Import[]) => found.map(({ from, what }) => `${from} imports ${what}`);

/** The imports from one part of the program into another. */
const between = (from: RegExp, what: RegExp) =>
  imports.filter((one) => from.test(one.from) && what.test(one.what) && !from.test(one.what));

test('the imports are read at all', () => {
  expect(lines(imports)).toContain('engine/up.ts imports engine/walk.ts');
  expect(imports.length).toBeGreaterThan(300);
  for (const { from, what } of imports) if (what.endsWith('.ts')) expect(files, from).toContain(what);
});

describe('who knows whom', () => {
  const forbidden: readonly [rule: string, from: RegExp, what: RegExp][] = [
    ['only main knows the commands', /^(?!main\.ts|commands\/)/, /^commands\//],
    ['nobody knows main', /./, /^main\.ts/],
    ['the engine runs any steps, for any command, and shows nothing itself', /^engine\//, /^(steps|ui|rehearsal)\//],
    [
      'a step sees of the engine only what a step is',
      /^steps\//,
      /^engine\/(?!(step|context|handle|needs|outputs|seen|verdict)\.ts)/,
    ],
    ['a step neither shows nor remembers anything', /^steps\//, /^(ui|state|rehearsal)\//],
    [
      'a question shows nothing but itself, and builds nothing',
      /^questions\//,
      /^(steps|ui\/(?!output\.ts)|rehearsal)\//,
    ],
    ['the state knows no steps and no screens', /^state\//, /^(steps|ui|engine|rehearsal)\//],
    ['what speaks with AWS knows nothing above it', /^aws\//, /^(steps|engine|questions|ui|state|rehearsal)\//],
    [
      'the rehearsal plays AWS, and knows nothing of who asks',
      /^rehearsal\//,
      // Apart from what the services are called, which is data.
      /^(steps|engine|questions|ui|state|aws(?!\/services\.ts))\//,
    ],
  ];
  test.each(forbidden)('%s', (_, from, what) => {
    expect(lines(between(from, what))).toEqual([]);
  });
});

describe('who may use which package', () => {
  const importing = (what: RegExp) => [
    ...new Set(imports.filter((one) => what.test(one.what)).map(({ from }) => from)),
  ];

  test('one file asks', () => {
    expect(importing(/^@inquirer\//)).toEqual(['questions/prompt.ts']);
  });

  test('one file turns the spinner', () => {
    expect(importing(/^ora$/)).toEqual(['ui/progress.ts']);
  });

  test('the rehearsal takes only types from the clients that it answers', () => {
    const taken = imports.filter(
      ({ from, what }) => from.startsWith('rehearsal/') && what.startsWith('@aws-sdk/client'),
    );
    expect(lines(taken.filter(({ typeOnly }) => !typeOnly))).toEqual([]);
  });

  test('the engine speaks with AWS through the steps alone', () => {
    const clients = imports.filter(({ from, what }) => from.startsWith('engine/') && what.startsWith('@aws-sdk/'));
    expect(lines(clients)).toEqual([]);
  });
});

describe('steps have no effects of their own', () => {
  const effects =
    /\bprocess\.|\bconsole\.(?!aws\.amazon)|\bsetTimeout\b|\bsetInterval\b|\bDate\.now\(|new Date\(\)|Math\.random\(/;
  const pure = files.filter((file) => /^(steps|engine|questions|state\/state|prices)/.test(file));
  test.each(pure)('%s', (file) => {
    expect(text(file)).not.toMatch(effects);
  });

  test('and read no files', () => {
    const reading = imports.filter(
      ({ from, what }) =>
        /^(steps|engine)\//.test(from) && /^(node:)?(fs|child_process|net|http|https|os)\b/.test(what),
    );
    expect(lines(reading)).toEqual(['steps/firewall/questions.ts imports node:net']);
  });
});
