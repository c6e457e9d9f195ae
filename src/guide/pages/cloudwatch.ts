import type { Topic } from '../topic.ts';

export const cloudwatch: Topic = {
  id: 'cloudwatch',
  title: { en: 'Monitoring (CloudWatch)', ko: '모니터링(CloudWatch)' },
  summary: { en: 'metrics, logs and alarms', ko: '지표, 로그, 경보' },
  words: ['monitoring', 'metrics', 'metric', 'cloudtrail', '모니터링', '지표', '메트릭', '경보', '클라우드워치'],
  about: ['metrics'],
  see: ['alarms', 'logs', 'tracing', 'audit', 'health-checks', 'ec2', 'rds', 'costs'],
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/WhatIsCloudWatch.html'],
  text: {
    en: `
CloudWatch collects what your resources report, and alerts you when a threshold is crossed.

- Metrics: CPU, network, requests, errors, connections. EC2, RDS and the load balancer send theirs automatically, every one to five minutes, for free. A server's memory and disk usage are not included: those need the CloudWatch agent.
- Logs: what your app prints, if you send it there. They are kept forever unless you set a retention period, and are billed by size.
- Alarms: "when CPUCreditBalance drops below 20, email me" (through SNS).

\`stepway status --watch\` shows the last three hours of them in your terminal: requests, errors, response times, CPU and its credits, the database. CloudWatch charges 0.01 USD for a thousand metrics that a program reads: about 0.005 USD an hour.

CloudTrail is different: it records who made which AWS call, for the last 90 days, or for longer with a trail (see audit). Look there when something disappears.

# What stepway does
Everything it builds sends its free metrics. It sets up alarms and logs if you want them (see alarms, logs). \`stepway doctor\` tells you what is wrong right now, \`stepway logs\` what your app has said.
`,
    ko: `
CloudWatch는 자원들이 보내는 수치를 모으고, 정해 둔 선을 넘으면 알려 줍니다.

- 지표: CPU, 네트워크, 요청 수, 오류 수, 연결 수. EC2, RDS, 로드 밸런서가 1~5분마다 자동으로 보내며 무료입니다. 서버의 메모리와 디스크 사용량은 없어서 CloudWatch 에이전트를 설치해야 합니다.
- 로그: 앱이 출력한 것을 보내 두면 모입니다. 보관 기간을 정하지 않으면 영원히 남고, 크기만큼 요금이 나옵니다.
- 경보: "CPUCreditBalance가 20 아래면 메일 보내기"(SNS를 통해).

\`stepway status --watch\`로 지난 세 시간의 요청 수, 오류 수, 응답 시간, CPU와 CPU 크레딧, 데이터베이스 지표를 터미널에서 볼 수 있습니다. 프로그램으로 지표 1,000개를 읽을 때마다 0.01달러, 곧 시간당 약 0.005달러가 듭니다.

이름이 비슷한 CloudTrail은 누가 어떤 AWS 요청을 했는지를 90일 동안 기록합니다. 더 오래 남기려면 추적을 만드세요(audit 참고). 자원이 갑자기 사라졌다면 여기를 보세요.

# stepway가 하는 일
만든 자원은 모두 무료 지표를 보냅니다. 경보와 로그는 원할 때만 만듭니다(alarms, logs 참고). 지금 무엇이 잘못되었는지는 \`stepway doctor\`가, 앱이 남긴 로그는 \`stepway logs\`가 보여 줍니다.
`,
  },
};
