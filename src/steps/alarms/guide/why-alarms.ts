import type { Topic } from '../../../guide/topic.ts';

export const whyAlarms: Topic = {
  id: 'why-alarms',
  title: { en: 'Why these alarms', ko: '알림을 이렇게 정한 이유' },
  summary: {
    en: 'when each one rings, and why it rarely rings for nothing',
    ko: '각 알림이 울리는 때와 잘못 울리지 않는 이유',
  },
  words: ['threshold', 'false alarm', 'why', '임계값', '오탐', '기준'],
  about: [
    'site-seen-up',
    'site-seen-up-global',
    'alarm-refused',
    'alarm-errors',
    'alarm-slow',
    'alarm-certificate',
    'alarm-cpu-credits',
    'alarm-cpu',
    'alarm-database-storage',
    'alarm-database-connections',
    'alarm-database-cpu',
  ],
  see: ['alarms', 'disk-memory', 'cloudwatch', 'rds'],
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html'],
  text: {
    en: `
An alarm that rings for nothing is soon ignored. Each of these waits until somebody has to do something:

- Site is down: no server passes two checks in a row. A deployment passes them throughout. This alarm is made once CloudWatch has seen the site up, or ten minutes later: what is being built is not down.
- Errors of the load balancer: more than 5 a minute in two of three minutes. One visitor who leaves early is no trouble.
- Errors of the app: more than 10 in five minutes, twice in a row. A single bad request does not count.
- Slow: one visitor in ten waits longer than 3 seconds, for a quarter of an hour; with few visitors nothing is said.
- Certificate: less than 30 days are left. Amazon renews 45 days before the end, so by then it has failed for two weeks.
- CPU credits: none left for half an hour. A new server begins without any and earns the first ones in that time.
- Disk and memory of the server, and its certificate: see disk-memory.
- CPU of server or database: above 90 % for a quarter of an hour. Backups and deployments take less.
- Database storage: less than a tenth is free, for ten minutes. A full database stops.
- Database connections: above 60 % of what its memory allows on paper. RDS keeps a part of the memory, so that is about 80 % of the real limit.
- Deployments: failed ones only. Database: failover, failure, low storage, recovery; updates and backups at night are not told.

What is silent is judged, too: no word of a site for minutes means that it is down; no errors counted means that there were none.

# What stepway does
It sets exactly these, and \`stepway status\` shows when somebody has changed one. To change a line for good, make an alarm of your own in the console: stepway leaves it alone.
`,
    ko: `
자꾸 잘못 울리는 알림은 아무도 보지 않게 됩니다. 그래서 누군가 손을 써야 할 때만 울립니다.

- 사이트가 멈춤: 상태 확인을 연달아 두 번 통과한 서버가 없을 때. 배포하는 동안에도 확인은 통과합니다. 이 알림은 CloudWatch에서 사이트가 정상으로 보인 뒤(늦어도 10분 뒤)에 만듭니다. 만드는 중인 사이트는 멈춘 것이 아닙니다.
- 로드 밸런서의 오류: 1분에 5번을 넘는 일이 3분 중 2분. 먼저 나간 방문자 한 명으로는 울리지 않습니다.
- 앱의 오류: 5분에 10번을 넘는 일이 두 번 연속. 잘못된 요청 하나는 세지 않습니다.
- 느림: 열 명 중 한 명이 3초 넘게 기다리는 상태가 15분. 방문자가 적으면 울리지 않습니다.
- 인증서: 30일이 안 남았을 때. Amazon은 만료 45일 전에 갱신하므로 2주 동안 실패한 것입니다.
- CPU 크레딧: 30분 동안 하나도 없을 때. 새 서버는 크레딧 없이 시작하지만 그사이에 조금씩 쌓입니다.
- 서버의 디스크와 메모리, 인증서: disk-memory 참고.
- 서버나 데이터베이스의 CPU: 15분 동안 90%를 넘을 때. 백업이나 배포는 그보다 짧습니다.
- 데이터베이스 저장 공간: 10분 동안 10%도 남지 않았을 때. 가득 차면 데이터베이스가 멈춥니다.
- 데이터베이스 연결 수: 메모리로 계산한 최대 개수의 60%를 넘을 때. RDS가 메모리 일부를 쓰므로 실제 최대 개수의 80%쯤입니다.
- 배포는 실패했을 때만, 데이터베이스는 장애 조치, 장애, 저장 공간 부족, 복구만 알립니다. 밤의 업데이트와 백업은 알리지 않습니다.

수치가 오지 않을 때도 판단합니다. 사이트의 수치가 몇 분 동안 없으면 멈춘 것으로, 오류 수가 없으면 오류가 없는 것으로 봅니다.

# stepway가 하는 일
위와 똑같이 만들고, 누가 바꾸면 \`stepway status\`에 나옵니다. 기준을 바꾸고 싶으면 콘솔에서 경보를 따로 만드세요. stepway는 그 경보를 건드리지 않습니다.
`,
  },
};
