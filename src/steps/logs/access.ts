import { logGroupArn } from '../log-group.ts';
import { policyFor } from '../roles.ts';
import { role } from '../server/role.ts';
import { siteLog } from './group.ts';

/** Lets the server write to this log group, and neither read it nor make another. */
export const serverWritesLog = policyFor({
  id: 'log-access',
  title: { en: 'Server can write its log', ko: '서버에 로그 쓰기 허용' },
  needs: { role, log: siteLog },
  asks: {},
  policyName: 'write-logs',
  document: (given) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${logGroupArn(given, given.needs.log.logGroup)}:log-stream:*`,
      },
    ],
  }),
});
