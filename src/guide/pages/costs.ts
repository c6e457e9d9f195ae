import type { Topic } from '../topic.ts';

export const costs: Topic = {
  id: 'costs',
  title: { en: 'What it costs', ko: '비용' },
  summary: { en: 'what is billed, when, and how to keep it small', ko: '무엇에 언제 요금이 나오고 어떻게 줄이는지' },
  words: [
    'cost',
    'price',
    'prices',
    'billing',
    'bill',
    'money',
    'budget',
    '요금',
    '가격',
    '청구',
    '과금',
    '예산',
    '돈',
  ],
  see: ['bill', 'free-plan', 'entry', 'teardown', 'nat-gateway', 'snapshot'],
  links: [
    'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html',
    'https://aws.amazon.com/ec2/pricing/on-demand/',
  ],
  text: {
    en: `
AWS bills by the hour or second for what exists, whether or not anyone visits. One month of the default setup, in USD, before tax and traffic:

                              N. Virginia     Seoul
  server t3.micro, its disk          8.39     10.40
  its public address                 3.65      3.65
  load balancer, two addresses      23.73     23.73
  database, storage, password       14.38     21.27
  hosted zone                        0.50      0.50
  total                             50.65     59.55

Common surprises: public IPv4 addresses cost money even while in use; you still pay for the disk and Elastic IP of a stopped server; data out to the internet costs from about 0.1 USD per GB after the first 100 GB a month, which are free; AWS restarts a stopped database after seven days.

To save: \`--entry elastic-ip\` (24 USD less), \`--database none\`, and \`stepway teardown\` when you are done.

# What stepway does
It shows the price before you confirm; \`stepway plan\` shows it at any time. Most prices of eleven regions are built in, with their date; signed in, it asks AWS for those of the day. It uses no NAT gateway, no burst surcharges and no extended-support database prices. The \`stepway teardown\` receipt lists anything left behind that still costs money.
`,
    ko: `
AWS는 방문자가 있든 없든, 자원이 있는 동안 시간이나 초 단위로 요금을 매깁니다. 기본 구성의 한 달 비용은 다음과 같습니다(달러, 세금과 트래픽 제외).

                                버지니아      서울
  서버 t3.micro와 디스크            8.39     10.40
  서버의 공인 IP                    3.65      3.65
  로드 밸런서와 공인 IP 두 개      23.73     23.73
  데이터베이스, 저장, 비밀번호     14.38     21.27
  호스팅 영역                       0.50      0.50
  합계                             50.65     59.55

놓치기 쉬운 요금: 공인 IPv4 주소는 쓰고 있어도 요금이 나옵니다. 서버를 중지해도 디스크와 탄력적 IP 요금은 계속 나옵니다. 인터넷으로 나가는 데이터는 매달 100GB까지 무료, 그다음은 GB당 약 0.1달러부터입니다. 중지한 RDS는 7일 뒤 AWS가 다시 켭니다.

비용을 줄이려면 \`--entry elastic-ip\`(월 약 24달러 절약), \`--database none\`, 그리고 다 쓴 뒤에는 \`stepway teardown\`.

# stepway가 하는 일
동의를 받기 전에 비용을 먼저 보여 줍니다. \`stepway plan\`으로 언제든 다시 볼 수 있습니다. 많이 쓰는 리전 11곳의 가격은 기준일과 함께 내장되어 있고, 로그인하면 AWS에서 그날의 가격을 조회합니다. NAT 게이트웨이를 쓰지 않고, 서버의 CPU 초과 요금과 데이터베이스의 연장 지원 요금이 생기지 않게 설정합니다. \`stepway teardown\` 뒤에 남아서 돈이 드는 것은 영수증에 적어 줍니다.
`,
  },
};
