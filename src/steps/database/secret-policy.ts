import { policyFor } from '../roles.ts';
import { role } from '../server/role.ts';
import { database } from './instance.ts';

/** Lets the server read the database's password at connect time: it changes every seven days. */
export const databaseSecretPolicy = policyFor({
  id: 'database-secret-policy',
  title: { en: 'Server can read database password', ko: '데이터베이스 비밀번호 읽기 허용' },
  needs: { role, database },
  follows: { live: ['database'] },
  policyName: 'read-database-secret',
  document: ({ partition, region, account, needs: { database } }) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        // Where RDS manages no password, a name that no secret of RDS has: a policy has to name something.
        Resource: database.secretArn ?? `arn:${partition}:secretsmanager:${region}:${account}:secret:none`,
      },
    ],
  }),
});
