import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ground, type Ended, type Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { project } from './projects.ts';

/** How an engine is talked to, and what it says of the app's own user. */
interface Engine {
  readonly engine: string;
  /** Its own client, as a program that is given a statement. */
  readonly client: string;
  readonly url: RegExp;
  readonly jdbc: RegExp;
  /** Who is asking, and over TLS. */
  readonly who: readonly [sql: string, says: RegExp];
  /** Whether it has power over more than its database. */
  readonly power: readonly [sql: string, says: string];
  readonly tables: string;
  /** Connects with another authority, and without TLS: commands, and what the first says. */
  readonly distrusting: readonly [command: string, says: string];
  readonly open?: string;
}

const engines: readonly Engine[] = [
  {
    engine: 'postgres',
    client: "'psql', ['-X', '-At', '-c', sql, env.DATABASE_URL]",
    url: /^postgresql:\/\/app:[0-9a-f]{48}@\S+:5432\/app\?sslmode=verify-full/,
    jdbc: /^jdbc:postgresql:\/\/\S+:5432\/app\?sslmode=verify-full/,
    who: ['select current_user, ssl from pg_stat_ssl where pid = pg_backend_pid()', /^app\|t$/],
    power: ['select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user', 'f'],
    tables: 'create table things (id serial primary key, name text); create schema more; create table more.a ()',
    distrusting: [`psql -X -At -c 'select 1' "$DATABASE_URL&sslrootcert=/root/other.pem"`, 'certificate verify failed'],
    open: `psql -X -At -c 'select 1' "$DATABASE_URL&sslmode=disable"`,
  },
  {
    engine: 'mysql',
    client:
      "'mysql', ['--no-defaults', '-N', '-h', env.DATABASE_HOST, '-P', env.DATABASE_PORT, '-u', env.DATABASE_USER, " +
      "'-p' + env.DATABASE_PASSWORD, '--ssl-ca=' + env.DATABASE_CA, '--ssl-verify-server-cert', '-e', sql, env.DATABASE_NAME]",
    url: /^mysql:\/\/app:[0-9a-f]{48}@\S+:3306\/app$/,
    jdbc: /^jdbc:mysql:\/\/\S+:3306\/app\?sslMode=REQUIRED$/,
    who: ["select current_user(); show status like 'ssl_cipher'", /^app@%\nSsl_cipher\t\S+$/],
    power: ["select count(*) from information_schema.user_privileges where privilege_type != 'usage'", '0'],
    tables: 'create table things (id int auto_increment primary key, name text)',
    distrusting: [
      'mysql --no-defaults -h "$DATABASE_HOST" -u app -p"$DATABASE_PASSWORD" --ssl-ca=/root/other.pem --ssl-verify-server-cert',
      'certificate',
    ],
  },
];

/** An app that knows of its database what its environment says, and asks it through the client of its engine. */
const program = (client: string) => `import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
const { env } = process;
const ask = (sql, done) => execFile(${client}, (error, said, stderr) => done(error ? stderr : said));
createServer((request, response) => {
  if (request.url === '/') return response.end('up');
  if (request.url === '/environment') return response.end(JSON.stringify(env));
  ask(decodeURIComponent(request.url.slice(1)), (said) => response.end(said));
}).listen(env.PORT);
`;

