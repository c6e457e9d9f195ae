import { pricedFor } from '../account/priced.ts';
import { sizesAt, sizesThere, testType } from './sizes.ts';
import { select, text, Unsuitable } from '../../questions/question.ts';

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
  offers: (answered, listed) => sizesAt(pricedFor(answered, listed)),
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

/** Where AWS has no machine left in one zone, it may have one in the other. */
export const serverZone = select({
  key: 'server-zone',
  title: { en: 'Zone of the server', ko: '서버의 가용 영역' },
  placeholder: 'first|second',
  message: { en: 'In which of its two zones should the server be?', ko: '서버를 두 가용 영역 중 어디에 둘까요?' },
  help: {
    en: 'In which of the two availability zones a server is made; it stays there.',
    ko: '서버를 두 가용 영역 중 어디에 만들지 정합니다. 만든 뒤에는 옮기지 않습니다.',
  },
  choices: [
    { value: 'first', name: { en: 'The first one', ko: '첫 번째' } },
    { value: 'second', name: { en: 'The second one', ko: '두 번째' } },
  ],
  fallback: () => 'first',
  unasked: true,
});
