import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, onTestFinished, test } from 'vitest';
import { harmless, oneLine } from '../../src/plain.ts';
import type { Answer } from '../../src/questions/question.ts';
import { questions, steps } from '../../src/steps/index.ts';
import { print, printJson, printable } from '../../src/ui/output.ts';
import { speech } from '../../src/ui/speech.ts';
import { table } from '../../src/ui/table.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { hostileAws } from '../support/hostile-aws.ts';
import { run } from '../support/program.ts';
import { newStack } from '../support/stack.ts';
import { openTerminal } from '../support/terminal.ts';

const runs = process.env['STEPWAY_THOROUGH'] ? 20_000 : 500;

/** What a terminal obeys, in both sets of controls, and what turns or hides the text around it. */
const attacks = [
  '\u001b[2J\u001b[H',
  '\u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007',
  '\u001b]0;title\u0007',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001bP1$r\u001b\\',
  '\u009b31m',
  '\u009d8;;https://evil.example\u009c',
  '\u0007\b\b\b\u007f',
  '\u202eevil\u202c\u2066x\u2069\u200f',
  '\u{e0041}\u{e0042}\u200b\ufeff',
  '\u2028\u2029\u0085\v\f',
  '\r\n✔ All done\n',
];
const attack = attacks.join('x');

const obeyed =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

/** Expects that a text does nothing to a terminal but fill it. */
const expectUnarmed = (text: string, where: string): void =>
  expect(obeyed.exec(text)?.index ?? -1, `${where}: ${JSON.stringify(text)}`).toBe(-1);

/** Expects besides that nobody else's words have a line of their own. */
function expectPlain(text: string, where: string): void {
  expectUnarmed(text, where);
  expect(text, where).not.toMatch(/^ *✔ All done/m);
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...attacks), fc.string())).map((parts) => parts.join('')),
);

describe('the gate that everything said passes', () => {
  /** What is written when `write` writes. */
  const written = (write: (stream: { write(text: string): boolean }) => void) => {
    let text = '';
    write({ write: (part) => ((text += part), true) });
    return text;
  };

  test('lets nothing through that a terminal obeys', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const line of [printable(text, false), oneLine(text)]) {
          expectUnarmed(line, 'a line');
          expect(line).not.toContain('\n');
        }
        expectUnarmed(harmless(text), 'a text');
      }),
      { numRuns: runs },
    );
  });

  test('keeps our own colours, and takes none from outside', () => {
    const { paint, say } = speech('en', true);
    expect(printable(`${paint('green', '✔')} done`, true)).toBe('\u001b[32m✔\u001b[39m done');
    fc.assert(
      fc.property(hostile, (text) => {
        const words = { en: text, ko: text };
        const line = printable(`${paint('red', text)}${say(words)}`, true);
        expect(line.startsWith('\u001b[31m')).toBe(true);
        expectUnarmed(line.replace('\u001b[31m', '').replace('\u001b[39m', ''), 'a coloured line');
      }),
      { numRuns: runs },
    );
  });

  test('leaves Korean, and all that can be seen, as it is', () => {
    for (const text of ['한글 도메인', 'naïve café', '日本語 → ✔ ◷ 👍', 'a  b'])
      expect(printable(text, false)).toBe(text);
  });

  test('writes each JSON document on one line, from which the same is read again', () => {
    fc.assert(
      fc.property(fc.dictionary(hostile, hostile), (value) => {
        const line = written((stream) => printJson(stream, value));
        expect(line.trimEnd()).not.toContain('\n');
        expectPlain(line.trimEnd(), 'JSON');
        expect(Object.keys(JSON.parse(line) as object)).toEqual(Object.keys(value));
      }),
      { numRuns: runs },
    );
    expect(JSON.parse(written((stream) => printJson(stream, { attack })))).toEqual({ attack });
  });

  test('does not let a column of a table be moved', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [first = '', second = ''] = table([
          [oneLine(text), '|'],
          ['some text', '|'],
        ]).map((row) => printable(row, false));
        expect(stringWidth(first)).toBe(stringWidth(second));
      }),
      { numRuns: runs },
    );
  });

  test('is the only place in the program that writes to a stream', () => {
    const source = new URL('../../src/', import.meta.url);
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const writing = files.filter((file) =>
      /\b(stream|screen|output|stdout|stderr)\.write\(|\bconsole\.\w+\(/.test(
        readFileSync(new URL(file, source), 'utf8'),
      ),
    );
    expect(writing).toEqual(['ui/output.ts']);
  });

  test('prints several lines as such', () => {
    expect(written((stream) => print(stream, 'one\u001b[2J\ntwo\n'))).toBe('one\ntwo\n');
  });
});

