/** What is asked of a restored copy, on the server, as the app's own user: how many tables it has. */
export interface Asked {
  readonly engine: string;
  readonly host: string;
  readonly port: number;
  readonly name: string;
}

/** What stands before the count in what the script says. */
const mark = 'tables=';

/**
 * The lines of a script that signs in to a restored copy with the password that the app has: it was restored with it. The
 * password is in the environment of the client, which only root can read.
 */
export const readingScript = ({ engine, host, port, name }: Asked): string[] => [
  'set -eu',
  'kept=/etc/stepway/database.user',
  `[ -e "$kept" ] || { echo 'No app of this server has used the database yet.'; exit 0; }`,
  `password="$(sed -n '/^PASSWORD=/{s///p;q}' "$kept")"`,
  engine === 'mysql'
    ? `count="$(MYSQL_PWD="$password" mysql --no-defaults --connect-timeout=20 --host='${host}' --port=${port} --user=app --ssl-ca=/etc/stepway/rds.pem --ssl-verify-server-cert -N -e "select count(*) from information_schema.tables where table_schema = '${name}'" '${name}')"`
    : `count="$(PGPASSWORD="$password" PGCONNECT_TIMEOUT=20 psql --no-psqlrc -At -c "select count(*) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')" 'host=${host} port=${port} dbname=${name} user=app sslmode=verify-full sslrootcert=/etc/stepway/rds.pem')"`,
  `echo "${mark}$count"`,
];

/** How many tables the script has counted; undefined where it did not come to that. */
export function tablesIn(output: string): number | undefined {
  const count = new RegExp(`^${mark}(\\d+)$`, 'm').exec(output)?.[1];
  return count === undefined ? undefined : Number(count);
}
