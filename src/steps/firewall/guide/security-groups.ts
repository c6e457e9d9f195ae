import type { Topic } from '../../../guide/topic.ts';

export const securityGroups: Topic = {
  id: 'security-groups',
  title: { en: 'Security groups', ko: '보안 그룹' },
  summary: {
    en: 'the firewall around each machine: who can reach which port',
    ko: '누가 어느 포트로 들어올 수 있는지 정하는 서버의 방화벽',
  },
  words: [
    'security group',
    'sg',
    'firewall',
    'inbound',
    'inbound rules',
    'rules',
    '방화벽',
    '보안그룹',
    '인바운드',
    '인바운드 규칙',
    '규칙',
  ],
  about: ['firewall', 'default-group', 'server-group', 'database-group', 'database-from-server'],
  see: ['network-acl', 'ssh', 'app-port', 'entry', 'subnets'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html'],
  text: {
    en: `
A security group is a firewall around a machine. It blocks all incoming traffic except what a rule allows; there are no deny rules. It is stateful: replies to allowed traffic pass automatically.

A rule can allow an address range or another group. A group is better: it means "anything in the load balancer's group", whatever its address.

  internet ─ 80, 443 ─▶ load balancer ─ 80 ─▶ server ─ 5432 ─▶ database

nginx on the server listens on 80 and passes requests on to your app. So your app is reachable only through the load balancer, and the database only from your server. A leaked password is then of little use from outside.

Never open a database port or SSH to 0.0.0.0/0: scanners find it within minutes.

# What stepway does
It creates three groups with only the rules above, one step each (3306 instead of 5432 for MySQL). \`--ssh\` adds exactly one rule. With \`--entry elastic-ip\`, the server itself accepts 80 and 443. stepway removes all rules from its VPC's default group. If a rule is changed by hand, \`stepway doctor\` and \`stepway up\` notice.
`,
    ko: `
보안 그룹은 서버를 둘러싼 방화벽입니다. 규칙이 허용한 것만 들어올 수 있고, 규칙에는 허용만 있습니다. 상태를 기억하므로(stateful) 들어온 요청의 응답은 따로 허용하지 않아도 나갑니다.

규칙에는 IP 대역이나 다른 보안 그룹을 적습니다. 그룹을 적는 쪽이 좋습니다. 주소가 바뀌어도 "로드 밸런서 그룹에 속한 것"이면 통과합니다.

  모두 ─ 80, 443 ─▶ 로드 밸런서 ─ 80 ─▶ 서버 ─ 5432 ─▶ 데이터베이스

서버의 80번에서는 nginx가 받아 앱에 넘겨줍니다. 그래서 로드 밸런서를 거치지 않고는 앱에, 앱을 거치지 않고는 데이터베이스에 접속할 수 없습니다. 비밀번호가 새어 나가도 밖에서는 쓸 수 없습니다.

편하다고 데이터베이스 포트나 SSH를 0.0.0.0/0에 열지 마세요. 몇 분이면 공격자가 찾아냅니다.

# stepway가 하는 일
그룹 세 개와 위의 규칙만 만듭니다(MySQL은 3306). 규칙 하나가 한 단계입니다. \`--ssh\`를 쓰면 규칙이 딱 하나 늘어납니다. \`--entry elastic-ip\`라면 서버가 80과 443을 직접 받습니다. 새 VPC의 기본 그룹은 비워 둡니다. 누가 규칙을 바꾸면 \`stepway doctor\`와 \`stepway up\`이 알아챕니다.
`,
  },
};
