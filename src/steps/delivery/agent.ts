import { installedOnServer } from '../association.ts';
import { instance } from '../server/instance.ts';
import { sessionManager } from '../server/session-manager.ts';
import { bucket } from './bucket.ts';
import { settingsPath } from './layout.ts';
import { installAgent } from './server/codedeploy-agent.ts';
import { installRelease } from './server/install.ts';

/** The agent that fetches deployments, and what puts them to work on the server. */
export const agent = installedOnServer({
  id: 'deploy-agent',
  title: { en: 'CodeDeploy agent on the server', ko: '서버의 CodeDeploy 에이전트' },
  needs: { bucket, instance, shell: sessionManager },
  asks: {},
  follows: { live: ['instance', 'bucket'], initial: ['shell'] },

  script: ({ region, partition, tags, needs }) => [
    'set -e',
    ...installRelease({ bucket: needs.bucket.bucket, region, settings: settingsPath(tags['stepway:id']) }),
    ...installAgent(region, partition),
  ],

  failed: [
    {
      en: 'its installation failed, or it does not keep running',
      ko: '설치하지 못했거나 계속 실행되지 않습니다',
    },
    {
      en: 'It is tried again each time. State Manager in the Systems Manager console has the output; `stepway logs --source deploy` says why the agent ends.',
      ko: '실행할 때마다 다시 시도합니다. 출력은 Systems Manager 콘솔의 State Manager에 있고, 에이전트가 멈춘 이유는 `stepway logs --source deploy`로 볼 수 있습니다.',
    },
  ],
});
