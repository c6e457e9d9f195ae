import type { Topic } from '../topic.ts';

export const healthCheck: Topic = {
  id: 'health-check',
  title: {
    en: 'Health checks',
    ko: '상태 확인',
  },
  summary: {
    en: 'How the load balancer knows that your app lives.',
    ko: '로드 밸런서가 앱이 살아 있는지 아는 방법입니다.',
  },
  words: ['health check', '상태 확인', '헬스 체크', 'healthy', 'unhealthy', '502', '503', '504'],
  text: {
    en: 'Every few seconds the load balancer asks your app for one path. An answer from 200 to 399 in time is healthy; several others in a row are unhealthy, and visitors get 502, 503 or 504.\n\nUnhealthy is nearly always one of three: the firewall does not let the load balancer in, the app listens on another port or only on localhost, or the path answers with an error, such as a login page that is not there.',
    ko: '로드 밸런서는 몇 초마다 앱의 한 경로를 요청합니다. 제때 200~399로 답하면 정상이고, 다른 답이 이어지면 비정상이 되어 방문자는 502, 503, 504를 봅니다.\n\n비정상의 원인은 거의 언제나 셋 중 하나입니다. 방화벽이 로드 밸런서를 막았거나, 앱이 다른 포트나 localhost에서만 기다리거나, 그 경로가 오류로 답하는 경우입니다.',
  },
  here: {
    en: "Checks --health-path on --app-port. `stepway doctor` says which of the three it is, from AWS's own reason.",
    ko: '--app-port의 --health-path를 확인합니다. `stepway doctor`가 AWS가 알려 준 이유를 보고 셋 중 무엇인지 말해 줍니다.',
  },
  about: ['health-path', 'healthy'],
  see: ['load-balancer', 'port', 'security-group'],
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],
};
