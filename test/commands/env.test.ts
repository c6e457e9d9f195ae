import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { example } from '../init/projects.ts';
import { run } from '../support/program.ts';
import { contentOf, expectCode, korean, project, small, stateFile, unbroken } from './support.ts';

/** A rehearsed stack with an app. */
const built = project();
/** One without a delivery. */
const without = project();

beforeAll(async () => {
  cpSync(example('node'), built, { recursive: true });
  for (const args of [['up', ...small, '--delivery', 'local'], ['init', '--yes'], ['deploy']]) {
    const { code, stderr } = await run([...args, '--rehearse'], { cwd: built });
    expectCode(code, 0, stderr);
  }
  const { code, stderr } = await run(['up', ...small, '--rehearse'], { cwd: without });
  expectCode(code, 0, stderr);
}, 120_000);

const env = async (cwd: string, ...args: string[]) => {
  const { code, stdout, stderr } = await run(['env', ...args, '--rehearse'], { cwd });
  return { code, stdout, said: unbroken(stderr) };
};

const well = async (cwd: string, ...args: string[]) => {
  const ended = await env(cwd, ...args);
  expectCode(ended.code, 0, ended.said);
  return ended;
};

const refused = async (cwd: string, ...args: string[]) => {
  const { code, said } = await env(cwd, ...args);
  expectCode(code, 2, said);
  return said;
};

