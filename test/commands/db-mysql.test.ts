import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAuthority } from '../ground/certificates.ts';
import { engines, type DatabaseServer } from '../ground/database.ts';
import { output } from '../ground/programs.ts';
import { sessionAccount, type Account } from '../session/account.ts';
import { listen } from '../support/listen.ts';
import { runAlone } from '../support/program.ts';
import { temporaryFolder } from '../support/folder.ts';
import { toolMissing } from '../support/tools.ts';
import { expectCode, necessary, project, stateFile } from './support.ts';

const flags = [...necessary, '--entry', 'elastic-ip', '--delivery', 'local', '--database', 'mysql'];
const password = 'hush/hush@1234:pass word';

/** A port of this computer that is free. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * MySQL's own client, which Debian does not have: MariaDB's under its name, which says that it is MySQL's, takes what
 * that takes, and refuses what only MariaDB's knows.
 */
const asMysql = (program: string) => `#!/bin/sh
[ "$1" = --version ] && echo "${program}  Ver 8.4.6 for Linux on x86_64 (MySQL Community Server - GPL)" && exit 0
for word do
  shift
  case "$word" in
    --ssl | --ssl=* | --skip-ssl*) echo "${program}: [ERROR] unknown option '$word'." >&2; exit 2 ;;
    --ssl-mode=VERIFY_CA) set -- "$@" --ssl ;;
    --set-gtid-purged=OFF) ;;
    *) set -- "$@" "$word" ;;
  esac
done
exec ${program === 'mysql' ? 'mariadb' : 'mariadb-dump'} "$@"
`;

const isMissing = process.getuid?.() !== 0 || toolMissing('mariadbd', 'mariadb-dump');

describe.skipIf(isMissing)('the database, with a real MariaDB in place of MySQL', () => {
  let account: Account;
  let server: DatabaseServer;
  let port: number;
  let folder: string | undefined;
  let ca = '';
  const mysqls = project();

  /** By the client that is installed, or by one that is MySQL's own. */
  const clients: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "MariaDB's": {},
    "MySQL's own": { PATH: `${mysqls}${delimiter}${process.env['PATH']}` },
  };
  const ran = (client: string, ...args: string[]) =>
    runAlone(['db', ...args], { cwd: account.cwd, env: { ...account.env, ...clients[client] } });
  const ask = (client: string, sql: string) => ran(client, 'connect', '--', '-N', '-e', sql);

  beforeAll(async () => {
    for (const program of ['mysql', 'mysqldump']) {
      writeFileSync(join(mysqls, program), asMysql(program));
      chmodSync(join(mysqls, program), 0o755);
    }
    port = await freePort();
    account = await sessionAccount({ flags, port: () => port });
    const host =
      /"host":"([^"]+rds\.amazonaws\.com)"/.exec(
        readFileSync(stateFile(account.cwd).replace('/rehearsal/', '/'), 'utf8'),
      )?.[1] ?? '';
    folder = mkdtempSync('/tmp/stepway-mariadb-');
    const authority = await newAuthority(folder);
    ({ ca } = authority);
    const options = { address: '127.0.0.1', port, host, user: 'app', password, database: 'app' };
    server = await engines['mysql']!(folder, authority, options);
    account.write('etc/stepway/database.user', `HOST=${host}\nPASSWORD=${password}\n`);
    account.write('etc/stepway/rds.pem', ca);
    await server.admin(`use app;
create table things (id int primary key, name varchar(600) character set utf8mb4);
insert into things select seq, repeat(concat('한글 ', seq), 20) from seq_1_to_5000;
create procedure count_things() select count(*) from things;
create event later on schedule every 1 day do select 1;`);
  }, 180_000);
  afterAll(async () => {
    await account?.stop();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const both = Object.keys(clients);

  test.each(both)('is opened by %s client as the app, over TLS, and ends as that does', async (client) => {
    const asked = await ask(client, "select user(), count(*) from things; show status like 'ssl_cipher'");
    expectCode(asked.code, 0, asked.stderr);
    expect(asked.stdout).toMatch(/^app@\S+\t5000\nSsl_cipher\t\S+\n$/);
    const wrong = await ask(client, 'select nothing');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("Unknown column 'nothing'");
    expect(`${asked.stdout}${asked.stderr}${wrong.stderr}`).not.toContain(password);
  });

  test.each(both)('is not talked to by %s client where somebody else has signed its certificate', async (client) => {
    const other = await newAuthority(temporaryFolder());
    account.write('etc/stepway/rds.pem', other.ca);
    const asked = await ask(client, 'select 1');
    account.write('etc/stepway/rds.pem', ca);
    expect(asked.code).toBe(1);
    expect(asked.stdout).toBe('');
    expect(asked.stderr).toMatch(/certificate/i);
  });

  test.each(both)('is dumped by %s client whole, and the dump restores to the same', async (client) => {
    const dumped = await ran(client, 'dump', 'backup.sql', '--force', '--json');
    expectCode(dumped.code, 0, dumped.stderr);
    const file = join(account.cwd, 'backup.sql');
    expect(JSON.parse(dumped.stdout)).toEqual({
      is: 'done',
      file: 'backup.sql',
      bytes: statSync(file).size,
      format: 'sql',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const dump = readFileSync(file, 'utf8');
    expect(dump).not.toContain(password);
    const sums = "select md5(group_concat(md5(concat(id, name)) order by id separator '')) from things";
    await server.admin(`create or replace database again; use again;\n${dump}`);
    const settings = 'set group_concat_max_len = 1000000;';
    const of = (database: string) => server.admin(`use ${database}; ${settings} ${sums}; call count_things();`);
    expect(await of('again')).toBe(await of('app'));
    expect(
      await server.admin("select event_name from information_schema.events where event_schema = 'again'"),
    ).toContain('later');
  });

  test.each(both)(
    'a dump by %s client that ends in the middle is an error, and nothing is left of it',
    async (client) => {
      await server.admin(`use app; create view broken as select id from things; rename table things to gone;`);
      const dumped = await ran(client, 'dump', 'half.sql');
      await server.admin(`use app; rename table gone to things; drop view broken;`);
      expectCode(dumped.code, 4, dumped.stderr);
      expect(dumped.stderr).toContain('not whole');
      expect(readdirSync(account.cwd).filter((name) => name.startsWith('half'))).toEqual([]);
    },
  );

  test('a client of another name is found, where that is the one that is installed', async () => {
    const bare = temporaryFolder();
    for (const name of ['mariadb', 'mariadb-dump', 'node', 'sh']) {
      const path = (await output('sh', ['-c', `command -v ${name}`])).trim();
      writeFileSync(join(bare, name), `#!/bin/sh\nexec '${path}' "$@"\n`.replace('#!/bin/sh', '#!/bin/bash'));
      chmodSync(join(bare, name), 0o755);
    }
    const env = { ...account.env, PATH: bare };
    const asked = await runAlone(['db', 'connect', '--', '-N', '-e', 'select 6 * 7'], { cwd: account.cwd, env });
    expectCode(asked.code, 0, asked.stderr);
    expect(asked.stdout).toBe('42\n');
  });
});
