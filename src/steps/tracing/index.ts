import type { Chapter } from '../chapter.ts';
import { serverSendsTraces } from './access.ts';
import { tracingAgent } from './agent.ts';
import { recording } from './prices.ts';
import { tracing } from './questions.ts';

const steps = [serverSendsTraces, tracingAgent];

export const tracingChapter: Chapter = {
  id: 'tracing',
  title: { en: 'Tracing', ko: '요청 추적' },
  why: {
    en: 'A trace shows what one request did inside your app: which queries and calls, and how long each took. Your app sends traces with OpenTelemetry to an agent on the server, and X-Ray shows them as a map and a timeline.',
    ko: '요청 하나가 앱 안에서 어떤 쿼리와 호출을 거쳤고 각각 얼마나 걸렸는지 보여 줍니다. 앱이 OpenTelemetry로 서버의 에이전트에 보내면 X-Ray에서 지도와 시간순으로 볼 수 있습니다.',
  },
  asks: [tracing],
  steps,
  policy: 'own',
  parts: [
    {
      id: 'tracing',
      gives: {
        en: 'What each request did inside your app, in X-Ray',
        ko: '요청이 앱 안에서 거친 과정을 X-Ray에서 보기',
      },
      question: tracing,
      on: () => true,
      off: [{ question: tracing, answer: false }],
      isOn: (answered) => answered(tracing) === true,
    },
  ],
  links: [{ id: 'tracing', title: { en: 'Traces of requests', ko: '요청 추적' }, at: 'delivery', steps }],
  rates: [recording],
};