const account = '123456789012';
let built: Promise<string> | undefined;
const wholeStack = () => (built ??= rehearsedState());

async function rehearsedState(): Promise<string> {
  const stack = newStack({ name: 'shop' });
  await stack.up();
  return readFileSync(stack.stateFile, 'utf8');
}

async function project(state = false): Promise<string> {
  const cwd = join(temporaryFolder(), 'shop');
  mkdirSync(join(cwd, '.stepway'), { recursive: true });
  if (state) writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), await wholeStack());
  return cwd;
}

// No NUL is possible in arguments, and no controls but line breaks and tabs in XML.
const inArguments = attack.replaceAll('\u0000', '');

describe('what AWS, DNS and the user say cannot command the terminal', () => {
  const fresh = ['--yes', '--region', 'us-east-1', '--domain', 'app.example.com'];
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

  test.each([
    ['up', ['up', ...fresh], false],
    ['up --json', ['up', ...fresh, '--json'], false],
    ['plan --verbose', ['plan', ...fresh, '--verbose'], false],
    ['status', ['status'], true],
    ['doctor', ['doctor'], true],
    ['teardown --json', ['teardown', '--yes', '--json', '--data', 'delete'], true],
  ] as const)('AWS: %s', async (_, args, state) => {
    const message = `is odd: ${attack}`;
    const aws = await hostileAws(account, () => ({ code: 'Odd\u202e\u009b31mFailure', message }));
    onTestFinished(() => aws.stop());
    const env = { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.port}` };
    const { stdout, stderr } = await run(args, { cwd: await project(state), env });
    expect(aws.calls()).toBeGreaterThan(0);
    expect(stdout + stderr).toContain('odd');
    expectPlain(stdout, 'stdout');
    expectPlain(stderr, 'stderr');
    if (args.includes('--json' as never))
      for (const line of stdout.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  test.each([[], ['--json']])('AWS, in what it says of things: status %j', async (...flags) => {
    const say = () => ({ code: 'NoSuchEntity', message: attack });
    const aws = await hostileAws(account, say, ['GetCallerIdentity', 'DescribeDBInstances', 'DescribeTargetHealth']);
    onTestFinished(() => aws.stop());
    const cwd = await project(true);
    const kept = (await wholeStack()).split('\n').filter((line) => !/"step":"(?!database"|healthy")/.test(line));
    writeFileSync(join(cwd, '.stepway', 'shop.jsonl'), kept.join('\n'));
    const env = { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.port}` };
    const { code, stdout, stderr } = await run(['status', ...flags], { cwd, env });
    expect(`${code}: ${stderr}`).toMatch(/^0/);
    expect(stdout).toContain('All done');
    expectPlain(stdout, 'stdout');
  });

  test('the servers of the parent zone', async () => {
    const hostileNames = ['ns1.\u001b[2Jevil\u0007.example', 'ns2\u009b31m\r\n✔ All done\n.example'];
    const dns = await startDnsServer({ 'app.example.com': { is: 'answer', nameServers: hostileNames } });
    const { parentDns } = await import('../../src/dns/parent.ts');
    const names = await parentDns({ server: dns }).delegation('app.example.com');
    expect(names).toHaveLength(2);
    for (const name of names) {
      expectPlain(name, 'a name server');
      expect(name).not.toContain('\n');
    }
  });

  test.each([
    ['--name', ['up', '--name', inArguments]],
    ['--region', ['up', '--region', inArguments]],
    ['--domain, in JSON', ['up', '--json', '--domain', inArguments]],
    ['--health-path', ['up', '--health-path', `/${inArguments}`]],
    ['--app-port', ['up', '--app-port', inArguments]],
    ['--ssh', ['up', '--ssh', inArguments]],
    ['--entry', ['plan', '--entry', inArguments]],
    ['--data', ['teardown', '--data', inArguments]],
    ['--lang', ['up', '--lang', inArguments]],
    ['--timeout', ['up', '--timeout', inArguments]],
    ['--dns-server', ['up', '--dns-server', inArguments]],
    ['--dir', ['status', '--dir', inArguments]],
    ['--answers', ['up', '--answers', inArguments]],
    ['--rehearse', ['up', `--rehearse=${inArguments}`]],
    ['a flag that there is not', ['up', `--${inArguments}`]],
    ['a command that there is not', [inArguments]],
    ['a word too many', ['up', inArguments]],
  ])('the value of %s', async (_, args) => {
    const { code, stdout, stderr } = await run(args, { cwd: await project() });
    expect(code).toBe(2);
    expectPlain(stdout, 'stdout');
    expectPlain(stderr, 'stderr');
  });

  test('a profile’s name', async () => {
    const { stdout, stderr } = await run(['up', ...fresh, '--profile', inArguments], { cwd: await project() });
    expect(stderr).toContain('✖');
    expectPlain(stdout + stderr, 'both');
  });

  test.each([
    ['a key', `"${JSON.stringify(attack).slice(1, -1)}": 1\n`],
    ['a value', `region: "${JSON.stringify(attack).slice(1, -1)}"\n`],
  ])('an answers file: %s', async (_, text) => {
    const cwd = await project();
    writeFileSync(join(cwd, 'answers.json'), text);
    const { code, stdout, stderr } = await run(['up', '--yes', '--answers', 'answers.json'], { cwd });
    expect(code).toBe(2);
    expectPlain(stdout + stderr, 'both');
  });

  test('the names of files and folders', async () => {
    const cwd = join(temporaryFolder(), `shop${inArguments.replaceAll('/', '')}`.slice(0, 60));
    mkdirSync(cwd);
    for (const command of ['up', 'status']) {
      const { stdout, stderr } = await run([command, '--yes'], { cwd });
      expectPlain(stdout + stderr, command);
    }
    const state = join(await project(), '.stepway');
    for (const name of ['a\u001b[2J', 'b\u202e']) writeFileSync(join(state, `${name}.jsonl`), '');
    const { code, stdout, stderr } = await run(['status'], { cwd: join(state, '..') });
    expect(code).toBe(2);
    expectPlain(stdout + stderr, 'status');
  });

  test('in a real terminal, with its colours: the screen is not cleared and no link is made', async () => {
    const aws = await hostileAws(account, () => ({ code: 'AuthFailure', message: `is odd: ${attack}` }));
    onTestFinished(() => aws.stop());
    const env = { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.port}` };
    const terminal = openTerminal({ args: ['up', ...fresh], cwd: await project(), env });
    expect(await terminal.exited).toBe(4);
    const raw = terminal.cast();
    for (const sign of ['[2J', ']8;;', ']52;', ']0;', '\\u009b', '\u202e']) expect(raw).not.toContain(`\\u001b${sign}`);
    expect(terminal.text()).toContain('✖');
  });
});

describe('answers cannot lead out of their place', () => {
  const questionOf = (key: string) => questions.find((one) => one.key === key);
  const taken = (key: string, raw: string): Answer | undefined => {
    try {
      return questionOf(key)?.parse(raw, () => undefined);
    } catch {
      return undefined;
    }
  };

  const paths = [
    '../x',
    '.',
    '..',
    '/etc',
    '%2e%2e',
    'a\u0000b',
    'a/b',
    'a\\b',
    '~',
    'con.',
    'nul:',
    '-rf',
    'a\n',
    '‥',
  ];

  test.each(paths)('a name is no path: %j', (name) => {
    expect(taken('name', name.trim() === name ? name : `x${name}x`)).toBeUndefined();
  });

  test('whatever is taken for a name, a domain, a port or a path is what AWS, files and shells take as plain text', () => {
    const shapes: Readonly<Record<string, RegExp>> = {
      name: /^[a-z][a-z0-9-]{1,19}$/,
      region: /^[a-z0-9-]+$/,
      domain: /^[a-z0-9.-]{3,253}$/,
      'instance-type': /^[a-z0-9.-]+$/,
      'database-class': /^db\.[a-z0-9.-]+$/,
      'hosted-zone': /^[A-Za-z0-9]+$/,
      ssh: /^(none|my-ip|[\d./]+)$/,
      'health-path': /^\/[\x21-\x7e]*$/,
      'app-port': /^\d+$/,
      'database-storage': /^\d+$/,
      repository: /^[A-Za-z0-9-]+\/[\w.-]+$/,
      branch: /^[\w./-]+$/,
    };
    expect(Object.keys(shapes).filter((key) => !questionOf(key))).toEqual([]);
    for (const [key, shape] of Object.entries(shapes)) {
      const near = questionOf(key)?.example ?? 'demo';
      const raws = fc.oneof(
        hostile,
        fc.tuple(fc.constant(String(near)), hostile).map((parts) => parts.join('')),
      );
      fc.assert(
        fc.property(raws, (raw) => {
          const value = taken(key, raw);
          if (value !== undefined) expect(String(value), key).toMatch(shape);
        }),
        { numRuns: runs },
      );
    }
  });

  test.each(['../x', '.', '/etc/x', '%2e', 'con\u202e'])('--name %j is refused by every command', async (name) => {
    const cwd = await project();
    for (const command of ['up', 'plan', 'status', 'outputs', 'doctor', 'teardown']) {
      const { code } = await run([command, '--yes', '--name', name], { cwd });
      expect(code, command).toBe(2);
    }
    expect(readdirSync(join(cwd, '..'))).toEqual(['shop']);
    expect(readdirSync(join(cwd, '.stepway'))).toEqual([]);
  });

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a huge file', (path: string) => writeFileSync(path, '#'.repeat(1_500_000))],
    [
      'a binary file',
      (path: string) => writeFileSync(path, Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256))),
    ],
  ])('--answers may be %s, and is refused', async (_, make) => {
    const cwd = await project();
    make(join(cwd, 'answers'));
    const { code, stdout, stderr } = await run(['up', '--yes', '--answers', 'answers'], { cwd });
    expect(code).toBe(2);
    expectPlain(stdout + stderr, 'both');
  });

  test.skipIf(!existsSync('/dev/zero'))('--answers may have no end, and is refused', async () => {
    const { code } = await run(['up', '--answers', '/dev/zero'], { cwd: await project(), limit: 10_000 });
    expect(code).toBe(2);
  });
});

test('no title or description of ours has anything in it that EC2 or a shell would take amiss', () => {
  for (const { id, title } of steps) {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expectPlain(title.en + title.ko, id);
  }
});

describe('what is written is for its owner only, and not for git', () => {
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  test('after a rehearsal and after a real run, also where git looks', async () => {
    const cwd = join(temporaryFolder(), 'shop');
    mkdirSync(cwd);
    execFileSync('git', ['init', '-q'], { cwd });
    writeFileSync(join(cwd, 'app.js'), '');
    const small = [
      '--yes',
      '--region',
      'us-east-1',
      '--domain',
      'app.example.com',
      '--entry',
      'elastic-ip',
      '--database',
      'none',
    ];
    expect((await run(['up', '--rehearse', ...small], { cwd })).code).toBe(0);
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    expect((await run(['up', ...small], { cwd, env })).code).toBe(4);

    const status = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd, encoding: 'utf8' });
    expect(status).toBe('?? app.js\n');
    const entries = readdirSync(join(cwd, '.stepway'), { recursive: true, withFileTypes: true });
    const modes = entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(cwd.length + 1), modeOf(path)];
    });
    expect(modeOf(join(cwd, '.stepway'))).toBe('700');
    expect(Object.fromEntries(modes)).toEqual({
      '.stepway/.gitignore': '600',
      '.stepway/rehearsal': '700',
      '.stepway/rehearsal/account.json': '600',
      '.stepway/rehearsal/shop.jsonl': '600',
      '.stepway/shop.jsonl': '600',
    });
  });

  test('also where its folder was there before, open to all, and the umask hides nothing', async () => {
    const cwd = await project();
    chmodSync(join(cwd, '.stepway'), 0o777);
    mkdirSync(join(cwd, '.stepway', 'rehearsal'));
    writeFileSync(join(cwd, '.stepway', 'rehearsal', 'shop.jsonl'), '', { mode: 0o666 });
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    await run(
      [
        'up',
        '--rehearse',
        '--yes',
        '--region',
        'us-east-1',
        '--domain',
        'app.example.com',
        '--name',
        'shop',
        '--entry',
        'elastic-ip',
        '--database',
        'none',
      ],
      { cwd },
    );
    expect(modeOf(join(cwd, '.stepway'))).toBe('700');
    expect(modeOf(join(cwd, '.stepway', 'rehearsal', 'shop.jsonl'))).toBe('600');
  });
});
