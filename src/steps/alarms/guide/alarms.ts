import type { Topic } from '../../../guide/topic.ts';

export const alarms: Topic = {
  id: 'alarms',
  title: { en: 'Alarms (CloudWatch, SNS)', ko: '알림(CloudWatch 경보, SNS)' },
  summary: { en: 'hear that the site is down before your visitors tell you', ko: '사이트가 멈추면 메일로 알기' },
  words: [
    'alarm',
    'dashboard',
    '대시보드',
    'alert',
    'sns',
    'topic',
    'subscription',
    'e-mail',
    'email',
    'eventbridge',
    'health check',
    'notification',
    '알람',
    '알림',
    '이메일',
    '메일',
    '구독',
    '주제',
    '상태 확인',
  ],
  about: [
    'alarms',
    'health-check',
    'health-check-tags',
    'dashboard',
    'alarm-site-down',
    'alarm-site-unreachable',
    'deployment-events',
    'deployment-mail',
    'database-events',
    'database-mail',
  ],
  see: ['why-alarms', 'alarm-mails', 'disk-memory', 'budget', 'cloudwatch', 'health-checks'],
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html'],
  text: {
    en: `
An alarm watches one number and mails you when it goes beyond a line. The mail comes once, and again only after all was well in between.

The mail takes three things: the alarm (CloudWatch), a topic that it tells (SNS), and your address, subscribed to the topic. AWS writes to nobody who has not said yes: click “Confirm subscription” in its mail (see alarm-mails).

How soon do you hear of a dead site?

  load balancer   25 s until two checks have failed (every 10 s,
                  5 s each), up to 60 s to the end of that minute,
                  up to 60 s until the alarm looks: 145 s at most
  elastic-ip      60 s until two checks have failed, by more than
                  four of five places in the world, then the same
                  two minutes: 180 s at most

With --entry elastic-ip a health check of Route 53 asks your server by HTTPS from around the world (1.50 USD a month). Its numbers are in us-east-1 alone, and so are its alarm and topic.

Each alarm costs 0.10 USD a month, and the first ten of an account are free. A dashboard with the same numbers comes along; three of an account are free, each further one costs 3 USD a month.

# What stepway does
\`--alarms you@example.com\` builds a topic, alarms on the site, server, database and certificate, and rules that mail when a deployment fails or the database reports a failure. \`stepway alarms\` shows them; \`stepway alarms test\` makes one ring for real and says when the mail went out. \`--alarms none\` removes all of it. The topic is not encrypted: a key costs 1 USD a month, and what it carries ends in a mail.
`,
    ko: `
알림(경보)은 수치 하나를 지켜보다가 정해 둔 선을 넘으면 메일을 보냅니다. 한 번만 보내고, 정상으로 돌아온 뒤 다시 넘으면 또 보냅니다.

메일이 오려면 세 가지가 필요합니다. 경보(CloudWatch), 경보가 알리는 주제(SNS), 주제를 구독하는 여러분의 주소입니다. AWS는 동의한 주소로만 메일을 보내므로, 확인 메일에서 “Confirm subscription”을 누르세요(alarm-mails 참고).

사이트가 멈추면 언제 알 수 있을까요?

  로드 밸런서   확인(10초마다, 5초 제한)이 두 번 실패할 때까지 25초,
               그 1분이 끝날 때까지 최대 60초,
               경보가 볼 때까지 최대 60초: 길어야 145초
  elastic-ip   세계 여러 곳의 80% 넘게 두 번 실패할 때까지 60초,
               그 뒤 같은 2분: 길어야 180초

--entry elastic-ip에서는 Route 53의 상태 확인이 세계 곳곳에서 서버에 HTTPS로 접속해 봅니다(월 1.50달러). 이 수치는 us-east-1에만 있어 경보와 주제도 거기에 만듭니다.

알림 하나는 월 0.10달러이고, 계정마다 열 개까지 무료입니다. 같은 수치를 보는 대시보드도 함께 만듭니다. 계정마다 세 개까지 무료이고, 그다음부터 하나에 월 3달러입니다.

# stepway가 하는 일
\`--alarms you@example.com\`을 쓰면 주제를 만들고, 사이트와 서버, 데이터베이스, 인증서에 경보를 겁니다. 배포가 실패하거나 데이터베이스에 장애가 나도 메일을 보냅니다. \`stepway alarms\`로 상태를 보고, \`stepway alarms test\`로 실제로 울려서 메일이 언제 나갔는지 볼 수 있습니다. \`--alarms none\`이면 모두 없앱니다. 주제는 암호화하지 않습니다. 키는 월 1달러인데, 내용은 어차피 메일로 나갑니다.
`,
  },
};
