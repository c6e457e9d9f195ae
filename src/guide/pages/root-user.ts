import type { Topic } from '../topic.ts';

export const rootUser: Topic = {
  id: 'root-user',
  title: {
    en: 'Root user',
    ko: '루트 사용자',
  },
  summary: {
    en: 'The account itself; too strong for daily work.',
    ko: '계정 그 자체. 평소 작업에 쓰기에는 권한이 너무 큽니다.',
  },
  words: ['루트', 'root', 'mfa', '계정', 'account'],
  text: {
    en: 'Whoever signs in with the e-mail address of the AWS account is the root user. Nothing can limit it: it can read every invoice and close the account. A leaked key of the root user is a leaked account.\n\nAWS asks to use it only for the few things that nobody else can do, to protect it with a second factor (MFA), and to give it no access keys.',
    ko: 'AWS 계정의 이메일 주소로 로그인하면 루트 사용자입니다. 어떤 정책으로도 제한할 수 없고, 청구서를 모두 볼 수 있으며 계정을 해지할 수도 있습니다. 루트 키가 새면 계정 전체를 잃는 것과 같습니다.\n\nAWS는 루트로만 가능한 몇 가지 일에만 쓰고, MFA(다중 인증)를 켜고, 액세스 키를 만들지 말라고 권합니다.',
  },
  here: {
    en: 'Works as root, but warns. Better: make an IAM user or sign in through IAM Identity Center, and give it the policy that `stepway plan --permissions` prints.',
    ko: '루트로도 동작하지만 경고를 보여 줍니다. IAM 사용자를 만들거나 IAM Identity Center로 로그인하고, `stepway plan --permissions`가 출력하는 정책을 연결하는 편이 안전합니다.',
  },
  about: [],
  see: ['iam', 'credentials'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
};
