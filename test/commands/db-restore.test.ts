import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, letPass, meddle, necessary, project, stateOf, unbroken, watch } from './support.ts';

const up = ['up', '--rehearse', ...necessary, '--entry', 'elastic-ip'];

/** A stack with a database that has had an hour of backups. */
async function rested(...flags: string[]): Promise<string> {
  const cwd = project();
  const { code, stderr } = await run([...up, ...(flags.length > 0 ? flags : ['--delivery', 'local'])], { cwd });
  expectCode(code, 0, stderr);
  letPass(cwd, 60);
  return cwd;
}

const restore = (cwd: string, ...args: string[]) => run(['db', 'restore', ...args, '--rehearse', '--yes'], { cwd });

/** The one JSON document that a restore printed. */
async function restored(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await restore(cwd, ...args, '--json');
  expectCode(code, 0, stderr || stdout);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
    from: string;
    switched: string;
    databases: { current: { identifier: string; from: string }; kept: { identifier: string; from: string } };
    outputs: { database: { host: string } };
  };
}

/** What the app and stepway were last told to start from. */
const wanted = (cwd: string) =>
  Array.from(stateOf(cwd).matchAll(/"question":"database-from","value":"([^"]*)"/g), ([, value]) => value).at(-1);

/** A snapshot, as a person makes one. */
function takeSnapshot(cwd: string, id: string): void {
  meddle(cwd, (account) => {
    const there = account.regions['us-east-1'];
    const database = there?.databases.find(({ deleting }) => !deleting);
    if (!there || !database) throw new Error('there is no database');
    const { engine, version, user, databaseName, port, storage, encrypted } = database;
    const now = database.availableAt;
    const tags = { ...database.tags };
    there.snapshots.push({
      id,
      databaseId: database.id,
      engine,
      version,
      user,
      port,
      storage,
      encrypted,
      tags,
      ...(databaseName && { databaseName }),
      createdAt: now,
      availableAt: now,
    });
  });
}

describe('what data can be brought back', () => {
  test('is listed, for people and as JSON, with nothing that is not there', async () => {
    const cwd = await rested();
    const listed = await run(['db', 'restore', '--list', '--rehearse', '--json'], { cwd });
    expectCode(listed.code, 0, listed.stderr);
    expect(JSON.parse(listed.stdout)).toMatchObject({ snapshots: [] });
    const shown = await run(['db', 'restore', '--list', '--rehearse'], { cwd });
    expectCode(shown.code, 0, shown.stderr);
    expect(shown.stdout).toContain('no snapshots');
  });

  test('is listed by itself', async () => {
    const cwd = project();
    const built = await run([...up, '--delivery', 'local', '--database', 'none'], { cwd });
    expectCode(built.code, 0, built.stderr);
    const both = await run(['db', 'restore', '--list', '--drill', '--rehearse'], { cwd });
    expectCode(both.code, 2, both.stderr);
    expect(both.stderr).toContain('Only one of');
  });
});

test('as JSON a restore says where from, what the app does, and which databases there are now', async () => {
  const cwd = await rested();
  const done = await restored(cwd, '--to', '20 minutes ago');
  expect(done).toMatchObject({
    is: 'done',
    from: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    changed: true,
    switched: 'nothing-to-restart',
    databases: {
      current: { identifier: expect.stringMatching(/^shop-t\d{14}-database$/), from: done.from },
      kept: { identifier: 'shop-database', from: 'empty' },
    },
    outputs: { database: { host: expect.stringContaining(done.databases.current.identifier) } },
  });
  const back = await restored(cwd, '--back');
  expect(back).toMatchObject({
    is: 'done',
    from: 'empty',
    databases: { current: done.databases.kept, kept: done.databases.current },
  });
  const gone = await restore(cwd, '--remove-old', '--data', 'delete', '--json');
  expectCode(gone.code, 0, gone.stderr);
  const last = JSON.parse(gone.stdout.trimEnd().split('\n').at(-1) ?? '') as { is: string; receipt: { id: string }[] };
  expect(last.is).toBe('done');
  expect(last.receipt.map(({ id }) => id)).toContain(done.databases.current.identifier);
});

