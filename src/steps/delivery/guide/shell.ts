import type { Topic } from '../../../guide/topic.ts';

export const shell: Topic = {
  id: 'shell',
  title: { en: 'A shell as your app', ko: '앱과 같은 환경의 셸' },
  summary: { en: 'look around where your app runs', ko: '앱이 실행되는 곳 살펴보기' },
  words: ['bash', 'terminal', 'ssh', 'console', '터미널', '콘솔'],
  see: ['run', 'session-manager', 'env'],
  text: {
    en: `
\`stepway shell\` opens a shell on the server, in the folder of the version that serves, as the user of your app and with its settings. So your framework's own tools find everything: a console of Django, a look at the tables, a test of a setting. An app in an image gets it in its container.

  stepway shell            as your app
  stepway shell --admin    of the server itself; sudo -i makes you root

Before the first deployment there is no app, and both open the second one.

Keys go there as you press them, Ctrl-C too, and programs see the size of your window. Ctrl-D or \`exit\` leaves. A connection that is cut is restored within two minutes, and the shell is as it was; meanwhile Ctrl-C leaves. AWS ends a session in which nothing is typed for 20 minutes, unless the account says otherwise.

What you change in the folder is gone with the next version; what is in /var/lib/app stays. CloudTrail has who opened a session, and when.

# What stepway does
It opens a session of Session Manager, with neither its plugin nor an open port, and ends it when the shell ends. In a script, \`stepway run\` does one command and passes on its exit code.
`,
    ko: `
\`stepway shell\`은 서버에서 지금 서비스 중인 버전의 폴더에, 앱의 사용자와 설정으로 셸을 엽니다. 그래서 Django 콘솔처럼 프레임워크의 도구를 바로 쓸 수 있습니다. 이미지로 배포한 앱이면 컨테이너 안에서 엽니다.

  stepway shell            앱과 같은 환경
  stepway shell --admin    서버 자체(sudo -i로 root)

첫 배포 전에는 앱이 없으므로 둘 다 서버 자체의 셸을 엽니다.

누르는 키는 Ctrl-C까지 그대로 전달되고, 프로그램은 내 창의 크기를 압니다. Ctrl-D나 \`exit\`로 나갑니다. 연결이 끊기면 2분 안에 다시 연결하고 셸은 그대로 이어집니다. 그동안에는 Ctrl-C로 나갈 수 있습니다. 계정 설정을 바꾸지 않았다면 AWS는 20분 동안 입력이 없는 세션을 끝냅니다.

폴더에서 바꾼 것은 다음 버전에는 없습니다. /var/lib/app에 둔 것은 남습니다. 누가 언제 세션을 열었는지는 CloudTrail에 기록됩니다.

# stepway가 하는 일
플러그인이나 열린 포트 없이 Session Manager 세션을 열고, 셸이 끝나면 세션도 끝냅니다. 스크립트에서는 명령 하나를 실행하고 종료 코드를 전달하는 \`stepway run\`을 쓰세요.
`,
  },
};
