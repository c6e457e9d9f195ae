import { AttachRolePolicyCommand, DetachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { orNothing } from '../../aws/replies.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { settingStep } from '../setting.ts';
import { role } from './role.ts';

const policyName = 'AmazonSSMManagedInstanceCore';

/** It is managed by AWS; only its attachment is ours. */
const policyIn = (partition: string) => `arn:${partition}:iam::aws:policy/${policyName}`;

const onlyThat = allow('The one AWS managed policy that the server gets.', `arn:*:iam::*:role/*-${role.id}`, {
  ArnLike: { 'iam:PolicyARN': policyIn('*') },
});

/** A shell on the server without an open port or a key: its agent connects out to AWS. */
export const sessionManager = settingStep({
  id: 'session-manager',
  title: { en: 'Shell access (Session Manager)', ko: 'Session Manager 접속 허용' },
  needs: { role },
  asks: {},
  allows: [
    reads('iam:ListAttachedRolePolicies'),
    onlyThat('iam:AttachRolePolicy'),
    later(onlyThat('iam:DetachRolePolicy')),
  ],

  handle: ({ partition, needs: { role } }) => ({
    attachment: `${role.roleName} ← ${policyName}`,
    policyArn: policyIn(partition),
    roleName: role.roleName,
  }),

  async read({ iam }, { roleName, policyArn }) {
    const found = await orNothing(iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName })));
    return found?.AttachedPolicies?.some(({ PolicyArn }) => PolicyArn === policyArn) ? {} : undefined;
  },

  async write({ iam }, { policyArn, roleName }) {
    await iam.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn }));
  },

  async delete({ iam }, { policyArn, roleName }) {
    await iam.send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn }));
  },
});
