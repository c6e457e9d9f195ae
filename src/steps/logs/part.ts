import type { Listed } from '../../prices/kept.ts';
import type { Answered, Looking } from '../../questions/question.ts';
import type { Words } from '../../words.ts';
import { pricedFor } from '../account/priced.ts';
import { takingIn, usualGigabytes } from './prices.ts';

/** Long enough to look up what changed since it worked, and short enough to cost next to nothing. */
export const advisedDays = 14;

/** How the question of all parts offers this one. */
export const logsPart = {
  offer(answered: Answered, _monthly?: Looking['monthly'], listed?: Listed): Words {
    const gigabyte = pricedFor(answered, listed)(takingIn);
    const cost = gigabyte === undefined ? undefined : (gigabyte * usualGigabytes).toFixed(2);
    return {
      en: `Logs you can search, kept for ${advisedDays} days${cost ? `: about ${cost} USD a month` : ''}`,
      ko: `검색할 수 있는 로그(${advisedDays}일 보관)${cost ? `: 월 약 ${cost}달러` : ''}`,
    };
  },
};
