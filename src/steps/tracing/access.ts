import { policyFor } from '../roles.ts';
import { role } from '../server/role.ts';
import { tracing } from './questions.ts';

/**
 * Lets the server send traces, and read none. X-Ray knows no resource that this could be narrowed to.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export const serverSendsTraces = policyFor({
  id: 'tracing-access',
  title: { en: 'Server can send traces', ko: '서버에 추적 데이터 전송 허용' },
  needs: { role },
  asks: { tracing },
  follows: { initial: ['tracing'] },
  when: (answers) => answers.tracing,
  policyName: 'send-traces',
  document: () => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'xray:GetSamplingRules',
          'xray:GetSamplingTargets',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        Resource: '*',
      },
    ],
  }),
});
