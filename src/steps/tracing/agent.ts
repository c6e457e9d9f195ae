import { monthly } from '../../prices/prices.ts';
import { installedOnServer } from '../association.ts';
import { agentFailed } from '../server/agent.ts';
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
  failed: agentFailed,
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
