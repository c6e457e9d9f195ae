import type { Topic } from '../topic.ts';

export const sessionManager: Topic = {
  id: 'session-manager',
  title: {
    en: 'A shell without SSH',
    ko: 'SSH 없이 셸 접속',
  },
  summary: {
    en: 'Session Manager opens a shell without an open port.',
    ko: 'Session Manager는 포트를 열지 않고 셸을 엽니다.',
  },
  words: ['ssh', 'session manager', '세션 매니저', 'ssm', 'shell', '셸', '터미널', 'key pair', '키 페어'],
  text: {
    en: 'With SSH, port 22 stands open and a key file must be kept safe. With Session Manager an agent on the server calls AWS from the inside; you open a shell through AWS with your normal sign-in, and no port is open. Who may do it is decided by IAM.',
    ko: 'SSH는 22번 포트를 열어 두고 키 파일을 안전하게 보관해야 합니다. Session Manager는 서버 안의 에이전트가 AWS에 먼저 연결하므로, 평소의 AWS 로그인으로 셸을 열고 포트는 열지 않습니다. 누가 접속할 수 있는지는 IAM이 정합니다.',
  },
  here: {
    en: "Session Manager is always there: `stepway outputs` prints the command (it needs AWS's session-manager-plugin once). --ssh my-ip opens port 22 for your own address as well; the whole world is refused.",
    ko: 'Session Manager는 항상 쓸 수 있고, 명령은 `stepway outputs`가 알려 줍니다(AWS의 session-manager-plugin을 한 번 설치해야 합니다). --ssh my-ip를 쓰면 내 IP에만 22번 포트도 엽니다. 전 세계에 여는 것은 거부합니다.',
  },
  about: ['ssh', 'session-manager'],
  see: ['security-group', 'iam'],
  links: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html'],
};
