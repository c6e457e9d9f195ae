import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AccountData } from '../../src/rehearsal/account.ts';
import { run } from '../support/program.ts';
import { contentOf, expectCode, project, small, stateFile, stateOf, unbroken } from './support.ts';

const built = project();

beforeAll(async () => {
  await run(['up', '--rehearse', ...small], { cwd: built });
}, 60_000);

/** The folder of a stack whose state file is gone; the account is not. */
function lost(): string {
  const cwd = project(built);
  rmSync(stateFile(cwd));
  return cwd;
}

const accountOf = (cwd: string) => {
  const text = readFileSync(join(cwd, '.stepway', 'rehearsal', 'account.json'), 'utf8');
  return (JSON.parse(text) as { account: AccountData }).account;
};
/** What of a stack's is in the account and would be left behind. */
const things = (cwd: string) => {
  const { roles, profiles, zones, regions } = accountOf(cwd);
  const { groups = [], volumes = [] } = regions['us-east-1'] ?? {};
  return [...roles, ...profiles, ...zones, ...groups, ...volumes].filter(({ tags }) => tags['stepway:name'] === 'shop');
};

const recover = ['--rehearse', '--yes', '--recover', '--region', 'us-east-1'];

describe('a state that is lost', () => {
  test('is not made up for with a stack of another domain: it says which it is for, and changes nothing', async () => {
    const cwd = lost();
    const before = accountOf(cwd);
    for (const command of ['up', 'teardown']) {
      const wrong = await run([command, ...recover, '--name', 'shop', '--domain', 'other.example.net'], { cwd });
      expectCode(wrong.code, 5, wrong.stderr);
      expect(unbroken(wrong.stderr)).toContain('The stack shop is for app.example.com, not other.example.net.');
      expect(unbroken(wrong.stderr)).toContain('Use --domain app.example.com');
    }
    expect(accountOf(cwd)).toEqual(before);
  });

  test('of which nothing is there says so, and builds nothing', async () => {
    const cwd = lost();
    const before = accountOf(cwd);
    const args = ['up', ...recover, '--domain', 'app.example.com', '--name', 'other', '--lang', 'ko'];
    const none = await run(args, { cwd });
    expectCode(none.code, 5, none.stderr);
    expect(none.stderr).toContain('other 스택의 태그가 달린 자원이 없습니다');
    expect(accountOf(cwd)).toEqual(before);
  });

  test('can be made up for after an up that was refused has left a state without resources', async () => {
    const cwd = lost();
    const refused = await run(['up', '--rehearse', ...small], { cwd });
    expectCode(refused.code, 5, refused.stderr);
    const gone = await run(['teardown', ...recover, '--name', 'shop', '--domain', 'app.example.com'], { cwd });
    expectCode(gone.code, 0, gone.stderr);
    expect(things(cwd)).toEqual([]);
  });

  test('is shown by a dry run, which writes nothing', async () => {
    const cwd = lost();
    const before = contentOf(cwd);
    const args = ['teardown', '--rehearse', '--dry-run', '--name', 'shop', '--domain', 'app.example.com'];
    const shown = await run([...args, '--region', 'us-east-1'], { cwd });
    expectCode(shown.code, 0, shown.stderr);
    expect(shown.stdout).toMatch(/i-[0-9a-f]+/);
    expect(contentOf(cwd)).toEqual(before);
  });
});

test('a state that lost its end is made up for by the tags: a teardown leaves nothing behind', async () => {
  const cwd = project(built);
  const lines = stateOf(cwd).trimEnd().split('\n');
  writeFileSync(stateFile(cwd), `${lines.slice(0, lines.length / 2).join('\n')}\n`);
  const gone = await run(['teardown', '--rehearse', '--yes'], { cwd });
  expectCode(gone.code, 0, gone.stderr);
  expect(things(cwd)).toEqual([]);
});

test('a state of which only the beginning was written is of the stack that it is called after', async () => {
  const cwd = project();
  const begun = { at: 1_795_683_000_000, is: 'begun', version: 2, name: 'site', id: 'abcd1234' };
  mkdirSync(join(cwd, '.stepway', 'rehearsal'), { recursive: true });
  writeFileSync(join(cwd, '.stepway', 'rehearsal', 'site.jsonl'), `${JSON.stringify(begun)}\n`);
  const planned = await run(['plan', '--rehearse', '--json', ...small], { cwd });
  expectCode(planned.code, 0, planned.stderr);
  expect(JSON.parse(planned.stdout)).toMatchObject({ name: 'site', answers: { name: { value: 'site' } } });
});
