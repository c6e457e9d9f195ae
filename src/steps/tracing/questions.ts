import { confirm, Unsuitable } from '../../questions/question.ts';
import { docker } from '../images/questions.ts';

export const tracing = confirm({
  key: 'tracing',
  title: { en: 'Tracing', ko: '요청 추적' },
  message: { en: 'Follow requests through your app?', ko: '앱 안에서 요청이 거치는 과정을 추적할까요?' },
  help: {
    en: 'Take the traces that your app sends with OpenTelemetry, and show them in X-Ray.',
    ko: '앱이 OpenTelemetry로 보내는 추적 데이터를 받아 X-Ray에서 보여 줍니다.',
  },
  fallback: () => false,
  unasked: true,
  check(value, answered) {
    if (value && answered(docker))
      throw new Unsuitable({
        en: 'cannot be used with --docker: the agent that takes the traces listens outside the container',
        ko: '--docker와 함께 쓸 수 없습니다. 추적 데이터를 받는 에이전트가 컨테이너 밖에 있습니다',
      });
  },
});
