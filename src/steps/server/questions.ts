import { region } from '../account/questions.ts';
import { sizesIn, sizesThere, testType } from './sizes.ts';
import { text, Unsuitable } from '../../questions/question.ts';

export const instanceType = text({
  key: 'instance-type',
  title: { en: 'Server size', ko: '서버 크기' },
  placeholder: 'TYPE',
  message: {
    en: 'Server size (t3.micro is enough to start)',
    ko: '서버 크기(처음에는 t3.micro면 충분합니다)',
  },
  help: { en: "The server's EC2 instance type.", ko: '서버의 EC2 인스턴스 유형입니다.' },
  fallback: () => 't3.micro',
  offers: (answered) => sizesIn(answered(region)),
  has: sizesThere,
  test: testType,
  early: true,
  suchAs: ['t3.micro', 't3.small', 't3.medium', 't4g.small'],
  read(raw) {
    if (/^[a-z][a-z0-9-]{0,19}\.[a-z0-9-]{1,20}$/.test(raw)) return raw;
    throw new Unsuitable({
      en: 'must be an EC2 instance type such as t3.micro',
      ko: 't3.micro 같은 EC2 인스턴스 유형이어야 합니다',
    });
  },
});
