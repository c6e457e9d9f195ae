import type { Topic } from '../topic.ts';

export const credentials: Topic = {
  id: 'credentials',
  title: {
    en: 'Credentials',
    ko: '자격 증명',
  },
  summary: {
    en: 'How a program proves who you are, and where it looks.',
    ko: '프로그램이 AWS에 신원을 증명하는 방법과 찾는 순서입니다.',
  },
  words: [
    '자격 증명',
    'access key',
    '액세스 키',
    'profile',
    '프로필',
    'sso',
    '로그인',
    'sign in',
    'aws configure',
    'aws login',
  ],
  text: {
    en: 'Every request to AWS is signed with credentials. They may last (an access key) or expire by themselves after some hours (what `aws login` and single sign-on give). Prefer those that expire: what is lost is soon worthless.\n\nPrograms look in this order and take the first they find:\n  1. the profile that was named with --profile\n  2. the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\n  3. the files ~/.aws/config and ~/.aws/credentials (AWS_PROFILE, or default)\n  4. the role of the machine they run on',
    ko: 'AWS로 보내는 모든 요청은 자격 증명으로 서명합니다. 계속 쓰는 것(액세스 키)도 있고, 몇 시간 뒤 저절로 만료되는 것(`aws login`, SSO)도 있습니다. 잃어버려도 곧 쓸모없어지는 만료형을 권합니다.\n\n프로그램은 다음 순서로 찾아 가장 먼저 나온 것을 씁니다.\n  1. --profile로 지정한 프로필\n  2. 환경 변수 AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY\n  3. ~/.aws/config, ~/.aws/credentials 파일(AWS_PROFILE 또는 default)\n  4. 실행 중인 서버에 붙은 역할',
  },
  here: {
    en: "Leaves all of this to AWS's own library. It never asks for a key, and never prints or stores one. Sign in with `aws login` or `aws configure sso`, then run it.",
    ko: '이 모두를 AWS 공식 라이브러리에 맡깁니다. 키를 묻지도, 출력하지도, 저장하지도 않습니다. `aws login`이나 `aws configure sso`로 로그인한 뒤 실행하세요.',
  },
  about: ['permissions'],
  see: ['iam', 'root-user'],
  links: ['https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html'],
};
