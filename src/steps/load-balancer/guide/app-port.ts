import type { Topic } from '../../../guide/topic.ts';

export const appPort: Topic = {
  id: 'app-port',
  title: { en: "The app's port", ko: '앱 포트' },
  summary: { en: 'which port and address your app listens on', ko: '프로그램이 요청을 기다리는 포트와 주소' },
  words: ['port', 'ports', 'listen', 'localhost', '0.0.0.0', '127.0.0.1', '8080', '3000', '포트', '포트 번호'],
  about: ['app-port', 'server-app'],
  see: ['health-checks', 'security-groups', 'alb', 'user-data'],
  text: {
    en: `
A port is a numbered door of a computer. Browsers use 80 and 443; your app has its own: 8080 for Spring, 3000 for Node, 8000 for Django.

  visitor ─ 443 ─▶ load balancer ─ 8080 ─▶ your app

The two most common mistakes:

- The app listens on 127.0.0.1 (localhost), so only the server itself reaches it. Behind a load balancer it must listen on 0.0.0.0.
- It listens on a different port than the one you set. \`sudo ss -ltnp\` on the server shows which ports are really in use.

With \`--entry elastic-ip\`, nginx runs on the same server and forwards to 127.0.0.1, so localhost is fine there, and 80 and 443 are taken.

# What stepway does
\`--app-port\` (8080 by default) is where the welcome page listens until your app takes over, where the load balancer sends visitors, and what the firewall allows. Change it at any time: \`stepway up --app-port 3000\`. With \`--entry elastic-ip\` change the port in nginx as well, in /etc/nginx/conf.d/site-tls.conf.
`,
    ko: `
포트는 컴퓨터에 있는 번호 붙은 문입니다. 브라우저는 80과 443을 두드리고, 프로그램마다 자기 포트가 있습니다. Spring은 8080, Node는 3000, Django는 8000을 흔히 씁니다.

  방문자 ─ 443 ─▶ 로드 밸런서 ─ 8080 ─▶ 앱

가장 흔한 실수는 두 가지입니다.

- 앱이 127.0.0.1(localhost)에서만 받으면 서버 자신만 접속할 수 있습니다. 로드 밸런서 뒤에서는 0.0.0.0에서 받아야 합니다.
- 지정한 것과 다른 포트에서 실행 중입니다. 서버에서 \`sudo ss -ltnp\`로 실제 포트를 확인하세요.

\`--entry elastic-ip\`라면 같은 서버의 nginx가 127.0.0.1로 넘겨주므로 localhost가 맞고, 80과 443은 nginx가 씁니다.

# stepway가 하는 일
\`--app-port\`(기본값 8080)는 앱을 올리기 전까지 환영 페이지가 응답하는 포트이고, 로드 밸런서가 방문자를 보내는 포트이며, 방화벽이 허용하는 포트입니다. 언제든 \`stepway up --app-port 3000\`처럼 바꿀 수 있습니다. \`--entry elastic-ip\`라면 서버의 nginx 설정(/etc/nginx/conf.d/site-tls.conf)도 직접 바꿔야 합니다.
`,
  },
};
