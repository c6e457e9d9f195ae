import { text, Unsuitable, type Answered } from '../../questions/question.ts';
import { Trouble } from '../../errors.ts';
import { advised, parts } from '../parts.ts';
import { isForLater } from './part.ts';

/** An address that a mail can go to: SNS takes no other letters than these. */
const address = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i;
const longest = 254;

export const alarms = text({
  key: 'alarms',
  title: { en: 'Alarms go to', ko: '알림을 받을 이메일' },
  placeholder: 'none|EMAIL',
  message: {
    en: 'E-mail address that alarms go to (none: no alarms)',
    ko: '문제가 생기면 알림을 받을 이메일 주소(none: 받지 않음)',
  },
  help: {
    en: 'The e-mail address that hears when the site is down, slow or in trouble; none builds no alarms.',
    ko: '사이트가 멈추거나 느려질 때 알림을 받을 이메일 주소입니다. none이면 알림을 만들지 않습니다.',
  },
  fallback: () => 'none',
  suchAs: ['you@example.com'],
  unasked: (answered) => answered(parts) !== advised || isForLater(answered),
  read(raw) {
    if (raw === 'none' || (raw.length <= longest && address.test(raw))) return raw;
    throw new Unsuitable({
      en: 'must be none or an e-mail address such as you@example.com',
      ko: 'none 또는 you@example.com 같은 이메일 주소여야 합니다',
    });
  },
});

/** A tenth more than the plan, and at least so many USD, is no surprise yet. */
const [margin, least] = [1.1, 5];

/** What is reckoned with, in whole USD, for a plan that costs so much. */
export const budgetFor = (monthly: number): number => Math.max(least, Math.ceil(monthly * margin));

const isUnheard = (answered: Answered) => answered(alarms) === 'none';

/** Whether somebody is told. */
export const isHeard = (answered: Answered): boolean => (answered(alarms) ?? 'none') !== 'none';

const needsAddress = {
  en: 'needs somebody who is told: add --alarms EMAIL',
  ko: '알림을 받을 사람이 필요합니다. --alarms EMAIL을 함께 지정하세요',
};

export const budget = text({
  key: 'budget',
  title: { en: 'Budget, USD a month', ko: '월 예산(달러)' },
  placeholder: 'none|auto|USD',
  message: {
    en: 'Monthly budget in USD (auto: a tenth more than the plan costs; none: no budget)',
    ko: '월 예산은 몇 달러로 할까요? (auto: 계획의 비용보다 10% 많게, none: 예산 없음)',
  },
  help: {
    en: 'Mails when the account spends more than this in a month; auto goes by --parts and by what the plan costs.',
    ko: '한 달 요금이 이 금액을 넘으면 이메일로 알립니다. auto는 --parts와 계획의 비용을 따릅니다.',
  },
  fallback: () => 'auto',
  suchAs: ['20', '100'],
  unasked: true,
  async tell({ answered, monthly }) {
    const usd = monthly(answered).toFixed(2);
    return {
      en: `All of it costs about ${usd} USD a month. With a smaller budget you are mailed every month.`,
      ko: `전체 비용은 월 약 ${usd}달러입니다. 예산이 이보다 적으면 매달 넘었다는 메일이 옵니다.`,
    };
  },
  read(raw, answered) {
    const isAmount = /^\d{1,6}$/.test(raw) && Number(raw) > 0;
    if (isAmount && isUnheard(answered)) throw new Unsuitable(needsAddress);
    if (isAmount) return String(Number(raw));
    if (raw === 'none' || raw === 'auto') return raw;
    throw new Unsuitable({
      en: 'must be none, auto or a whole number of USD from 1 to 999999',
      ko: 'none, auto 또는 1부터 999999까지의 정수(달러)여야 합니다',
    });
  },
  async resolve(value, { answered, monthly }) {
    if (value === 'auto') return hasBudget(answered) ? String(budgetFor(monthly(answered))) : 'none';
    // A flag may have been read before it was known that nobody is told.
    if (value !== 'none' && !isHeard(answered))
      throw new Trouble(
        'usage',
        {
          en: `A budget of ${value} USD needs somebody who is told when it is spent, and --alarms is none.`,
          ko: `예산 ${value}달러를 넘었을 때 알림을 받을 사람이 없습니다(--alarms none).`,
        },
        { en: 'Add --alarms EMAIL, or use --budget none.', ko: '--alarms EMAIL을 지정하거나 --budget none을 쓰세요.' },
      );
    return value;
  },
});

/** Whether the answers come to a budget. */
export function hasBudget(answered: Answered): boolean {
  const value = answered(budget) ?? 'auto';
  return value !== 'none' && isHeard(answered) && (value !== 'auto' || answered(parts) === advised);
}
