import type { Topic } from '../topic.ts';

export const rds: Topic = {
  id: 'rds',
  title: {
    en: 'RDS: the database',
    ko: 'RDS: 데이터베이스',
  },
  summary: {
    en: 'A database that AWS installs, patches and backs up.',
    ko: '설치, 패치, 백업을 AWS가 맡는 데이터베이스입니다.',
  },
  words: [
    'rds',
    'database',
    '데이터베이스',
    'db',
    'postgres',
    'postgresql',
    'mysql',
    'instance class',
    '저장 공간',
    'storage',
  ],
  text: {
    en: 'RDS is a PostgreSQL or MySQL that AWS runs for you: it installs security patches, keeps daily backups and can go back to any moment of the last days. You get a host name, a port and a password, and no shell on its machine.\n\ndb.t4g.micro with 20 GiB is enough to begin with. Storage can grow later, never shrink. Old versions cost extra (extended support), which is why none is offered.',
    ko: 'RDS는 AWS가 대신 운영하는 PostgreSQL이나 MySQL입니다. 보안 패치를 설치하고 매일 백업하며, 최근 며칠 중 원하는 시점으로 되돌릴 수 있습니다. 호스트 이름, 포트, 비밀번호를 받고 서버 셸에는 접속하지 않습니다.\n\n처음에는 db.t4g.micro와 20GiB면 충분합니다. 저장 공간은 늘릴 수 있지만 줄일 수 없습니다. 오래된 버전은 추가 요금(확장 지원)이 붙으므로 제공하지 않습니다.',
  },
  here: {
    en: 'Makes it in the private subnets, encrypted, reachable by the server only, with seven days of backups and deletion protection. No path deletes it unless you say --data snapshot or --data delete for that very run.',
    ko: '프라이빗 서브넷에 암호화해서 만들고, 서버만 접속할 수 있게 하며, 7일치 백업과 삭제 방지를 켭니다. 그 실행에서 --data snapshot이나 --data delete라고 직접 말하지 않는 한 어떤 경우에도 삭제하지 않습니다.',
  },
  about: ['database', 'database-class', 'database-storage', 'database-subnets'],
  see: ['secret', 'snapshot', 'cost'],
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html'],
};
