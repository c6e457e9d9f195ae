import type { Topic } from '../topic.ts';

export const secret: Topic = {
  id: 'secret',
  title: {
    en: 'The database password',
    ko: '데이터베이스 비밀번호',
  },
  summary: {
    en: 'Made, kept and changed by AWS.',
    ko: 'AWS가 만들고 보관하고 바꿉니다.',
  },
  words: ['secret', 'secrets manager', '비밀번호', 'password', '시크릿', 'rotation', '교체'],
  text: {
    en: 'Secrets Manager keeps passwords encrypted and gives them only to whom IAM allows. RDS makes the password of the database itself, puts it there and changes it every seven days. So nobody ever types it, and it stands in no file.\n\nYour app should read it when it connects, and read it again when a connection is refused: a password kept for weeks is wrong.',
    ko: 'Secrets Manager는 비밀번호를 암호화해 보관하고 IAM이 허용한 쪽에만 내줍니다. RDS가 데이터베이스 비밀번호를 직접 만들어 넣고 7일마다 바꿉니다. 그래서 아무도 입력하지 않고 어떤 파일에도 남지 않습니다.\n\n앱은 접속할 때 비밀번호를 읽고, 접속이 거부되면 다시 읽어야 합니다. 몇 주 동안 들고 있던 비밀번호는 틀린 것이 됩니다.',
  },
  here: {
    en: 'Lets the server read this one secret and no other. `stepway outputs` prints the command that shows it to you; the password itself is never read here.',
    ko: '서버가 이 비밀번호 하나만 읽을 수 있게 합니다. 확인하는 명령은 `stepway outputs`에 나오며, 비밀번호 자체는 읽지 않습니다.',
  },
  about: ['database-secret-policy'],
  see: ['rds', 'iam'],
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html'],
};
