import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from './certificates.ts';
import { eventually, output, serve } from './programs.ts';

/** A database server, as RDS hands one out: TLS, a master user who has not all power, and one database of that user's. */
export interface DatabaseServer {
  /** Has its administrator do something. */
  admin(sql: string): Promise<string>;
  /** Gives the master another password. */
  rotate(password: string): Promise<void>;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  readonly address: string;
  readonly port: number;
  /** The name by which servers connect, which its certificate is for. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const versions = '/usr/lib/postgresql';

/** The newest that is installed. */
function binaries(): string {
  const [newest] = (existsSync(versions) ? readdirSync(versions) : []).map(Number).toSorted((a, b) => b - a);
  if (newest === undefined) throw new Error('PostgreSQL is missing: apt-get install postgresql');
  return join(versions, `${newest}`, 'bin');
}

export async function startPostgres(
  folder: string,
  authority: Authority,
  options: DatabaseOptions,
): Promise<DatabaseServer> {
  const { address, port, host, user, password, database } = options;
  const [bin, home] = [binaries(), join(folder, 'postgres')];
  mkdirSync(home);
  const issued = await authority.issue(host);
  // It refuses to run as root, and to use a key that others can read.
  const as = ['--reuid=postgres', '--regid=postgres', '--init-groups', '--'];
  const asPostgres = (...args: string[]) => output('setpriv', [...as, ...args]);
  await output('chown', ['-R', 'postgres:', home]);
  writeFileSync(join(home, 'password'), password);
  chmodSync(join(home, 'password'), 0o644);
  const data = join(home, 'data');
  const initdb = ['-D', data, '-U', 'rdsadmin', '--auth=scram-sha-256', `--pwfile=${home}/password`, '--no-sync'];
  await asPostgres(join(bin, 'initdb'), ...initdb);
  writeFileSync(join(data, 'server.crt'), issued.cert);
  writeFileSync(join(data, 'server.key'), issued.key);
  chmodSync(join(data, 'server.key'), 0o600);
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all trust\nhostssl all all all scram-sha-256\n');
  await output('chown', ['postgres:', join(data, 'server.crt'), join(data, 'server.key')]);
  const settings = ['ssl=on', 'fsync=off', `listen_addresses=${address}`, `unix_socket_directories=${home}`];
  const command = [join(bin, 'postgres'), '-D', data, '-p', `${port}`, ...settings.flatMap((one) => ['-c', one])];
  const program = serve(folder, 'setpriv', [...as, ...command]);
  const psql = (sql: string) =>
    asPostgres(join(bin, 'psql'), '-h', home, '-p', `${port}`, '-U', 'rdsadmin', '-d', 'postgres', '-c', sql);
  await eventually('PostgreSQL answers', () => psql('select 1'));
  await psql(`create role "${user}" login createrole createdb password '${password}'`);
  if (database !== 'postgres') await psql(`create database "${database}" owner "${user}"`);
  return {
    admin: psql,
    rotate: async (fresh) => void (await psql(`alter role "${user}" password '${fresh}'`)),
    stop: () => program.stop(),
  };
}

/**
 * What RDS gives the master of MySQL, but for roles of its own:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html; and what MariaDB has besides,
 * without which it would not let the master give all rights to a database.
 */
const rightsOfMaster =
  'select, insert, update, delete, create, drop, reload, process, references, index, alter, show databases, ' +
  'create temporary tables, lock tables, execute, create view, show view, create routine, alter routine, create user, ' +
  'event, trigger, delete history';

/** MariaDB in place of MySQL, which Debian does not have. */
async function startMariadb(folder: string, authority: Authority, options: DatabaseOptions): Promise<DatabaseServer> {
  const { address, port, host, user, password, database } = options;
  const home = join(folder, 'mariadb');
  mkdirSync(home);
  const { cert, key } = await authority.issue(host);
  writeFileSync(join(home, 'server.crt'), cert);
  writeFileSync(join(home, 'server.key'), key);
  const [data, socket] = [join(home, 'data'), join(home, 'socket')];
  const common = ['--no-defaults', '--user=root', `--datadir=${data}`];
  await output('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const tls = [`--ssl-cert=${home}/server.crt`, `--ssl-key=${home}/server.key`];
  const settings = [`--socket=${socket}`, `--bind-address=${address}`, `--port=${port}`, '--skip-name-resolve'];
  const program = serve(folder, 'mariadbd', [...common, ...tls, ...settings, '--innodb-flush-method=nosync']);
  const sql = (statements: string) => output('mariadb', ['--no-defaults', `--socket=${socket}`], statements);
  await eventually('MariaDB answers', () => sql('select 1'));
  await sql(`create user '${user}'@'%' identified by '${password}' require ssl;
grant ${rightsOfMaster} on *.* to '${user}'@'%' with grant option;
create database ${database};`);
  return {
    admin: sql,
    rotate: async (fresh) => void (await sql(`alter user '${user}'@'%' identified by '${fresh}'`)),
    stop: () => program.stop(),
  };
}

/** By RDS's name of the engine. */
export const engines: Readonly<Record<string, typeof startPostgres>> = {
  postgres: startPostgres,
  mysql: startMariadb,
};
