import type { Topic } from '../../../guide/topic.ts';

export const connect: Topic = {
  id: 'db',
  title: { en: 'The database, from your computer', ko: '내 컴퓨터에서 데이터베이스 쓰기' },
  summary: { en: 'connect, tunnel, dump, without an open port', ko: '포트를 열지 않고 접속, 터널, 덤프' },
  words: ['connect', 'tunnel', 'dump', 'backup', 'psql', 'mysql', 'pg_dump', 'dbeaver', '터널', '덤프', '백업', '접속'],
  see: ['rds', 'session-manager', 'secrets'],
  text: {
    en: `
The database has no public address: only your server reaches it. These commands lead through the server, over a session of Session Manager. No port is opened, and no plugin is needed.

  stepway db connect                     psql or mysql, as your app
  stepway db connect -- -c 'select 1'    what follows -- goes to the client
  stepway db tunnel                      a local URL for any other tool
  stepway db dump backup.sql             everything in it, in a file

You are the app's own user there, who owns the database; before the first deployment the master user. \`connect\` and \`dump\` hand the password to the client in its environment: it is not on the screen, in no argument and in no file. \`tunnel\` shows a URL without it, or with it if you add --reveal.

A tunnel listens on this computer alone, on 5432 or 3306, or on another port if that is taken; --port chooses one. Many connections share it, and they stay while they are idle. It ends with Ctrl-C. A connection of the network that is cut is taken up again.

The database wants TLS. A tool that checks the name in the certificate finds 127.0.0.1 there: have it check less (\`sslmode=require\`; Node.js: \`ssl: { rejectUnauthorized: false }\`). The way through the session is encrypted besides. psql in \`connect\` does check the name, and so does \`dump\`.

A dump is made by the client on your computer, which must not be older than the database. A name that ends in .dump is PostgreSQL's own format, which pg_restore reads; every other one is SQL. The file is there once it is whole, readable for you alone. Some hundred kilobytes a second pass through a session: for a large database a snapshot is quicker (\`stepway explain snapshot\`).

# What stepway does
It asks the server for user and password in one session, sealed for this one call, and forwards the port in another with the AWS document AWS-StartPortForwardingSessionToRemoteHost. IAM decides who may: the policy for deliveries allows it.
`,
    ko: `
데이터베이스에는 공인 주소가 없고, 내 서버만 연결할 수 있습니다. 아래 명령은 Session Manager 세션으로 서버를 거쳐 연결합니다. 포트를 열지 않고, 플러그인도 필요 없습니다.

  stepway db connect                     앱의 사용자로 psql이나 mysql 열기
  stepway db connect -- -c 'select 1'    -- 뒤는 클라이언트에 그대로 전달
  stepway db tunnel                      다른 도구에서 쓸 로컬 주소
  stepway db dump backup.sql             내용 전체를 파일로 저장

접속하는 사용자는 앱 전용 사용자이며 이 데이터베이스의 소유자입니다. 첫 배포 전에는 마스터 사용자입니다. \`connect\`와 \`dump\`는 비밀번호를 클라이언트의 환경 변수로만 전달하므로 화면, 명령의 인수, 파일에 남지 않습니다. \`tunnel\`은 비밀번호 없는 주소를 보여 주고, --reveal을 쓰면 함께 보여 줍니다.

터널은 내 컴퓨터에서만 접속할 수 있으며 5432나 3306 포트를 씁니다. 이미 쓰이고 있으면 다른 포트를 고르고, --port로 지정할 수도 있습니다. 여러 연결이 함께 쓰고, 쉬고 있어도 끊기지 않습니다. Ctrl-C로 끝냅니다. 네트워크가 끊기면 이어서 다시 연결합니다.

데이터베이스는 TLS를 요구합니다. 인증서의 이름을 확인하는 도구는 127.0.0.1과 이름이 달라 거부하므로 확인을 줄이세요(\`sslmode=require\`, Node.js는 \`ssl: { rejectUnauthorized: false }\`). 세션 자체도 암호화됩니다. PostgreSQL에서는 \`connect\`와 \`dump\`가 이름까지 확인합니다.

덤프는 내 컴퓨터의 클라이언트로 만들며, 그 버전이 데이터베이스보다 오래되면 안 됩니다. .dump로 끝나는 이름은 pg_restore로 읽는 PostgreSQL 고유 형식이고, 나머지는 SQL입니다. 끝까지 저장된 뒤에만 파일이 생기며 나만 읽을 수 있습니다. 세션으로는 1초에 수백 KB가 지나가므로 큰 데이터베이스는 스냅샷이 빠릅니다(\`stepway explain snapshot\`).

# stepway가 하는 일
한 세션에서 서버에 사용자와 비밀번호를 묻고(비밀번호는 이번 한 번만 열 수 있게 봉해서 받음), 다른 세션에서 AWS 문서 AWS-StartPortForwardingSessionToRemoteHost로 포트를 전달합니다. 누가 할 수 있는지는 IAM이 정하며, 배포용 정책에 들어 있습니다.
`,
  },
};
