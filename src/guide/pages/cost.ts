import type { Topic } from '../topic.ts';

export const cost: Topic = {
  id: 'cost',
  title: {
    en: 'What it costs, and the free plan',
    ko: '비용과 무료 플랜',
  },
  summary: {
    en: 'What you pay for, and how not to be surprised.',
    ko: '무엇에 돈이 드는지와 뜻밖의 청구를 피하는 법입니다.',
  },
  words: [
    'cost',
    'price',
    '비용',
    '요금',
    '가격',
    'free tier',
    '프리 티어',
    '무료',
    'billing',
    '청구',
    'budget',
    '예산',
    'credit',
    '크레딧',
  ],
  text: {
    en: "You pay for what is there, by the hour: server, database, load balancer, public addresses, storage; then for data that leaves AWS. VPC, subnets, groups, roles and certificates cost nothing. A forgotten thing goes on costing.\n\nAccounts opened since July 2025 start with credits (up to 200 USD) and may choose a free plan that ends after six months or when the credits are used; some sizes are not allowed in it. AWS's Budgets sends a mail before a bill grows.",
    ko: '서버, 데이터베이스, 로드 밸런서, 공인 IP, 저장 공간처럼 존재하는 것에 시간당 요금이 들고, AWS 밖으로 나가는 데이터에도 듭니다. VPC, 서브넷, 보안 그룹, 역할, 인증서는 무료입니다. 잊어버린 자원은 계속 요금이 나옵니다.\n\n2025년 7월 이후 만든 계정은 크레딧(최대 200 USD)을 받고, 6개월이 지나거나 크레딧을 다 쓰면 끝나는 무료 플랜을 고를 수 있습니다. 무료 플랜에서는 일부 크기를 쓸 수 없습니다. AWS Budgets를 쓰면 청구액이 커지기 전에 메일을 받습니다.',
  },
  here: {
    en: 'Shows every price before the last yes; `stepway plan` shows them without building. `stepway teardown` takes away all that costs money, and its receipt names what stays with its price.',
    ko: '마지막 동의 전에 모든 비용을 보여 줍니다. `stepway plan`은 만들지 않고 비용만 보여 줍니다. `stepway teardown`은 요금이 드는 것을 모두 없애고, 남는 것은 비용과 함께 영수증에 적습니다.',
  },
  about: [],
  see: ['region', 'entry', 'teardown'],
  links: ['https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier.html'],
};
