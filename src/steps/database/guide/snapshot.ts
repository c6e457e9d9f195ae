import type { Topic } from '../../../guide/topic.ts';

export const snapshot: Topic = {
  id: 'snapshot',
  title: { en: 'Snapshots and backups', ko: '스냅샷과 백업' },
  summary: { en: 'what remains of your data when the database is deleted', ko: '데이터베이스를 삭제해도 남는 것' },
  words: ['snapshots', 'backup', 'backups', 'restore', 'data', '백업', '복원', '스냅 샷', '데이터 보관'],
  see: ['restore', 'teardown', 'rds', 'costs'],
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateSnapshot.html'],
  text: {
    en: `
RDS has two kinds of copies:

                   automatic backup         snapshot
  taken            every day                when you ask for it
  kept             7 days here              until you delete it
  when the         deleted too              stays
  database goes

A final snapshot is the whole database at its last moment. You can create a new database from it, today or in a year: \`stepway up --database-from SNAPSHOT\`. It costs about 0.095 USD per GB a month: at most 1.90 for 20 GB.

A restored database is a new one, with a new address: \`stepway db restore\` makes it and has the app use it.

# What stepway does
\`stepway teardown\` asks what to do with the data. \`--data snapshot\` takes a final snapshot and lists it on the receipt; \`--data delete\` deletes everything for good. In a script with \`--yes\` you have to choose one. The same applies to \`stepway up --database none\`.
`,
    ko: `
RDS의 복사본에는 두 가지가 있습니다.

                   자동 백업                스냅샷
  만드는 때        매일                     원할 때
  보관             여기서는 7일             직접 지울 때까지
  데이터베이스를   함께 삭제됨              남음
  삭제하면

마지막 스냅샷은 삭제 직전의 데이터베이스 전체입니다. 오늘이든 1년 뒤든 \`stepway up --database-from 스냅샷\`으로 새 데이터베이스를 만들 수 있습니다. 데이터 1GB당 월 약 0.095달러로, 20GB라면 최대 1.90달러입니다.

복원하면 주소가 다른 새 데이터베이스가 생깁니다. \`stepway db restore\`가 이를 만들고 앱이 쓰도록 바꿔 줍니다.

# stepway가 하는 일
\`stepway teardown\`이 데이터를 어떻게 할지 묻습니다. \`--data snapshot\`은 마지막 스냅샷을 만들어 영수증에 이름을 적고, \`--data delete\`는 아무것도 남기지 않으며 되돌릴 수 없습니다. \`--yes\`로 실행할 때는 꼭 하나를 지정해야 합니다. \`stepway up --database none\`도 마찬가지입니다.
`,
  },
};
