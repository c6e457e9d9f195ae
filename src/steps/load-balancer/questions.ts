import { text, Unsuitable } from '../../questions/question.ts';
import { entry } from '../firewall/questions.ts';
import { loadBalancerEntry } from './entry.ts';

/** nginx, in front of the app, takes no percent sign that encodes nothing, and no way up. */
function isTaken(raw: string): boolean {
  const [path = ''] = raw.split('?');
  if (/%(?![\da-f]{2})|%00/i.test(path)) return false;
  return !/\/\.\.(\/|$)/.test(path.replaceAll(/%2e/gi, '.').replaceAll(/%2f/gi, '/'));
}

export const healthPath = text({
  key: 'health-path',
  placeholder: 'PATH',
  message: {
    en: 'Health check path (your app must return 200–399 for it)',
    ko: '상태 확인 경로(앱이 오류 없이 응답하는 경로)',
  },
  help: {
    en: 'The path that the load balancer requests to check that your app is healthy.',
    ko: '로드 밸런서가 앱의 상태를 확인할 경로입니다.',
  },
  fallback: () => '/',
  suchAs: ['/', '/health'],
  when: (answered) => answered(entry) === loadBalancerEntry.id,
  read(raw) {
    // What ELBv2 documents for HealthCheckPath: it begins with a slash and has at most 1024 of these characters.
    if (/^\/[\w./~@%&?=:+$,;!*'()#-]{0,1023}$/.test(raw) && isTaken(raw)) return raw;
    throw new Unsuitable({
      en: 'must be a path such as / or /health',
      ko: '/ 또는 /health 같은 경로여야 합니다',
    });
  },
});
