import type { Topic } from '../../../guide/topic.ts';

export const run: Topic = {
  id: 'run',
  title: { en: 'A command of your app, on the server', ko: '서버에서 앱의 명령 실행하기' },
  summary: { en: 'migrations, one-off scripts, a look around', ko: '마이그레이션, 일회성 스크립트, 서버 살펴보기' },
  words: ['command', 'exec', 'remote', 'migrate', 'migration', 'one-off', '명령', '원격 실행', '마이그레이션'],
  see: ['session-manager', 'processes', 'env'],
  text: {
    en: `
Some things have to happen where the app is: a script that mends data, a command of the framework, a look at a file. \`run\` does one such command on the server and shows what it says:

  stepway run -- npm run seed
  stepway run -- python manage.py clearsessions
  stepway run -- sh -c 'df -h . && ls -l'
  stepway run -- python manage.py loaddata - < data.json

Everything after -- is the command, word for word. It runs in the folder of the version that serves, as the user of the app, with the settings of the app (without PORT, which the app itself has), and by the app's own start script where that takes commands: so it finds the app's Python or Node.js. An app in an image gets it in its container.

What it writes and what it says of errors arrive apart, byte for byte, and what comes in on your side is its input. Its exit code is that of \`stepway run\`. Ctrl-C goes to the command; pressed three times, it ends stepway alone. A connection that is cut is restored within two minutes, and nothing is missing.

With --json, there is one document at the end: exitCode, stdout and stderr.

# What stepway does
It opens a session of Session Manager with the AWS document AWS-StartInteractiveCommand. No plugin is needed and no port is open. The words of your command go through the session alone, not through the call to AWS, and so into no log of such calls. The command itself can be seen among the processes of the server while it runs: give it secrets as input, or by \`stepway env\`.

Changes to the tables of a database belong in \`release\`, which each deployment runs: see \`stepway explain processes\`.
`,
    ko: `
데이터를 고치는 스크립트, 프레임워크의 명령, 파일 확인처럼 앱이 있는 곳에서 해야 하는 일이 있습니다. \`run\`은 이런 명령 하나를 서버에서 실행하고 출력을 보여 줍니다.

  stepway run -- npm run seed
  stepway run -- python manage.py clearsessions
  stepway run -- sh -c 'df -h . && ls -l'
  stepway run -- python manage.py loaddata - < data.json

-- 뒤의 내용을 그대로 실행합니다. 서비스 중인 버전의 폴더에서, 앱의 사용자로, 앱의 설정과 함께 실행합니다(PORT는 실행 중인 앱이 쓰므로 제외). 앱의 시작 스크립트가 명령을 받으면 그 스크립트로 실행하므로 앱이 쓰는 Python이나 Node.js를 그대로 씁니다. 이미지로 배포한 앱이면 컨테이너 안에서 실행합니다.

표준 출력과 오류 출력은 서로 섞이지 않고 바이트 그대로 옵니다. 내 쪽의 표준 입력은 명령의 입력이 됩니다. 명령의 종료 코드가 \`stepway run\`의 종료 코드입니다. Ctrl-C는 명령에 전달되고, 세 번 누르면 stepway만 끝냅니다. 연결이 끊기면 2분 안에 다시 연결하며 빠지는 내용이 없습니다.

--json을 쓰면 끝날 때 exitCode, stdout, stderr를 문서 하나로 출력합니다.

# stepway가 하는 일
AWS 문서 AWS-StartInteractiveCommand로 Session Manager 세션을 엽니다. 플러그인이 필요 없고 열린 포트도 없습니다. 명령의 내용은 AWS 호출이 아니라 세션으로만 전달하므로 호출 기록에 남지 않습니다. 실행하는 동안에는 서버의 프로세스 목록에 보이므로, 비밀 값은 입력이나 \`stepway env\`로 주세요.

데이터베이스 테이블을 바꾸는 일은 배포할 때마다 실행하는 \`release\`에 두세요. \`stepway explain processes\`를 보세요.
`,
  },
};
