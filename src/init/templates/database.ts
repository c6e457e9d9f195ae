import type { KindName } from '../detect.ts';
import type { GeneratedFile, Setting } from '../files.ts';

type Engine = 'postgres' | 'mysql';

interface Example {
  readonly file: string;
  readonly text: Readonly<Record<Engine, string>>;
}

const why = (comment: string) =>
  `${comment} An example of your own connection to the database, to copy into your app.
${comment} RDS changes the password every seven days: read it when you connect, and do not keep it.
${comment} 데이터베이스 연결 예시입니다. 앱에 옮겨 쓰세요.
${comment} 비밀번호는 7일마다 바뀝니다. 저장하지 말고 연결할 때마다 읽으세요.
${comment} Written by \`stepway init\`.
`;

const nodeSecret = `const secrets = new SecretsManagerClient({ region: process.env.AWS_REGION });

/** The user name and the password as they are now. */
async function credentials() {
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: process.env.DATABASE_SECRET_ARN }),
  );
  return JSON.parse(SecretString);
}
`;

const node: Example = {
  file: 'database-example.mjs',
  text: {
    postgres: `${why('//')}// npm install pg @aws-sdk/client-secrets-manager
import { readFileSync } from 'node:fs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';

${nodeSecret}
const { username } = await credentials();

export const pool = new pg.Pool({
  host: process.env.DATABASE_HOST,
  port: Number(process.env.DATABASE_PORT),
  database: process.env.DATABASE_NAME,
  user: username,
  // pg asks for it at each new connection.
  password: async () => (await credentials()).password,
  ssl: { ca: readFileSync('/etc/stepway/rds.pem', 'utf8') },
});
`,
    mysql: `${why('//')}// npm install mysql2 @aws-sdk/client-secrets-manager
import { readFileSync } from 'node:fs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import mysql from 'mysql2/promise';

${nodeSecret}
/** A new connection, with the password of now. End it when you are done with it. */
export async function connect() {
  const { username, password } = await credentials();
  return mysql.createConnection({
    host: process.env.DATABASE_HOST,
    port: Number(process.env.DATABASE_PORT),
    database: process.env.DATABASE_NAME,
    user: username,
    password,
    ssl: { ca: readFileSync('/etc/stepway/rds.pem', 'utf8') },
  });
}
`,
  },
};

const pythonSecret = `secrets = boto3.client("secretsmanager", region_name=os.environ["AWS_REGION"])


def credentials():
    """The user name and the password as they are now."""
    found = secrets.get_secret_value(SecretId=os.environ["DATABASE_SECRET_ARN"])
    return json.loads(found["SecretString"])

`;

const python: Example = {
  file: 'database_example.py',
  text: {
    postgres: `${why('#')}# pip install "psycopg[binary]" boto3
import json
import os

import boto3
import psycopg

${pythonSecret}
def connect():
    """A new connection, with the password of now."""
    now = credentials()
    return psycopg.connect(
        host=os.environ["DATABASE_HOST"],
        port=os.environ["DATABASE_PORT"],
        dbname=os.environ["DATABASE_NAME"],
        user=now["username"],
        password=now["password"],
        sslmode="verify-full",
        sslrootcert="/etc/stepway/rds.pem",
    )
`,
    mysql: `${why('#')}# pip install pymysql boto3
import json
import os

import boto3
import pymysql

${pythonSecret}
def connect():
    """A new connection, with the password of now."""
    now = credentials()
    return pymysql.connect(
        host=os.environ["DATABASE_HOST"],
        port=int(os.environ["DATABASE_PORT"]),
        database=os.environ["DATABASE_NAME"],
        user=now["username"],
        password=now["password"],
        ssl={"ca": "/etc/stepway/rds.pem"},
    )
`,
  },
};

const jdbc = (
  scheme: string,
  driver: string,
  tls: string,
) => `${why('#')}# Into src/main/resources/application.properties. The driver reads the secret at each new connection, and anew
# when the password was changed. It is com.amazonaws.secretsmanager:aws-secretsmanager-jdbc:2, next to the usual driver.
spring.datasource.driver-class-name=com.amazonaws.secretsmanager.sql.${driver}
spring.datasource.url=jdbc-secretsmanager:${scheme}://\${DATABASE_HOST}:\${DATABASE_PORT}/\${DATABASE_NAME}?${tls}
spring.datasource.username=\${DATABASE_SECRET_ARN}
`;

const spring: Example = {
  file: 'database-example.properties',
  text: {
    postgres: jdbc(
      'postgresql',
      'AWSSecretsManagerPostgreSQLDriver',
      'sslmode=verify-full&sslrootcert=/etc/stepway/rds.pem',
    ),
    mysql: jdbc('mysql', 'AWSSecretsManagerMySQLDriver', 'sslMode=REQUIRED'),
  },
};

const shell: Example = {
  file: 'database-example.sh',
  text: {
    postgres: `#!/bin/bash
${why('#')}# dnf install -y postgresql17
set -euo pipefail
secret="$(aws secretsmanager get-secret-value --region "$AWS_REGION" --secret-id "$DATABASE_SECRET_ARN" --query SecretString --output text)"
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1" <<<"$secret"; }
export PGUSER PGPASSWORD
PGUSER="$(field username)"
PGPASSWORD="$(field password)"
exec psql "host=$DATABASE_HOST port=$DATABASE_PORT dbname=$DATABASE_NAME sslmode=verify-full sslrootcert=/etc/stepway/rds.pem"
`,
    mysql: `#!/bin/bash
${why('#')}# dnf install -y mariadb1011-client
set -euo pipefail
secret="$(aws secretsmanager get-secret-value --region "$AWS_REGION" --secret-id "$DATABASE_SECRET_ARN" --query SecretString --output text)"
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1" <<<"$secret"; }
user="$(field username)"
export MYSQL_PWD
MYSQL_PWD="$(field password)"
exec mysql --host="$DATABASE_HOST" --port="$DATABASE_PORT" --user="$user" --ssl-ca=/etc/stepway/rds.pem "$DATABASE_NAME"
`,
  },
};

const examples: Readonly<Partial<Record<KindName, Example>>> = { node, python, spring, other: shell };

/** How to read the secret at connect time, in the project's language; nothing for what has no use for a database. */
export function databaseExample({ traits, database }: Setting): GeneratedFile | undefined {
  const example = examples[traits.kind];
  if (!example || database === 'none') return undefined;
  return {
    path: `deploy/${example.file}`,
    executable: false,
    about: { en: 'an example: connecting to the database', ko: '데이터베이스 연결 예시' },
    content: example.text[database],
  };
}
