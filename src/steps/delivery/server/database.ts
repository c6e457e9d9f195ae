import { put } from '../../server/put.ts';

/**
 * What makes the app's own user of the database. RDS gives the master another password every seven days; an app that
 * read it once at its start would not find its database a week later.
 */
export const databaseUser = `#!/bin/bash
# Prints the variables with which the app connects to its database; the file in its argument says where that is. The app
# has a user of its own there, whose password is made on this server and kept in database.user. stepway wrote this file,
# and replaces it when it has a new one.
set -euo pipefail
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

kept=/etc/stepway/database.user
authorities=/etc/stepway/rds.pem
user=app

${put}
value() {
  sed -n "/^$1=/{s///p;q}" "$2" 2>/dev/null || true
}

engine="$(value DATABASE_ENGINE "$1")"
host="$(value DATABASE_HOST "$1")"
port="$(value DATABASE_PORT "$1")"
name="$(value DATABASE_NAME "$1")"
secret="$(value DATABASE_SECRET_ARN "$1")"
# Whose password nobody but its owner knows gets no other users either.
[ -n "$host" ] && [ -n "$secret" ] || exit 0

# In the environment of the client, which only root can read, instead of in its arguments.
as_master() {
  local found master tries=0
  # It was allowed to read a new secret a moment ago, which takes IAM some seconds to know everywhere.
  until found="$(aws secretsmanager get-secret-value --cli-connect-timeout 5 --cli-read-timeout 20 \\
    --region "$(value AWS_REGION "$1")" --secret-id "$secret" --query SecretString --output text </dev/null)"; do
    tries=$((tries + 1))
    [ "$tries" -lt 6 ] || return
    sleep 5
  done
  field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1" <<<"$found"; }
  master="$(field username)"
  case "$engine" in
    postgres)
      command -v psql >/dev/null || dnf install -y -q postgresql17 </dev/null >&2
      PGPASSWORD="$(field password)" PGCONNECT_TIMEOUT=20 psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --output /dev/null \\
        "host=$host port=$port dbname=$name user=$master sslmode=verify-full sslrootcert=$authorities"
      ;;
    *)
      command -v mysql >/dev/null || dnf install -y -q mariadb105 </dev/null >&2
      MYSQL_PWD="$(field password)" mysql --no-defaults --connect-timeout=20 --host="$host" --port="$port" \\
        --user="$master" --ssl-ca="$authorities" --ssl-verify-server-cert "$name"
      ;;
  esac
}

# The user owns the database, so that migrations can do there what they like, and has no power over others.
statements() {
  case "$engine" in
    postgres)
      cat <<SQL
SET client_min_messages = warning;
SELECT 'CREATE ROLE $user' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$user') \\gexec
ALTER ROLE $user LOGIN PASSWORD '$1';
GRANT $user TO CURRENT_USER;
ALTER DATABASE "$name" OWNER TO $user;
GRANT ALL ON ALL TABLES IN SCHEMA public TO $user;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO $user;
SQL
      ;;
    *)
      cat <<SQL
CREATE USER IF NOT EXISTS '$user'@'%' IDENTIFIED BY '$1';
ALTER USER '$user'@'%' IDENTIFIED BY '$1';
GRANT ALL PRIVILEGES ON \\\`$name\\\`.* TO '$user'@'%';
SQL
      ;;
  esac
}

# Another host is another database, in which there may be no such user yet. The password stays what it was: one that was
# restored has it already, and the app that still uses the former one goes on with it.
if [ "$(value HOST "$kept")" != "$host" ]; then
  made="$(value PASSWORD "$kept")"
  [ -n "$made" ] || made="$(od -An -tx1 -N24 /dev/urandom | tr -d ' \\n')"
  if ! statements "$made" | as_master "$1"; then
    echo "Could not make the app's user in the database $host." >&2
    exit 1
  fi
  printf 'HOST=%s\\nPASSWORD=%s\\n' "$host" "$made" | put "$kept" 600
fi
password="$(value PASSWORD "$kept")"

# How a driver is told whom to trust differs: those of PostgreSQL read it in the address.
case "$engine" in
  postgres) scheme=postgresql trust="?sslmode=verify-full&sslrootcert=$authorities" java="?sslmode=verify-full&sslrootcert=$authorities" ;;
  *) scheme=mysql trust='' java='?sslMode=REQUIRED' ;;
esac
cat <<ENV
DATABASE_USER=$user
DATABASE_PASSWORD=$password
DATABASE_CA=$authorities
DATABASE_URL=$scheme://$user:$password@$host:$port/$name$trust
SPRING_DATASOURCE_URL=jdbc:$scheme://$host:$port/$name$java
SPRING_DATASOURCE_USERNAME=$user
SPRING_DATASOURCE_PASSWORD=$password
ENV
`;
