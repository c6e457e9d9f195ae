import type { Chapter } from '../chapter.ts';
import { permissions } from './permissions.ts';
import { name, region } from './questions.ts';

export const account: Chapter = {
  id: 'account',
  title: { en: 'Your account', ko: '계정' },
  why: {
    en: 'Everything is created in your own AWS account and belongs to you. A name groups it all together, and a region decides where in the world it runs.',
    ko: '모든 자원은 여러분의 AWS 계정에 만들어지고 여러분의 것입니다. 이름은 자원들을 하나로 묶고, 리전은 서버가 세계 어디에 있을지 정합니다.',
  },
  asks: [name, region],
  steps: [permissions],
};
