import { monthly } from '../../prices/prices.ts';
import { installedOnServer } from '../association.ts';
import { instance } from '../server/instance.ts';
import { sessionManager } from '../server/session-manager.ts';
import { allowsSetUp } from '../server/setup/apply.ts';
import { serverSendsTraces } from './access.ts';
import { billedTraces, recording } from './prices.ts';
import { tracing } from './questions.ts';
import { takeNoTraces, takeTraces } from './server.ts';

/** What takes the traces of the app and sends them on: CloudWatch's agent. */
export const tracingAgent = installedOnServer({
  id: 'tracing-agent',
  title: { en: 'Agent that takes traces on the server', ko: '서버에서 추적 데이터를 받는 에이전트' },
  needs: { instance, shell: sessionManager, access: serverSendsTraces },
  asks: { tracing },
  follows: { live: ['instance'], initial: ['shell', 'access', 'tracing'] },
  when: (answers) => answers.tracing,
  besides: allowsSetUp,
  script: () => ['set -e', ...takeTraces],
  leaving: takeNoTraces,
  failed: [
    { en: 'its installation failed, or it does not keep running', ko: '설치하지 못했거나 계속 실행되지 않습니다' },
    {
      en: 'It is tried again each time. State Manager in the Systems Manager console has the output; on the server, /opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log says why the agent ends.',
      ko: '실행할 때마다 다시 시도합니다. 출력은 Systems Manager 콘솔의 State Manager에 있고, 에이전트가 멈춘 이유는 서버의 /opt/aws/amazon-cloudwatch-agent/logs/amazon-cloudwatch-agent.log에 있습니다.',
    },
  ],
  says: {
    price: () => [
      monthly(
        {
          en: 'X-Ray, about 20,000 traces a month; 100,000 are free',
          ko: 'X-Ray 추적 월 약 20,000건(100,000건까지 무료)',
        },
        recording,
        billedTraces,
      ),
    ],
    answers: () => ({ tracing: true }),
    absence: { tracing: false },
  },
});
