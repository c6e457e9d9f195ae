import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAuthority } from '../ground/certificates.ts';
import { startPostgres, type DatabaseServer } from '../ground/database.ts';
import { output } from '../ground/programs.ts';
import { sessionAccount, type Account } from '../session/account.ts';
import { environment } from '../support/environment.ts';
import { temporaryFolder } from '../support/folder.ts';
import { listen } from '../support/listen.ts';
import { launcher, run } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';
import { toolMissing } from '../support/tools.ts';
import { expectCode, necessary, project, stateFile } from './support.ts';

const withDatabase = [...necessary, '--entry', 'elastic-ip', '--delivery', 'local', '--database'];
const postgres = [...withDatabase, 'postgres'];
const password = 'hush/hush@1234:pass word';

/** A port of this computer that is free. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The built program, with its streams. */
function start({ cwd, env }: Pick<Account, 'cwd' | 'env'>, ...args: string[]) {
  const child = spawn(process.execPath, [launcher, ...args], { cwd, env: environment(cwd, env), stdio: 'pipe' });
  child.stdin.on('error', () => undefined);
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, code, errors: text(child.stderr) };
}

async function ran(account: Pick<Account, 'cwd' | 'env'>, ...args: string[]) {
  const { child, code, errors } = start(account, 'db', ...args);
  child.stdin.end();
  const said = await text(child.stdout);
  return { code: await code, output: said, errors: await errors };
}

