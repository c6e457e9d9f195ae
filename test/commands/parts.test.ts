import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, jsonLines, project, small, unbroken } from './support.ts';

const cwd = project();
const empty = project();

beforeAll(async () => {
  const { code, stderr } = await run(['up', ...small, '--rehearse'], { cwd });
  expectCode(code, 0, stderr);
}, 240_000);

const rehearse = (...args: string[]) => run([...args, '--rehearse'], { cwd });

interface Listed {
  readonly parts: readonly { part: string; on: boolean; flag: string; gives: string; usd: number }[];
}

const listed = async (): Promise<Listed['parts']> => {
  const { code, stdout, stderr } = await rehearse('add', '--json');
  expectCode(code, 0, stderr);
  return (JSON.parse(stdout) as Listed).parts;
};

const on = async () => (await listed()).flatMap((one) => (one.on ? one.part : []));

describe('stepway add and remove', () => {
  test('list the parts with a sentence and a price each, also before there is a stack', async () => {
    const { code, stdout, stderr } = await run(['add'], { cwd: empty });
    expectCode(code, 0, stderr);
    expect(unbroken(stdout)).toMatch(/○ alarms +about \d+\.\d\d USD a month A mail when the site is down/);
    expect(stdout).toMatch(/○ database-standby +about \d\d\.\d\d USD a month/);
    const korean = await run(['add', '--lang', 'ko'], { cwd: empty });
    expect(korean.stdout).toMatch(/○ audit +월 약 \d+\.\d\d달러/);
  });

  test('leave out what the other answers have no room for', async () => {
    expect((await listed()).map(({ part }) => part)).not.toContain('database-standby');
    const { code, stderr } = await rehearse('add', 'database-standby', '--yes');
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain('database-standby does not go with the other answers of this stack.');
  });

  test('build a part on a living stack, and take it away again', async () => {
    expect(await on()).toEqual([]);
    const added = await rehearse('add', 'logs', '--yes', '--json');
    expectCode(added.code, 0, added.stderr);
    expect(jsonLines(added.stdout).at(-1)).toMatchObject({
      is: 'done',
      outputs: { logGroup: expect.any(String) as string },
    });
    expect(await on()).toEqual(['logs']);

    const removed = await rehearse('remove', 'logs', '--yes', '--json');
    expectCode(removed.code, 0, removed.stderr);
    expect(jsonLines(removed.stdout).at(-1)?.['outputs']).not.toHaveProperty('logGroup');
    expect(await on()).toEqual([]);
    const again = await rehearse('remove', 'logs', '--yes');
    expectCode(again.code, 0, again.stderr);
  });

  test('leave what is there as it was made, when it is added once more', async () => {
    const made = await rehearse('add', 'logs', '--log-days', '365', '--yes');
    expectCode(made.code, 0, made.stderr);
    const again = await rehearse('add', 'logs', '--yes', '--json');
    expectCode(again.code, 0, again.stderr);
    const plan = await rehearse('plan', '--json');
    expect((JSON.parse(plan.stdout) as { answers: object }).answers).toMatchObject({ 'log-days': { value: '365' } });
    const removed = await rehearse('remove', 'logs', '--yes');
    expectCode(removed.code, 0, removed.stderr);
  });

  test('a script has to say who is told; with the alarms, the budget goes', async () => {
    const lacking = await rehearse('add', 'alarms', '--yes');
    expectCode(lacking.code, 2, lacking.stderr);
    expect(unbroken(lacking.stderr)).toContain('Add --alarms none|EMAIL.');
    const unheard = await rehearse('add', 'budget', '--yes');
    expectCode(unheard.code, 2, unheard.stderr);
    expect(unbroken(unheard.stderr)).toContain('budget needs alarms, which this stack does not have.');
    const none = await rehearse('add', 'alarms', '--alarms', 'none', '--yes');
    expectCode(none.code, 2, none.stderr);
    expect(unbroken(none.stderr)).toContain('`stepway remove alarms --rehearse`');

    const alarms = await rehearse('add', 'alarms', '--alarms', 'you@example.com', '--yes');
    expectCode(alarms.code, 0, alarms.stderr);
    const budget = await rehearse('add', 'budget', '--yes');
    expectCode(budget.code, 0, budget.stderr);
    expect(await on()).toEqual(['alarms', 'budget']);
    const removed = await rehearse('remove', 'alarms', '--yes');
    expectCode(removed.code, 0, removed.stderr);
    expect(await on()).toEqual([]);
  });

  test.each([
    [['add', 'log'], 'There is no part called "log". Did you mean logs?'],
    [['remove', 'everything'], 'There is no part called "everything".'],
    [['remove'], 'remove needs the name of a part.'],
  ])('%j is refused with the parts that there are', async (args, said) => {
    const { code, stderr } = await rehearse(...args, '--yes');
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain(said);
    expect(unbroken(stderr)).toContain('Parts are: ');
  });

  test('there is nothing to add to before a stack is built', async () => {
    const { code, stderr } = await run(['add', 'logs', '--yes', '--rehearse'], { cwd: empty });
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain('There is no stack in this folder');
  });
});
