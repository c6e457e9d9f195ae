import type { Topic } from '../../../guide/topic.ts';

export const processes: Topic = {
  id: 'processes',
  title: { en: 'Processes of an app: Procfile', ko: '앱의 프로세스: Procfile' },
  summary: {
    en: 'workers, and what runs once before each new version',
    ko: '워커, 새 버전마다 한 번 실행하는 명령',
  },
  words: [
    'procfile',
    'process',
    'worker',
    'background job',
    'queue',
    'scheduler',
    'cron',
    'migration',
    'migrate',
    'release command',
    '프로세스',
    '워커',
    '백그라운드 작업',
    '큐',
    '마이그레이션',
  ],
  see: ['releases', 'env', 'bundle'],
  text: {
    en: `
Many apps are more than what responds to visitors. Something works through a queue or sends mail, and a new version may need other tables than the one before. A file named Procfile, at the top of the project, has a line for each such process:

  web: npm start
  mail: node mail.js
  release: npx prisma migrate deploy

# What stepway does
Where there is none, \`stepway init\` writes one with \`web: deploy/run.sh\`: how the app is started is then in that script alone. It has the migrations of your tools (Django, Prisma, Alembic …) as a \`release\` behind a #, since they change your data: take the # away to run them with every version. A Procfile of your own is never replaced.

\`web\` responds to visitors, on the port in PORT.

\`release\` runs once for a new version, after its installation and before its start. The version before serves meanwhile, so changed tables have to suit both. If it fails, the deployment fails, and nothing else has changed. Neither a restart nor a rollback to a version that is still on the server runs it again, or undoes what it did.

Every other name is a worker. Workers start when visitors are sent to their version. Those of the version before first get SIGTERM and up to 30 s to finish: two versions never work at once. A worker that exits is started again after 5 s, and fails no deployment.

All are started by deploy/run.sh in the project's folder, with the app's settings and the programs of its packages. Their logs:

  stepway logs --source worker
  stepway logs --source deploy
`,
    ko: `
방문자에게 응답하는 것만으로 끝나지 않는 앱이 많습니다. 큐를 처리하거나 메일을 보내는 프로세스가 따로 있고, 새 버전에는 이전과 다른 테이블이 필요할 수 있습니다. 프로젝트 맨 위의 Procfile 파일에 프로세스마다 한 줄씩 적습니다.

  web: npm start
  mail: node mail.js
  release: npx prisma migrate deploy

# stepway가 하는 일
Procfile이 없으면 \`stepway init\`이 \`web: deploy/run.sh\` 한 줄로 만듭니다. 이때 앱을 시작하는 방법은 그 스크립트에만 있습니다. 마이그레이션(Django, Prisma, Alembic 등)은 데이터를 바꾸므로 \`release\` 줄을 #로 막아 둡니다. 새 버전마다 실행하려면 #을 지우세요. 직접 만든 Procfile은 바꾸지 않습니다.

\`web\`은 PORT 포트에서 방문자에게 응답합니다.

\`release\`는 새 버전마다 한 번, 설치가 끝나고 시작하기 전에 실행합니다. 그동안 이전 버전이 응답하므로, 바뀐 테이블은 두 버전에서 모두 쓸 수 있어야 합니다. 실패하면 배포도 실패하고 다른 것은 바뀌지 않습니다. 재시작하거나 서버에 남아 있는 버전으로 되돌릴 때는 다시 실행하지 않으며, 이미 바꾼 것을 되돌리지도 않습니다.

나머지 이름은 모두 워커입니다. 방문자를 그 버전으로 보낼 때 시작합니다. 그 전에 이전 버전의 워커에 SIGTERM을 보내고 하던 일을 마치도록 최대 30초를 주므로, 두 버전이 동시에 일하지 않습니다. 스스로 끝난 워커는 5초 뒤 다시 시작하며, 그 때문에 배포가 실패하지는 않습니다.

모두 deploy/run.sh가 프로젝트 폴더에서 시작하므로 앱 설정과 패키지의 명령을 그대로 쓸 수 있습니다. 로그는 이렇게 봅니다.

  stepway logs --source worker
  stepway logs --source deploy
`,
  },
};
