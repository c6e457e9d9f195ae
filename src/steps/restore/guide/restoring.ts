import type { Topic } from '../../../guide/topic.ts';

export const restoring: Topic = {
  id: 'restore',
  title: { en: 'Getting data back', ko: '데이터 되살리기' },
  summary: {
    en: 'go back to a moment or a snapshot, and practise it',
    ko: '어떤 시점이나 스냅샷으로 되돌리기, 그리고 연습하기',
  },
  words: [
    'restore',
    'point in time',
    'pitr',
    'undo',
    'deleted by mistake',
    'drill',
    'disaster recovery',
    '복원',
    '복구',
    '되돌리기',
    '훈련',
    '실수로 삭제',
  ],
  about: ['restore', 'database-from', 'drill-database'],
  see: ['snapshot', 'rds', 'env'],
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html'],
  text: {
    en: `
RDS never turns a database back. It makes a new one with the data of then, beside the one of now; both cost until one goes.

  stepway db restore --list
  stepway db restore --to "10 minutes ago"
  stepway db restore --to "2026-11-27 15:00"
  stepway db restore --to shop-database-final-20261101090000

Any second of the days that backups are kept can be chosen (--backup-days); the latest is about five minutes ago. A time without a zone is by the clock of this computer, and is said back with its zone.

1. The new database is made with the settings of the old one. That takes 5 to 30 minutes, more with much data. The site goes on meanwhile, on the old one: what it writes there is not in the new one.
2. The server signs in to the new database. Then a copy of the app starts with it beside the one that serves, and takes over once it responds. If it does not, everything stays as it was.
3. The old database is kept, and priced by every plan. \`stepway db restore --back\` returns to it; \`stepway db restore --remove-old --data snapshot\` (or delete) removes it.

Right after a restore the first queries are slow: RDS loads the disk from S3 when it is first read.

# What stepway does
A restore that was stopped goes on with \`stepway db restore\`. \`stepway db restore --drill\` practises: it restores a copy, lets the server read it, says how many minutes it took, and removes it again. \`stepway up\` offers a new stack the data that earlier ones have left (--database-from SNAPSHOT). Where stepway does not run your app (--delivery none), you give it the new address yourself. All this needs \`stepway plan --permissions restore\`.
`,
    ko: `
RDS는 데이터베이스를 되돌리지 않습니다. 그때의 데이터로 새 데이터베이스를 지금 것 옆에 만듭니다. 하나를 지울 때까지 둘 다 비용이 듭니다.

  stepway db restore --list
  stepway db restore --to "10분 전"
  stepway db restore --to "2026-11-27 15:00"
  stepway db restore --to shop-database-final-20261101090000

백업을 보관하는 기간(--backup-days) 안에서 초 단위로 고를 수 있고, 가장 최근 시점은 5분쯤 전입니다. 시간대가 없는 시각은 이 컴퓨터의 시계를 따르며, 시간대와 함께 다시 보여 줍니다.

1. 새 데이터베이스를 이전 것과 같은 설정으로 만듭니다. 5~30분, 데이터가 많으면 더 걸립니다. 그동안 사이트는 이전 데이터베이스로 계속 동작하며, 이때 쓴 데이터는 새 것에 없습니다.
2. 서버가 새 데이터베이스에 로그인해 본 다음, 실행 중인 앱 옆에서 앱을 하나 더 시작하고 응답하면 바꿉니다. 응답하지 않으면 모두 그대로 둡니다.
3. 이전 데이터베이스는 남겨 두며 계획마다 비용에 넣습니다. \`stepway db restore --back\`으로 되돌아가고, \`stepway db restore --remove-old --data snapshot\`(또는 delete)으로 지웁니다.

복원한 직후에는 처음 읽는 데이터를 S3에서 가져오므로 첫 조회가 느립니다.

# stepway가 하는 일
멈춘 복원은 \`stepway db restore\`로 이어집니다. \`stepway db restore --drill\`은 연습입니다. 사본을 복원해 서버에서 읽어 보고, 몇 분 걸렸는지 알려 준 뒤 다시 지웁니다. 새 스택을 만들 때 \`stepway up\`은 이전 스택이 남긴 데이터로 시작할지 묻습니다(--database-from 스냅샷). 앱을 stepway가 실행하지 않으면(--delivery none) 새 주소를 직접 앱에 넣어야 합니다. 필요한 권한은 \`stepway plan --permissions restore\`로 볼 수 있습니다.
`,
  },
};
