import type { Topic } from '../topic.ts';

export const freePlan: Topic = {
  id: 'free-plan',
  title: { en: 'The free plan and its credits', ko: '무료 플랜과 크레딧' },
  summary: { en: 'what "AWS Free Tier" means for new accounts', ko: '프리 티어가 지금은 어떻게 바뀌었는지' },
  words: ['free tier', 'free', 'credits', 'credit', 'trial', '프리 티어', '프리티어', '무료', '크레딧'],
  see: ['costs', 'account', 'teardown'],
  links: [
    'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/free-tier.html',
    'https://aws.amazon.com/free/',
  ],
  text: {
    en: `
Many blog posts still mention "750 hours free for 12 months". That applies only to accounts created before July 15, 2025.

Newer accounts get credits instead: 100 USD at sign-up, and up to 100 more for trying certain services. You choose between two plans:

- Free plan: you are never billed, but not every service and size is available. It ends after 6 months or when the credits run out, whichever comes first; then the account closes unless you upgrade in time.
- Paid plan: everything is available. Credits are used first, and you pay for what goes beyond them.

stepway's default setup uses about 50 to 60 USD of credits a month. The Free plan allows small sizes only (t3, t4g and t8i micro and small; db.t3.micro and db.t4g.micro), and database backups of one day.

# What stepway does
It asks AWS for the plan first. On the Free plan it keeps backups for one day, says how many credits are left and until when, and names before anything is created what the plan does not include. After an upgrade nothing changes by itself; \`stepway up --backup-days 7\` keeps backups longer. Prices are list prices, without credits.
`,
    ko: `
"12개월 동안 매달 750시간 무료"라고 적힌 글이 아직 많지만, 2025년 7월 15일 전에 만든 계정에만 해당합니다.

그 뒤에 만든 계정은 대신 크레딧을 받습니다. 가입하면 100달러, 몇 가지 서비스를 써 보면 최대 100달러가 더 나옵니다. 그리고 두 플랜 중 하나를 고릅니다.

- 무료 플랜: 요금이 청구되지 않지만 쓸 수 있는 서비스와 크기가 제한됩니다. 6개월이 지나거나 크레딧을 다 쓰면 끝나고, 제때 유료로 바꾸지 않으면 계정이 닫힙니다.
- 유료 플랜: 모든 서비스를 쓸 수 있습니다. 크레딧을 먼저 쓰고 넘는 만큼 청구됩니다.

stepway의 기본 구성은 한 달에 크레딧 50~60달러를 씁니다. 무료 플랜에서는 작은 크기(t3, t4g, t8i의 micro와 small, db.t3.micro와 db.t4g.micro)만 쓸 수 있고 데이터베이스 백업은 하루만 보관됩니다.

# stepway가 하는 일
먼저 AWS에 요금제를 확인합니다. 무료 플랜이면 백업을 하루만 보관하고, 크레딧이 언제까지 얼마 남았는지 보여 주며, 쓸 수 없는 크기가 있으면 아무것도 만들기 전에 알려 줍니다. 유료로 바꿔도 설정은 그대로이며, \`stepway up --backup-days 7\`을 실행하면 백업을 더 오래 보관합니다. 화면의 비용은 크레딧을 빼지 않은 정가입니다.
`,
  },
};
