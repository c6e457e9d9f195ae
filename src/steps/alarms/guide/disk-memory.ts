import type { Topic } from '../../../guide/topic.ts';

export const diskMemory: Topic = {
  id: 'disk-memory',
  title: { en: 'Disk, memory and certificate of the server', ko: '서버의 디스크, 메모리, 인증서' },
  summary: { en: 'what AWS cannot see from outside', ko: '밖에서 볼 수 없는 서버의 상태' },
  words: [
    'disk full',
    'out of memory',
    'oom',
    'custom metric',
    'agent',
    'swap',
    '디스크',
    '메모리',
    '스왑',
    '사용자 지정 지표',
  ],
  about: ['figures-access', 'figures-agent', 'alarm-disk', 'alarm-memory', 'alarm-server-certificate'],
  see: ['why-alarms', 'alarms', 'logs', 'costs'],
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html'],
  text: {
    en: `
AWS sees from outside how busy the CPU of a server is, but not how full its disk and memory are. CloudWatch's agent on the server sends both every five minutes, and \`stepway status --watch\` shows them.

- Disk: the alarm rings above 85 %, for a quarter of an hour. What an installation needs for a moment does not count, and old releases and logs are cleared away by themselves. In \`stepway shell --admin\`, \`sudo du -xh -d 2 /\` shows what takes the room.
- Memory: above 90 %, for a quarter of an hour. What Linux only caches does not count. By then it swaps, and soon it ends a process.
- Certificate, with --entry elastic-ip: less than 10 days are left of the one that visitors see. certbot renews it with a third of its life left, which is 30 days now and 15 once Let's Encrypt's last for 45, and tries twice a day: it has failed for days.

A server that sends nothing shows as “no data yet” in \`stepway alarms\`, and rings nothing: whether it is alive is what other alarms watch.

Figures of your own cost 0.30 USD a month each, and the first ten of an account are free. Two are sent all the time; that of the certificate, sent once a day, is a cent.

# What stepway does
\`--alarms EMAIL\` installs the agent, and lets the server send figures in the namespace stepway, and nothing else. What logs and tracing have the agent do goes on beside it. \`stepway doctor\` tells when it does not run. \`--alarms none\` takes it away; \`stepway teardown\`, too.
`,
    ko: `
AWS는 서버의 CPU 사용량은 밖에서 볼 수 있지만, 디스크와 메모리가 얼마나 찼는지는 볼 수 없습니다. 서버의 CloudWatch 에이전트가 5분마다 두 지표를 보내고, \`stepway status --watch\`로 볼 수 있습니다.

- 디스크: 15분 동안 85%를 넘으면 울립니다. 설치하느라 잠깐 쓰는 공간은 세지 않고, 오래된 릴리스와 로그는 저절로 지워집니다. 무엇이 차지하는지는 \`stepway shell --admin\`에서 \`sudo du -xh -d 2 /\`로 봅니다.
- 메모리: 15분 동안 90%를 넘으면 울립니다. 캐시는 세지 않습니다. 이미 스왑을 쓰고 있으며, 곧 Linux가 프로세스를 종료합니다.
- 인증서(--entry elastic-ip): 방문자가 보는 인증서가 10일도 안 남으면 울립니다. certbot은 수명이 3분의 1 남으면(지금은 30일, Let's Encrypt 인증서가 45일짜리가 되면 15일) 하루 두 번 갱신을 시도하므로, 며칠째 실패한 것입니다.

서버가 아무것도 보내지 않으면 \`stepway alarms\`에 “아직 데이터 없음”으로 나오고 울리지는 않습니다. 서버가 살아 있는지는 다른 알림이 지켜봅니다.

사용자 지정 지표는 하나에 월 0.30달러이고, 계정마다 열 개까지 무료입니다. 두 개는 항상 보내고, 하루 한 번 보내는 인증서 지표는 1센트쯤입니다.

# stepway가 하는 일
\`--alarms EMAIL\`을 쓰면 에이전트를 설치하고, 서버가 stepway 네임스페이스에만 지표를 보낼 수 있게 합니다. 로그와 요청 추적에 쓰는 에이전트 설정은 그대로 둡니다. 에이전트가 실행되지 않으면 \`stepway doctor\`가 알려 줍니다. \`--alarms none\`이나 \`stepway teardown\`으로 삭제합니다.
`,
  },
};
