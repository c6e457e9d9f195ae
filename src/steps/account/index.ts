import type { Chapter } from '../chapter.ts';
import { permissions } from './permissions.ts';
import { name, region } from './questions.ts';

export const account: Chapter = {
  id: 'account',
  title: { en: 'Your account', ko: '계정' },
  why: {
    en: 'Everything is created in your own AWS account and belongs to you. A name groups it all together, and a region decides where in the world it runs.',
    ko: '모든 자원은 여러분의 AWS 계정에 만들며, 여러분의 소유입니다. 자원에는 모두 같은 이름이 붙어 한 묶음임을 알 수 있고, 리전은 서버를 세계 어디에 둘지 정합니다.',
  },
  asks: [name, region],
  steps: [permissions],
};
