import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { isNotFound } from '../../aws/error-names.ts';
import { defineStep, gone, ready } from '../../engine/step.ts';
import { role } from './role.ts';

/** A shell on the server without an open port and without a key: the agent on it calls out to AWS. */
export const sessionManager = defineStep({
  id: 'session-manager',
  title: { en: 'Shell through Session Manager', ko: 'Session Manager 접속 허용' },
  needs: { role },
  asks: {},

  async find({ iam, partition, needs: { role } }) {
    const policyArn = `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`;
    return (await isAttached(iam, role.roleName, policyArn)) ? { policyArn, roleName: role.roleName } : undefined;
  },

  async create({ iam, partition, needs: { role } }) {
    const policyArn = `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`;
    await iam.send(new AttachRolePolicyCommand({ RoleName: role.roleName, PolicyArn: policyArn }));
    return { policyArn, roleName: role.roleName };
  },

  async check({ iam }, { policyArn, roleName }) {
    return (await isAttached(iam, roleName, policyArn)) ? ready() : gone;
  },

  async delete({ iam }, { policyArn, roleName }) {
    await iam.send(new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn: policyArn }));
  },
});

async function isAttached(iam: IAMClient, RoleName: string, policyArn: string): Promise<boolean> {
  try {
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    return AttachedPolicies?.some(({ PolicyArn }) => PolicyArn === policyArn) ?? false;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
