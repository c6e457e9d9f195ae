import type { Words } from '../words.ts';

/**
 * What happens in each event of a deployment, as CodeDeploy documents it for its own events and as the generated hook
 * scripts use the others. Those that do nothing have no entry: ApplicationStop and Install, for example, since the
 * version that serves is neither stopped nor replaced.
 */
export const purposes: Readonly<Partial<Record<string, Words>>> = {
  BlockTraffic: { en: 'the load balancer stops sending requests', ko: '로드 밸런서가 요청을 멈춤' },
  DownloadBundle: { en: 'downloads the bundle to the server', ko: '서버로 번들 다운로드' },
  BeforeInstall: { en: 'checks that the server can take this version', ko: '서버가 이 버전을 받을 수 있는지 확인' },
  AfterInstall: { en: 'installs runtime, settings and dependencies', ko: '런타임, 설정, 의존성 준비' },
  ApplicationStart: {
    en: 'starts the app and, once it responds, sends visitors to it',
    ko: '앱 시작, 응답하면 방문자 연결',
  },
  ValidateService: { en: 'checks the site', ko: '사이트 응답 확인' },
  AllowTraffic: { en: 'the load balancer sends requests again', ko: '로드 밸런서가 다시 요청을 보냄' },
};
