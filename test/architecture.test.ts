import { describe, expect, test } from 'vitest';
import { languages } from '../src/words.ts';
import { parse, sources, tests, type Import, type Source } from './support/sources.ts';

/**
 * Who may import whom: of which folders, or single files, a folder of `src/` knows. The small files at the top of
 * `src/` are everyone's.
 */
const table: Readonly<Record<string, string>> = {
  main: 'commands ui world',
  world: 'aws deploy dns state/user-cache visit',
  commands:
    'aws build cli-commands db deploy dns engine env guide init logs operations permissions questions rehearsal report session/tunnel state steps ui visit world',
  operations: 'aws build deploy doctor engine env logs prices questions session state steps visit',
  'cli-commands': 'aws engine questions state steps ui/speech',
  doctor: 'aws deploy engine state steps visit',
  report: 'aws engine operations/report questions state steps ui',
  ui: 'build deploy dns doctor engine guide init logs operations/alarms operations/cost operations/env operations/metrics operations/outlook operations/parts operations/restorable prices questions state steps visit world',
  deploy: 'aws build init state steps/delivery',
  db: 'state/disk',
  env: 'aws',
  session: 'steps/delivery/server',
  logs: 'aws steps/logs/server',
  init: 'build state/disk steps/delivery',
  build: 'init/traits steps/delivery/layout',
  steps:
    'aws build/server cli-commands dns engine/step engine/needs engine/outputs engine/verdict guide permissions prices questions',
  engine: 'aws dns permissions/allow prices questions/question state',
  questions: 'aws/clients dns/dns prices/kept state/state ui/output ui/table world',
  state: 'questions/question',
  permissions: 'aws/services',
  rehearsal: 'aws/client-freetier aws/services dns prices visit',
  aws: 'permissions/allow prices/prices',
  prices: '',
  guide: 'steps/guides',
  dns: '',
  visit: '',
};

/** The row of the table that a file is in; undefined for the small files at the top. */
const partOf = (path: string): string | undefined => {
  const [part = '', ...rest] = path.replace(/\.ts$/, '').split('/');
  return rest.length > 0 || part in table ? part : undefined;
};

const mayImport = (from: string | undefined, what: string): boolean => {
  const part = partOf(what);
  if (part === undefined || part === from) return true;
  const path = what.replace(/\.ts$/, '');
  const allowed = from === undefined ? [] : (table[from] ?? '').split(' ').filter(Boolean);
  return allowed.some((one) => path === one || path.startsWith(`${one}/`));
};

interface Rule {
  readonly says: string;
  /** The files that it is for, when not those of the program. */
  readonly of?: readonly Source[];
  /** What breaks it, in lines to read. */
  breaks(all: readonly Source[]): readonly string[];
  /** Programs that it refuses, as texts by path: a rule that refuses nothing is none. */
  readonly refuses: readonly Readonly<Record<string, string>>[];
}

const lines = (found: readonly Import[]) => found.map(({ from, what }) => `${from} imports ${what}`);

/** A rule on single imports. */
const onImports = (
  says: string,
  isWrong: (one: Import) => boolean,
  ...refuses: Readonly<Record<string, string>>[]
): Rule => ({
  says,
  breaks: (all) => lines(all.flatMap(({ imports }) => imports).filter(isWrong)),
  refuses,
});

/** A rule that only some files may import what fits. */
const onlyIn = (says: string, where: readonly string[], what: RegExp, example: string): Rule =>
  onImports(
    says,
    (one) => what.test(one.what) && !where.some((path) => one.from === path || one.from.startsWith(`${path}/`)),
    { 'engine/up.ts': `import '${example}';` },
    { 'ui/table.ts': `import { a } from '${example}';` },
  );

/** At most so many of something, and never more again. */
const atMost = (most: number, what: string, of: (source: Source) => readonly string[], example: string): Rule => ({
  says: `at most ${most} ${what}`,
  breaks(all) {
    const found = all.flatMap(of);
    return found.length > most ? found : [];
  },
  refuses: [{ 'a.ts': `${example}\n`.repeat(most + 1) }],
});

