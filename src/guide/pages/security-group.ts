import type { Topic } from '../topic.ts';

export const securityGroup: Topic = {
  id: 'security-group',
  title: {
    en: 'Security groups and network ACLs',
    ko: '보안 그룹과 네트워크 ACL',
  },
  summary: {
    en: 'The firewall around each machine.',
    ko: '서버마다 둘러진 방화벽입니다.',
  },
  words: ['security group', '보안 그룹', 'firewall', '방화벽', 'nacl', 'network acl', 'acl', 'inbound', '인바운드'],
  picture: {
    en: ['  world ──80, 443──▶ load balancer ──app port──▶ server ──5432──▶ database'].join('\n'),
    ko: ['  모두 ──80, 443──▶ 로드 밸런서 ──앱 포트──▶ 서버 ──5432──▶ 데이터베이스'].join('\n'),
  },
  text: {
    en: 'A security group surrounds a machine: everything is closed, except what a rule lets in. Answers to what was let in always get out. A rule can name an address range or another group, such as "whatever is in the server\'s group".\n\nA network ACL surrounds a subnet, has numbered rules that allow or deny, and judges answers too. Its default lets everything through, and groups are nearly always enough.',
    ko: '보안 그룹은 서버를 둘러쌉니다. 모두 막혀 있고 규칙이 허용한 것만 들어오며, 허용된 요청의 응답은 언제나 나갑니다. 규칙에는 주소 대역뿐 아니라 "서버 그룹에 속한 것"처럼 다른 보안 그룹을 지정할 수 있습니다.\n\n네트워크 ACL은 서브넷을 둘러싸고, 번호 순서대로 허용과 거부를 판단하며 응답도 따로 검사합니다. 기본값은 모두 통과이고, 대부분은 보안 그룹만으로 충분합니다.',
  },
  here: {
    en: 'Makes three groups, one leading to the next, and nothing else gets in. It leaves network ACLs as they are. A rule that somebody opened by hand shows in `stepway status`, and `stepway up` closes it.',
    ko: '다음 단계만 허용하는 보안 그룹 셋을 만들고, 그 밖에는 아무것도 들어오지 못합니다. 네트워크 ACL은 그대로 둡니다. 누가 손으로 연 규칙은 `stepway status`에 나타나고 `stepway up`이 닫습니다.',
  },
  about: ['firewall'],
  see: ['port', 'session-manager'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html'],
};