test('a time that is meant from now is meant once: a restore that was killed goes on to the same', async () => {
  const cwd = await rested();
  const begun = watch(['db', 'restore', '--to', '20 minutes ago', '--rehearse', '--yes', '--json'], cwd);
  await begun.says('"is":"started","step":"database"');
  begun.kill('SIGKILL');
  await begun.ended;
  const moment = wanted(cwd);
  expect(moment).toMatch(/Z$/);
  letPass(cwd, 10);
  for (const again of [['--to', '20 minutes ago'], []]) {
    const said = await restore(cwd, ...again);
    if (again.length > 0) {
      expectCode(said.code, 0, said.stderr);
      expect(unbroken(said.stderr)).toContain('A restore was begun');
      expect(wanted(cwd)).toBe(moment);
    } else {
      // It is over: nothing is left to go on with.
      expectCode(said.code, 2, said.stderr);
    }
  }
});

describe('a snapshot', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await rested();
    takeSnapshot(cwd, 'before-the-launch');
    await restored(cwd, '--to', 'before-the-launch');
    letPass(cwd, 30);
  });

  test('whose database was written to since is not brought back by that database', async () => {
    const again = await restore(cwd, '--to', 'before-the-launch');
    expectCode(again.code, 2, again.stderr);
    expect(unbroken(again.stderr)).toMatch(/may have changed since.*Nothing was changed/);
    await restored(cwd, '--back');
    const kept = await restore(cwd, '--to', 'before-the-launch');
    expectCode(kept.code, 2, kept.stderr);
    expect(unbroken(kept.stderr)).toMatch(/is kept already.*--back.*--remove-old/);
  });

  test('is restored anew once that database is removed, which is the way out that is named', async () => {
    const gone = await restore(cwd, '--remove-old', '--data', 'delete');
    expectCode(gone.code, 0, gone.stderr);
    const calls = () => stateOf(cwd).match(/"is":"made","step":"database"/g)?.length ?? 0;
    const before = calls();
    const { from } = await restored(cwd, '--to', 'before-the-launch');
    expect(from).toBe('before-the-launch');
    expect(calls()).toBe(before + 1);
  });
});

test('where stepway does not run the app, it says before the yes that it will not switch it, and then what to set', async () => {
  const cwd = await rested('--delivery', 'none');
  const unsure = await run(['db', 'restore', '--to', '20m', '--rehearse'], { cwd });
  expect(unbroken(unsure.stderr)).toMatch(/does not run the app.*changes nothing in the app.*secret/);
  const moved = await rested('--delivery', 'none');
  const { code, stdout, stderr } = await restore(moved, '--to', '20m');
  expectCode(code, 0, stderr);
  expect(unbroken(stderr)).toMatch(/does not run the app.*still uses the database before/);
  expect(unbroken(stderr)).not.toContain('The app starts with it');
  expect(stdout).toMatch(/shop-t\d{14}-database\S+:5432/);
  expect(stdout).toMatch(/arn:aws:secretsmanager:\S+rds!db/);
  const removed = await restore(moved, '--remove-old', '--data', 'delete');
  expectCode(removed.code, 0, removed.stderr);
  expect(unbroken(removed.stderr)).toContain('cannot tell whether it still uses the database before');
});

describe('without the permission to restore', () => {
  const denied = (cwd: string, ...args: string[]) =>
    run(['db', 'restore', ...args, '--rehearse', 'access-denied', '--yes'], { cwd });
  const said =
    /missing permissions to restore data: rds:RestoreDBInstanceToPointInTime.*stepway plan --permissions restore/;

  test.each([[['--to', '20m']], [['--drill']]])('nothing is begun by %j, and what to ask for is said', async (args) => {
    const cwd = await rested();
    const before = stateOf(cwd);
    const { code, stderr } = await denied(cwd, ...args);
    expectCode(code, 4, stderr);
    expect(unbroken(stderr)).toMatch(said);
    expect(stateOf(cwd)).toBe(before);
  });

  test('whoever knows better goes on, and hears it of AWS itself', async () => {
    const cwd = await rested();
    const { code, stderr } = await denied(cwd, '--to', '20m', '--skip-permission-check');
    expectCode(code, 4, stderr);
    expect(unbroken(stderr)).not.toMatch(said);
    expect(unbroken(stderr)).toContain('rds:RestoreDBInstanceToPointInTime');
  });
});
