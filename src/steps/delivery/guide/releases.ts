import type { Topic } from '../../../guide/topic.ts';

export const releases: Topic = {
  id: 'releases',
  title: { en: 'Releases on the server', ko: '서버의 릴리스' },
  summary: {
    en: 'how a new version takes over without a failed request',
    ko: '새 버전이 실패하는 요청 없이 교체되는 방법',
  },
  words: [
    'release',
    'rollback',
    'downtime',
    'zero downtime',
    'deploy',
    'deployment',
    '배포',
    '릴리스',
    '무중단',
    '무중단 배포',
    '롤백',
  ],
  see: ['processes', 'codedeploy', 'bundle', 'health-checks'],
  text: {
    en: `
Whoever stops an app and then starts its new version has visitors see errors in between, and for much longer if the new version does not start. Side by side it is different: the old version serves until the new one has shown that it can.

  visitors ──▶ nginx ──▶ slot a, port 8080     release 1: serves
                         slot b, port 18080    release 2: is being tried

# What stepway does
A program on the server, /opt/stepway/release, does this when a deployment arrives:

  1. A release: a folder of its own in /opt/app/releases, with the runtime
     and the dependencies.
  2. It starts in the slot that is free, with a port of its own in PORT.
  3. It is asked for the health path, with your domain as the host and
     https in X-Forwarded-Proto, for up to four minutes. It has to be well
     for 3 s on end.
  4. nginx sends new requests to it. The old one finishes those that it has,
     and is stopped.

If it does not respond, it is stopped, its last log lines are shown, and nothing has changed for visitors. Going back to one of the last five releases needs no installation: \`stepway deploy --rollback\` takes seconds. An app that has to be alone, because it listens on a port of its own, is stopped and started instead: the site pauses meanwhile. CodeDeploy passes on what a script says only if it fails.

Each version writes to a folder of its own. What is to stay belongs in the database or in /var/lib/app. What the scripts said, and what the app says:

  stepway logs --source deploy
  stepway logs --source app
`,
    ko: `
앱을 멈추고 새 버전을 시작하면 그사이에 방문자는 오류를 봅니다. 새 버전이 시작되지 않으면 훨씬 오래 봅니다. 나란히 실행하면 다릅니다. 새 버전이 제대로 응답하는 것을 확인할 때까지 이전 버전이 계속 응답합니다.

  방문자 ──▶ nginx ──▶ 슬롯 a, 8080 포트     릴리스 1: 응답하는 중
                       슬롯 b, 18080 포트    릴리스 2: 확인하는 중

# stepway가 하는 일
배포가 오면 서버의 /opt/stepway/release 프로그램이 다음 일을 합니다.

  1. 릴리스를 만듦: /opt/app/releases 아래 새 폴더에 런타임과 의존성 설치
  2. 빈 슬롯에서, PORT에 다른 포트를 주고 시작
  3. 내 도메인을 호스트로, X-Forwarded-Proto를 https로 해서 상태 확인
     경로를 최대 4분 동안 호출. 3초 동안 계속 정상이어야 함
  4. nginx가 새 요청을 새 릴리스로 보냄. 이전 릴리스는 받은 요청을 마저
     처리하고 멈춤

응답하지 않으면 새 릴리스를 멈추고 마지막 로그를 보여 줍니다. 방문자에게 달라지는 것은 없습니다. 최근 릴리스 다섯 개로 되돌릴 때는 설치할 것이 없습니다. \`stepway deploy --rollback\`은 몇 초면 됩니다. 정해진 포트만 써서 둘이 함께 실행할 수 없는 앱은 멈췄다가 시작하므로, 그동안 사이트가 잠시 멈춥니다. CodeDeploy는 스크립트가 실패했을 때만 출력을 알려 줍니다.

버전마다 폴더가 따로 있습니다. 남겨야 할 것은 데이터베이스나 /var/lib/app에 두세요. 스크립트와 앱의 로그는 이렇게 봅니다.

  stepway logs --source deploy
  stepway logs --source app
`,
  },
};
