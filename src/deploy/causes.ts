import type { ErrorCode, LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import type { Words } from '../words.ts';

/** What is known of a failure. */
export interface Failure {
  /** The lifecycle event in which it happened; absent when none did. */
  readonly event?: string | undefined;
  readonly code?: LifecycleErrorCode | ErrorCode | undefined;
  /** CodeDeploy's sentence, and the last lines of the script. */
  readonly text: string;
}

interface Cause {
  readonly event?: string;
  readonly code?: LifecycleErrorCode | ErrorCode;
  readonly text?: RegExp;
  readonly cause: Words;
  readonly fix: Words;
}

const repair: Words = {
  en: '`stepway up` puts that right; then deploy again.',
  ko: '`stepway up`을 실행하면 바로잡습니다. 그다음 다시 배포하세요.',
};

const agentSilent: Pick<Cause, 'cause' | 'fix'> = {
  cause: {
    en: 'The CodeDeploy agent on the server does not answer.',
    ko: '서버의 CodeDeploy 에이전트가 응답하지 않습니다.',
  },
  fix: {
    en: 'Open a shell (`stepway outputs` says how): `sudo systemctl restart codedeploy-agent`; `stepway up` installs it anew if it is not there.',
    ko: '셸에 접속해(`stepway outputs` 참고) `sudo systemctl restart codedeploy-agent`를 실행하세요. 설치되어 있지 않다면 `stepway up`이 다시 설치합니다.',
  },
};

/** The most telling first: what a script said says more than the code that it ended with. */
const causes: readonly Cause[] = [
  { text: /agent was not able to receive the lifecycle event/i, ...agentSilent },
  { code: 'AGENT_ISSUE', ...agentSilent },
  {
    event: 'DownloadBundle',
    text: /access ?denied|forbidden/i,
    cause: { en: 'The role of the server may not read the bucket.', ko: '서버의 역할에 버킷 읽기 권한이 없습니다.' },
    fix: repair,
  },
  {
    event: 'DownloadBundle',
    text: /does not exist|NoSuchKey|not found/i,
    cause: { en: 'The bundle is no longer in the bucket.', ko: '번들이 버킷에 없습니다.' },
    fix: { en: 'Deploy again: it is uploaded anew.', ko: '다시 배포하면 새로 올라갑니다.' },
  },
  {
    event: 'Install',
    text: /already exists at this location/i,
    cause: {
      en: 'A file is there already that no deployment has put there.',
      ko: '배포로 만들지 않은 파일이 그 자리에 이미 있습니다.',
    },
    fix: {
      en: 'Add `file_exists_behavior: OVERWRITE` to appspec.yml.',
      ko: 'appspec.yml에 `file_exists_behavior: OVERWRITE`를 추가하세요.',
    },
  },
  {
    text: /config\/app\.env/,
    cause: {
      en: 'The settings of the app are not in the bucket, or the server may not read them.',
      ko: '앱 설정 파일이 버킷에 없거나 서버에 읽기 권한이 없습니다.',
    },
    fix: repair,
  },
  {
    text: /No space left on device|ENOSPC/,
    cause: { en: 'The disk of the server is full.', ko: '서버의 디스크가 가득 찼습니다.' },
    fix: {
      en: 'Open a shell (`stepway outputs` says how) and make room; `df -h` shows where.',
      ko: '셸에 접속해(`stepway outputs` 참고) 공간을 확보하세요. `df -h`로 어디가 찼는지 볼 수 있습니다.',
    },
  },
  {
    text: /out of memory|OutOfMemoryError|Cannot allocate memory|\bKilled\b|exit(ed)? (with )?(code |status )?137/i,
    cause: { en: 'The server ran out of memory.', ko: '서버의 메모리가 부족했습니다.' },
    fix: {
      en: 'Take a larger one: `stepway up --instance-type t3.small`.',
      ko: '더 큰 유형을 쓰세요: `stepway up --instance-type t3.small`.',
    },
  },
  {
    text: /EADDRINUSE|address already in use/i,
    cause: { en: 'Something else has the port of the app.', ko: '앱의 포트를 다른 프로그램이 쓰고 있습니다.' },
    fix: {
      en: 'Open a shell (`stepway outputs` says how): `sudo ss -ltnp` shows what it is.',
      ko: '셸에 접속해(`stepway outputs` 참고) `sudo ss -ltnp`로 무엇인지 확인하세요.',
    },
  },
  {
    text: /`?npm ci`? can only install|lock ?file.*not up to date|frozen-lockfile|EUSAGE/i,
    cause: { en: 'The lock file does not fit package.json.', ko: '잠금 파일이 package.json과 맞지 않습니다.' },
    fix: {
      en: 'Install once on your own machine, and commit the lock file that this writes.',
      ko: '내 컴퓨터에서 한 번 설치한 뒤, 새로 만들어진 잠금 파일을 커밋하세요.',
    },
  },
  {
    text: /Unable to find a match|No match for argument/,
    cause: {
      en: 'Amazon Linux 2023 has no package of that name.',
      ko: 'Amazon Linux 2023에 그 이름의 패키지가 없습니다.',
    },
    fix: {
      en: 'Correct the name in deploy/prepare.sh; `dnf search` on the server shows what there is.',
      ko: 'deploy/prepare.sh의 패키지 이름을 고치세요. 서버에서 `dnf search`로 찾을 수 있습니다.',
    },
  },
  {
    text: /Cannot find (module|package)|ModuleNotFoundError|ImportError|ClassNotFoundException|NoClassDefFoundError/,
    cause: {
      en: 'The app lacks a module: it is not among its dependencies, or was not built into the bundle.',
      ko: '앱에 필요한 모듈이 없습니다. 의존성 목록에 없거나 번들에 포함되지 않았습니다.',
    },
    fix: {
      en: 'Add it to the dependencies (not those for development), or build before you deploy.',
      ko: '개발용이 아닌 의존성(dependencies)에 추가하거나, 배포하기 전에 빌드하세요.',
    },
  },
  {
    text: /password authentication failed|Access denied for user|no pg_hba\.conf entry/i,
    cause: {
      en: 'The database refuses the app: an old password, or a connection without TLS.',
      ko: '데이터베이스가 접속을 거부했습니다. 비밀번호가 오래되었거나 TLS 없이 연결했습니다.',
    },
    fix: {
      en: 'Read the secret whenever you connect, since it changes every seven days: deploy/database-example shows how.',
      ko: '비밀번호는 7일마다 바뀌므로 연결할 때마다 Secrets Manager에서 읽으세요. deploy/의 database-example 파일에 예시가 있습니다.',
    },
  },
  {
    text: /start\.sh does not say yet/,
    cause: { en: 'start.sh was not filled in.', ko: 'start.sh를 아직 채우지 않았습니다.' },
    fix: { en: 'Say in it how your app starts.', ko: '앱을 시작하는 명령을 적으세요.' },
  },
  {
    text: /bad interpreter|\^M|\\r'?: command not found/,
    cause: { en: 'The script has line ends of Windows.', ko: '스크립트의 줄바꿈이 Windows 형식(CRLF)입니다.' },
    fix: { en: 'Save it with those of Unix (LF).', ko: 'LF 형식으로 저장하세요.' },
  },
  {
    text: /answers? (at|with) .*http|Nothing answers at|answers with \d{3}/,
    cause: {
      en: 'The app was started, but does not answer at its health path.',
      ko: '앱이 시작했지만 상태 확인 경로에 정상으로 응답하지 않습니다.',
    },
    fix: {
      en: 'Its own lines say why. It has to listen on 0.0.0.0 and the port $PORT, and answer that path with 2xx or 3xx.',
      ko: '이유는 앱의 출력에 있습니다. 앱은 0.0.0.0의 $PORT 포트에서 요청을 받고, 그 경로에 2xx나 3xx로 응답해야 합니다.',
    },
  },
  {
    event: 'ApplicationStop',
    cause: {
      en: 'The script is that of the release before, which is on the server already.',
      ko: '이 스크립트는 서버에 이미 있는 이전 버전의 것입니다.',
    },
    fix: {
      en: 'Deploy again: stepway lets a deployment go on when that script fails.',
      ko: '다시 배포하세요. stepway는 이 스크립트가 실패해도 배포를 계속합니다.',
    },
  },
  {
    code: 'ScriptMissing',
    cause: {
      en: 'A script that appspec.yml names is not in the bundle.',
      ko: 'appspec.yml에 적힌 스크립트가 번들에 없습니다.',
    },
    fix: { en: 'Correct its path in appspec.yml.', ko: 'appspec.yml의 경로를 고치세요.' },
  },
  {
    code: 'ScriptNotExecutable',
    cause: { en: 'The server may not run a script.', ko: '스크립트에 실행 권한이 없습니다.' },
    fix: { en: '`chmod +x` it, and deploy again.', ko: '`chmod +x`를 실행한 뒤 다시 배포하세요.' },
  },
  {
    code: 'ScriptTimedOut',
    cause: { en: 'The script did not end in time.', ko: '스크립트가 제한 시간 안에 끝나지 않았습니다.' },
    fix: {
      en: 'Does it start the app itself, and wait for it? That is for the systemd unit. Otherwise give it a longer `timeout` in appspec.yml.',
      ko: '스크립트가 앱을 직접 실행해 끝나기를 기다린다면, 앱 실행은 systemd 유닛에 맡기세요. 그렇지 않다면 appspec.yml의 `timeout`을 늘리세요.',
    },
  },
  {
    code: 'ScriptFailed',
    cause: { en: 'The script ended with an error.', ko: '스크립트가 오류로 끝났습니다.' },
    fix: {
      en: 'Its last lines say why. Mend it, and deploy again.',
      ko: '마지막 출력에 이유가 있습니다. 고친 뒤 다시 배포하세요.',
    },
  },
  {
    code: 'NO_INSTANCES',
    cause: { en: 'CodeDeploy finds no server to deploy to.', ko: '배포할 서버를 찾지 못했습니다.' },
    fix: repair,
  },
  {
    code: 'IAM_ROLE_MISSING',
    cause: { en: 'The role of CodeDeploy is gone.', ko: 'CodeDeploy의 역할이 없습니다.' },
    fix: repair,
  },
  {
    code: 'IAM_ROLE_PERMISSIONS',
    cause: {
      en: 'The role of CodeDeploy may not do what it has to.',
      ko: 'CodeDeploy의 역할에 필요한 권한이 없습니다.',
    },
    fix: repair,
  },
  {
    code: 'REVISION_MISSING',
    cause: { en: 'The bundle is no longer in the bucket.', ko: '번들이 버킷에 없습니다.' },
    fix: { en: 'Deploy again: it is uploaded anew.', ko: '다시 배포하면 새로 올라갑니다.' },
  },
  {
    code: 'MANUAL_STOP',
    cause: { en: 'Somebody stopped it.', ko: '누군가 배포를 중지했습니다.' },
    fix: { en: 'Deploy again when it is time.', ko: '필요할 때 다시 배포하세요.' },
  },
];

const anything: Pick<Cause, 'cause' | 'fix'> = {
  cause: { en: 'CodeDeploy does not say more.', ko: 'CodeDeploy가 알려 준 내용은 여기까지입니다.' },
  fix: {
    en: 'Open a shell (`stepway outputs` says how) and look at /var/log/aws/codedeploy-agent/codedeploy-agent.log.',
    ko: '셸에 접속해(`stepway outputs` 참고) /var/log/aws/codedeploy-agent/codedeploy-agent.log를 확인하세요.',
  },
};

/** The likely cause of a failure, and what to do about it. */
export const likelyCause = (failure: Failure): { readonly cause: Words; readonly fix: Words } =>
  causes.find(
    ({ event, code, text }) =>
      (event === undefined || event === failure.event) &&
      (code === undefined || code === failure.code) &&
      (text === undefined || text.test(failure.text)),
  ) ?? anything;
