import type { Topic } from '../../../guide/topic.ts';

export const vpc: Topic = {
  id: 'vpc',
  title: { en: 'Network (VPC)', ko: '네트워크(VPC)' },
  summary: { en: 'your own network inside AWS', ko: 'AWS 안에 있는 나만의 네트워크' },
  words: ['virtual private cloud', 'network', 'cidr', 'default vpc', '네트워크', '기본 vpc', '가상 네트워크', '사설망'],
  about: ['network', 'vpc', 'default-vpc'],
  see: ['subnets', 'internet-gateway', 'route-tables', 'security-groups'],
  links: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
  ],
  text: {
    en: `
A VPC (Virtual Private Cloud) is your own isolated network inside AWS. Your servers can reach each other, other customers' servers cannot reach yours, and the internet gets in only where you allow it.

It has a range of private addresses, written as a CIDR block: 10.20.0.0/16 means 10.20.0.0 to 10.20.255.255. These addresses cannot be reached from outside.

  ┌─ VPC 10.20.0.0/16 ─────────────────────────────────┐
  │ public subnets           private subnets           │
  │ 10.20.0.0/24  zone a     10.20.10.0/24  zone a     │
  │ 10.20.1.0/24  zone b     10.20.11.0/24  zone b     │
  └────────┬───────────────────────────────────────────┘
           │ internet gateway
        internet

Every account has a default VPC in each region, with public subnets only. It is convenient, but shared with everything else you run there.

# What stepway does
\`--network own\` (the default) creates a VPC for this stack, at no cost. \`--network default\` uses the default VPC: stepway does not change it, and \`stepway teardown\` leaves it in place.
`,
    ko: `
VPC(Virtual Private Cloud)는 나만의 네트워크입니다. VPC가 없다면 모든 고객의 서버가 한 네트워크에 얽혀 있겠지만, VPC 안에서는 내 자원끼리만 통신하고, 인터넷과는 내가 열어 둔 곳으로만 통신합니다.

주소는 CIDR로 정합니다. 10.20.0.0/16은 10.20.0.0부터 10.20.255.255까지 65,536개이고, 밖에서는 의미가 없는 사설 주소입니다.

  ┌─ VPC 10.20.0.0/16 ─────────────────────────────────┐
  │ 퍼블릭 서브넷            프라이빗 서브넷           │
  │ 10.20.0.0/24  영역 a     10.20.10.0/24  영역 a     │
  │ 10.20.1.0/24  영역 b     10.20.11.0/24  영역 b     │
  └────────┬───────────────────────────────────────────┘
           │ 인터넷 게이트웨이
         인터넷

계정에는 리전마다 기본 VPC가 하나씩 있습니다. 퍼블릭 서브넷만 있어서 편하지만, 그 안의 다른 자원과 함께 써야 합니다.

# stepway가 하는 일
\`--network own\`(기본값)은 이 스택만의 VPC를 만듭니다. VPC는 무료입니다. \`--network default\`는 기본 VPC를 그대로 쓰며, 설정을 바꾸지 않고 \`stepway teardown\` 때도 남겨 둡니다.
`,
  },
};