/** Files that need each other, whichever of them comes first; types count as well. */
function circles(all: readonly Source[]): string[] {
  const next = new Map(all.map(({ path, imports }) => [path, imports.map(({ what }) => what)]));
  const reached = (from: string) => {
    const seen = new Set<string>();
    const look = (path: string) => {
      for (const one of next.get(path) ?? []) if (!seen.has(one)) look(seen.add(one) && one);
    };
    look(from);
    return seen;
  };
  return [...next.keys()].filter((path) => reached(path).has(path));
}

const unknownPart = (path: string) => path.includes('/') && !(path.split('/', 1).join() in table);

/** Whether a file is one of these, or in one of these folders. */
const isIn = (path: string, where: readonly string[]) =>
  where.some((one) => path === one || path.startsWith(`${one}/`));

/** What files use of the world around that they may not. */
const effectsBut = (all: readonly Source[], isAllowed: (effect: string, path: string) => boolean) =>
  all.flatMap(({ path, effects }) =>
    effects.filter((one) => !isAllowed(one, path)).map((one) => `${path} uses ${one}`),
  );

/** The chapters that are an entry, and two that mean something else by the word. */
const entries = ['steps/load-balancer', 'steps/elastic-ip', 'aws/load-balancing.ts', 'rehearsal/ec2/resources.ts'];

/** Which files touch the world around themselves, and what of it: all others are given it, as `World` or `Context`. */
const around: Readonly<Record<string, RegExp>> = {
  'clock.ts': /^(Date\.now|performance\.now|setTimeout)$/, // makes the clock of it
  'world.ts': /^process\.|^performance\.now$/, // hands it on, and takes a signal that comes twice for one
  'aws/batch.ts': /^setImmediate$/, // the end of a turn of the event loop
  'deploy/git.ts': /^process\.env$/, // what git finds in it
  'deploy/ignored.ts': /^process\.platform$/, // whether the disk tells capital letters apart
  'deploy/leftovers.ts': /^process\.(pid|getuid|kill)$/, // whose folder it is, and whether that process is still there
  'deploy/processes.ts': /^process\.kill$/, // ends what it started
  'https-agent.ts': /^process\.env$/, // the proxy and the certificates in it
  'dns/inventory.ts': /^performance\.now$/, // a limit on real packets
  'dns/query.ts': /^setTimeout$/,
  'state/lock.ts': /^process\.|^(Date\.now|new Date\(\)|setInterval)$/, // other processes look at it
  'ui/moving.ts': /^setInterval$/, // draws again
  'ui/output.ts': /^stream\.write$/, // all output goes through it
  'ui/progress.ts': /^setInterval$/, // says that something still runs
};

/** Where files, processes and the network are reached without AWS's SDK, and by which modules of Node.js. */
const outside: Readonly<Record<string, string>> = {
  'https-agent.ts': 'fs https net tls',
  'my-address.ts': 'https',
  'repository-ids.ts': 'child_process https',
  commands: 'fs',
  db: 'child_process fs os',
  deploy: 'child_process fs http net os',
  dns: 'dgram dns https net',
  init: 'fs',
  session: 'net',
  state: 'child_process fs os',
  visit: 'dns http https net',
  'questions/plain-prompt.ts': 'readline',
  'steps/firewall/questions.ts': 'net', // only tells whether a text is an address
};

/** The module of Node.js that reaches out of the program; undefined for any other import. */
const reaching = ({ what }: Import): string | undefined =>
  /^(?:node:)?(fs|child_process|net|tls|http|http2|https|os|dgram|dns|readline|timers|worker_threads)(?:\/promises)?$/.exec(
    what,
  )?.[1];

