import { select } from '../../questions/question.ts';

export const network = select({
  key: 'network',
  title: { en: 'Network', ko: '네트워크' },
  placeholder: 'own|default',
  message: { en: 'Which network should it run in?', ko: '어떤 네트워크에 만들까요?' },
  help: {
    en: "A dedicated VPC, or the account's default VPC.",
    ko: '전용 네트워크를 만들지, 계정의 기본 VPC를 쓸지 정합니다.',
  },
  choices: [
    {
      value: 'own',
      name: {
        en: 'Its own VPC: the internet cannot reach the database (free)',
        ko: '전용 네트워크: 데이터베이스를 인터넷에서 닿지 않는 곳에 둡니다(무료)',
      },
    },
    {
      value: 'default',
      name: {
        en: "The account's default VPC, shared with everything else in it",
        ko: '계정의 기본 VPC: 새로 만들지 않고 다른 자원과 함께 씁니다',
      },
    },
  ],
  fallback: () => 'own',
  unasked: true,
});
