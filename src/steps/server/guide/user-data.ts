import type { Topic } from '../../../guide/topic.ts';

export const userData: Topic = {
  id: 'user-data',
  title: { en: 'User data', ko: '사용자 데이터(User Data)' },
  summary: {
    en: 'the script that a server runs at first boot',
    ko: '서버가 처음 켜질 때 한 번 실행하는 스크립트',
  },
  words: [
    'userdata',
    'cloud-init',
    'welcome page',
    'bootstrap',
    'startup script',
    '유저 데이터',
    '유저데이터',
    '사용자데이터',
    '초기화 스크립트',
    '환영 페이지',
  ],
  about: ['server-setup'],
  see: ['ec2', 'imdsv2', 'secrets', 'session-manager'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html'],
  text: {
    en: `
A new server knows nothing about your project. User data is a script that you pass at launch; cloud-init runs it as root, once, at first boot. A reboot does not run it again.

Never put secrets in it: anyone on the server can read it, and so can anyone allowed to view the instance in the console. If something goes wrong, check its log:

  sudo less /var/log/cloud-init-output.log

# What stepway does
The script puts a setup program on the server and starts it. A service repeats it until it has succeeded, at every boot, and when an answer changes: \`stepway up --app-port 3000\` reaches a living server through Systems Manager. It installs nginx, which stands in front of your app and shows a welcome page until there is one; it adds swap where memory is small, and keeps the log from filling the disk. With \`--entry elastic-ip\` it also installs certbot, for the certificate.

\`stepway doctor\` says how far it has come, and why it failed. Its log:

  stepway logs --source setup

Without \`stepway deploy\`, start your app on the app port, and let nginx show it (in \`stepway shell --admin\`):

  sudo systemctl restart stepway-setup

The nginx configuration is in /etc/nginx/conf.d/stepway.conf and /etc/nginx/stepway, and stepway overwrites it. Put your own configuration into /etc/nginx/conf.d, under a name other than stepway.conf, site.conf and site-tls.conf: the last two are those of an earlier version, and are deleted.
`,
    ko: `
새 서버는 내 프로젝트를 모릅니다. 사용자 데이터는 서버를 만들 때 건네는 스크립트로, 처음 켜질 때 cloud-init이 root 권한으로 한 번 실행합니다. 재부팅한다고 다시 실행되지는 않습니다.

비밀번호를 넣지 마세요. 서버에 접속한 사람도, 콘솔에서 인스턴스를 볼 수 있는 사람도 읽을 수 있습니다. 잘못되었다면 로그를 보세요.

  sudo less /var/log/cloud-init-output.log

# stepway가 하는 일
스크립트는 설정 프로그램을 서버에 두고 시작합니다. 이 프로그램은 성공할 때까지, 부팅할 때마다, 그리고 답이 바뀔 때 다시 실행됩니다. \`stepway up --app-port 3000\`처럼 답을 바꾸면 Systems Manager를 통해 실행 중인 서버에 적용됩니다. 앱 앞에 둘 nginx를 설치하고(앱을 올리기 전에는 환영 페이지를 보여 줌), 메모리가 작으면 스왑을 만들고, 로그가 디스크를 채우지 않게 합니다. \`--entry elastic-ip\`라면 인증서를 받을 certbot도 설치합니다.

어디까지 진행됐는지, 왜 실패했는지는 \`stepway doctor\`가 알려 줍니다. 로그는 이렇게 봅니다.

  stepway logs --source setup

\`stepway deploy\`를 쓰지 않는다면, 앱을 앱 포트에서 시작한 뒤 nginx가 앱을 보여 주게 하세요(\`stepway shell --admin\`에서).

  sudo systemctl restart stepway-setup

nginx 설정은 /etc/nginx/conf.d/stepway.conf 파일과 /etc/nginx/stepway 폴더에 있고, stepway가 덮어씁니다. 직접 쓰는 설정은 /etc/nginx/conf.d에 다른 이름으로 두세요. stepway.conf, site.conf, site-tls.conf는 쓸 수 없는 이름입니다(뒤의 둘은 예전 버전의 파일이라 삭제됨).
`,
  },
};
