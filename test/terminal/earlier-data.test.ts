import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/rehearsal/rds/data.ts';
import { database, databaseFrom } from '../../src/steps/database/questions.ts';
import { domain } from '../../src/steps/domain/questions.ts';
import { questions } from '../../src/steps/index.ts';
import { expectCode, meddle, small } from '../commands/support.ts';
import { runAlone } from '../support/program.ts';
import { copyOf, isAskedByDefault, lastingProject, rehearse, unbroken } from './support.ts';

const torn = lastingProject();

/** A snapshot of an hour of this day, of a stack of that name. */
const snapshot = (id: string, day: string, stack: string | undefined, engine = 'postgres'): Snapshot => ({
  id,
  databaseId: 'old-database',
  engine,
  version: engine === 'postgres' ? '18.1' : '8.4.6',
  storage: 30,
  encrypted: true,
  createdAt: Date.parse(`${day}T09:00:00Z`),
  availableAt: Date.parse(`${day}T09:00:00Z`),
  tags: stack === undefined ? {} : { 'stepway:name': stack, 'stepway:step': 'database' },
});

beforeAll(async () => {
  for (const args of [
    ['up', ...small],
    ['teardown', '--yes'],
  ]) {
    const { code, stderr } = await runAlone([...args, '--rehearse'], { cwd: torn });
    expectCode(code, 0, stderr);
  }
  meddle(torn, (account) =>
    account.regions['us-east-1']?.snapshots.push(
      snapshot('shop-database-final-20261001090000', '2026-10-01', 'shop'),
      snapshot('blog-database-final-20261101090000', '2026-11-01', 'blog'),
      snapshot('wiki-database-final-20261110090000', '2026-11-10', 'wiki', 'mysql'),
      snapshot('of-somebody-else', '2026-11-11', undefined),
    ),
  );
}, 120_000);

function stateIn(cwd: string): string {
  const file = join(cwd, '.stepway', 'rehearsal', 'second.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** A second stack in the same account, at the question which database it is to have. */
async function atDatabase(language: 'en' | 'ko', cwd = copyOf(torn), ...flags: string[]) {
  const args = ['up', '--name', 'second', '--region', 'us-east-1', ...flags];
  const terminal = rehearse(language, { args, cwd });
  await terminal.answerUpTo(database);
  return { terminal, state: () => stateIn(cwd) };
}

describe('the data that earlier stacks have left', () => {
  test.each([
    ['en', 'PostgreSQL, data of 2026-11-01', 'MySQL, data of 2026-11-10', '(30 GiB)'],
    ['ko', 'PostgreSQL, 2026-11-01의 데이터', 'MySQL, 2026-11-10의 데이터', '(30GiB)'],
  ] as const)(
    'is offered at the database, the newest first, with its engine, day, name and size (%s)',
    async (language, picked, newest, size) => {
      const { terminal, state } = await atDatabase(language);
      await terminal.waitFor(newest);
      await terminal.waitFor('❯ PostgreSQL:');
      const shown = unbroken(terminal.screen());
      expect(shown).toContain(`${picked}: blog-database-final-20261101090000 ${size}`);
      const order = ['wiki-database', 'blog-database', 'shop-database'].map((name) => shown.indexOf(name));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(order[0]).toBeGreaterThan(0);
      expect(shown).not.toContain('of-somebody-else');
      for (let down = 0; down < 4; down++) terminal.press('down');
      await terminal.waitFor(`❯ ${picked}`);
      terminal.press('enter');
      await terminal.asked(domain);
      terminal.press('ctrl-c');
      await terminal.exited;
      expect(state()).toContain('"question":"database","value":"postgres","from":"asked"');
      expect(state()).toContain(
        '"question":"database-from","value":"blog-database-final-20261101090000","from":"asked"',
      );
    },
  );

  test('is left alone by whoever presses Enter: the database is a new one, and nothing more is asked', async () => {
    const { terminal, state } = await atDatabase('en');
    terminal.press('enter');
    await terminal.asked(domain);
    expect(terminal.text()).not.toContain(databaseFrom.message.en);
    terminal.press('ctrl-c');
    await terminal.exited;
    expect(state()).toContain('"question":"database-from","value":"auto"');
  });

  test('can be let go again at the review, by another answer to the same question', async () => {
    const { terminal } = await atDatabase('en');
    for (let down = 0; down < 4; down++) terminal.press('down');
    await terminal.waitFor('❯ PostgreSQL, data of 2026-11-01');
    terminal.press('enter');
    for (const question of questions.slice(questions.indexOf(database) + 1).filter(isAskedByDefault)) {
      await terminal.asked(question);
      if (question === domain) terminal.type('app.example.com');
      terminal.press('enter');
    }
    await terminal.waitFor(/Data of the database: blog-database-final-20261101090000[^]*\(Y\/n\)/);
    const key = /(\w) {2}Database: PostgreSQL/.exec(terminal.screen())?.[1] ?? '';
    terminal.type(key);
    await terminal.waitFor(/Enter: go on[^]*❯ PostgreSQL, data of 2026-11-01/);
    for (let up = 0; up < 4; up++) terminal.press('up');
    await terminal.waitFor(/❯ PostgreSQL:[^]*$/);
    terminal.press('enter');
    await terminal.waitFor(/Data of the database: Automatic[^]*\(Y\/n\)/);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
  });

  test('is listed without symbols as well, and what a flag says is proposed', async () => {
    const flag = 'shop-database-final-20261001090000';
    const cwd = copyOf(torn);
    const before = '--region us-east-1 --parts none --entry elastic-ip --app-port 8080 --instance-type t3.micro';
    const args = ['up', '--name', 'second', ...before.split(' '), '--plain', '--database-from', flag];
    const terminal = rehearse('en', { args, cwd });
    await terminal.waitFor('5. PostgreSQL, data of 2026-11-01: blog-database-final-20261101090000 (30 GiB)');
    await terminal.waitFor('Number [6]:');
    terminal.type('postgres\r');
    await terminal.waitFor(domain.message.en);
    terminal.press('ctrl-c');
    await terminal.exited;
    expect(stateIn(cwd)).toContain(`"question":"database-from","value":"${flag}"`);
  });

  test('is not there where none has left any', async () => {
    const without = copyOf(torn);
    meddle(without, (account) => account.regions['us-east-1']?.snapshots.splice(0));
    const { terminal } = await atDatabase('en', without);
    terminal.press('enter');
    await terminal.asked(domain);
    expect(terminal.text()).not.toContain('data of');
    terminal.press('ctrl-c');
    await terminal.exited;
  });
});
