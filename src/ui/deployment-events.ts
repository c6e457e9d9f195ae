import type { Words } from '../words.ts';

/**
 * What happens in each event of a deployment, as CodeDeploy documents it for its own events and as the generated hook
 * scripts use the others. Those that do nothing have no entry: ApplicationStop and Install, for example, since the
 * version that serves is neither stopped nor replaced.
 */
export const purposes: Readonly<Partial<Record<string, Words>>> = {
  // The phases of a build on AWS, before there is a deployment.
  QUEUED: { en: 'waits for its turn', ko: '차례를 기다림' },
  PROVISIONING: { en: 'CodeBuild starts a machine', ko: 'CodeBuild가 빌드 머신 시작' },
  DOWNLOAD_SOURCE: { en: 'downloads the sources to it', ko: '빌드 머신으로 소스 다운로드' },
  INSTALL: { en: 'installs the language and the dependencies', ko: '언어와 의존성 설치' },
  BUILD: { en: 'builds the app', ko: '앱 빌드' },
  POST_BUILD: { en: 'packs what the server needs', ko: '서버에 필요한 것 묶기' },
  UPLOAD_ARTIFACTS: { en: 'puts the bundle into the bucket', ko: '버킷에 번들 업로드' },
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
