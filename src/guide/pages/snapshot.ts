import type { Topic } from '../topic.ts';

export const snapshot: Topic = {
  id: 'snapshot',
  title: {
    en: 'Snapshots and backups',
    ko: '스냅샷과 백업',
  },
  summary: {
    en: 'Copies of the database that outlive it.',
    ko: '데이터베이스가 사라져도 남는 사본입니다.',
  },
  words: ['snapshot', '스냅샷', 'backup', '백업', 'restore', '복원'],
  text: {
    en: 'Automatic backups let you go back to any moment of the last seven days; they go away with the database. A snapshot is a copy that stays until you delete it, at about 0.095 USD per GiB a month, and from which a new database can be made.',
    ko: '자동 백업은 최근 7일 중 원하는 시점으로 되돌릴 수 있지만 데이터베이스와 함께 사라집니다. 스냅샷은 삭제할 때까지 남는 사본으로, GiB당 월 약 0.095 USD이며 여기서 새 데이터베이스를 만들 수 있습니다.',
  },
  here: {
    en: '`stepway teardown --data snapshot` takes a last snapshot, waits until it is whole, and names it with its price in the receipt. --data delete keeps nothing.',
    ko: '`stepway teardown --data snapshot`은 마지막 스냅샷을 만들고 완료될 때까지 기다린 뒤 이름과 비용을 영수증에 적습니다. --data delete는 아무것도 남기지 않습니다.',
  },
  about: [],
  see: ['rds', 'teardown'],
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ManagingManualSnapshots.html'],
};
