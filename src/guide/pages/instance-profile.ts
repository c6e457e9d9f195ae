import type { Topic } from '../topic.ts';

export const instanceProfile: Topic = {
  id: 'instance-profile',
  title: { en: 'Instance profile', ko: '인스턴스 프로파일' },
  summary: { en: 'the container that gives a server its role', ko: '서버에 역할을 붙일 때 쓰는 상자' },
  words: ['profile', 'instance profiles', 'server profile', '인스턴스프로파일', '인스턴스 프로필', '프로파일'],
  about: ['server-profile', 'role-in-profile'],
  see: ['roles', 'imdsv2', 'credentials', 'ec2'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html'],
  text: {
    en: `
EC2 does not take a role directly. It takes an instance profile: a container for exactly one role.

  policy ─▶ role ─▶ instance profile ─▶ server ─▶ your app
  "can read                                      SDK asks the
   the secret"                                   metadata service

When you create a role for EC2, the console silently creates the profile too, with the same name. Everywhere else you create both, and add the role to the profile. That is why scripts have one more step than blog posts.

If an app on the server finds no credentials, check that the instance has a profile ("IAM role" in its details), and that the profile contains a role. EC2 can take a few seconds to see a new role.

# What stepway does
It creates the profile, adds the server's role, and launches the server with it, waiting where AWS needs those seconds.
`,
    ko: `
EC2는 역할을 직접 받지 않고 인스턴스 프로파일을 받습니다. 역할을 딱 하나 담는 상자입니다.

  정책 ─▶ 역할 ─▶ 인스턴스 프로파일 ─▶ 서버 ─▶ 앱
  "비밀을                                      SDK가 메타데이터
   읽어도 된다"                                서비스에 요청

콘솔에서 EC2용 역할을 만들면 같은 이름의 인스턴스 프로파일이 자동으로 함께 만들어집니다. 그 밖의 방법으로는 둘을 따로 만들어 넣어야 합니다. 스크립트가 블로그 글보다 한 단계 많은 이유입니다.

서버의 앱이 자격 증명이 없다고 하면, 인스턴스 세부 정보의 "IAM 역할"이 비어 있지 않은지, 프로파일에 역할이 들어 있는지 보세요. 새 역할이 EC2에 반영되는 데 몇 초 걸릴 수 있습니다.

# stepway가 하는 일
프로파일을 만들어 서버의 역할을 넣고, 서버를 시작할 때 붙입니다. AWS에 반영될 때까지 몇 초가 필요하면 기다립니다.
`,
  },
};
