import type { Topic } from '../../../guide/topic.ts';

export const networkAcl: Topic = {
  id: 'network-acl',
  title: { en: 'Network ACLs and security groups', ko: '네트워크 ACL과 보안 그룹의 차이' },
  summary: {
    en: 'a second firewall, around a subnet; usually left open',
    ko: '서브넷을 둘러싼 두 번째 방화벽, 보통은 열어 둠',
  },
  words: ['nacl', 'acl', 'network acls', 'stateless', '네트워크acl', '네트워크 acl', '나클'],
  see: ['security-groups', 'subnets', 'vpc'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html'],
  text: {
    en: `
AWS has two firewalls, and beginners often open one and forget about the other.

                  security group          network ACL
  around          a machine               a whole subnet
  rules           allow only              allow and deny
  order           all rules apply         by number, first match wins
  stateful        yes: replies pass       no: replies need a rule, too
  default         nothing comes in        everything passes (default ACL)

An ACL can do one thing that a group cannot: block a known bad address. For everything else, groups are easier, because they can refer to each other and remember connections.

A common mistake: tightening an ACL and forgetting the high ports (1024–65535) that replies use. The site then hangs.

# What stepway does
It leaves the VPC's ACL as AWS creates it, open both ways, and relies on security groups. If you use \`--network default\` and someone has tightened its ACL, that can be why visitors see a timeout.
`,
    ko: `
AWS에는 방화벽이 두 가지 있어서, 하나를 열고 왜 안 되는지 헤매기 쉽습니다.

                  보안 그룹               네트워크 ACL
  두르는 곳       서버 하나               서브넷 전체
  규칙            허용만                  허용과 거부
  적용 순서       모든 규칙을 봄          번호순, 먼저 맞는 것
  상태 기억       함: 응답은 통과         안 함: 응답도 규칙 필요
  처음 상태       아무것도 못 들어옴      모두 통과(기본 ACL)

ACL만 할 수 있는 일은 알려진 악성 IP를 막는 것입니다. 나머지는 그룹끼리 지정할 수 있고 연결을 기억하는 보안 그룹이 쉽습니다.

흔한 함정: ACL을 좁히면서 응답이 나갈 높은 포트(1024~65535)를 빠뜨리면 사이트가 멈춘 듯 보입니다.

# stepway가 하는 일
VPC의 ACL은 AWS가 만든 대로 양쪽 모두 열어 두고, 접근 제어는 모두 보안 그룹으로 합니다. \`--network default\`를 쓰는데 누군가 그 ACL을 좁혀 두었다면 시간 초과의 원인일 수 있습니다.
`,
  },
};
