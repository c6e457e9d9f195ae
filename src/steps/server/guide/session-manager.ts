import type { Topic } from '../../../guide/topic.ts';

export const sessionManager: Topic = {
  id: 'session-manager',
  title: { en: 'A shell on the server: Session Manager', ko: '서버 셸 접속: Session Manager' },
  summary: {
    en: 'a shell without SSH, keys or an open port',
    ko: 'SSH도 키도 열린 포트도 없이 접속하기',
  },
  words: [
    'ssm',
    'shell',
    'systems manager',
    'console',
    'terminal',
    'connect',
    '셸',
    '쉘',
    '접속',
    '서버 접속',
    '세션 매니저',
    '세션매니저',
  ],
  about: ['session-manager'],
  see: ['shell', 'ssh', 'roles', 'ec2'],
  links: [
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
  ],
  text: {
    en: `
With SSH, the server listens on an open port, and you need a key. Session Manager turns this around: a small agent on the server connects to AWS, and AWS connects you to the agent.

  you ──▶ AWS Systems Manager ◀── agent on the server
      IAM decides                 outbound only

So no port is open, there is no key to lose, and IAM decides who gets in. It is free on EC2.

  stepway shell

That needs nothing else on your computer. The AWS CLI with its Session Manager plugin does it, too: \`aws ssm start-session --target i-0123456789abcdef0\`. You log in as ssm-user; \`sudo -i\` makes you root. It can also forward ports: \`stepway db tunnel\` reaches the database from your computer.

# What stepway does
It attaches the AmazonSSMManagedInstanceCore policy to the server's role; Amazon Linux includes the agent. \`stepway outputs\` prints the command with your instance ID. A new server is ready about a minute after it starts.
`,
    ko: `
SSH는 서버가 포트를 열고 기다리고, 접속하려면 키 파일이 필요합니다. Session Manager는 방향이 반대입니다. 서버의 작은 에이전트가 AWS에 먼저 연결해 두면, AWS가 그 연결로 나를 서버에 이어 줍니다.

  나 ──▶ AWS Systems Manager ◀── 서버의 에이전트
      IAM이 허용 여부 결정       나가는 연결만

열린 포트도, 잃어버릴 키도 없고, 누가 접속할 수 있는지는 IAM이 정합니다. EC2에서는 무료입니다.

  stepway shell

내 컴퓨터에 다른 프로그램이 없어도 됩니다. AWS CLI와 Session Manager 플러그인으로도 됩니다: \`aws ssm start-session --target i-0123456789abcdef0\`. ssm-user라는 사용자로 접속되며 \`sudo -i\`로 root가 됩니다. 포트 포워딩도 되므로 \`stepway db tunnel\`로 내 컴퓨터에서 데이터베이스를 쓸 수 있습니다.

# stepway가 하는 일
서버의 역할에 AmazonSSMManagedInstanceCore 정책을 붙입니다. 에이전트는 Amazon Linux에 이미 있습니다. 인스턴스 ID가 채워진 명령은 \`stepway outputs\`에서 복사하세요. 갓 만든 서버는 1분쯤 뒤부터 접속됩니다.
`,
  },
};
