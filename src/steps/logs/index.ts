import type { Chapter } from '../chapter.ts';
import { parts } from '../parts.ts';
import { serverWritesLog } from './access.ts';
import { logAgent } from './agent.ts';
import { siteLog, siteLogRetention } from './group.ts';
import { rates } from './prices.ts';
import { advisedDays } from './part.ts';
import { daysOf, logDays } from './questions.ts';

const steps = [siteLog, siteLogRetention, serverWritesLog, logAgent];

export const logsChapter: Chapter = {
  id: 'logs',
  title: { en: 'Logs', ko: '로그' },
  why: {
    en: 'What your app, its workers, nginx and deployments say goes to one log in CloudWatch. You can search it from here with `stepway logs`, also when the server is gone or does not respond.',
    ko: '앱과 워커, nginx, 배포의 로그를 CloudWatch 한곳에 모읍니다. 서버가 없어졌거나 응답하지 않을 때도 `stepway logs`로 검색할 수 있습니다.',
  },
  asks: [parts, logDays],
  steps,
  policy: 'own',
  parts: [
    {
      id: 'logs',
      gives: {
        en: 'Logs of the app and the server that you can search, in CloudWatch',
        ko: '앱과 서버의 로그를 CloudWatch에 모아 검색하기',
      },
      question: logDays,
      on: () => String(advisedDays),
      off: [{ question: logDays, answer: 'none' }],
      isOn: (answered) => daysOf({ days: answered(logDays) ?? 'none', parts: answered(parts) ?? 'none' }) !== undefined,
    },
  ],
  links: [{ id: 'logs', title: { en: 'Logs of the site', ko: '사이트 로그' }, at: 'delivery', steps }],
  bystanders(answered) {
    const days = daysOf({ days: answered(logDays) ?? 'none', parts: answered(parts) ?? 'none' });
    if (days === undefined) return [];
    return [
      {
        on: 'beside',
        sign: 'lines',
        name: { en: 'CloudWatch Logs', ko: 'CloudWatch Logs' },
        details: { en: `what app and server say, for ${days} days`, ko: `앱과 서버의 로그, ${days}일` },
      },
    ];
  },
  howTo: () => [
    {
      to: 'watch',
      how: {
        en: '`stepway logs -f` shows what the app and the server say.',
        ko: '`stepway logs -f`로 앱과 서버의 로그를 봅니다.',
      },
    },
  ],
  shows: ({ instanceId }) => [
    {
      at: 'access',
      what: { en: 'Follow what the app and the server say', ko: '앱과 서버의 로그 보기' },
      lines: [instanceId && 'stepway logs -f'],
    },
  ],
  rates,
};
