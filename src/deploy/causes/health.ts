import type { Cause } from './cause.ts';

/** What the health check saw of an app that says nothing of why. */
export const ofHealth: readonly Cause[] = [
  {
    // As Django does.
    text: /responded with 400/,
    cause: {
      en: 'The app rejects the health check as a bad request, probably because of its host name.',
      ko: '앱이 상태 확인을 잘못된 요청(400)으로 거부합니다. 호스트 이름 때문일 가능성이 큽니다.',
    },
    fix: {
      en: 'Health checks name your domain: allow it as a host name (Django: ALLOWED_HOSTS).',
      ko: '상태 확인은 내 도메인 이름으로 요청합니다. 그 이름을 호스트로 허용하세요(Django: ALLOWED_HOSTS).',
    },
  },
  {
    text: /listens on port [\d ]+, not on \$PORT/,
    cause: {
      en: 'The app listens on a port of its own instead of the one in $PORT.',
      ko: '앱이 $PORT가 아니라 코드에 적힌 포트에서 요청을 받습니다.',
    },
    fix: {
      en: 'Have it listen on the port in the environment variable PORT, which is another one for each new version.',
      ko: '환경 변수 PORT의 포트에서 요청을 받게 하세요. 새 버전마다 포트가 다릅니다.',
    },
  },
  {
    text: /listens on \S+ only, where nginx does not reach it/,
    cause: {
      en: 'The app listens on an address that nginx does not ask at.',
      ko: '앱이 nginx가 접속하지 않는 주소에서 요청을 받습니다.',
    },
    fix: {
      en: 'Have it listen on 127.0.0.1 or 0.0.0.0; `localhost` can mean ::1, which is IPv6 only.',
      ko: '127.0.0.1이나 0.0.0.0에서 요청을 받게 하세요. `localhost`는 IPv6 전용인 ::1일 수 있습니다.',
    },
  },
  {
    text: /responded with 404/,
    cause: { en: 'There is nothing at the health path.', ko: '상태 확인 경로에 아무것도 없습니다(404).' },
    fix: {
      en: 'Answer there with 200, or check another path: `stepway up --health-path /health`.',
      ko: '그 경로에 200으로 응답하게 하거나, 다른 경로를 쓰세요: `stepway up --health-path /health`.',
    },
  },
  {
    text: /responded with 40[13]/,
    cause: { en: 'The health path asks for a sign-in.', ko: '상태 확인 경로가 로그인을 요구합니다.' },
    fix: {
      en: 'Let it be read without one, or check another path: `stepway up --health-path /health`.',
      ko: '로그인 없이 열리게 하거나, 다른 경로를 쓰세요: `stepway up --health-path /health`.',
    },
  },
  {
    text: /responded with 5\d\d/,
    cause: { en: 'The app runs, and answers with an error.', ko: '앱은 실행 중이지만 오류로 응답합니다.' },
    fix: {
      en: 'Its own lines above say why; the same request on your machine may fail too.',
      ko: '이유는 위에 있는 앱의 출력에 있습니다. 내 컴퓨터에서 같은 요청도 실패하는지 확인하세요.',
    },
  },
  {
    text: /ERR_UNHANDLED_REJECTION|^(Uncaught |\S*\.)?(TypeError|ReferenceError|RangeError|AttributeError|NameError|ValueError|IndexError|KeyError|RuntimeError|Error)(: | \[)/m,
    cause: { en: 'The app ended with an error that nothing caught.', ko: '앱이 처리하지 않은 오류로 끝났습니다.' },
    fix: {
      en: 'The marked line says which, and those after it where. It is likely to be the same on your machine with the settings of the server.',
      ko: '표시된 줄이 그 오류이고, 주변 줄에 위치가 있습니다. 서버와 같은 설정이면 내 컴퓨터에서도 같을 것입니다.',
    },
  },
  {
    text: /The app exited on its own/,
    cause: { en: 'The app starts and ends again by itself.', ko: '앱이 시작했다가 스스로 종료됩니다.' },
    fix: {
      en: 'Its last lines above say why. A server has to keep running: started in the background, or without a listening port, it ends at once.',
      ko: '이유는 위에 있는 앱의 마지막 출력에 있습니다. 서버의 앱은 계속 실행되어야 합니다. 백그라운드로 넘기거나 포트를 열지 않으면 바로 끝납니다.',
    },
  },
  {
    text: /No response from http|responded with \d{3}/,
    cause: {
      en: 'The app started, but its health path does not respond correctly.',
      ko: '앱이 시작했지만 상태 확인 경로에 정상으로 응답하지 않습니다.',
    },
    fix: {
      en: 'See its log lines above. It must listen on port $PORT, and respond with 2xx or 3xx at that path.',
      ko: '이유는 앱의 출력에 있습니다. 앱은 $PORT 포트에서 요청을 받고, 그 경로에 2xx나 3xx로 응답해야 합니다.',
    },
  },
];
