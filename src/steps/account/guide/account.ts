import type { Topic } from '../../../guide/topic.ts';

export const account: Topic = {
  id: 'account',
  title: { en: 'Your AWS account', ko: 'AWS 계정' },
  summary: {
    en: 'what an account is, and why not to use the root user',
    ko: '계정이란 무엇이고, 왜 루트 사용자를 쓰지 않는지',
  },
  words: ['aws account', 'root user', 'root', 'account id', '루트', '루트 사용자', '계정 번호'],
  about: ['account'],
  see: ['iam', 'credentials', 'free-plan', 'costs'],
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  ],
  text: {
    en: `
An AWS account is a container with a 12-digit number. Everything inside shares one bill and is isolated from other accounts. You can have several: one to learn in, one for production.

The email address you signed up with is the root user. It can do everything, and no IAM policy can restrict it, even if its password is stolen. So:

- turn on MFA for the root user, and give it no access keys;
- create a user for everyday work, preferably in IAM Identity Center;
- set a budget, so that an email warns you: \`stepway up --budget 30 --alarms you@example.com\`.

# What stepway does
Before anything else it asks AWS who is signed in. It records the account and region, and refuses to continue in another account by mistake. It warns you if you are signed in as root, and it never asks for a key.
`,
    ko: `
AWS 계정에는 12자리 번호가 있습니다. 한 계정의 자원은 청구서 하나로 요금이 나오고, 다른 계정에서는 보이지 않습니다. 연습용과 운영용을 나눠 여러 개 만들어도 됩니다.

가입할 때 쓴 이메일이 루트 사용자입니다. 루트는 무엇이든 할 수 있고 IAM 정책으로도 막을 수 없습니다. 그래서 루트의 비밀번호가 새어 나가면 피해를 막을 방법이 없습니다. 이렇게 쓰는 것이 안전합니다.

- 루트에는 MFA(2단계 인증)를 걸고 액세스 키는 만들지 않습니다.
- 평소에는 따로 만든 사용자로 일합니다. IAM Identity Center가 가장 좋습니다.
- 예산을 정해 두면 넘기 전에 메일이 옵니다: \`stepway up --budget 30 --alarms you@example.com\`

# stepway가 하는 일
가장 먼저 누구로 로그인했는지 AWS에 확인하고 계정과 리전을 기록해 둡니다. 실수로 다른 계정에서 실행하면 멈춥니다. 루트로 로그인했다면 경고합니다. 키를 입력하라고 하지 않습니다.
`,
  },
};
