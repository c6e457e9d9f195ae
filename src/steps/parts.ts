import type { Listed } from '../prices/kept.ts';
import { isUnasked, select, type Answered, type Looking } from '../questions/question.ts';
import { joined, type Words } from '../words.ts';
import { www } from './domain/questions.ts';
import { alarmsPart } from './alarms/part.ts';
import { logsPart } from './logs/part.ts';

/**
 * What a site can do without on its first day: a chapter that is off until its answer turns it on. `up` offers all of
 * them in one question; each has a flag of its own besides.
 */
interface Advised {
  /** What a careful friend would take, in a few words, with what it costs where prices are known. */
  offer(answered: Answered, monthly?: Looking['monthly'], listed?: Listed): Words | undefined;
}

const offered: readonly Advised[] = [logsPart, alarmsPart];

export const advised = 'advised';

const nothing = { value: 'none', name: { en: 'Nothing for now', ko: '지금은 추가 안 함' } };

const choicesFor = (answered: Answered, monthly?: Looking['monthly'], listed?: Listed) => [
  { value: advised, name: joined(', ', ...offered.map((part) => part.offer(answered, monthly, listed))) },
  nothing,
];

export const parts = select({
  key: 'parts',
  title: { en: 'For later days', ko: '운영에 필요한 기능' },
  placeholder: 'advised|none',
  message: { en: 'Add what helps you once the site is up?', ko: '사이트를 연 뒤에 도움이 되는 기능도 추가할까요?' },
  help: {
    en: 'Add what helps once the site is up (advised), or nothing that is not asked for by its own flag.',
    ko: '사이트를 연 뒤에 도움이 되는 기능을 추가합니다(advised). none이면 각 플래그로 지정한 것만 추가합니다.',
  },
  choices: [{ value: advised, name: { en: 'What we advise', ko: '추천하는 기능' } }, nothing],
  offers: (answered, listed) => choicesFor(answered, undefined, listed),
  has: async ({ answered, monthly, listed }) => choicesFor(answered, monthly, listed),
  // Scripts that do not set this keep what they got before the choice existed.
  fallback: () => 'none',
  suggestion: advised,
  // Ten questions are enough: who was asked about www. finds it in the review.
  unasked: (answered) => !isUnasked(www, answered),
});
