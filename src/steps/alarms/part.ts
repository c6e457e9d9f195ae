import type { Answered } from '../../questions/question.ts';
import type { Words } from '../../words.ts';
import { region } from '../account/questions.ts';
import { copyRecords } from '../domain/questions.ts';
import { ringing } from './prices.ts';

/** As many as a site with a load balancer and a database has. */
const usualAlarms = 10;

/** Ten questions are enough: whose records were copied is not asked for an address, and told of the alarms in the end. */
export const isForLater = (answered: Answered): boolean => answered(copyRecords) === true;

/** How the question of all parts offers this one. */
export const alarmsPart = {
  offer(answered: Answered): Words | undefined {
    if (isForLater(answered)) return undefined;
    const each = ringing.usd[answered(region) ?? ''];
    const cost = each === undefined ? undefined : (each * usualAlarms).toFixed(2);
    return {
      en: `e-mail when the site is down, slow or costs more than planned${cost ? `: about ${cost} USD a month` : ''}`,
      ko: `사이트가 멈추거나 느려지거나 예산을 넘으면 이메일 알림${cost ? `: 월 약 ${cost}달러` : ''}`,
    };
  },
};