describe.concurrent('stepway env', () => {
  test("shows times by the user's clocks, and says so; programs read UTC", async () => {
    const cwd = project(built);
    await well(cwd, 'set', 'GREETING=hello');
    const listed = (TZ: string, ...more: string[]) => run(['env', '--rehearse', ...more], { cwd, env: { TZ } });
    const [here, far] = [await listed('Asia/Seoul', '--lang', 'ko'), await listed('UTC')];
    expect(here.stderr).toContain('시각은 Asia/Seoul 기준');
    const moment = ({ stdout }: { stdout: string }) => Date.parse(`${stdout.slice('GREETING  '.length).trim()}Z`);
    expect((moment(here) - moment(far)) / 3_600_000).toBe(9);
    const [{ changed }] = JSON.parse((await listed('Asia/Seoul', '--json')).stdout) as [{ changed: string }];
    expect(changed).toMatch(/Z$/);
    expect(Date.parse(changed) - moment(far)).toBeLessThan(60_000);
  });

  test('sets values, lists their names, shows them only when asked to, and removes them', async () => {
    const cwd = project(built);
    expect((await well(cwd)).stdout).toContain('No settings yet.');
    const { said } = await well(cwd, 'set', 'JWT_SECRET=hush-hush', 'GREETING=hello "world"', 'EMPTY=');
    expect(said).toContain('Changed: JWT_SECRET, GREETING, EMPTY.');
    expect(said).toContain('no server runs your app');
    const names = await well(cwd, 'list');
    expect(names.stdout).toMatch(/^EMPTY {7}\d{4}-\d\d-\d\d \d\d:\d\d\nGREETING {4}.*\nJWT_SECRET {2}.*\n$/);
    expect(names.said).toMatch(/times in \S+/);
    const shown = await well(cwd, 'list', '--reveal', '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject([
      { name: 'EMPTY', value: '' },
      { name: 'GREETING', value: 'hello "world"' },
      { name: 'JWT_SECRET', value: 'hush-hush' },
    ]);
    expect((await well(cwd, '--reveal')).stdout).toContain('  hush-hush\n');
    const again = await well(cwd, 'set', 'JWT_SECRET=hush-hush', 'EMPTY=no', '--json', '--no-restart');
    expect(JSON.parse(again.stdout)).toEqual({
      is: 'done',
      changed: ['EMPTY'],
      same: ['JWT_SECRET'],
      restarted: 'not-asked',
      left: [],
    });
    const gone = await well(cwd, 'unset', 'EMPTY', 'GREETING', 'NEVER_SET');
    expect(gone.said).toContain('There is no setting of this name: NEVER_SET. Removed: EMPTY, GREETING.');
    expect(JSON.parse((await well(cwd, 'pull', '--json')).stdout)).toEqual({ JWT_SECRET: 'hush-hush' });
    // Neither in the state nor in anything else that is kept.
    for (const said of [names.stdout, names.said, again.stdout, gone.said, ...Object.values(contentOf(cwd))])
      expect(said).not.toContain('hush-hush');
  });

  test('leaves the app alone where the setting that is to go is not there, and says so', async () => {
    const cwd = project(built);
    await well(cwd, 'set', 'JWT_SECRET=hush-hush');
    const { said } = await well(cwd, 'unset', 'JWT_SECRETS');
    expect(said).toContain('There is no setting of this name: JWT_SECRETS.');
    expect(said).toContain('Nothing was changed, and the app was not restarted.');
    const json = await well(cwd, 'unset', 'ONE', 'TWO', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ changed: [], absent: ['ONE', 'TWO'], restarted: 'not-needed' });
    expect((await well(cwd, 'unset', 'ONE', '--lang', 'ko')).said).toMatch(korean);
  });

  test('takes a value from the input, and a secret of any shape comes out as it went in', async () => {
    const cwd = project(built);
    const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    const { code, stderr } = await run(['env', 'set', 'KEY', '--rehearse'], { cwd, input: `${key}\n` });
    expectCode(code, 0, stderr);
    expect(JSON.parse((await well(cwd, 'pull', '--json')).stdout)).toEqual({ KEY: key });
    expect((await well(cwd, 'pull')).stdout).toContain('PRIVATE KEY-----\\nMIIE');
    const nothing = await run(['env', 'set', 'KEY', '--rehearse'], { cwd, input: '' });
    expectCode(nothing.code, 2, nothing.stderr);
    expect(unbroken(nothing.stderr)).toContain('No value came in for KEY.');
  });

  test('takes what a file has, without what the server sets, and writes files for their owner only', async () => {
    const cwd = project(built);
    writeFileSync(join(cwd, '.env.local'), 'PORT=3000\nA="1\\n2"\nB=two # words\n');
    expect((await well(cwd, 'set', '--file', '.env.local')).said).toContain(
      'Left out, because the server sets it itself: PORT. Changed: A, B.',
    );
    const { said } = await well(cwd, 'pull', '--file', 'pulled.env');
    expect(said).toContain('Keep them out of git');
    expect(readFileSync(join(cwd, 'pulled.env'), 'utf8')).toBe('A="1\\n2"\nB=two\n');
    expect(statSync(join(cwd, 'pulled.env')).mode & 0o777).toBe(0o600);
    expect(await refused(cwd, 'pull', '--file', 'pulled.env')).toContain('pulled.env exists already');
    expect(await refused(cwd, 'set', '--file', 'no.env')).toContain('There is no file no.env');
  });

  test('puts values back that the app does not start with, says so, and shows none', async () => {
    const cwd = project(built);
    await well(cwd, 'set', 'KEPT=as it was');
    const failing = (...args: string[]) => run(['env', ...args, '--rehearse=deployment-fails'], { cwd });
    const { code, stderr } = await failing('set', 'KEPT=another', "NEW=Cannot find module 'express'");
    expectCode(code, 4, stderr);
    const said = unbroken(stderr);
    expect(said).toContain('does not start with this change, so it was undone: KEPT, NEW.');
    expect(said).toContain('│ Error: ***');
    expect(said).not.toContain('express');
    expect(JSON.parse((await well(cwd, 'pull', '--json')).stdout)).toEqual({ KEPT: 'as it was' });
    const removed = await failing('unset', 'KEPT', '--lang', 'ko');
    expectCode(removed.code, 4, removed.stderr);
    expect(removed.stderr).toMatch(korean);
    expect(JSON.parse((await well(cwd, 'pull', '--json')).stdout)).toEqual({ KEPT: 'as it was' });
  });

  test('keeps them where a stack is taken up again whose state was lost', async () => {
    const cwd = project(built);
    await well(cwd, 'set', 'JWT_SECRET=hush-hush', 'EMPTY=');
    rmSync(stateFile(cwd));
    const again = await run(['up', ...small, '--delivery', 'local', '--rehearse', '--recover'], { cwd });
    expectCode(again.code, 0, again.stderr);
    expect(JSON.parse((await well(cwd, 'pull', '--json')).stdout)).toEqual({ EMPTY: '', JWT_SECRET: 'hush-hush' });
  });

  test('says that a stack without an app has none, and that the first deployment gets them', async () => {
    expect(await refused(without, 'list')).toContain('has no place for app settings yet');
    const cwd = project();
    const up = await run(['up', ...small, '--delivery', 'local', '--rehearse'], { cwd });
    expectCode(up.code, 0, up.stderr);
    expect((await well(cwd, 'set', 'A=1')).said).toContain('the first deployment gets them');
    const down = await run(['teardown', '--yes', '--rehearse'], { cwd });
    expect(down.stderr + down.stdout).toMatch(/deleted +App settings \(Parameter Store\) +\/stepway\/[0-9a-f]+\/env\n/);
    const account = readFileSync(join(cwd, '.stepway/rehearsal/account.json'), 'utf8');
    expect(account).toContain('"parameters":[]');
  });

  test.each([
    [['hide', 'A=hush-hush'], 'The word after env is list, set, unset or pull.'],
    [['get', 'A'], 'Did you mean pull?'],
    [['constructor', 'A'], 'The word after env is list, set, unset or pull.'],
    [['set'], 'Which settings?'],
    [['unset'], 'Which settings?'],
    [['set', 'my hush-hush'], 'The name of a setting has'],
    [['set', 'a-b=hush-hush'], 'The name of a setting has'],
    [['set', 'PORT=hush-hush'], 'PORT is set by the server itself.'],
    [['set', `A=${'hush-hush'.repeat(500)}`], 'The value of A takes 4500 bytes'],
    [['set', 'A', 'B'], 'only one setting can get its value from the input'],
    [['list', 'hush-hush'], 'env list takes no names'],
    [['list', '--file', 'x'], 'env list does not take --file'],
    [['pull', '--no-restart'], 'env pull does not take --no-restart'],
    [['unset', 'A', '--reveal'], 'env unset does not take --reveal'],
  ])('says what is wrong with %j, and does not repeat a value', async (args, why) => {
    const said = await refused(built, ...args);
    expect(said).toContain(why);
    expect(said).not.toContain('hush-hush');
  });
});
