import { monthly } from '../../prices/prices.ts';
import { installedOnServer } from '../association.ts';
import { elasticIpEntry } from '../elastic-ip/entry.ts';
import { entry } from '../firewall/questions.ts';
import { policyFor } from '../roles.ts';
import { agentFailed } from '../server/agent.ts';
import { instance } from '../server/instance.ts';
import { role } from '../server/role.ts';
import { sessionManager } from '../server/session-manager.ts';
import { allowsSetUp } from '../server/setup/apply.ts';
import { namespace } from './figures.ts';
import { figure } from './prices.ts';
import { alarms } from './questions.ts';
import { sendCertificateDays, sendFigures, sendNoFigures } from './server.ts';

const wanted = ({ email }: { readonly email: string }) => email !== 'none';

/**
 * Lets the server send figures of its own, and read none. CloudWatch knows no resource that this could be narrowed to.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html
 */
export const serverSendsFigures = policyFor({
  id: 'figures-access',
  title: { en: 'Server can send its figures', ko: '서버에 지표 전송 허용' },
  needs: { role },
  asks: { email: alarms },
  follows: { initial: ['email'] },
  when: wanted,
  policyName: 'send-figures',
  document: () => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'cloudwatch:PutMetricData',
        Resource: '*',
        Condition: { StringEquals: { 'cloudwatch:namespace': namespace } },
      },
    ],
  }),
});

/** A figure that is sent once a day is billed for that hour. */
const daily = 1 / 24;

/** What tells how full disk and memory are, which AWS does not see from outside, and how old the server's certificate is. */
export const figuresAgent = installedOnServer({
  id: 'figures-agent',
  title: { en: 'Agent that sends figures of the server', ko: '서버의 지표를 보내는 에이전트' },
  needs: { instance, shell: sessionManager, access: serverSendsFigures },
  asks: { email: alarms, entry },
  follows: { live: ['instance', 'entry'], initial: ['shell', 'access', 'email'] },
  when: wanted,
  besides: allowsSetUp,
  script: ({ region, needs, answers }) => [
    'set -e',
    ...sendFigures,
    ...(answers.entry === elasticIpEntry.id ? sendCertificateDays(region, needs.instance.instanceId) : []),
  ],
  leaving: sendNoFigures,
  failed: agentFailed,
  says: {
    price: (answers) => [
      monthly({ en: 'Figures of disk and memory', ko: '디스크와 메모리 지표' }, figure, 2),
      ...(answers.entry === elasticIpEntry.id
        ? [monthly({ en: 'Figure of the certificate, once a day', ko: '인증서 지표(하루 한 번)' }, figure, daily)]
        : []),
    ],
  },
});
