import type { Broken } from './broken.ts';

const starts = { event: 'ApplicationStart', takes: ['postgres'] } as const;
const psql = (sql: string, url = '$DATABASE_URL') => `psql --no-psqlrc -v ON_ERROR_STOP=1 "${url}" -c '${sql}'`;

/** Databases that an app does not reach, or that are not as it wants them. */
export const brokenDatabases: readonly Broken[] = [
  {
    ...starts,
    name: 'postgres-not-here',
    takes: ['psql'],
    files: {},
    run: psql('select 1', 'postgres://shop:x@127.0.0.1:1/shop'),
    cause: /on the server itself/,
    line: /Connection refused/,
  },
  {
    ...starts,
    name: 'postgres-no-such-host',
    takes: ['psql'],
    files: {},
    run: psql('select 1', 'postgres://shop:x@db.invalid/shop'),
    cause: /host name that does not exist/,
    line: /could not translate host name/,
  },
  {
    ...starts,
    name: 'postgres-wrong-password',
    files: {},
    run: psql('select 1', 'postgres://shop:wrong@127.0.0.1:$DATABASE_PORT/shop'),
    cause: /database rejected/,
    line: /password authentication failed/,
  },
  {
    ...starts,
    name: 'postgres-without-tls',
    files: {},
    run: psql('select 1', '$DATABASE_URL?sslmode=disable'),
    cause: /database rejected/,
    line: /no pg_hba\.conf entry/,
  },
  {
    ...starts,
    name: 'postgres-no-such-database',
    files: {},
    run: psql('select 1', 'postgres://shop:right@127.0.0.1:$DATABASE_PORT/nothere'),
    cause: /no database with that name/,
    line: /database "nothere" does not exist/,
  },
  {
    ...starts,
    name: 'postgres-no-table',
    files: {},
    run: psql('select * from users'),
    cause: /migrations were not run/,
    line: /relation "users" does not exist/,
  },
  {
    ...starts,
    name: 'postgres-no-column',
    files: {},
    run: psql('create temp table goods (name text); select price from goods'),
    cause: /column is missing/,
    line: /column "price" does not exist/,
  },
  {
    ...starts,
    name: 'postgres-no-right',
    files: {},
    run: psql('create extension plpython3u'),
    cause: /may not do this in the database|extension/,
    line: /permission denied to create extension|could not open extension|extension .* is not available/,
  },
  {
    ...starts,
    name: 'postgres-already-there',
    files: {},
    run: psql('create temp table goods (name text); create temp table goods (name text)'),
    cause: /is there already/,
    line: /relation "goods" already exists/,
  },
  {
    ...starts,
    name: 'postgres-untrusted',
    files: {},
    run: psql('select 1', '$DATABASE_URL?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt'),
    cause: /does not trust the certificate/,
    line: /certificate verify failed/,
  },
  {
    ...starts,
    name: 'postgres-no-authorities',
    files: {},
    run: psql('select 1', '$DATABASE_URL?sslmode=verify-full&sslrootcert=/nowhere/rds.pem'),
    cause: /file with the authorities/,
    line: /root certificate file .* does not exist/,
  },
  {
    ...starts,
    name: 'postgres-no-connection-left',
    files: {},
    run: `psql "$DATABASE_URL" -c 'alter role shop connection limit 1'
psql "$DATABASE_URL" -c 'select pg_sleep(1)' &
sleep 0.5
psql "$DATABASE_URL" -c 'select 1' || failed=$?
wait
psql "$DATABASE_URL" -c 'alter role shop connection limit -1'
exit "\${failed:-0}"`,
    cause: /no connection left/,
    line: /too many (clients|connections)|remaining connection slots/,
  },
  {
    ...starts,
    name: 'node-database-not-here',
    takes: ['node'],
    files: { 'server.js': "require('node:net').connect(5432, '127.0.0.1');\n" },
    run: 'node server.js',
    cause: /on the server itself/,
    line: /connect ECONNREFUSED 127\.0\.0\.1:5432/,
  },
  {
    ...starts,
    name: 'node-no-such-host',
    takes: ['node'],
    files: { 'server.js': "require('node:net').connect(6379, 'redis.invalid');\n" },
    run: 'node server.js',
    cause: /host name that does not exist/,
    line: /getaddrinfo (ENOTFOUND|EAI_AGAIN) redis\.invalid/,
  },
  {
    ...starts,
    name: 'mongoose-not-here',
    takes: ['node'],
    files: {
      'server.js':
        "require('mongoose').connect('mongodb://127.0.0.1:27017/shop', { serverSelectionTimeoutMS: 300 });\n",
    },
    run: 'NODE_PATH=$TOOLS node server.js',
    cause: /on the server itself/,
    line: /ECONNREFUSED 127\.0\.0\.1:27017/,
    once: true,
  },
  {
    ...starts,
    name: 'pg-no-password',
    takes: ['node', 'postgres'],
    files: {
      'server.js':
        "const { Client } = require('pg');\nnew Client({ host: '127.0.0.1', port: process.env.DATABASE_PORT, user: 'shop', database: 'shop', ssl: { rejectUnauthorized: false } }).connect();\n",
    },
    run: 'NODE_PATH=$TOOLS node server.js',
    cause: /no password/,
    line: /client password must be a string/,
    once: true,
  },
  {
    ...starts,
    name: 'pg-untrusted',
    takes: ['node', 'postgres'],
    files: {
      'server.js':
        "const { Client } = require('pg');\nnew Client({ connectionString: process.env.DATABASE_URL, ssl: true }).connect();\n",
    },
    run: 'NODE_PATH=$TOOLS node server.js',
    cause: /does not trust the certificate/,
    line: /unable to verify the first certificate/,
    once: true,
  },
];