const rules: readonly Rule[] = [
  {
    says: 'every folder is in the table',
    breaks: (all) => all.map(({ path }) => path).filter(unknownPart),
    refuses: [{ 'helpers/a.ts': '' }],
  },
  onImports(
    'who knows whom is as in the table',
    ({ from, what }) => what.endsWith('.ts') && !mayImport(partOf(from), what),
    { 'clock.ts': `import type { World } from './world.ts';` },
    { 'guide/search.ts': `const steps = await import('../steps/index.ts');` },
    { 'steps/server/role.ts': `export { walk } from '../../engine/walk.ts';` },
    { 'aws/tags.ts': `declare module '../engine/step.ts' { interface Step {} }` },
    { 'state/state.ts': `type Up = typeof import('../commands/up.ts');` },
  ),
  {
    says: 'no circles between files',
    breaks: circles,
    refuses: [
      { 'a.ts': `import './b.ts';`, 'b.ts': `import type { A } from './a.ts';` },
      { 'a.ts': `export * from './b.ts';`, 'b.ts': `import './c.ts';`, 'c.ts': `const a = () => import('./a.ts');` },
    ],
  },
  atMost(0, 'uses of any', ({ anys }) => anys, 'const a: any = 1;'),
  atMost(5, 'assertions that something is there', ({ assertions }) => assertions, 'const a = b.c!;'),

  {
    says: 'the languages are listed in one place',
    breaks: (all) =>
      all
        .filter(({ path }) => path !== 'words.ts')
        .flatMap(({ path, texts }) =>
          texts
            .filter((text) => (languages as readonly string[]).includes(text))
            .map((text) => `${path} says '${text}'`),
        ),
    refuses: [
      { 'ui/time.ts': `const gap = language === 'en' ? ' ' : '';` },
      { 'ui/plan-view.ts': `const titles = (language: 'en' | 'ko') => language;` },
      { 'commands/language.ts': 'const known = language ?? `ko`;' },
    ],
  },
  {
    says: 'what is shown is in both languages',
    breaks: (all) => all.filter(({ path }) => !/^(rehearsal|steps)\//.test(path)).flatMap(({ bare }) => bare),
    refuses: [
      { 'main.ts': 'print(screen, verbose ? where : `\\n✖ Internal error in stepway: ${what}\\n`);' },
      { 'ui/guide.ts': `screen.line('Press Esc to go back');` },
    ],
  },
  {
    says: 'an entry is named in the chapters that are one',
    breaks: (all) =>
      all
        .filter(({ path }) => !isIn(path, entries) && !path.includes('/guide/'))
        .flatMap(({ path, texts }) =>
          texts.filter((text) => /^(load-balancer|elastic-ip)$/.test(text)).map((text) => `${path} says '${text}'`),
        ),
    refuses: [
      { 'ui/picture.ts': `const isDirect = entry === 'elastic-ip';` },
      { 'steps/server/instance.ts': `const when = { entry: 'load-balancer' };` },
    ],
  },
  onlyIn(
    'three files ask',
    ['questions/prompt.ts', 'questions/line.ts', 'questions/list.ts'],
    /^@inquirer\//,
    '@inquirer/prompts',
  ),
  onlyIn('one file turns the spinner', ['ui/moving.ts'], /^ora$/, 'ora'),
  onlyIn('flags are parsed in the commands', ['commands'], /^commander$/, 'commander'),
  onImports(
    'AWS is asked by steps and what they share, by a deployment, for settings and for logs',
    ({ from, what, typeOnly }) =>
      what.startsWith('@aws-sdk/') && !typeOnly && !/^(aws|steps|deploy|env|logs|permissions)\//.test(from),
    { 'engine/up.ts': `import { EC2Client } from '@aws-sdk/client-ec2';` },
    { 'rehearsal/ec2/vpcs.ts': `import { EC2Client, type Vpc } from '@aws-sdk/client-ec2';` },
  ),
  onImports(
    'the engine does not even know what AWS answers',
    ({ from, what }) => from.startsWith('engine/') && what.startsWith('@aws-sdk/'),
    { 'engine/up.ts': `import type { Vpc } from '@aws-sdk/client-ec2';` },
  ),

  {
    says: 'effects come in from outside, but for what is listed',
    breaks: (all) => effectsBut(all, (effect, path) => around[path]?.test(effect) ?? false),
    refuses: [
      { 'steps/server/role.ts': 'const region = process.env.AWS_REGION;' },
      { 'engine/up.ts': `console.log('made');` },
      { 'guide/search.ts': 'const draw = Math.random();' },
      { 'doctor/visitor.ts': `await fetch('https://example.com');` },
      { 'commands/up.ts': 'const began = Date.now();' },
      { 'ui/time.ts': 'const today = new Date();' },
      { 'deploy/follow.ts': 'setTimeout(look, 1000);' },
      { 'visit/visit.ts': 'const began = performance.now();' },
      { 'init/write.ts': `const folder = join(process.cwd(), 'deploy');` },
      { 'operations/up.ts': `world.output.write('done');` },
      { 'ui/screen.ts': 'stream.write(text);' },
      { 'ui/output.ts': 'process.exit(1);' },
    ],
  },
  {
    says: 'no test mocks a module',
    of: tests,
    breaks: (all) => effectsBut(all, (effect) => !effect.startsWith('vi.')),
    refuses: [{ 'engine/up.test.ts': `vi.mock('../../src/aws/clients.ts');` }],
  },
  onImports(
    'only some reach files, processes and the network themselves',
    (one) => {
      const module = reaching(one);
      const isAllowed = Object.entries(outside).some(
        ([where, modules]) => isIn(one.from, [where]) && modules.split(' ').includes(module ?? ''),
      );
      return module !== undefined && !isAllowed;
    },
    { 'steps/server/role.ts': `import { readFileSync } from 'node:fs';` },
    { 'engine/wait.ts': `import { setTimeout } from 'node:timers/promises';` },
    { 'guide/search.ts': `import { request } from 'https';` },
    { 'commands/up.ts': `import { spawn } from 'child_process';` },
  ),
];

describe('the program', () => {
  test('is read at all', () => {
    expect(sources.length).toBeGreaterThan(300);
    const imports = sources.flatMap((source) => source.imports);
    expect(lines(imports)).toContain('engine/up.ts imports engine/walk.ts');
    const paths = new Set(sources.map(({ path }) => path));
    for (const { from, what } of imports) if (what.endsWith('.ts')) expect(paths, from).toContain(what);
  });

  test.each(rules)('$says', ({ breaks, of = sources }) => {
    expect(breaks(of)).toEqual([]);
  });
});

describe('a rule can be broken', () => {
  const programs = rules.flatMap(({ says, breaks, refuses }) =>
    refuses.map((files) => ({ says, breaks, files, text: Object.values(files).join(' ').slice(0, 80) })),
  );

  test.each(programs)('$says: $text', ({ breaks, files }) => {
    expect(breaks(Object.entries(files).map(([path, text]) => parse(path, text)))).not.toEqual([]);
  });

  test.each(rules)('$says', ({ refuses }) => {
    expect(refuses).not.toEqual([]);
  });

  test.each(Object.entries(around))('an exception is needed: %s uses %s', (path, what) => {
    const effects = sources.filter((one) => one.path === path).flatMap((one) => one.effects);
    expect(effects.filter((one) => what.test(one))).not.toEqual([]);
  });

  test.each(Object.entries(outside))('an exception is needed: %s reaches out by %s', (where, modules) => {
    const own = sources.filter(({ path }) => isIn(path, [where])).flatMap(({ imports }) => imports);
    const reached = new Set(own.map(reaching).filter((module) => module !== undefined));
    expect([...reached].toSorted().join(' ')).toBe(modules);
  });

  const parts = Object.keys(table);
  test.each(parts)('a row of the table allows no more than is needed: %s', (from) => {
    const needed = sources.filter(({ path }) => partOf(path) === from).flatMap(({ imports }) => imports);
    for (const one of (table[from] ?? '').split(' ').filter(Boolean))
      expect(
        needed.some(({ what }) => isIn(what, [one, `${one}.ts`])),
        one,
      ).toBe(true);
  });

  test.each(parts)('a row of the table refuses what is not in it: %s', (from) => {
    const others = parts.filter((one) => one !== from && !` ${table[from]} `.includes(` ${one} `));
    expect(others).not.toEqual([]);
    for (const other of others) expect(mayImport(from, `${other}/anything.ts`), other).toBe(false);
  });
});
