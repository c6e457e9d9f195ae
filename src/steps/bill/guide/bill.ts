import type { Topic } from '../../../guide/topic.ts';

export const bill: Topic = {
  id: 'bill',
  title: { en: 'The bill (Cost Explorer)', ko: '청구서(Cost Explorer)' },
  summary: { en: 'what AWS has billed so far, and what the month will cost', ko: '지금까지 청구된 금액과 월말 예상' },
  words: [
    'cost explorer',
    'spent',
    'spending',
    'invoice',
    'credits',
    'cost allocation tag',
    '청구서',
    '사용 금액',
    '크레딧',
    '비용 할당 태그',
    '이번 달',
  ],
  about: ['bill'],
  see: ['costs', 'free-plan', 'tags', 'teardown'],
  links: [
    'https://docs.aws.amazon.com/cost-management/latest/userguide/ce-what-is.html',
    'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html',
  ],
  text: {
    en: `
An estimate tells what a stack costs if nobody visits. The bill tells what it did cost, traffic included. \`stepway cost\` shows both, a line a thing, and what the month will come to: what is billed, and the estimate for the days that are left. What is in the account besides the stack is named apart.

AWS charges 0.01 USD each time a program looks at the bill. stepway asks first, and a script says \`--yes\`; \`--estimate\` never looks.

The bill is late: a cost appears up to 24 hours after it arose. In a new account, open Cost Explorer once in the Billing console; its first figures come a day later.

To tell your stack from everything else, the bill has to know the label that stepway puts on all it makes. \`stepway cost --activate\` turns that on (the cost allocation tag stepway:id), once an account and a day after the first stack at the earliest. It takes another day, and is not done for the days before.

Some costs carry no label, whoever makes them: public addresses, the secret of a database, traffic between zones. They are listed apart, with what they may be of.

Credits are used up before you pay anything. The amounts are those before credits, so you see what will be billed once they are gone.

# What stepway does
It reads the bill of this month with one request and keeps nothing of it. It needs \`ce:GetCostAndUsage\` (\`stepway plan --permissions bill\`), and that the root user lets others see the bill.
`,
    ko: `
예상 금액은 방문자가 없을 때의 비용입니다. 청구서에는 트래픽까지 포함해 실제로 나온 금액이 있습니다. \`stepway cost\`는 두 금액을 항목마다 나란히 보여 주고, 지금까지의 청구액에 남은 날의 예상을 더해 월말 금액을 계산합니다. 계정에 있는 다른 비용은 따로 보여 줍니다.

프로그램으로 청구서를 조회할 때마다 AWS가 0.01달러를 받습니다. stepway는 먼저 묻습니다. 스크립트에서는 \`--yes\`를 붙여야 조회하고, \`--estimate\`를 붙이면 조회하지 않습니다.

청구서는 늦습니다. 요금은 최대 24시간 뒤에 나타납니다. 새 계정이라면 결제 콘솔에서 Cost Explorer를 한 번 열어 두세요. 하루 뒤부터 금액이 나옵니다.

내 스택의 비용을 다른 비용과 구분하려면, stepway가 모든 자원에 붙이는 태그를 청구서가 알아야 합니다. \`stepway cost --activate\`로 비용 할당 태그 stepway:id를 활성화합니다. 계정에서 한 번만, 첫 스택을 만들고 하루가 지난 뒤에 할 수 있습니다. 적용까지 하루가 더 걸리고, 그 전 날짜에는 적용되지 않습니다.

공인 IP, 데이터베이스의 보안 암호, 가용 영역 사이의 트래픽처럼 누가 만들었든 태그가 붙지 않는 비용도 있습니다. 이런 비용은 무엇일 수 있는지와 함께 따로 보여 줍니다.

크레딧은 요금을 내기 전에 먼저 쓰입니다. 보여 주는 금액은 크레딧을 빼기 전이므로, 크레딧이 없어지면 얼마를 내게 될지 알 수 있습니다.

# stepway가 하는 일
이번 달 청구서를 요청 한 번으로 읽고 아무것도 저장하지 않습니다. \`ce:GetCostAndUsage\` 권한(\`stepway plan --permissions bill\`)이 필요하고, 루트 사용자가 다른 사용자의 결제 정보 조회를 허용해야 합니다.
`,
  },
};
