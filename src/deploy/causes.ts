import type { ErrorCode, LifecycleErrorCode } from '@aws-sdk/client-codedeploy';
import type { Words } from '../words.ts';

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
  en: 'Run `stepway up` to fix this, then deploy again.',
  ko: '`stepway up`을 실행하면 바로잡습니다. 그다음 다시 배포하세요.',
};

const agentSilent: Pick<Cause, 'cause' | 'fix'> = {
  cause: {
    en: 'The CodeDeploy agent on the server is not responding.',
    ko: '서버의 CodeDeploy 에이전트가 응답하지 않습니다.',
  },
  fix: {
    en: 'Open a shell (see `stepway outputs`) and run `sudo systemctl restart codedeploy-agent`. If it is not installed, run `stepway up`.',
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
    cause: {
      en: "The server's role does not have permission to read the bucket.",
      ko: '서버의 역할에 버킷 읽기 권한이 없습니다.',
    },
    fix: repair,
  },
  {
    event: 'DownloadBundle',
    text: /does not exist|NoSuchKey|not found/i,
    cause: { en: 'The bundle is no longer in the bucket.', ko: '번들이 버킷에 없습니다.' },
    fix: { en: 'Deploy again to upload it again.', ko: '다시 배포하면 새로 올라갑니다.' },
  },
  {
    event: 'Install',
    text: /already exists at this location/i,
    cause: {
      en: 'A file that no deployment created already exists there.',
      ko: '배포로 만들지 않은 파일이 그 자리에 이미 있습니다.',
    },
    fix: {
      en: 'Add `file_exists_behavior: OVERWRITE` to appspec.yml.',
      ko: 'appspec.yml에 `file_exists_behavior: OVERWRITE`를 추가하세요.',
    },
  },
  {
    text: /server is not set up for this/,
    cause: {
      en: 'The server was set up by an earlier version of stepway, or its set-up has not finished yet.',
      ko: '서버가 stepway의 예전 버전으로 설정되었거나, 설정이 아직 끝나지 않았습니다.',
    },
    fix: repair,
  },
  {
    text: /keeps a database in its own folder/,
    cause: {
      en: 'The app has its database in its own folder, and each version has a folder of its own: the new one would begin without data.',
      ko: '앱이 데이터베이스를 자기 폴더에 두고 있습니다. 버전마다 폴더가 따로 있어, 새 버전은 데이터 없이 시작하게 됩니다.',
    },
    fix: {
      en: 'Have the app use a file in /var/lib/app, copy the present one there on the server (`sudo cp --preserve=ownership`), and deploy again.',
      ko: '앱이 /var/lib/app의 파일을 쓰게 고치고, 서버에서 지금 파일을 그리로 복사한 뒤(`sudo cp --preserve=ownership`) 다시 배포하세요.',
    },
  },
  {
    text: /nginx does not take its configuration/,
    cause: {
      en: 'nginx on the server rejects its configuration; visitors still reach the version before.',
      ko: '서버의 nginx 설정에 오류가 있습니다. 방문자는 이전 버전을 계속 보고 있습니다.',
    },
    fix: {
      en: 'Undo what was added by hand in /etc/nginx; `sudo nginx -t` says where the error is.',
      ko: '/etc/nginx에 직접 넣은 설정을 되돌리세요. 어디가 틀렸는지는 `sudo nginx -t`로 볼 수 있습니다.',
    },
  },
  {
    text: /config\/app\.env/,
    cause: {
      en: 'The app settings are not in the bucket, or the server cannot read them.',
      ko: '앱 설정 파일이 버킷에 없거나 서버에 읽기 권한이 없습니다.',
    },
    fix: repair,
  },
  {
    text: /No space left on device|ENOSPC/,
    cause: { en: "The server's disk is full.", ko: '서버의 디스크가 가득 찼습니다.' },
    fix: {
      en: 'Open a shell (see `stepway outputs`) and free some space; `df -h` shows what is full.',
      ko: '셸에 접속해(`stepway outputs` 참고) 공간을 확보하세요. `df -h`로 어디가 찼는지 볼 수 있습니다.',
    },
  },
  {
    text: /out of memory|OutOfMemoryError|Cannot allocate memory|\bKilled\b|exit(ed)? (with )?(code |status )?137/i,
    cause: { en: 'The server ran out of memory.', ko: '서버의 메모리가 부족했습니다.' },
    fix: {
      en: 'Use a larger instance: `stepway up --instance-type t3.small`.',
      ko: '더 큰 유형을 쓰세요: `stepway up --instance-type t3.small`.',
    },
  },
  {
    text: /EADDRINUSE|address already in use/i,
    cause: { en: "The app's port is already in use.", ko: '앱의 포트를 다른 프로그램이 쓰고 있습니다.' },
    fix: {
      en: 'Open a shell (see `stepway outputs`) and run `sudo ss -ltnp` to see what uses it.',
      ko: '셸에 접속해(`stepway outputs` 참고) `sudo ss -ltnp`로 무엇인지 확인하세요.',
    },
  },
  {
    text: /`?npm ci`? can only install|lock ?file.*not up to date|frozen-lockfile|EUSAGE/i,
    cause: { en: 'The lock file does not match package.json.', ko: '잠금 파일이 package.json과 맞지 않습니다.' },
    fix: {
      en: 'Install once on your own machine and commit the updated lock file.',
      ko: '내 컴퓨터에서 한 번 설치한 뒤, 새로 만들어진 잠금 파일을 커밋하세요.',
    },
  },
  {
    text: /Unable to find a match|No match for argument/,
    cause: {
      en: 'Amazon Linux 2023 has no package with that name.',
      ko: 'Amazon Linux 2023에 그 이름의 패키지가 없습니다.',
    },
    fix: {
      en: 'Correct the name in deploy/prepare.sh; run `dnf search` on the server to find it.',
      ko: 'deploy/prepare.sh의 패키지 이름을 고치세요. 서버에서 `dnf search`로 찾을 수 있습니다.',
    },
  },
  {
    text: /Cannot find (module|package)|ModuleNotFoundError|ImportError|ClassNotFoundException|NoClassDefFoundError/,
    cause: {
      en: "A module is missing: it is not in the app's dependencies, or was not built into the bundle.",
      ko: '앱에 필요한 모듈이 없습니다. 의존성 목록에 없거나 번들에 포함되지 않았습니다.',
    },
    fix: {
      en: 'Add it to the dependencies (not the dev dependencies), or build before you deploy.',
      ko: '개발용이 아닌 의존성(dependencies)에 추가하거나, 배포하기 전에 빌드하세요.',
    },
  },
  {
    text: /password authentication failed|Access denied for user|no pg_hba\.conf entry/i,
    cause: {
      en: 'The database rejected the connection: the password is old, or the connection does not use TLS.',
      ko: '데이터베이스가 접속을 거부했습니다. 비밀번호가 오래되었거나 TLS 없이 연결했습니다.',
    },
    fix: {
      en: 'Read the secret each time you connect; it is rotated every seven days. See deploy/database-example.',
      ko: '비밀번호는 7일마다 바뀌므로 연결할 때마다 Secrets Manager에서 읽으세요. deploy/의 database-example 파일에 예시가 있습니다.',
    },
  },
  {
    text: /start\.sh does not start your app yet/,
    cause: { en: 'start.sh does not start your app yet.', ko: 'start.sh를 아직 채우지 않았습니다.' },
    fix: { en: 'Add the command that starts your app.', ko: '앱을 시작하는 명령을 적으세요.' },
  },
  {
    text: /bad interpreter|\^M|\\r'?: command not found/,
    cause: { en: 'The script has Windows line endings (CRLF).', ko: '스크립트의 줄바꿈이 Windows 형식(CRLF)입니다.' },
    fix: { en: 'Save it with Unix line endings (LF).', ko: 'LF 형식으로 저장하세요.' },
  },
  {
    // As Django does.
    text: /responded with 400/,
    cause: {
      en: 'The app rejects the health check as a bad request, probably because of its host name.',
      ko: '앱이 상태 확인을 잘못된 요청(400)으로 거부합니다. 호스트 이름 때문일 가능성이 큽니다.',
    },
    fix: {
      en: 'Health checks name your domain: allow it as a host name (Django: ALLOWED_HOSTS).',
      ko: '상태 확인은 내 도메인 이름으로 요청합니다. 그 이름을 호스트로 허용하세요(Django: ALLOWED_HOSTS).',
    },
  },
  {
    text: /listens on port [\d ]+, not on \$PORT/,
    cause: {
      en: 'The app listens on a port of its own instead of the one in $PORT.',
      ko: '앱이 $PORT가 아니라 코드에 적힌 포트에서 요청을 받습니다.',
    },
    fix: {
      en: 'Have it listen on the port in the environment variable PORT, which is another one for each new version.',
      ko: '환경 변수 PORT의 포트에서 요청을 받게 하세요. 새 버전마다 포트가 다릅니다.',
    },
  },
  {
    text: /No response from http|responded with \d{3}/,
    cause: {
      en: 'The app started, but its health path does not respond correctly.',
      ko: '앱이 시작했지만 상태 확인 경로에 정상으로 응답하지 않습니다.',
    },
    fix: {
      en: 'See its log lines above. It must listen on port $PORT, and respond with 2xx or 3xx at that path.',
      ko: '이유는 앱의 출력에 있습니다. 앱은 $PORT 포트에서 요청을 받고, 그 경로에 2xx나 3xx로 응답해야 합니다.',
    },
  },
  {
    event: 'ApplicationStop',
    cause: {
      en: 'This script belongs to the previous release, which is still on the server.',
      ko: '이 스크립트는 서버에 이미 있는 이전 버전의 것입니다.',
    },
    fix: {
      en: 'Deploy again: stepway deployments continue even if that script fails.',
      ko: '다시 배포하세요. stepway는 이 스크립트가 실패해도 배포를 계속합니다.',
    },
  },
  {
    code: 'ScriptMissing',
    cause: {
      en: 'A script listed in appspec.yml is not in the bundle.',
      ko: 'appspec.yml에 적힌 스크립트가 번들에 없습니다.',
    },
    fix: { en: 'Correct its path in appspec.yml.', ko: 'appspec.yml의 경로를 고치세요.' },
  },
  {
    code: 'ScriptNotExecutable',
    cause: { en: 'A script is not executable.', ko: '스크립트에 실행 권한이 없습니다.' },
    fix: { en: 'Run `chmod +x` on it, then deploy again.', ko: '`chmod +x`를 실행한 뒤 다시 배포하세요.' },
  },
  {
    code: 'ScriptTimedOut',
    cause: { en: 'The script timed out.', ko: '스크립트가 제한 시간 안에 끝나지 않았습니다.' },
    fix: {
      en: 'If it runs the app in the foreground, let the systemd unit do that. Otherwise, increase its `timeout` in appspec.yml.',
      ko: '스크립트가 앱을 직접 실행해 끝나기를 기다린다면, 앱 실행은 systemd 유닛에 맡기세요. 그렇지 않다면 appspec.yml의 `timeout`을 늘리세요.',
    },
  },
  {
    code: 'ScriptFailed',
    cause: { en: 'The script failed.', ko: '스크립트가 오류로 끝났습니다.' },
    fix: {
      en: 'Its last lines show why. Fix it, then deploy again.',
      ko: '마지막 출력에 이유가 있습니다. 고친 뒤 다시 배포하세요.',
    },
  },
  {
    code: 'NO_INSTANCES',
    cause: { en: 'CodeDeploy found no server to deploy to.', ko: '배포할 서버를 찾지 못했습니다.' },
    fix: repair,
  },
  {
    code: 'IAM_ROLE_MISSING',
    cause: { en: 'The CodeDeploy role is missing.', ko: 'CodeDeploy의 역할이 없습니다.' },
    fix: repair,
  },
  {
    code: 'IAM_ROLE_PERMISSIONS',
    cause: {
      en: 'The CodeDeploy role does not have the permissions it needs.',
      ko: 'CodeDeploy의 역할에 필요한 권한이 없습니다.',
    },
    fix: repair,
  },
  {
    code: 'REVISION_MISSING',
    cause: { en: 'The bundle is no longer in the bucket.', ko: '번들이 버킷에 없습니다.' },
    fix: { en: 'Deploy again to upload it again.', ko: '다시 배포하면 새로 올라갑니다.' },
  },
  {
    code: 'MANUAL_STOP',
    cause: { en: 'The deployment was stopped.', ko: '누군가 배포를 중지했습니다.' },
    fix: { en: 'Deploy again when you are ready.', ko: '필요할 때 다시 배포하세요.' },
  },
];

const anything: Pick<Cause, 'cause' | 'fix'> = {
  cause: { en: 'CodeDeploy gives no further details.', ko: 'CodeDeploy가 알려 준 내용은 여기까지입니다.' },
  fix: {
    en: 'Open a shell (see `stepway outputs`) and check /var/log/aws/codedeploy-agent/codedeploy-agent.log.',
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
