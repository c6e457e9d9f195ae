import type { Cause } from './cause.ts';

/** What apps say of their database. */
export const ofDatabase: readonly Cause[] = [
  {
    text: /password authentication failed|Access denied for user|no pg_hba\.conf entry/i,
    cause: {
      en: 'The database rejected the connection: the user or password is another one, or the connection does not use TLS.',
      ko: '데이터베이스가 접속을 거부했습니다. 사용자나 비밀번호가 다르거나 TLS 없이 연결했습니다.',
    },
    fix: {
      en: 'Connect with DATABASE_URL, or DATABASE_USER and DATABASE_PASSWORD, which the server sets; see deploy/database-example.',
      ko: '서버가 정하는 DATABASE_URL이나 DATABASE_USER, DATABASE_PASSWORD로 연결하세요. deploy/의 database-example 파일에 예시가 있습니다.',
    },
  },
  {
    text: /client password must be a string|no password supplied/,
    cause: {
      en: 'The app connects to the database with no password.',
      ko: '앱이 비밀번호 없이 데이터베이스에 접속하려고 합니다.',
    },
    fix: {
      en: 'Connect with DATABASE_URL, or with DATABASE_USER and DATABASE_PASSWORD, which the server sets.',
      ko: '서버가 정하는 DATABASE_URL이나 DATABASE_USER, DATABASE_PASSWORD로 연결하세요.',
    },
  },
  {
    text: /root certificate file ".*" does not exist|Could not open .*rds\.pem/,
    cause: {
      en: 'The file with the authorities whom the app is to trust is not there.',
      ko: '신뢰할 인증 기관 파일이 없습니다.',
    },
    fix: {
      en: 'Have the app read /etc/stepway/rds.pem (sslrootcert, NODE_EXTRA_CA_CERTS).',
      ko: '앱이 /etc/stepway/rds.pem을 읽게 하세요(sslrootcert, NODE_EXTRA_CA_CERTS).',
    },
  },
  {
    text: /ECONNREFUSED (127\.0\.0\.1|::1):(5432|3306|6379|27017)|Can't reach database server at `(localhost|127\.0\.0\.1)|server at "(localhost|127\.0\.0\.1)".{0,60}refused|\(HY000\/2002\)|Can.t connect to (local )?MySQL server on .(localhost|127\.0\.0\.1)/,
    cause: {
      en: 'The app looks for its database on the server itself, where there is none.',
      ko: '앱이 서버 자신(localhost)에서 데이터베이스를 찾지만, 그곳에는 없습니다.',
    },
    fix: {
      en: 'Have it read where the database is from the environment (DATABASE_HOST, DATABASE_PORT, DATABASE_NAME); `stepway up --database postgres` makes one if you have none.',
      ko: '데이터베이스 주소를 환경 변수(DATABASE_HOST, DATABASE_PORT, DATABASE_NAME)에서 읽게 하세요. 데이터베이스가 없다면 `stepway up --database postgres`로 만듭니다.',
    },
  },
  {
    text: /self[- ]signed certificate|certificate verify failed|unable to (get local issuer|verify the first) certificate|DEPTH_ZERO_SELF_SIGNED_CERT|PKIX path building failed/i,
    cause: {
      en: 'The app does not trust the certificate of what it connects to.',
      ko: '앱이 접속하려는 쪽의 인증서를 신뢰하지 않습니다.',
    },
    fix: {
      en: 'For the database, have it read /etc/stepway/rds.pem as the authority (NODE_EXTRA_CA_CERTS, sslrootcert). Do not turn the check off.',
      ko: '데이터베이스라면 /etc/stepway/rds.pem을 인증 기관으로 쓰게 하세요(NODE_EXTRA_CA_CERTS, sslrootcert). 검사를 끄지는 마세요.',
    },
  },
  {
    text: /database "[^"]*" does not exist|Unknown database/,
    cause: {
      en: 'The database server has no database with that name.',
      ko: '데이터베이스 서버에 그 이름의 데이터베이스가 없습니다.',
    },
    fix: { en: 'Have the app use the name in DATABASE_NAME.', ko: 'DATABASE_NAME의 이름을 쓰게 하세요.' },
  },
  {
    text: /too many (connections|clients)|remaining connection slots are reserved/i,
    cause: {
      en: 'The database has no connection left: while a version replaces another, both have theirs.',
      ko: '데이터베이스의 남은 연결이 없습니다. 버전이 바뀌는 동안에는 두 버전이 함께 연결합니다.',
    },
    fix: {
      en: 'Make the pool of the app smaller, or the database larger: `stepway up --database-class db.t4g.small`.',
      ko: '앱의 연결 풀을 줄이거나 데이터베이스를 키우세요: `stepway up --database-class db.t4g.small`.',
    },
  },
  {
    // What npm cannot reach is npm's own matter, not the app's.
    text: /^(?!npm error).*(ENOTFOUND|EAI_AGAIN|could not translate host name|Name or service not known|UnknownHostException)/m,
    cause: {
      en: 'The app connects to a host name that does not exist.',
      ko: '앱이 없는 호스트 이름에 접속하려고 합니다.',
    },
    fix: {
      en: 'Correct the name; that of the database is in DATABASE_HOST. Names such as `db` or `redis` exist in docker compose only.',
      ko: '이름을 고치세요. 데이터베이스는 DATABASE_HOST에 있습니다. `db`, `redis` 같은 이름은 docker compose 안에서만 쓸 수 있습니다.',
    },
  },
  {
    text: /connect ETIMEDOUT|Connection timed out|timeout expired|ER_CONNECTION_TIMEOUT/,
    cause: { en: 'What the app connects to does not answer.', ko: '앱이 접속하려는 곳이 응답하지 않습니다.' },
    fix: {
      en: 'If it is the database, `stepway doctor` says whether the server reaches it. A service elsewhere may have to allow the address of this server (see `stepway outputs`).',
      ko: '데이터베이스라면 `stepway doctor`로 연결을 확인하세요. 외부 서비스라면 이 서버의 주소를 허용해야 할 수 있습니다(`stepway outputs` 참고).',
    },
  },
  {
    text: /permission denied (to create extension|for (table|schema|database|relation|sequence))|must be (owner of|superuser)|extension "[^"]*" is not available/,
    cause: {
      en: 'The user of the app may not do this in the database.',
      ko: '앱의 데이터베이스 사용자에게 그 권한이 없습니다.',
    },
    fix: {
      en: 'Do it once as the master user, whose password is in Secrets Manager (see `stepway outputs`). RDS has no superuser, and only the extensions that its documentation lists.',
      ko: '마스터 사용자로 한 번 실행하세요. 비밀번호는 Secrets Manager에 있습니다(`stepway outputs` 참고). RDS에는 superuser가 없고, 문서에 있는 확장만 쓸 수 있습니다.',
    },
  },
];
