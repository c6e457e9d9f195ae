import { allow, later } from '../../permissions/allow.ts';
import type { Chapter } from '../chapter.ts';

const bill = allow('The bill is of the whole account; who may read it, reads all of it.', '*');
const label = allow('Has the bill tell the costs of a stack from others. It changes nothing else.', '*');

/** Nothing is built: `stepway cost` looks. */
export const billChapter: Chapter = {
  id: 'bill',
  title: { en: 'Bill', ko: '청구서' },
  why: {
    en: 'What AWS has billed so far, a line a thing, beside what was estimated. Looking costs 0.01 USD.',
    ko: 'AWS가 지금까지 청구한 금액을 예상 금액과 나란히 보여 줍니다. 조회할 때마다 0.01달러가 듭니다.',
  },
  asks: [],
  steps: [],
  policy: 'own',
  allows: [later(bill('ce:GetCostAndUsage')), later(label('ce:UpdateCostAllocationTagsStatus'))],
};
