import { later, allow, type Allowing } from '../../permissions/allow.ts';
import type { Context } from '../../engine/step.ts';
import { monthly } from '../../prices/prices.ts';
import { logGroupFor, retentionFor } from '../log-group.ts';
import { keeping, takingIn, usualGigabytes, usuallyKept } from './prices.ts';
import { parts } from '../parts.ts';
import { daysOf, logDays } from './questions.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly logGroup?: string;
  }
}

/** Where the lines of a stack are. */
export const siteLogName = ({ tags }: Pick<Context, 'tags'>): string => `/stepway/${tags['stepway:id']}`;

const within: Allowing = allow('The log groups of stepway’s sites, by name.', 'arn:*:logs:*:*:log-group:/stepway/*');

/** What the site says: a stream a source and server. */
export const siteLog = logGroupFor({
  id: 'site-log',
  title: { en: 'Log of the site (CloudWatch Logs)', ko: '사이트 로그(CloudWatch Logs)' },
  needs: {},
  asks: { days: logDays, parts },
  follows: { initial: ['days', 'parts'] },
  when: (answers) => daysOf(answers) !== undefined,
  nameOf: siteLogName,
  within,
  going: { loses: { en: 'with all lines in it', ko: '모인 로그 포함' } },
  says: {
    outputs: ({ logGroup }) => ({ logGroup }),
    answers: ({ days }) => (typeof days === 'number' ? { days: String(days) } : {}),
    price: (answers) => [
      monthly(
        { en: `Logs, ${usualGigabytes} GB a month`, ko: `로그 수집(월 ${usualGigabytes}GB)` },
        takingIn,
        usualGigabytes,
      ),
      monthly(
        { en: `Logs, kept for ${daysOf(answers)} days`, ko: `로그 보관(${daysOf(answers)}일)` },
        keeping,
        usuallyKept(daysOf(answers) ?? 0),
      ),
    ],
  },
});

export const siteLogRetention = retentionFor({
  id: 'site-log-retention',
  title: { en: 'Logs are kept for so many days', ko: '로그 보관 기간' },
  needs: { log: siteLog },
  asks: { days: logDays, parts },
  follows: { live: ['days', 'parts'] },
  days: ({ answers }) => daysOf(answers) ?? 0,
  within,
});

/** What `stepway logs` does: it reads. */
export const readsLog = later(within('logs:FilterLogEvents'));
