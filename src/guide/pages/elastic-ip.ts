import type { Topic } from '../topic.ts';

export const elasticIp: Topic = {
  id: 'elastic-ip',
  title: {
    en: 'Elastic IP',
    ko: '탄력적 IP',
  },
  summary: {
    en: 'A public address that stays the same.',
    ko: '바뀌지 않는 공인 IP입니다.',
  },
  words: ['elastic ip', '탄력적 ip', '고정 ip', 'static ip', 'public ip', '공인 ip', 'eip'],
  text: {
    en: "A server's public address changes when it is stopped and started. An Elastic IP is an address that is yours until you give it back.\n\nYou need one when visitors come straight to the server, or when an outside service lets in only known addresses. Behind a load balancer you do not: visitors follow its name. Every public IPv4 address costs about 3.65 USD a month, used or not.",
    ko: '서버의 공인 IP는 중지했다 시작하면 바뀝니다. 탄력적 IP는 반납하기 전까지 내 것인 주소입니다.\n\n방문자가 서버로 바로 오거나, 허용 IP를 등록해야 하는 외부 서비스가 있으면 필요합니다. 로드 밸런서 뒤에 있으면 필요 없습니다. 방문자는 로드 밸런서의 이름을 따라오기 때문입니다. 공인 IPv4 주소는 쓰든 안 쓰든 하나에 월 약 3.65 USD입니다.',
  },
  here: {
    en: 'Makes one only when it is needed: with --entry elastic-ip, or with --elastic-ip. `stepway teardown` gives it back, so that no bill is left.',
    ko: '필요할 때만 만듭니다(--entry elastic-ip 또는 --elastic-ip). `stepway teardown`이 반납하므로 요금이 남지 않습니다.',
  },
  about: ['elastic-ip'],
  see: ['entry', 'ec2', 'cost'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html'],
};
