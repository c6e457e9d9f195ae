import type { Topic } from '../topic.ts';

export const iam: Topic = {
  id: 'iam',
  title: {
    en: 'IAM: users, groups, policies, roles',
    ko: 'IAM: 사용자, 그룹, 정책, 역할',
  },
  summary: {
    en: 'Who may do what in your account.',
    ko: '계정에서 누가 무엇을 할 수 있는지 정합니다.',
  },
  words: [
    'iam',
    'user',
    '사용자',
    'group',
    '그룹',
    'policy',
    '정책',

    '역할',
    'permission',
    '권한',
    'least privilege',
    '최소 권한',
  ],
  picture: {
    en: ['  user ──┐', '  group ─┼── policy ── permissions ──▶ AWS', '  role ──┘'].join('\n'),
    ko: ['  사용자 ─┐', '  그룹 ───┼── 정책 ── 권한 ──▶ AWS', '  역할 ───┘'].join('\n'),
  },
  text: {
    en: 'A permission says what may be done to what, such as "look at servers in Seoul". A policy is a list of permissions. It is attached to:\n  • a user: a person or a program with credentials of its own\n  • a group: several users who get the same policies\n  • a role: nobody\'s credentials; whoever may take the role gets short-lived ones. A server, an AWS service or GitHub Actions takes a role.\n\nGive each only what it needs: then a stolen key opens little.',
    ko: '권한은 "서울의 서버를 조회할 수 있다"처럼 무엇에 무엇을 할 수 있는지입니다. 정책은 권한의 목록이며, 다음에 연결합니다.\n  • 사용자: 자기 자격 증명을 가진 사람이나 프로그램\n  • 그룹: 같은 정책을 함께 받는 사용자들\n  • 역할: 주인이 없는 자격 증명. 맡을 수 있는 쪽이 맡아 잠시 쓰는 자격 증명을 받습니다. 서버, AWS 서비스, GitHub Actions가 역할을 맡습니다.\n\n각자에게 꼭 필요한 만큼만 주세요. 그러면 키를 빼앗겨도 열리는 문이 적습니다.',
  },
  here: {
    en: '`stepway plan --permissions` prints the exact policy that it needs, limited to its own tags and names where AWS allows that. The server gets a role of its own, with Session Manager and its own database password and nothing more.',
    ko: '`stepway plan --permissions`가 필요한 정책을 그대로 출력합니다. AWS가 허용하는 한 stepway의 태그와 이름으로 범위를 좁혔습니다. 서버에는 전용 역할을 주고, Session Manager와 자기 데이터베이스 비밀번호 외에는 아무것도 허용하지 않습니다.',
  },
  about: ['server-role'],
  see: ['instance-profile', 'credentials', 'root-user'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html'],
};
