import type { Topic } from '../../../guide/topic.ts';

export const rds: Topic = {
  id: 'rds',
  title: { en: 'Database (RDS)', ko: '데이터베이스(RDS)' },
  summary: {
    en: 'a database that AWS backs up, updates and monitors',
    ko: '백업과 업데이트를 AWS가 맡는 데이터베이스',
  },
  words: [
    'database',
    'databases',
    'postgres',
    'postgresql',
    'mysql',
    'sql',
    'db',
    'instance class',
    'storage',
    'standby',
    'multi-az',
    'failover',
    '데이터베이스',
    '디비',
    '포스트그레스',
    '마이에스큐엘',
    '관계형 데이터베이스',
  ],
  about: [
    'database',
    'database-class',
    'database-version',
    'database-storage',
    'database-standby',
    'backup-days',
    'database-subnets',
  ],
  see: ['db', 'secrets', 'snapshot', 'subnets', 'costs'],
  links: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html',
  ],
  text: {
    en: `
You could install PostgreSQL on the server yourself, but then backups, updates and disk failures are your job. RDS does that for you: you get an address, a port and a user, but no shell.

- Class: db.t4g.micro has 2 vCPUs and 1 GiB of memory, enough to start.
- Storage: from 20 GiB; it can grow at any time, but never shrink.
- Backups: daily, kept for 7 days (--backup-days; 1 on the Free plan); you can restore to any second in between.
- Standby: --database-standby keeps a copy in a second zone that takes over within a minute or two when the first one fails. It doubles the price, and is no backup: what is deleted is deleted in both.
- Updates: minor versions install automatically in a weekly window; a new major one (--database-version) is chosen when it is made.

It is in the private subnets, without a public address: the server can reach it, your computer cannot. From home, stepway leads through the server:

  stepway db connect
  stepway db tunnel

# What stepway does
\`--database postgres\`, \`mysql\` or \`none\`: encrypted, private, protected against deletion, and opted out of extended-support prices. It takes the longest, about four minutes, so it starts early. You can change \`--database-class\` and increase \`--database-storage\` in place. \`stepway outputs\` shows the host and port; the database is named app.
`,
    ko: `
서버에 PostgreSQL을 직접 설치해도 됩니다. 그러면 백업, 업데이트, 꽉 찬 디스크, 고장 난 디스크를 모두 직접 관리해야 합니다. RDS는 그 일을 대신해 줍니다. 여러분은 주소와 포트, 사용자 이름만 받아서 쓰며, RDS 서버의 셸에는 접속할 수 없습니다.

- 클래스: db.t4g.micro는 가상 CPU 2개, 메모리 1GiB로 시작하기에 충분합니다.
- 저장 공간: 20GiB부터. 언제든 늘릴 수 있지만 줄일 수는 없습니다.
- 백업: 매일 하고 7일 보관합니다(--backup-days, 무료 플랜에서는 1일). 그 안의 어느 시점으로든 되돌릴 수 있습니다.
- 예비 인스턴스: --database-standby를 쓰면 다른 가용 영역에 복제본을 두고, 장애가 나면 1~2분 안에 이어받습니다. 비용은 두 배입니다. 지운 데이터는 양쪽에서 지워지므로 백업을 대신하지는 못합니다.
- 마이너 버전 업데이트는 매주 정해진 시간에 자동으로 설치됩니다. 메이저 버전은 만들 때 정합니다(--database-version).

프라이빗 서브넷에 공인 IP 없이 두므로, 서버에서는 접속되지만 내 컴퓨터에서는 바로 접속되지 않습니다. stepway가 서버를 거쳐 연결합니다.

  stepway db connect
  stepway db tunnel

# stepway가 하는 일
\`--database postgres\`, \`mysql\`, \`none\` 중에서 고릅니다. 디스크를 암호화하고, 외부에 공개하지 않고, 삭제 방지를 켜고, 비싼 연장 지원은 거부합니다. 4분쯤으로 가장 오래 걸려서 일찍 시작합니다. \`--database-class\`와 더 큰 \`--database-storage\`는 쓰는 중에도 바꿀 수 있습니다. 주소와 포트는 \`stepway outputs\`에 있고 데이터베이스 이름은 app입니다.
`,
  },
};
