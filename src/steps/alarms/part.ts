import type { Answered, Looking } from '../../questions/question.ts';
import type { Words } from '../../words.ts';
import { copyRecords } from '../domain/questions.ts';

/** Ten questions are enough: whose records were copied is not asked for an address, and told of the alarms in the end. */
export const isForLater = (answered: Answered): boolean => answered(copyRecords) === true;

/** The same answers, and that address of the alarms. */
const mailing =
  (answered: Answered, address: string): Answered =>
  (question) =>
    question.key === 'alarms' ? (address as never) : answered(question);

/** How the question of all parts offers this one. */
export const alarmsPart = {
  offer(answered: Answered, monthly?: Looking['monthly']): Words | undefined {
    if (isForLater(answered)) return undefined;
    const cost = monthly && monthly(mailing(answered, 'you@example.com')) - monthly(mailing(answered, 'none'));
    return {
      en: `e-mail when the site is down, slow or costs more than planned${cost ? `: about ${cost.toFixed(2)} USD a month` : ''}`,
      ko: `사이트가 멈추거나 느려지거나 예산을 넘으면 이메일 알림${cost ? `: 월 약 ${cost.toFixed(2)}달러` : ''}`,
    };
  },
};
