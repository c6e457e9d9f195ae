import { repair, type Cause } from './cause.ts';

const agentSilent: Pick<Cause, 'cause' | 'fix'> = {
  cause: {
    en: 'The CodeDeploy agent on the server is not responding.',
    ko: '서버의 CodeDeploy 에이전트가 응답하지 않습니다.',
  },
  fix: {
    en: 'Open `stepway shell --admin` and run `sudo systemctl restart codedeploy-agent`. If it is not installed, run `stepway up`.',
    ko: '`stepway shell --admin`을 열어 `sudo systemctl restart codedeploy-agent`를 실행하세요. 설치되어 있지 않다면 `stepway up`이 다시 설치합니다.',
  },
};

/** What CodeDeploy and its agent say themselves, before a script of the bundle has run. */
export const ofCodeDeploy: readonly Cause[] = [
  { text: /agent was not able to receive the lifecycle event/i, ...agentSilent },
  { code: 'AGENT_ISSUE', ...agentSilent },
  {
    text: /did not find an AppSpec file/i,
    cause: { en: 'There is no appspec.yml at the top of the bundle.', ko: '번들의 맨 위에 appspec.yml이 없습니다.' },
    fix: {
      en: 'Run `stepway init` in the folder of the project, and deploy that folder.',
      ko: '프로젝트 폴더에서 `stepway init`을 실행하고, 그 폴더를 배포하세요.',
    },
  },
  {
    text: /(invalid|unsupported|unable to parse|could not parse).{0,80}appspec|appspec.{0,120}(invalid|unsupported|malformed)/i,
    cause: { en: 'CodeDeploy does not understand appspec.yml.', ko: 'CodeDeploy가 appspec.yml을 읽지 못합니다.' },
    fix: {
      en: '`stepway init --force` writes it anew; its diff shows what was changed.',
      ko: '`stepway init --force`로 다시 만드세요. 무엇이 바뀌었는지는 diff로 볼 수 있습니다.',
    },
  },
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
];

/** Codes of CodeDeploy, for where nothing that was said tells more. */
export const ofCodes: readonly Cause[] = [
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