describe.skipIf(process.getuid?.() !== 0 || toolMissing('psql'))('the database, with a real PostgreSQL', () => {
  let account: Account;
  let server: DatabaseServer;
  let port: number;
  let folder: string | undefined;
  const sql = (database: string, ...more: string[]) =>
    output('psql', [
      '-X',
      '-At',
      ...more,
      `host=127.0.0.1 port=${port} dbname=${database} user=app sslmode=require password='${password}'`,
    ]);

  beforeAll(async () => {
    port = await freePort();
    account = await sessionAccount({ flags: postgres, port: () => port });
    const host =
      /"host":"([^"]+rds\.amazonaws\.com)"/.exec(
        readFileSync(stateFile(account.cwd).replace('/rehearsal/', '/'), 'utf8'),
      )?.[1] ?? '';
    // One that the user of PostgreSQL reaches as well.
    folder = mkdtempSync('/tmp/stepway-postgres-');
    chmodSync(folder, 0o755);
    const authority = await newAuthority(folder);
    server = await startPostgres(folder, authority, {
      address: '127.0.0.1',
      port,
      host,
      user: 'app',
      password,
      database: 'app',
    });
    account.write('etc/stepway/database.user', `HOST=${host}\nPASSWORD=${password}\n`);
    account.write('etc/stepway/rds.pem', authority.ca);
    await sql(
      'app',
      '-c',
      'create table things (id int primary key, name text)',
      '-c',
      `insert into things select n, repeat('한글 ' || n, 20) from generate_series(1, 5000) n`,
    );
  }, 180_000);
  afterAll(async () => {
    await account?.stop();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test('its client is opened as the app, over TLS that is held against its name, and ends as that does', async () => {
    const asked = await ran(
      account,
      'connect',
      '--',
      '-X',
      '-At',
      '-c',
      'select current_user, count(*) from things',
      '-c',
      'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    );
    expect(asked.output).toBe('app|5000\nt\n');
    expectCode(asked.code ?? -1, 0, asked.errors);
    const wrong = await ran(account, 'connect', '--', '-X', '-c', 'select nothing');
    expect(wrong.code).toBe(1);
    expect(wrong.errors).toContain('column "nothing" does not exist');
    expect(`${asked.output}${asked.errors}${wrong.errors}`).not.toContain(password);
  });

  test('its client has the terminal to itself, and hears Ctrl-C', async () => {
    const { cwd, env } = account;
    const terminal = openTerminal({ args: ['db', 'connect', '--', '-X'], cwd, env: { ...env, PAGER: 'cat' } });
    await terminal.waitFor('app=>', 30_000);
    terminal.type('select pg_sleep(100);\r');
    await terminal.waitFor('pg_sleep(100);');
    terminal.press('ctrl-c');
    await terminal.waitFor('canceling statement', 20_000);
    terminal.type('\\q\r');
    expect(await terminal.exited).toBe(0);
  });

  test('its client reads what comes in', async () => {
    const { child, code, errors } = start(account, 'db', 'connect', '--', '-X', '-At');
    child.stdin.end('select 6 * 7;\n');
    expect(await text(child.stdout)).toBe('42\n');
    expectCode((await code) ?? -1, 0, await errors);
  });

  test('as JSON it says how the client ended, and what it said', async () => {
    const { code, output: said } = await ran(account, 'connect', '--json', '--', '-X', '-At', '-c', 'select 1');
    expect(JSON.parse(said)).toEqual({ is: 'done', exitCode: 0, stdout: '1\n', stderr: expect.any(String) });
    expect(code).toBe(0);
  });

  test('a tunnel says where it begins, carries several connections, and ends with Ctrl-C', async () => {
    const { child, code, errors } = start(account, 'db', 'tunnel', '--json', '--port', `${await freePort()}`);
    child.stdin.end();
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
    );
    const told = JSON.parse(line) as { url: string; port: number };
    expect(told).toEqual({
      is: 'open',
      host: '127.0.0.1',
      port: told.port,
      database: 'app',
      user: 'app',
      url: `postgresql://app@127.0.0.1:${told.port}/app?sslmode=require`,
    });
    const asked = await Promise.all(
      [1, 2, 3].map((n) =>
        output('psql', [
          '-X',
          '-At',
          '-c',
          `select ${n}, pg_sleep(0.5)`,
          `${told.url}&password=${encodeURIComponent(password)}`,
        ]),
      ),
    );
    expect(asked).toEqual(['1|\n', '2|\n', '3|\n']);
    child.kill('SIGINT');
    expect(await code).toBe(130);
    expect((await errors).trim()).toBe('');
    expect(line).not.toContain(encodeURIComponent(password));
  });

  test('a tunnel shows the password to whoever asks for it', async () => {
    const { child, code } = start(account, 'db', 'tunnel', '--reveal', '--port', `${await freePort()}`);
    child.stdin.end();
    const url = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
    );
    expect(await output('psql', ['-X', '-At', '-c', 'select count(*) from things', url])).toBe('5000\n');
    child.kill('SIGINT');
    expect(await code).toBe(130);
  });

  test('a dump is whole, restores to the same, and only its owner can read it', async () => {
    const dumped = await ran(account, 'dump', 'backup.sql', '--json');
    expectCode(dumped.code ?? -1, 0, dumped.errors);
    const file = join(account.cwd, 'backup.sql');
    expect(JSON.parse(dumped.output)).toEqual({
      is: 'done',
      file: 'backup.sql',
      bytes: statSync(file).size,
      format: 'sql',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await sql('app', '-c', 'create schema if not exists spare');
    const again = await ran(account, 'dump', 'backup.sql');
    expect(again.code).toBe(2);
    expect(again.errors).toContain('--force');
    const forced = await ran(account, 'dump', 'backup.sql', '--force');
    expectCode(forced.code ?? -1, 0, forced.errors);

    const compact = await ran(account, 'dump', 'backup.dump');
    expectCode(compact.code ?? -1, 0, compact.errors);
    expect(compact.errors).toContain('backup.dump has all of it');
    const { output: streamed } = await ran(account, 'dump', '-');
    const sums = 'select md5(string_agg(id || name, $$,$$ order by id)) from things';
    const expected = await sql('app', '-c', sums);
    const address = (name: string) =>
      `host=127.0.0.1 port=${port} dbname=${name} user=app sslmode=require password='${password}'`;
    const restore: Record<string, () => Promise<string>> = {
      plain: () => output('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file, address('plain')]),
      piped: () => output('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', address('piped')], streamed),
      packed: () =>
        output('pg_restore', ['--exit-on-error', '-d', address('packed'), join(account.cwd, 'backup.dump')]),
    };
    for (const [name, into] of Object.entries(restore)) {
      await server.admin(`create database ${name} owner app`);
      await into();
      expect(await sql(name, '-c', sums)).toBe(expected);
    }
    expect(streamed).not.toContain(password);
  });

  test('a dump that ends in the middle is an error, and nothing is left of it', async () => {
    await sql(
      'app',
      '-c',
      `create table big as select n, repeat(md5(n::text), 40) as filler from generate_series(1, 60000) n`,
    );
    const { child, code, errors } = start(account, 'db', 'dump', 'half.sql');
    child.stdin.end();
    const half = () => readdirSync(account.cwd).find((name) => name.startsWith('half.sql.')) ?? 'half.sql';
    await expect
      .poll(() => statSync(join(account.cwd, half()), { throwIfNoEntry: false })?.size ?? 0, { timeout: 30_000 })
      .toBeGreaterThan(100_000);
    await server.admin(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pg_dump'`);
    const said = await errors;
    expectCode((await code) ?? -1, 4, said);
    expect(said).toContain('not whole');
    expect(readdirSync(account.cwd).filter((name) => name.startsWith('half'))).toEqual([]);
    await sql('app', '-c', 'drop table big');
  });
});

describe('the database', () => {
  const rehearsed = project();
  beforeAll(async () => {
    const { code, stderr } = await run(['up', ...postgres, '--rehearse'], { cwd: rehearsed });
    expectCode(code, 0, stderr);
  }, 120_000);
  const db = (...args: string[]) => run(['db', ...args, '--rehearse'], { cwd: rehearsed });

  test.each([['connect'], ['tunnel'], ['dump', 'backup.sql']])(
    '%s is asked for in a rehearsal, and reaches nothing',
    async (...args) => {
      const { code, stdout, stderr } = await db(...args);
      expectCode(code, 0, stderr);
      expect(stderr).toContain('A rehearsal has no database');
      expect(stdout).toBe('');
      expect(JSON.parse((await db(...args, '--json')).stdout)).toEqual({ is: 'rehearsed' });
    },
  );

  test.each<[string[], string]>([
    [[], 'connect, tunnel, dump'],
    [['backup'], 'Did you mean dump?'],
    [['tunnel', '--port', '70000'], '1 to 65535'],
    [['connect', '--port', '5'], 'does not take --port'],
    [['dump', 'a.sql', '--reveal'], 'does not take --reveal'],
    [['tunnel', 'more'], 'takes only flags'],
    [['dump'], 'one file'],
    [['dump', 'a', 'b'], 'one file'],
    [['dump', '-', '--json'], '--json does not go with -'],
    [['dump', 'a.sql.gz'], 'gzip'],
  ])('%j is refused', async (args, says) => {
    const { code, stderr } = await db(...args);
    expectCode(code, 2, stderr);
    expect(stderr).toContain(says);
  });

  test('a stack without one says so', async () => {
    const cwd = project();
    await run(['up', ...withDatabase, 'none', '--rehearse'], { cwd });
    const { code, stderr } = await run(['db', 'connect', '--rehearse'], { cwd });
    expectCode(code, 2, stderr);
    expect(stderr).toContain('has no database');
  }, 60_000);

  test('what is missing on this computer, or is in the way here, is said before AWS is asked', async () => {
    const account = await sessionAccount({ flags: postgres });
    const bare = { cwd: account.cwd, env: { ...account.env, PATH: temporaryFolder() } };
    const { code, errors } = await ran(bare, 'connect');
    expectCode(code ?? -1, 2, errors);
    expect(errors).toMatch(/psql is not installed[^]*brew install libpq[^]*db tunnel/);
    const occupied = createServer();
    const port = await listen(occupied);
    const taken = await ran(account, 'tunnel', '--port', `${port}`);
    expectCode(taken.code ?? -1, 2, taken.errors);
    expect(taken.errors).toContain(`Port ${port} of this computer is taken`);
    occupied.close();
    writeFileSync(join(account.cwd, 'mine.sql'), 'mine');
    mkdirSync(join(account.cwd, 'folder'));
    expect((await ran(account, 'dump', 'mine.sql')).code).toBe(2);
    expect(account.calls).toEqual([]);
    await account.stop();
  }, 60_000);
});
