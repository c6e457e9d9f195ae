import type { Words } from '../words.ts';

/**
 * What happens in each event of a deployment, as CodeDeploy documents it for its own events and as the generated hook
 * scripts use the others. Events between them, which do nothing by default, have no entry.
 */
export const purposes: Readonly<Partial<Record<string, Words>>> = {
  BlockTraffic: { en: 'the load balancer stops sending requests', ko: '로드 밸런서가 요청을 멈춤' },
  ApplicationStop: { en: 'stops the running version', ko: '실행 중인 버전 중지' },
  DownloadBundle: { en: 'downloads the bundle to the server', ko: '서버로 번들 다운로드' },
  BeforeInstall: { en: 'installs the runtime and settings', ko: '런타임과 설정 준비' },
  Install: { en: 'copies the files into place', ko: '파일 복사' },
  AfterInstall: { en: 'installs dependencies', ko: '의존성 설치' },
  ApplicationStart: { en: 'starts the app', ko: '앱 시작' },
  ValidateService: { en: 'waits for the app to respond', ko: '앱이 응답할 때까지 대기' },
  AllowTraffic: { en: 'the load balancer sends requests again', ko: '로드 밸런서가 다시 요청을 보냄' },
};
