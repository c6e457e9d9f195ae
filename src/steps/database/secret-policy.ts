import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { getRolePolicy } from '../../aws/roles.ts';
import { defineStep, drifted, gone, ready, type Context } from '../../engine/step.ts';
import { role } from '../server/role.ts';
import { database } from './instance.ts';

const policyName = 'read-database-secret';

const allow = (secretArn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: secretArn,
      },
    ],
  });

interface Given extends Context {
  readonly needs: {
    readonly role: { readonly roleName: string };
    readonly database: { readonly secretArn: string | null };
  };
}

/** Where RDS manages no password, a name that no secret of RDS has: a policy has to name something. */
const secretFor = ({ partition, region, account, needs: { database } }: Given) =>
  database.secretArn ?? `arn:${partition}:secretsmanager:${region}:${account}:secret:none`;

/** Lets the server read the database's password at connect time: it changes every seven days. */
export const databaseSecretPolicy = defineStep({
  id: 'database-secret-policy',
  title: { en: 'Server can read database password', ko: '데이터베이스 비밀번호 읽기 허용' },
  needs: { role, database },
  asks: {},
  live: ['database'],

  async find(given) {
    const { roleName } = given.needs.role;
    const secretArn = secretFor(given);
    const found = await getRolePolicy(given.iam, roleName, policyName);
    return found === allow(secretArn) ? { policyName, roleName, secretArn } : undefined;
  },

  create: put,
  change: put,

  async check({ iam }, { roleName, secretArn }) {
    const found = await getRolePolicy(iam, roleName, policyName);
    if (found === undefined) return gone;
    return found === allow(secretArn) ? ready() : drifted({ en: 'its policy was changed', ko: '내용이 바뀌었습니다' });
  },

  async delete({ iam }, { roleName }) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }));
  },
});

async function put(given: Given) {
  const { roleName } = given.needs.role;
  const secretArn = secretFor(given);
  await given.iam.send(
    new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: allow(secretArn) }),
  );
  return { policyName, roleName, secretArn };
}
