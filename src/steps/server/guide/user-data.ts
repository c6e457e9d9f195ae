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
  see: ['ec2', 'imdsv2', 'secrets', 'session-manager'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html'],
  text: {
    en: `
A new server knows nothing about your project. User data is a script that you pass at launch; cloud-init runs it as root, once, at first boot. A reboot does not run it again.

Never put secrets in it: anyone on the server can read it, and so can anyone allowed to view the instance in the console. If something goes wrong, check its log:

  sudo less /var/log/cloud-init-output.log

# What stepway does
The script starts a small welcome page on the app port, as the service \`welcome\`, so that health checks pass before your app is deployed. With \`--entry elastic-ip\` it also installs nginx and certbot. When your app is ready, run on the server:

  sudo systemctl disable --now welcome

Then start your app on the same port. Because the script runs only once, changing an answer later does not change what it set up; \`stepway up\` says so.
`,
    ko: `
새 서버는 내 프로젝트를 모릅니다. 사용자 데이터는 서버를 만들 때 건네는 스크립트로, 처음 켜질 때 cloud-init이 root 권한으로 한 번 실행합니다. 재부팅한다고 다시 실행되지는 않습니다.

비밀번호를 넣지 마세요. 서버에 접속한 사람도, 콘솔에서 인스턴스를 볼 수 있는 사람도 읽을 수 있습니다. 잘못되었다면 로그를 보세요.

  sudo less /var/log/cloud-init-output.log

# stepway가 하는 일
앱 포트에 작은 환영 페이지(welcome 서비스)를 띄워, 앱을 올리기 전에도 로드 밸런서의 상태 확인을 통과하게 합니다. \`--entry elastic-ip\`라면 nginx와 certbot도 설치합니다. 앱이 준비되면 서버에서 다음을 실행하고

  sudo systemctl disable --now welcome

같은 포트에서 앱을 시작하세요. 스크립트는 한 번만 실행되므로 나중에 답을 바꿔도 이미 설정된 것은 그대로입니다. 그런 경우 \`stepway up\`이 알려 줍니다.
`,
  },
};
