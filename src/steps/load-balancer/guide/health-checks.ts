import type { Topic } from '../../../guide/topic.ts';

export const healthChecks: Topic = {
  id: 'health-checks',
  title: { en: 'Health checks', ko: '상태 확인' },
  summary: { en: 'how the load balancer knows that your app works', ko: '로드 밸런서가 앱이 정상인지 아는 방법' },
  words: [
    'health check',
    'health',
    'healthy',
    'unhealthy',
    'health path',
    '502',
    '503',
    '504',
    'bad gateway',
    '헬스체크',
    '헬스 체크',
    '상태 확인',
    '비정상',
  ],
  about: ['health-path', 'healthy'],
  see: ['alb', 'app-port', 'security-groups'],
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],
  text: {
    en: `
Every ten seconds the load balancer requests one page, \`--health-path\`, from each server. After two good responses in a row (200 to 399) the server is healthy; after two bad ones, or none within five seconds, it is unhealthy, and visitors go to the other servers. If there are no others, AWS still tries it.

What visitors see then:

  502  your app is not running, or closed the connection
  503  no server is registered with the load balancer
  504  your app did not respond in time

"Unhealthy", and you do not know why? Check in this order:

  1. Is nginx running, and the app? \`curl -i localhost\` on the server.
  2. Does the app itself respond? Its port (maybe 18080 after a deployment)
     is in /etc/nginx/stepway/upstream.conf: \`curl -i localhost:18080/\`
  3. Does that path return 200, without a login?
  4. Does the security group allow the load balancer on port 80?

A good health check path is fast and cheap: for example /health, without a database query.

# What stepway does
With a load balancer it sets up the check and waits until the first one succeeds; nginx answers it with the welcome page until there is an app. To your app a check looks like a visitor: nginx gives it the site's name and says that it came by HTTPS. With either entry, each deployment requests the same path on the server before it sends visitors to the new version. If it fails, \`stepway doctor\` tells you why. You can change the path at any time: \`stepway up --health-path /health\`.
`,
    ko: `
로드 밸런서는 10초마다 서버에 \`--health-path\` 페이지를 요청합니다. 정상 응답(200~399)이 두 번 이어지면 정상으로, 오류나 5초 넘는 무응답이 두 번 이어지면 비정상으로 보고, 정상으로 돌아올 때까지 방문자를 다른 서버로 보냅니다. 다른 서버가 없으면 그래도 보내 봅니다.

이때 방문자가 보는 것:

  502  앱이 실행 중이 아니거나 연결을 끊었습니다
  503  로드 밸런서에 등록된 서버가 없습니다
  504  앱이 제때 응답하지 않았습니다

"unhealthy"의 원인은 이 순서로 확인하세요.

  1. nginx와 앱이 실행 중인가? 서버에서 \`curl -i localhost\`
  2. 앱에 직접 요청하면 응답하는가? 앱의 포트(배포하면 18080일 수도 있음)는
     /etc/nginx/stepway/upstream.conf에 있음: \`curl -i localhost:18080/\`
  3. 그 경로가 로그인 없이 200으로 응답하는가?
  4. 보안 그룹이 로드 밸런서를 80번 포트로 들여보내는가?

상태 확인 경로는 가벼워야 합니다. 데이터베이스를 조회하지 않는 /health 같은 경로가 좋습니다.

# stepway가 하는 일
로드 밸런서가 있으면 상태 확인을 설정하고 처음 성공할 때까지 기다립니다. 앱이 없을 때는 nginx의 환영 페이지가 응답합니다. 앱에는 상태 확인도 방문자처럼 보입니다(nginx가 사이트의 이름과 HTTPS로 온 요청이라는 정보를 넣음). 로드 밸런서가 없어도, 배포할 때는 서버에서 같은 경로를 요청해 보고 정상일 때만 새 버전을 공개합니다. 문제가 있으면 \`stepway doctor\`가 원인을 알려 줍니다. 경로는 언제든 바꿀 수 있습니다: \`stepway up --health-path /health\`
`,
  },
};
