import type { Registrar } from './registrar.ts';

export const route53: Registrar = {
  host: 'route53',
  name: { en: 'Amazon Route 53', ko: 'Amazon Route 53' },
  steps: [
    {
      en: 'Open the Route 53 console of the account that registered the domain, then Registered domains.',
      ko: '도메인을 등록한 계정의 Route 53 콘솔에서 등록된 도메인(Registered domains)을 엽니다.',
    },
    {
      en: 'Choose the domain, then Actions → Edit name servers.',
      ko: '도메인을 고르고 작업(Actions) → 이름 서버 편집(Edit name servers)을 누릅니다.',
    },
    {
      en: 'Replace all of them with the four names and save.',
      ko: '기존 값을 모두 지우고 네임서버 네 개를 입력한 뒤 저장합니다.',
    },
  ],
  records: [
    {
      en: 'Sign in to the AWS account that has the hosted zone, and open Route 53 → Hosted zones → the domain.',
      ko: '호스팅 영역이 있는 AWS 계정에 로그인해 Route 53 → 호스팅 영역 → 도메인을 엽니다.',
    },
    {
      en: 'Click Create record, and enter the short name, the type and the value.',
      ko: '레코드 생성을 누르고 짧은 이름, 유형, 값을 입력합니다.',
    },
    {
      en: 'For the domain itself turn Alias on and choose the load balancer by its name. Create the record.',
      ko: '도메인 자체라면 별칭을 켜고 로드 밸런서의 이름을 넣습니다. 레코드를 생성합니다.',
    },
  ],
  note: {
    en: 'Do this under Registered domains; changing the NS record in a hosted zone has no effect.',
    ko: '반드시 등록된 도메인에서 바꾸세요. 호스팅 영역 안의 NS 레코드를 고쳐도 바뀌지 않습니다.',
  },
  words: ['registered domains', 'route 53 domains', '등록된 도메인', 'route 53에서 산 도메인'],
  console: 'https://console.aws.amazon.com/route53/domains/home',
};
