import { later, reads } from '../../permissions/allow.ts';
import type { Chapter } from '../chapter.ts';
import { figuresAgent, serverSendsFigures } from './agent.ts';
import { ofAlarm } from './alarm.ts';
import { budget } from './budget.ts';
import { script } from './by-hand.ts';
import { dashboard } from './dashboard.ts';
import { told } from './events.ts';
import { gauges } from './gauges.ts';
import { healthCheck, healthCheckTags } from './health-check.ts';
import { advised, parts } from '../parts.ts';
import { rates } from './prices.ts';
import { alarms, budget as amount, budgetFor, hasBudget, isHeard } from './questions.ts';
import { seenUp, seenUpDirect } from './seen-up.ts';
import { globalSubscription, subscription } from './subscription.ts';
import { globalTopic, topic } from './topic.ts';
import { watched } from './watched.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    /** The address that alarms go to. */
    readonly alarms?: string;
    /** The address of the dashboard in the console. */
    readonly dashboard?: string;
  }
}

const telling = [topic, subscription, globalTopic, globalSubscription];
const figures = [serverSendsFigures, figuresAgent];
const steps = [
  ...telling,
  healthCheck,
  healthCheckTags,
  seenUp,
  seenUpDirect,
  ...figures,
  ...watched,
  ...told,
  budget,
  dashboard,
];

export const alarmsChapter: Chapter = {
  id: 'alarms',
  title: { en: 'Alarms', ko: '알림' },
  why: {
    en: 'You should hear from AWS that your site is down, and not from a visitor. Alarms watch the site, the server and the database, and send a mail when something is wrong; a budget does the same for the bill. AWS sends mails only to an address whose owner has said yes once: that click is yours.',
    ko: '사이트가 멈췄다는 소식은 방문자가 아니라 AWS에서 먼저 들어야 합니다. 알림은 사이트와 서버, 데이터베이스를 지켜보다가 문제가 생기면 메일을 보내고, 예산은 요금을 지켜봅니다. AWS는 주인이 한 번 동의한 주소로만 메일을 보내므로, 확인 메일의 링크는 직접 눌러야 합니다.',
  },
  asks: [alarms, amount],
  steps,
  policy: 'own',
  // What `stepway alarms` does.
  allows: [
    later(ofAlarm('cloudwatch:SetAlarmState')),
    later(reads('cloudwatch:DescribeAlarmHistory', 'cloudwatch:GetMetricStatistics')),
  ],
  parts: [
    {
      id: 'alarms',
      gives: {
        en: 'A mail when the site is down, slow or in trouble',
        ko: '사이트가 멈추거나 느려지면 메일로 알림 받기',
      },
      question: alarms,
      off: [
        { question: alarms, answer: 'none' },
        // Nobody would be told that it is spent.
        { question: amount, answer: 'none' },
      ],
      isOn: isHeard,
    },
    {
      id: 'budget',
      gives: { en: 'A mail when a month costs more than a limit', ko: '한 달 요금이 예산을 넘으면 메일로 알림 받기' },
      question: amount,
      on: (answered, monthly) => String(budgetFor(monthly(answered))),
      off: [{ question: amount, answer: 'none' }],
      isOn: hasBudget,
      needs: 'alarms',
    },
  ],
  links: [{ id: 'alarms', title: { en: 'Alarms and budget', ko: '알림과 예산' }, at: 'delivery', steps }],
  bystanders(answered) {
    const email = answered(alarms) ?? 'none';
    if (email === 'none') return [];
    return [
      {
        on: 'beside',
        sign: 'lines',
        name: { en: 'Alarms (CloudWatch)', ko: '알림(CloudWatch)' },
        details: { en: 'mail when something is wrong', ko: '문제가 생기면 메일' },
      },
    ];
  },
  gauges,
  howTo: ({ alarms }) =>
    alarms === undefined
      ? []
      : [
          {
            to: 'watch',
            how: {
              en: '`stepway alarms` shows which alarms ring, and who is told.',
              ko: '`stepway alarms`로 어떤 알림이 울리고 누가 받는지 봅니다.',
            },
          },
        ],
  shows: ({ alarms, dashboard }) => [
    { at: 'delivery', what: { en: 'Alarms go to', ko: '알림을 받는 주소' }, lines: [alarms] },
    { at: 'delivery', what: { en: 'Dashboard', ko: '대시보드' }, lines: [dashboard] },
  ],
  rates,
  script,
  // What was advised and needs an address was not built without one.
  advice: async ({ answered }) =>
    answered(parts) === advised && (answered(alarms) ?? 'none') === 'none'
      ? {
          en: 'Nobody hears yet when the site is down or costs more than planned. `stepway up --alarms EMAIL` adds both.',
          ko: '사이트가 멈추거나 예산을 넘어도 아직 알림이 가지 않습니다. `stepway up --alarms 이메일`로 추가할 수 있습니다.',
        }
      : undefined,
};
