import type { Topic } from '../../../guide/topic.ts';

export const tracing: Topic = {
  id: 'tracing',
  title: { en: 'Tracing (X-Ray)', ko: '요청 추적(X-Ray)' },
  summary: { en: 'what one request did, and how long each part took', ko: '요청 하나가 거친 과정과 걸린 시간' },
  words: ['trace', 'traces', 'x-ray', 'xray', 'opentelemetry', 'otel', 'slow', 'latency', '추적', '느림', '지연'],
  about: ['tracing', 'tracing-access', 'tracing-agent'],
  see: ['logs', 'cloudwatch', 'env', 'costs'],
  links: [
    'https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-migration.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-OpenTelemetry-metrics.html',
  ],
  text: {
    en: `
A log says that a request took three seconds; a trace says where: in which query, in which call to another service. X-Ray in the CloudWatch console shows it.

The app sends its traces with OpenTelemetry (AWS's own SDKs for X-Ray are no longer developed; what has them can go on). Your code stays as it is: add the packages to the app, and the start to the \`web\` line of your Procfile:

  Node.js  @opentelemetry/auto-instrumentations-node, @opentelemetry/api
           node -r @opentelemetry/auto-instrumentations-node/register app.js
  Python   opentelemetry-distro, opentelemetry-exporter-otlp, and what
           opentelemetry-bootstrap -a requirements lists
           opentelemetry-instrument gunicorn app:app
  Java     java -javaagent:opentelemetry-javaagent.jar -jar app.jar

X-Ray bills each trace that is recorded: 5 USD for a million, and the first 100,000 of a month are free. One of ten requests is traced: \`stepway env set OTEL_TRACES_SAMPLER_ARG=1\` traces all of them.

A trace can contain addresses and parts of queries. It is kept for 30 days.

# What stepway does
\`--tracing\` installs CloudWatch's agent on the server, which listens on the server alone and may send traces and read none. The app gets the OTEL variables with its next deployment: run \`stepway deploy\`. \`stepway doctor\` tells when the agent does not run. \`--no-tracing\` removes it; \`stepway teardown\`, too.
`,
    ko: `
로그는 요청이 3초 걸렸다는 것을, 추적은 어느 쿼리나 호출에서 걸렸는지를 알려 줍니다. CloudWatch 콘솔의 X-Ray에서 봅니다.

추적 데이터는 앱이 OpenTelemetry로 보냅니다(AWS의 X-Ray SDK는 더 이상 개발하지 않지만 이미 쓰고 있다면 그대로 됩니다). 코드는 바꾸지 않습니다. 패키지를 앱에 추가하고, Procfile의 \`web\` 명령을 이렇게 시작하세요.

  Node.js  @opentelemetry/auto-instrumentations-node, @opentelemetry/api
           node -r @opentelemetry/auto-instrumentations-node/register app.js
  Python   opentelemetry-distro, opentelemetry-exporter-otlp,
           opentelemetry-bootstrap -a requirements가 알려 주는 패키지
           opentelemetry-instrument gunicorn app:app
  Java     java -javaagent:opentelemetry-javaagent.jar -jar app.jar

X-Ray는 기록한 추적 100만 건에 5달러이고, 매달 처음 10만 건은 무료입니다. 요청 10건 중 1건만 추적합니다. 모두 추적하려면 \`stepway env set OTEL_TRACES_SAMPLER_ARG=1\`을 실행하세요.

추적에는 주소나 쿼리의 일부가 들어갈 수 있습니다. 30일 동안 보관됩니다.

# stepway가 하는 일
\`--tracing\`을 지정하면 서버에 CloudWatch 에이전트를 설치합니다. 에이전트는 서버 안에서만 접속을 받고, 추적 데이터를 보내기만 하고 읽지는 못합니다. 앱의 OTEL 환경 변수는 다음 배포 때 적용되니 \`stepway deploy\`를 실행하세요. 에이전트가 실행되지 않으면 \`stepway doctor\`가 알려 줍니다. \`--no-tracing\`이나 \`stepway teardown\`으로 삭제합니다.
`,
  },
};
