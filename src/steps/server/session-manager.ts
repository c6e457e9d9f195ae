import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { orNothing } from '../../aws/or-nothing.ts';
import { gone, ready } from '../../engine/seen.ts';
import { defineStep } from '../../engine/step.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { role } from './role.ts';

const policyName = 'AmazonSSMManagedInstanceCore';

/** The policy is managed by AWS; only its attachment is ours. */
const attachment = (partition: string, roleName: string) => ({
  attachment: `${roleName} ← ${policyName}`,
  policyArn: `arn:${partition}:iam::aws:policy/${policyName}`,
  roleName,
});

const onlyThat = allow('The one AWS managed policy that the server gets.', `arn:*:iam::*:role/*-${role.id}`, {
  ArnLike: { 'iam:PolicyARN': `arn:*:iam::aws:policy/${policyName}` },
});

/** A shell on the server without an open port or a key: its agent connects out to AWS. */
export const sessionManager = defineStep({
  id: 'session-manager',
  title: { en: 'Shell access (Session Manager)', ko: 'Session Manager 접속 허용' },
  needs: { role },
  asks: {},
  allows: [
    reads('iam:ListAttachedRolePolicies'),
    onlyThat('iam:AttachRolePolicy'),
    later(onlyThat('iam:DetachRolePolicy')),
  ],

  async find({ iam, partition, needs: { role } }) {
    const wanted = attachment(partition, role.roleName);
    return (await isAttached(iam, wanted)) ? wanted : undefined;
  },

  async create({ iam, partition, needs: { role } }) {
    const wanted = attachment(partition, role.roleName);
    await iam.send(new AttachRolePolicyCommand({ RoleName: wanted.roleName, PolicyArn: wanted.policyArn }));
    return wanted;
  },

  async check({ iam }, handle) {
    return (await isAttached(iam, handle)) ? ready() : gone;
  },

  async delete({ iam }, { policyArn, roleName }) {
    await iam.send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn }));
  },
});

type Attachment = ReturnType<typeof attachment>;

async function isAttached(iam: IAMClient, { roleName, policyArn }: Attachment): Promise<boolean> {
  const found = await orNothing(iam.send(new ListAttachedRolePoliciesCommand({ RoleName: roleName })));
  return found?.AttachedPolicies?.some(({ PolicyArn }) => PolicyArn === policyArn) ?? false;
}
