import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { interrupted } from '../../src/errors.ts';
import { name, region } from '../../src/steps/account/questions.ts';
import { database } from '../../src/steps/database/questions.ts';
import { copyRecords, domain } from '../../src/steps/domain/questions.ts';
import { delivery } from '../../src/steps/delivery/questions.ts';
import { entry } from '../../src/steps/firewall/questions.ts';
import { questions } from '../../src/steps/index.ts';
import { run } from '../support/program.ts';
import type { Terminal } from '../support/terminal.ts';
import { answered, isAskedByDefault, lastYes, project, rehearse, stateOf, unbroken } from './support.ts';

const small = [...answered, '--entry', 'elastic-ip', '--elastic-ip'];
const signs = /[✔✖◷•…▼┌┐└┘│─→·≥⠀-⣿]/;

/** All that a program wrote, as the terminal got it. */
const written = (terminal: Terminal) =>
  terminal
    .cast()
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => (JSON.parse(row) as [number, string, string])[2])
    .join('');

// eslint-disable-next-line no-control-regex
const colours = /\u001b\[(3[0-7]|9[0-7]|1|2)(;\d+)*m/;

describe('colour', () => {
  const cases: readonly [string, readonly string[], Record<string, string>, boolean][] = [
    ['is there in a terminal', [], {}, true],
    ['is left out with --no-color', ['--no-color'], {}, false],
    ['is left out with NO_COLOR, whatever it says', [], { NO_COLOR: '0' }, false],
    ['is there with an empty NO_COLOR', [], { NO_COLOR: '' }, true],
    ['is left out in a dumb terminal', [], { TERM: 'dumb' }, false],
    ['is left out with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
  ];
  test.each(cases)('%s', async (_, args, env, coloured) => {
    const terminal = rehearse('en', { args: ['up', ...args], cwd: project(), env });
    await terminal.waitFor(name.message.en);
    terminal.press('enter');
    await terminal.waitFor(region.message.en);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
    expect(colours.test(written(terminal))).toBe(coloured);
  });

  test('is left out in a pipe, and put there by FORCE_COLOR unless NO_COLOR is stronger', async () => {
    const of = async (env: Record<string, string>) =>
      colours.test((await run(['plan', '--rehearse'], { cwd: project(), env })).stdout);
    expect(await of({})).toBe(false);
    expect(await of({ FORCE_COLOR: '1' })).toBe(true);
    expect(await of({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });
});

describe('in plain words', () => {
  test.each([
    ['--plain', ['--plain'], {}],
    ['STEPWAY_PLAIN', [], { STEPWAY_PLAIN: '1' }],
    ['a dumb terminal', [], { TERM: 'dumb' }],
  ] as const)(
    'with %s, nothing is drawn and nothing moves, from the first question to the last line',
    async (_, args, env) => {
      const given = answered
        .join(' ')
        .replace(/--(name|domain|database) \S+/g, '')
        .replace('load-balancer', 'elastic-ip');
      const flags = given.replace('--no-elastic-ip', '').trim().split(/ +/);
      const terminal = rehearse('en', { args: ['up', ...flags, ...args], cwd: project(), env });
      await terminal.waitFor(`${name.message.en} [shop]:`);
      terminal.type('\n');
      await terminal.waitFor('3. None');
      terminal.type('3\n');
      await terminal.waitFor(`${domain.message.en}:`);
      terminal.type('app.example.com\n');
      await terminal.waitFor(/Create the stack.*\(yes\/no\) \[yes\]:/);
      terminal.type('yes\n');
      expect(await terminal.exited).toBe(0);
      const output = written(terminal);
      expect(stripVTControlCharacters(output)).toBe(output);
      expect(output.split('\n').filter((line) => signs.test(line))).toEqual([]);
      expect(output).toContain('Done: Server (EC2)');
      expect(output).toContain('1. Server, port 443');
    },
    60_000,
  );

  test('a wrong answer gets a sentence, a question mark explains, < goes back, and the end of the input stops', async () => {
    const cwd = project();
    const terminal = rehearse('ko', { args: ['up', '--plain', '--network', 'own'], cwd });
    await terminal.waitFor(`${name.message.ko} [shop]:`);
    terminal.type('\n');
    await terminal.waitFor(region.message.ko);
    await terminal.waitFor('번호 또는 다른 값 [ap-northeast-2]:');
    terminal.type('us-esat-1\n');
    await terminal.waitFor(/혹시 us-east-1인가요\?[^]*\[ap-northeast-2\]: *$/);
    terminal.type('us-east-1\n');
    await terminal.waitFor('방문자를 어떻게 받을까요?');
    terminal.type('3\n');
    await terminal.waitFor('1부터 2까지의 번호를 입력하세요.');
    terminal.type('<\n');
    await terminal.waitFor(/번호 또는 다른 값 \[us-east-1\]: *$/);
    terminal.press('ctrl-d');
    expect(await terminal.exited).toBe(130);
    expect(unbroken(terminal.text())).toContain(unbroken(interrupted().what.ko));
  });

  test('Ctrl-C stops at a question', async () => {
    const terminal = rehearse('en', { args: ['up', '--plain'], cwd: project() });
    await terminal.waitFor(name.message.en);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
  });

  test('errors begin with a word', async () => {
    const needed = ['--region', 'us-east-1', '--domain', 'app.example.com'];
    const { stderr } = await run(['up', '--plain', '--entry', 'door', ...needed], { cwd: project() });
    expect(stderr).toMatch(/^Problem: --entry/m);
  });
});

describe('the keys', () => {
  /** A text, a list, a yes or no, and one that has no default. */
  const asked = [name, entry, database, domain, copyRecords] as const;
  const stopping = asked.flatMap((question) =>
    (['ctrl-c', 'ctrl-d'] as const).map((key) => [key, question.key, question] as const),
  );

  test.each(stopping)('%s at the question for %s ends with 130 and loses no answer', async (key, _, question) => {
    const cwd = project();
    const terminal = rehearse('en', { args: ['up'], cwd });
    await terminal.answerUpTo(question);
    terminal.press(key);
    expect(await terminal.exited).toBe(130);
    expect(unbroken(terminal.text())).toContain(unbroken(interrupted().todo.en));
    for (const { key: before } of questions.slice(1, questions.indexOf(question)))
      expect(stateOf(cwd)).toContain(`"question":"${before}"`);
  });

  test.each(['ctrl-c', 'ctrl-d'] as const)('%s at the last yes makes nothing', async (key) => {
    const cwd = project();
    const terminal = rehearse('en', { args: ['up', ...answered], cwd });
    await terminal.waitFor(lastYes);
    terminal.press(key);
    expect(await terminal.exited).toBe(130);
    expect(stateOf(cwd)).not.toContain('"is":"started"');
  });

  test.each([
    ['spaces and a line break', '  app.example.com \r'],
    ['a line break of Windows', 'app.example.com\r\n'],
    ['several line breaks', 'app.example.com\n\n\n'],
    ['the marks of a bracketed paste', '\u001b[200~app.example.com\u001b[201~\r'],
  ])('what is pasted with %s is one answer to one question', async (_, pasted) => {
    const cwd = project();
    const terminal = rehearse('en', { args: ['up'], cwd });
    await terminal.answerUpTo(domain);
    terminal.type(pasted);
    await terminal.asked(copyRecords);
    // The next one is still open.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(terminal.text()).not.toContain(delivery.message.en);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
    expect(stateOf(cwd)).toContain('"question":"domain","value":"app.example.com"');
    expect(stateOf(cwd)).not.toContain('"question":"copy-records"');
  });
});

describe('a narrow window', () => {
  test.each(['en', 'ko'] as const)(
    'of 40 columns is wide enough for all of it (%s)',
    async (language) => {
      const terminal = rehearse(language, { args: ['up'], cwd: project(), columns: 40, rows: 30 });
      for (const { key, message } of questions.filter(isAskedByDefault)) {
        // Wherever the question is broken.
        const letters = Array.from(message[language].replaceAll(' ', ''), (letter) =>
          letter.replace(/[.?()]/, String.raw`\$&`),
        );
        await terminal.waitFor(new RegExp(letters.join(String.raw`\s*`)));
        if (key === 'domain') terminal.type('app.example.com');
        terminal.press('enter');
      }
      await terminal.waitFor(/\(Y\/n\)/);
      terminal.press('enter');
      expect(await terminal.exited).toBe(0);
      expect(terminal.text()).toMatch(/^✔ (Server|서버) /m);
      expect(terminal.text()).not.toMatch(/[⠀-⣿┌│]/);
    },
    60_000,
  );

  test('can be made narrower and wider while it builds, and no finished line is lost or shown twice', async () => {
    const terminal = rehearse('en', { args: ['up', ...small, '--yes'], cwd: project(), columns: 100, rows: 30 });
    await terminal.waitFor(/^✔ Network [\d/]+ · /m);
    terminal.resize(30, 30);
    await terminal.waitFor(/^✔ Domain [\d/]+ · /m, 30_000);
    terminal.resize(120, 30);
    expect(await terminal.exited).toBe(0);
    const done = terminal
      .text()
      .split('\n')
      .filter((line) => line.startsWith('✔'));
    expect(new Set(done).size).toBe(done.length);
    // A line a chapter.
    expect(done.length).toBeGreaterThan(4);
    expect(done.length).toBeLessThan(12);
  }, 60_000);
});
