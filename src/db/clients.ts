import type { Words } from '../words.ts';

/** Where a client reaches the database, and as whom. */
export interface Address {
  /** The database's own name, for which its certificate is. */
  readonly host: string;
  /** On this computer. */
  readonly port: number;
  readonly name: string;
  readonly user: string;
  /** The file with the authorities that sign such certificates, where it is known. */
  readonly authorities?: string | undefined;
}

/** How a dump looks. */
export interface Format {
  readonly id: 'sql' | 'custom';
  /** What a whole one has in its first or its last bytes. */
  readonly whole: RegExp;
}

/** A program of a client's. */
export interface Tool {
  /** What it may be called; the first that is there is meant, unless that is an old name for another one of them. */
  readonly programs: readonly string[];
  /** Whether a program of that name, which says that of itself, goes by an old name. */
  isRenamed?(program: string, version: string): boolean;
  /** Its arguments, none of which is the password. `version` is what it says of itself. */
  args(to: Address, version: string, format: Format): readonly string[];
}

/** What is known of the clients of one kind of database. */
export interface Client {
  /** What people type into. */
  readonly connect: Tool;
  readonly dump: Tool;
  /** What both read in their environment. */
  env(to: Address, password: string): Readonly<Record<string, string>>;
  /** The format of a file of that name. */
  format(file: string): Format;
  /** An address as other programs take it. */
  url(to: Pick<Address, 'port' | 'name' | 'user'>, password?: string): string;
  readonly install: Words;
}

const postgres: Client = {
  connect: { programs: ['psql'], args: () => [] },
  dump: {
    programs: ['pg_dump'],
    // Roles of this database mean nothing in another one.
    args: (_to, _version, { id }) => [`--format=${id === 'custom' ? 'c' : 'p'}`, '--no-owner', '--no-privileges'],
  },
  // The address leads through the tunnel, and the certificate is still held against the name:
  // https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-HOSTADDR
  env: ({ host, port, name, user, authorities }, password) => ({
    PGHOST: host,
    PGHOSTADDR: '127.0.0.1',
    PGPORT: `${port}`,
    PGDATABASE: name,
    PGUSER: user,
    PGPASSWORD: password,
    PGCONNECT_TIMEOUT: '30',
    ...(authorities === undefined
      ? { PGSSLMODE: 'require' }
      : { PGSSLMODE: 'verify-full', PGSSLROOTCERT: authorities }),
  }),
  format: (file) =>
    /\.(dump|pgdump|custom|backup)$/i.test(file)
      ? { id: 'custom', whole: /^PGDMP/ }
      : { id: 'sql', whole: /^-- PostgreSQL database dump complete$/m },
  url: ({ port, name, user }, password) =>
    `postgresql://${who(user, password)}@127.0.0.1:${port}/${name}?sslmode=require`,
  install: {
    en: 'Install it: `brew install libpq && brew link --force libpq` on a Mac, `sudo apt-get install postgresql-client` on Debian or Ubuntu, the installer of postgresql.org on Windows.',
    ko: '설치하세요. Mac은 `brew install libpq && brew link --force libpq`, Debian·Ubuntu는 `sudo apt-get install postgresql-client`, Windows는 postgresql.org의 설치 프로그램을 쓰면 됩니다.',
  },
};

/**
 * The certificate is for the database's own name, and the tunnel begins at another one: who signed it is checked, and for
 * whom it is cannot be. The clients have different words for that. Of MySQL's:
 * https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_ssl-mode; MariaDB's has no such mode, and
 * checks who signed it where it is given an authority (ma_tls_connect in libmariadb/secure/openssl.c of its connector).
 */
const encrypted = ({ authorities }: Address, version: string) => {
  const by = authorities === undefined ? [] : [`--ssl-ca=${authorities}`];
  if (isMaria(version)) return ['--ssl', '--skip-ssl-verify-server-cert', ...by];
  return [`--ssl-mode=${authorities === undefined ? 'REQUIRED' : 'VERIFY_CA'}`, ...by];
};

const isMaria = (version: string) => version.includes('MariaDB');

/** MariaDB's programs warn at every call by the names that they had before version 11. */
const isRenamed = (program: string, version: string) => isMaria(version) && program.startsWith('mysql');

const through = (to: Address, version: string) => [
  // A password in an option file of the user's is stronger than the environment. It has to come first.
  '--no-defaults',
  '--host=127.0.0.1',
  '--protocol=TCP',
  `--port=${to.port}`,
  `--user=${to.user}`,
  ...encrypted(to, version),
];

const mysql: Client = {
  connect: {
    programs: ['mysql', 'mariadb'],
    isRenamed,
    args: (to, version) => [...through(to, version), `--database=${to.name}`],
  },
  dump: {
    programs: ['mysqldump', 'mariadb-dump'],
    isRenamed,
    args: (to, version) => [
      ...through(to, version),
      '--single-transaction',
      '--routines',
      '--events',
      // What only an administrator of the server may read.
      '--no-tablespaces',
      ...(isMaria(version) ? [] : ['--set-gtid-purged=OFF']),
      to.name,
    ],
  },
  env: (_to, password) => ({ MYSQL_PWD: password }),
  format: () => ({ id: 'sql', whole: /^-- Dump completed/m }),
  url: ({ port, name, user }, password) => `mysql://${who(user, password)}@127.0.0.1:${port}/${name}`,
  install: {
    en: 'Install it: `brew install mysql-client && brew link --force mysql-client` on a Mac, `sudo apt-get install default-mysql-client` on Debian or Ubuntu, the installer of dev.mysql.com on Windows.',
    ko: '설치하세요. Mac은 `brew install mysql-client && brew link --force mysql-client`, Debian·Ubuntu는 `sudo apt-get install default-mysql-client`, Windows는 dev.mysql.com의 설치 프로그램을 쓰면 됩니다.',
  },
};

const who = (user: string, password?: string) =>
  [user, ...(password === undefined ? [] : [password])].map(encodeURIComponent).join(':');

export const clientOf = (engine: string): Client => (engine === 'mysql' ? mysql : postgres);
