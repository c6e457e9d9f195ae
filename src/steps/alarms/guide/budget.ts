import type { Topic } from '../../../guide/topic.ts';

export const budget: Topic = {
  id: 'budget',
  title: { en: 'Budget (AWS Budgets)', ko: '예산(AWS Budgets)' },
  summary: { en: 'a mail before the bill is a surprise', ko: '요금이 예상을 넘기 전에 메일 받기' },
  words: ['budgets', 'spend', 'limit', 'bill', 'forecast', '예산', '한도', '청구', '예측'],
  about: ['budget'],
  see: ['costs', 'alarms'],
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html'],
  text: {
    en: `
A budget is a line on what the account spends in a month. It costs nothing, stops nothing, and mails you:

- at 80 % and at 100 % of what was spent,
- when the month is going to end above 100 %. AWS needs about five weeks of bills before it can tell.

AWS counts a few times a day, so the mail comes hours after the money was spent.

It counts the whole account: whatever else runs there is in it. Taxes and credits count as they do on the bill.

Budgets can mail by itself, but then the address has to be confirmed once more, signed in and within twelve hours, and no call tells whether it was. stepway lets the budget tell the topic of the alarms instead: one click is enough for both, and \`stepway status\` sees it.

# What stepway does
\`--budget 30\` sets 30 USD a month; it needs \`--alarms EMAIL\`. Among the advised parts it is a tenth more than the plan costs, and follows when the plan changes. \`--budget none\` removes it.
`,
    ko: `
예산은 계정이 한 달에 쓰는 금액에 그어 둔 선입니다. 요금이 없고 아무것도 멈추지 않으며, 메일만 보냅니다.

- 쓴 금액이 예산의 80%, 100%를 넘었을 때
- 이번 달 요금이 100%를 넘을 것으로 예측될 때(AWS가 예측하려면 청구 기록이 5주쯤 필요합니다)

AWS는 하루에 몇 번만 집계하므로 메일은 쓴 지 몇 시간 뒤에 옵니다.

계정 전체를 셉니다. 이 계정의 다른 자원도 들어갑니다. 세금과 크레딧은 청구서와 같이 셉니다.

Budgets가 직접 메일을 보내게 할 수도 있지만, 그러면 로그인한 상태로 12시간 안에 주소를 한 번 더 확인해야 하고, 확인했는지 알려 주는 API도 없습니다. 그래서 stepway는 예산이 알림 주제에 알리게 합니다. 한 번만 누르면 되고 \`stepway status\`로 볼 수 있습니다.

# stepway가 하는 일
\`--budget 30\`은 월 30달러이며 \`--alarms EMAIL\`이 필요합니다. 추천하는 기능으로 켜면 계획의 비용보다 10% 많게 잡고, 계획이 바뀌면 따라갑니다. \`--budget none\`이면 없앱니다.
`,
  },
};
