import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeDotenv } from '../../src/env/dotenv.ts';
import { ground, type Ended, type Ground } from './ground.ts';
import type { Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';
import { filesWith, formsOf, watchProcesses } from './secrets.ts';
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
  /** What was seen of the server's processes. */
  let seen: () => Promise<string>;

  beforeAll(async () => {
    site = await ground();
    await site.built('--database', one.engine, '--delivery', 'local');
    machine = await site.machine();
    await setTimes(machine, { patience: 15, forbearance: 5, probation: 1 });
    seen = await watchProcesses(machine);
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
  const run = (command: string) =>
    // Its lines are systemd's, and no shell's: an address has & in it.
    machine.run(`while IFS= read -r one; do export "$one"; done < <(grep ^DATABASE_ /etc/stepway/app.env); ${command}`);

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

  test('nobody sees a secret: not in outputs, the state, processes, the journal, what AWS knows, or open files', async () => {
    const own = {
      PRIVATE_KEY: `-----BEGIN OF A KEY-----\n${'planted/key+of/the+app='.repeat(3)}\n-----END-----`,
      TOKEN: 'planted token of "the app"',
    };
    const refused = 'planted-token-that-is-undone';
    const said: string[] = [];
    const say = async (...args: string[]) => {
      const ended = await site.stepway(...args);
      said.push(ended.stdout, ended.stderr);
      return ended.code;
    };
    writeFileSync(join(site.folder, 'own.env'), writeDotenv(new Map(Object.entries(own))));
    // What lies about in the project is refused.
    cpSync(join(site.folder, 'own.env'), join(site.folder, 'shop', '.env'));
    expect(await say('deploy', 'shop', '--verbose')).toBe(2);
    expect(said.join('')).toContain('.env');
    rmSync(join(site.folder, 'shop', '.env'));
    expect(await say('env', 'set', '--file', 'own.env', '--verbose')).toBe(0);
    expect(await say('env', 'set', 'NODE_OPTIONS=--no-such-flag', `TOKEN=${refused}`, '--verbose')).toBe(4);
    expect(await say('deploy', 'shop', '--verbose')).toBe(0);
    const { TOKEN, DATABASE_PASSWORD: password = '' } = await environment();
    expect(TOKEN).toBe(own.TOKEN);
    writeFileSync(join(site.folder, 'shop', 'server.js'), 'throw new Error("it ends");');
    expect(await say('deploy', 'shop', '--json', '--verbose')).toBe(4);
    writeFileSync(join(site.folder, 'shop', 'server.js'), `${program(one.client)}// once more`);
    expect(await say('deploy', 'shop', '--json')).toBe(0);
    expect(await say('deploy', '--rollback', '--verbose')).toBe(0);
    for (const command of ['doctor', 'status', 'outputs', 'env', 'deploys']) {
      await say(command, '--verbose', '--lang', 'ko');
      await say(command, '--json');
    }
    await say('up', '--yes', '--verbose');

    const masters = site.account.passwords();
    expect(masters).not.toEqual([]);
    const secrets = [...masters, password, own.PRIVATE_KEY, own.TOKEN, refused];
    const stateFolder = join(site.folder, '.stepway');
    const state = readdirSync(stateFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    // The app of this test gives its address to its own client.
    const processes = (await seen()).replaceAll(/^.*\b(psql -X -At|mysql --no-defaults -N) .*$/gm, '');
    expect(processes).toContain('get-secret-value');
    const places = {
      outputs: said.join('\n'),
      state: state.join('\n'),
      processes,
      journal: await machine.must('journalctl --no-pager --all --output=export'),
      console: machine.console(),
      aws: site.account.known(),
      web: await machine.must('cat /var/log/nginx/* 2>/dev/null || true'),
    };
    for (const [place, text] of Object.entries(places))
      for (const form of secrets.flatMap(formsOf)) expect(text.includes(form) ? form : '', place).toBe('');
    const files = await filesWith(machine, secrets);
    expect(files.length).toBeGreaterThan(0);
    expect(
      files.filter((one) => !/^(600 root:root \/(etc|run)|640 root:(root|app) \/etc)\/stepway\//.test(one)),
    ).toEqual([]);
  });
});