describe.skipIf(groundMissing()).each(engines)('the database of an app ($engine)', { timeout: 600_000 }, (one) => {
  let site: Ground;
  let machine: Machine;

  beforeAll(async () => {
    site = await ground();
    await site.built('--database', one.engine, '--delivery', 'local');
    machine = await site.machine();
    const folder = project(join(site.folder, 'shop'), {
      'package.json': JSON.stringify({
        name: 'shop',
        version: '1.0.0',
        type: 'module',
        scripts: { start: 'node server.js' },
      }),
      'server.js': program(one.client),
    });
    well(await site.stepway('init', 'shop', '--yes'));
    well(await site.deploy(folder));
  }, 600_000);
  afterAll(() => site?.close());

  const well = ({ code, stdout, stderr }: Ended) => expect(code === 0 ? '' : `${code}: ${stdout}${stderr}`).toBe('');
  const ask = async (sql: string) => (await site.ask(`/${encodeURIComponent(sql)}`)).body.trim();
  const environment = async () => JSON.parse((await site.ask('/environment')).body) as Record<string, string>;
  /** On the server, with what the app has. */
  const run = (command: string) => machine.run(`set -a; . /etc/stepway/app.env; ${command}`);

  test('is reached by a user of the app’s own, over TLS that is verified', async () => {
    expect(await ask(one.who[0])).toMatch(one.who[1]);
    expect(await ask(one.power[0])).toBe(one.power[1]);
    expect(await environment()).toMatchObject({
      DATABASE_USER: 'app',
      DATABASE_CA: '/etc/stepway/rds.pem',
      DATABASE_URL: expect.stringMatching(one.url),
      SPRING_DATASOURCE_URL: expect.stringMatching(one.jdbc),
      SPRING_DATASOURCE_USERNAME: 'app',
    });
    // Another authority's word counts for nothing.
    await machine.must(
      'openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=other -keyout /root/key -out /root/other.pem',
    );
    expect((await run(one.distrusting[0])).stderr).toContain(one.distrusting[1]);
    if (one.open !== undefined) expect((await run(one.open)).code).not.toBe(0);
  });

  test('lets migrations make tables', async () => {
    expect(await ask(one.tables)).not.toMatch(/error/i);
    await ask("insert into things (name) values ('one')");
    expect(await ask('alter table things add column at date; select count(*) from things')).toMatch(/1$/);
  });

  test('goes on being there when RDS has given its master another password', async () => {
    const arn = await machine.must("sed -n 's/^DATABASE_SECRET_ARN=//p' /etc/stepway/app.env");
    const secret = () =>
      machine.must(
        `aws secretsmanager get-secret-value --region us-east-1 --secret-id ${arn.trim()} --query SecretString --output text`,
      );
    const before = await secret();
    await site.account.rotate();
    expect(await secret()).not.toBe(before);
    expect(await ask('select count(*) from things')).toBe('1');
    await machine.must('/opt/stepway/release restart');
    expect(await ask('select count(*) from things')).toBe('1');
  });

  test('is found again by a server that does not know the password: it makes another one', async () => {
    const { DATABASE_PASSWORD: before } = await environment();
    await machine.must('rm /etc/stepway/database.user && /opt/stepway/release apply');
    expect((await environment())['DATABASE_PASSWORD']).not.toBe(before);
    expect(await ask('select count(*) from things')).toBe('1');
  });

  test('an app with a database elsewhere says so with DATABASE_URL', async () => {
    well(await site.stepway('env', 'set', 'DATABASE_URL=postgresql://elsewhere/db'));
    expect((await environment())['DATABASE_URL']).toBe('postgresql://elsewhere/db');
    well(await site.stepway('env', 'unset', 'DATABASE_URL'));
    expect(await ask('select count(*) from things')).toBe('1');
  });

  test('has a password that nobody sees: not the state, the bucket, the journal, the output', async () => {
    const { DATABASE_PASSWORD: password = '' } = await environment();
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    const journal = await machine.must('journalctl --no-pager -o cat');
    const outputs = await site.stepway('outputs', '--json');
    const state = readFileSync(join(site.folder, '.stepway', 'demo.jsonl'), 'utf8');
    for (const text of [journal, outputs.stdout, state, await site.environment()]) expect(text).not.toContain(password);
    const open = await machine.must(
      `grep -rlF ${password} /etc /opt /run /var/log --exclude-dir=machines | xargs -r stat -c '%a %U'`,
    );
    expect(new Set(open.trim().split('\n'))).toEqual(new Set(['600 root', '640 root']));
  });
});
