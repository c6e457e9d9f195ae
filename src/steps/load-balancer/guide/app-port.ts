import type { Topic } from '../../../guide/topic.ts';

export const appPort: Topic = {
  id: 'app-port',
  title: { en: "The app's port", ko: '앱 포트' },
  summary: { en: 'which port and address your app listens on', ko: '프로그램이 요청을 기다리는 포트와 주소' },
  words: ['port', 'ports', 'listen', 'localhost', '0.0.0.0', '127.0.0.1', '8080', '3000', '포트', '포트 번호'],
  about: ['app-port', 'server-app', 'server-web'],
  see: ['health-checks', 'security-groups', 'alb', 'user-data'],
  text: {
    en: `
A port is a numbered door of a computer. Browsers use 80 and 443; your app has its own: 8080 for Spring, 3000 for Node, 8000 for Django.

  visitor ─ 443 ─▶ load balancer ─ 80 ─▶ nginx ─ 8080 ─▶ your app

nginx on the server stands in front of your app, with or without a load balancer: it takes 80 (and 443), and forwards to the app's port on the same machine, 127.0.0.1. Your app may listen on localhost only.

The most common mistake: it listens on a different port than the one you set. Visitors then see the old version, or the welcome page if there is none; \`stepway deploy\` fails, and says which port it is. \`sudo ss -ltnp\` on the server shows which ports are really in use.

# What stepway does
\`--app-port\` (8080 by default) is the variable \`PORT\` that your app gets, and where nginx looks for it. Each deployment starts the new version beside the old one, on that port or on one 10,000 above (below, if the port is above 55535), and then switches: so read \`PORT\`.

You can change it at any time: \`stepway up --app-port 3000\`. The firewall and the load balancer stay as they are, and so does the site while it changes:

- With \`stepway deploy\`, the version that serves starts again on the new port, beside itself on the old one. Once it responds, visitors are switched over; if it does not, nothing has changed for them.
- Without it, nginx keeps the old port until something listens on the new one. Start your app there, then have nginx look again: \`sudo systemctl restart stepway-setup\`.
`,
    ko: `
포트는 컴퓨터에 있는 번호 붙은 문입니다. 브라우저는 80과 443을 두드리고, 프로그램마다 자기 포트가 있습니다. Spring은 8080, Node는 3000, Django는 8000을 흔히 씁니다.

  방문자 ─ 443 ─▶ 로드 밸런서 ─ 80 ─▶ nginx ─ 8080 ─▶ 앱

로드 밸런서를 쓰든 쓰지 않든 서버의 nginx가 앱 앞에 있습니다. nginx가 80번(과 443번)으로 요청을 받아 같은 서버의 앱 포트(127.0.0.1)로 넘겨주므로, 앱은 localhost에서만 받아도 됩니다.

가장 흔한 실수는 지정한 것과 다른 포트에서 실행하는 것입니다. 그러면 방문자에게는 이전 버전이나 환영 페이지가 계속 보이고, \`stepway deploy\`는 실패하면서 앱이 쓰는 포트를 알려 줍니다. 서버에서 \`sudo ss -ltnp\`로 실제 포트를 확인하세요.

# stepway가 하는 일
\`--app-port\`(기본값 8080)는 앱이 받는 환경 변수 \`PORT\`의 값이고, nginx가 앱을 찾는 포트입니다. 배포할 때는 새 버전을 이전 버전 옆에서, 그 포트나 10,000을 더한 포트(55535보다 크면 10,000을 뺀 포트)로 시작한 뒤 바꾸므로, 앱은 \`PORT\`를 읽어야 합니다.

언제든 \`stepway up --app-port 3000\`처럼 바꿀 수 있습니다. 방화벽과 로드 밸런서는 그대로이고, 바꾸는 동안에도 사이트는 계속 열립니다.

- \`stepway deploy\`로 올린 앱: 지금 버전을 새 포트에서 하나 더 시작하고, 응답하면 방문자를 그쪽으로 보냅니다. 응답하지 않으면 방문자에게 달라지는 것은 없습니다.
- 직접 실행한 앱: 새 포트에서 받는 앱이 있을 때까지 nginx는 이전 포트로 보냅니다. 새 포트에서 앱을 시작한 뒤 \`sudo systemctl restart stepway-setup\`을 실행하면 nginx가 다시 찾습니다.
`,
  },
};
