import { repair, type Cause } from './cause.ts';

/** What is wrong with the server, whatever the app is. */
export const ofServer: readonly Cause[] = [
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
    text: /nginx does not take its configuration|\[emerg\] /,
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
    text: /deploy\/run\.sh does not start what the Procfile says/,
    cause: {
      en: 'deploy/run.sh is from an earlier version of stepway, which started one process only.',
      ko: 'deploy/run.sh 파일이 프로세스를 하나만 시작하던 stepway의 예전 버전에서 만들어졌습니다.',
    },
    fix: {
      en: 'Run `stepway init` and accept its change to deploy/run.sh, then deploy again.',
      ko: '`stepway init`을 실행해 deploy/run.sh를 바꾼 뒤 다시 배포하세요.',
    },
  },
  {
    text: /The Procfile has |A line of the Procfile is not/,
    cause: { en: 'The Procfile is not one that can be run.', ko: 'Procfile을 실행할 수 없습니다.' },
    fix: {
      en: 'Correct that line: `NAME: COMMAND`, each name once, `web` among them. `stepway explain processes` shows one.',
      ko: '그 줄을 고치세요. `이름: 명령` 형식이고, 이름은 한 번씩만, `web`은 꼭 있어야 합니다. 예는 `stepway explain processes`에 있습니다.',
    },
  },
  {
    text: /The quotes in line \d+ of config\/app\.env do not pair up/,
    cause: {
      en: 'config/app.env in the bucket was edited by hand, and the quotes of a value do not pair up: all after it would be lost.',
      ko: '버킷의 config/app.env를 직접 고쳤는데, 따옴표의 짝이 맞지 않는 값이 있습니다. 그 뒤의 설정을 잃게 됩니다.',
    },
    fix: {
      en: 'Run `stepway up`, which writes that file anew, and set values of your own with `stepway env set`.',
      ko: '`stepway up`을 실행하면 그 파일을 새로 씁니다. 직접 정할 값은 `stepway env set`으로 설정하세요.',
    },
  },
  {
    text: /config\/app\.env|Could not read the app settings from Parameter Store/,
    cause: {
      en: 'The app settings are not in the bucket, or the server cannot read them.',
      ko: '앱 설정 파일이 버킷에 없거나 서버에 읽기 권한이 없습니다.',
    },
    fix: repair,
  },
  {
    text: /Another deployment is in progress on the server/,
    cause: {
      en: 'Another deployment was still in progress on the server.',
      ko: '서버에서 다른 배포가 아직 끝나지 않았습니다.',
    },
    fix: {
      en: '`stepway deploys` shows it. Deploy again when it has ended.',
      ko: '`stepway deploys`로 볼 수 있습니다. 끝난 뒤 다시 배포하세요.',
    },
  },
  {
    text: /Other programs on the server use the ports/,
    cause: {
      en: "Programs that were started by hand use both of the app's ports.",
      ko: '직접 실행한 프로그램들이 앱의 포트 두 개를 모두 쓰고 있습니다.',
    },
    fix: {
      en: 'Open a shell (see `stepway outputs`), and stop what `sudo ss -ltnp` shows there.',
      ko: '셸에 접속해(`stepway outputs` 참고) `sudo ss -ltnp`에 보이는 그 프로그램을 멈추세요.',
    },
  },
  {
    text: /number of file watchers reached/,
    cause: {
      en: 'What was started watches its files for changes, as only a development server does.',
      ko: '파일 변경을 감시하는 개발용 서버를 실행했습니다.',
    },
    fix: {
      en: 'Start the built app in deploy/run.sh: `node …` instead of `nodemon`, `next start` instead of `next dev`.',
      ko: 'deploy/run.sh에서 빌드한 앱을 실행하세요. `nodemon` 대신 `node …`, `next dev` 대신 `next start`입니다.',
    },
  },
  {
    text: /No space left on device|ENOSPC|disk is too full/,
    cause: { en: "The server's disk is full.", ko: '서버의 디스크가 가득 찼습니다.' },
    fix: {
      en: 'Open a shell (see `stepway outputs`) and free some space; `df -h` shows what is full.',
      ko: '셸에 접속해(`stepway outputs` 참고) 공간을 확보하세요. `df -h`로 어디가 찼는지 볼 수 있습니다.',
    },
  },
  {
    text: /JavaScript heap out of memory/,
    cause: {
      en: 'Node.js ran out of the memory that it allows itself.',
      ko: 'Node.js가 스스로 정한 메모리 상한을 넘었습니다.',
    },
    fix: {
      en: 'Use a larger instance, with which that limit grows: `stepway up --instance-type t3.small`.',
      ko: '더 큰 유형을 쓰세요. 그 상한이 함께 커집니다: `stepway up --instance-type t3.small`.',
    },
  },
  {
    text: /OutOfMemoryError: (Java heap space|GC overhead)/,
    cause: {
      en: 'Java ran out of the memory that it allows itself.',
      ko: 'Java가 스스로 정한 메모리 상한을 넘었습니다.',
    },
    fix: {
      en: 'Use a larger instance, with which that limit grows: `stepway up --instance-type t3.small`.',
      ko: '더 큰 유형을 쓰세요. 그 상한이 함께 커집니다: `stepway up --instance-type t3.small`.',
    },
  },
  {
    text: /[Oo]ut of memory|OutOfMemoryError|Cannot allocate memory|Could not reserve enough space|insufficient memory for the Java|oom-kill|OOM killer|status=9\/KILL|\bKilled\b|exit(ed)? (with )?(code |status )?137/,
    cause: { en: 'The server ran out of memory.', ko: '서버의 메모리가 부족했습니다.' },
    fix: {
      en: 'Use a larger instance: `stepway up --instance-type t3.small`.',
      ko: '더 큰 유형을 쓰세요: `stepway up --instance-type t3.small`.',
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
    text: /\^M: bad interpreter|\\r'|\r: not found|cannot execute: required file not found|: invalid option name/,
    cause: { en: 'The script has Windows line endings (CRLF).', ko: '스크립트의 줄바꿈이 Windows 형식(CRLF)입니다.' },
    fix: { en: 'Save it with Unix line endings (LF).', ko: 'LF 형식으로 저장하세요.' },
  },
  {
    text: /Could not write \S/,
    cause: {
      en: 'The server could not write a file of its own: the disk is full, or failing.',
      ko: '서버가 파일을 쓰지 못했습니다. 디스크가 가득 찼거나 고장 났습니다.',
    },
    fix: {
      en: 'Open a shell (see `stepway outputs`): `df -h` says whether it is full, `sudo dmesg | tail` whether it fails.',
      ko: '셸에 접속해(`stepway outputs` 참고) `df -h`로 가득 찼는지, `sudo dmesg | tail`로 고장인지 확인하세요.',
    },
  },
  {
    text: /Could not download the certificates of Amazon RDS/,
    cause: {
      en: 'The server could not download whom to trust as a database of RDS.',
      ko: '서버가 RDS의 인증서를 내려받지 못했습니다.',
    },
    fix: {
      en: 'Deploy again. If it stays so, `stepway doctor` says whether the server reaches the internet.',
      ko: '다시 배포하세요. 계속되면 `stepway doctor`로 서버가 인터넷에 연결되는지 확인하세요.',
    },
  },
  {
    text: /Another program on the server responds at/,
    cause: {
      en: 'A program that was started by hand has the port that was meant for the new version.',
      ko: '직접 실행한 다른 프로그램이 새 버전의 포트에서 응답하고 있습니다.',
    },
    fix: {
      en: 'Open a shell (see `stepway outputs`), find it with `sudo ss -ltnp`, and stop it.',
      ko: '셸에 접속해(`stepway outputs` 참고) `sudo ss -ltnp`로 그 프로그램을 찾아 멈추세요.',
    },
  },
  {
    text: /line \d+: syntax error/,
    cause: {
      en: 'bash does not understand a script of the project.',
      ko: '프로젝트의 셸 스크립트에 문법 오류가 있습니다.',
    },
    fix: {
      en: 'Correct that line; `bash -n deploy/run.sh` shows the same on your machine.',
      ko: '그 줄을 고치세요. 내 컴퓨터에서는 `bash -n deploy/run.sh`로 볼 수 있습니다.',
    },
  },
  {
    text: /: (Permission denied|cannot execute: Permission denied)$|status=126\b|exit code 126\b/m,
    cause: { en: 'A file that is to be run is not executable.', ko: '실행하려는 파일에 실행 권한이 없습니다.' },
    fix: {
      en: 'Run `git update-index --chmod=+x FILE` (without git `chmod +x FILE`), then deploy again.',
      ko: '`git update-index --chmod=+x 파일`(git이 없으면 `chmod +x 파일`)을 실행한 뒤 다시 배포하세요.',
    },
  },
];
