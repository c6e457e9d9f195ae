import type { Topic } from '../topic.ts';

export const subnet: Topic = {
  id: 'subnet',
  title: {
    en: 'Subnets: public and private',
    ko: '서브넷: 퍼블릭과 프라이빗',
  },
  summary: {
    en: 'Parts of a network, each in one building.',
    ko: '네트워크를 나눈 조각. 각각 한 가용 영역에 있습니다.',
  },
  words: ['subnet', '서브넷', 'public', 'private', '퍼블릭', '프라이빗', 'nat'],
  text: {
    en: "A subnet is a part of a VPC's addresses in one availability zone. It is public when its route table has a road to the internet gateway, and private when it has not: nobody outside can even address what is in it.\n\nWhat is in a private subnet cannot reach the internet either, unless a NAT gateway is paid for (about 33 to 43 USD a month). A database does not need one.",
    ko: '서브넷은 VPC 주소의 일부로, 한 가용 영역 안에 있습니다. 라우팅 테이블에 인터넷 게이트웨이로 가는 길이 있으면 퍼블릭, 없으면 프라이빗입니다. 프라이빗 서브넷 안의 자원에는 밖에서 말을 걸 방법 자체가 없습니다.\n\n프라이빗 서브넷에서는 인터넷으로 나갈 수도 없습니다. 나가려면 NAT 게이트웨이(월 약 33~43 USD)가 필요한데, 데이터베이스에는 필요 없습니다.',
  },
  here: {
    en: 'Server and load balancer stand in public subnets, guarded by security groups; the database stands in private ones. No NAT gateway is made.',
    ko: '서버와 로드 밸런서는 보안 그룹으로 보호하며 퍼블릭 서브넷에, 데이터베이스는 프라이빗 서브넷에 둡니다. NAT 게이트웨이는 만들지 않습니다.',
  },
  about: ['public-subnet-a', 'private-subnet-a'],
  see: ['vpc', 'route-table', 'security-group'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html'],
};
