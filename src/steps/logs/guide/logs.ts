import type { Topic } from '../../../guide/topic.ts';

export const logs: Topic = {
  id: 'logs',
  title: { en: 'Logs (CloudWatch Logs)', ko: '로그(CloudWatch Logs)' },
  summary: { en: 'what your app and server say, in one place', ko: '앱과 서버의 로그를 한곳에서' },
  words: ['log', 'tail', 'journal', 'log group', 'cloudwatch agent', 'retention', '로그', '로그 그룹', '보관', '검색'],
  about: ['logs', 'log-days', 'site-log', 'site-log-retention', 'log-access', 'log-agent'],
  see: ['cloudwatch', 'processes', 'codedeploy', 'costs'],
  links: [
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Install-CloudWatch-Agent.html',
  ],
  text: {
    en: `
Whatever your app prints is a line of its log. \`stepway logs\` shows the last 100, \`-f\` follows them, \`--since 1h\` goes back, \`--grep TEXT\` searches:

  app     what the web process of your Procfile prints
  worker  the same of its other processes
  web     each request, and what nginx has to say
  setup   the set-up of the server
  deploy  deployments, and what releases print

The server itself keeps them in its journal, 200 MB at most: that costs nothing, and \`stepway logs\` reads it through Systems Manager, a few seconds behind. They go with the server.

A log group in CloudWatch keeps them for as long as you say, also when the server is gone. A gigabyte costs 0.50 USD (0.76 in Seoul) to take in and next to nothing to keep; a site with 200,000 requests a month has about a tenth of that. The first 5 GB of an account are free each month.

Do not print passwords or tokens: whoever may read the log can read them.

# What stepway does
\`--log-days 14\` creates the log group and installs CloudWatch's agent on the server, which may write to this group and not read it. Lines arrive within ten seconds. Nothing is lost or doubled when the app, the agent's feeder or the server restarts, or when files are rotated. \`stepway doctor\` tells when the agent is silent. \`--log-days none\` removes all of it; \`stepway teardown\`, too.
`,
    ko: `
앱이 출력한 것은 모두 로그 한 줄이 됩니다. \`stepway logs\`는 마지막 100줄을 보여 줍니다. \`-f\`를 붙이면 계속 보고, \`--since 1h\`로 지난 로그를, \`--grep TEXT\`로 원하는 줄을 찾습니다.

  app     Procfile의 web 프로세스 출력
  worker  나머지 프로세스의 출력
  web     요청 하나하나와 nginx의 오류
  setup   서버 설정 과정
  deploy  배포 과정과 release 명령의 출력

서버는 로그를 저널에 200MB까지 보관합니다. 요금은 없고, \`stepway logs\`가 Systems Manager로 읽으므로 몇 초 늦게 보입니다. 서버가 없어지면 함께 없어집니다.

CloudWatch의 로그 그룹에 모으면 서버가 없어져도 정한 기간 동안 남습니다. 수집은 1GB에 0.50달러(서울 0.76달러)이고 보관 요금은 아주 적습니다. 한 달 요청이 20만 건이면 그 10분의 1쯤 됩니다. 계정마다 매달 처음 5GB는 무료입니다.

비밀번호나 토큰은 출력하지 마세요. 로그를 볼 수 있는 사람은 누구나 볼 수 있습니다.

# stepway가 하는 일
\`--log-days 14\`를 지정하면 로그 그룹을 만들고 서버에 CloudWatch 에이전트를 설치합니다. 서버는 이 그룹에 쓰기만 하고 읽지는 못합니다. 로그는 10초 안에 도착합니다. 앱이나 서버가 다시 시작되거나 파일이 바뀌어도 빠지거나 겹치지 않습니다. 에이전트가 멈추면 \`stepway doctor\`가 알려 줍니다. \`--log-days none\`이나 \`stepway teardown\`으로 모두 삭제합니다.
`,
  },
};
