import {
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type EC2Client,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { securityGroups } from '../../aws/collections.ts';
import { said } from '../../aws/replies.ts';
import { defineStep, gone, there } from '../../engine/step.ts';
import { reads, revokes } from '../../permissions/allow.ts';
import { vpc } from '../network/vpc.ts';

const rulesOf = ({ IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup) =>
  IpPermissions.length + IpPermissionsEgress.length;

async function empty(ec2: EC2Client, { GroupId, IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup) {
  if (IpPermissions.length > 0)
    await unlessRevoked(ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions })));
  if (IpPermissionsEgress.length > 0)
    await unlessRevoked(
      ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: IpPermissionsEgress })),
    );
}

/** The SDK retries when a response was lost, and gets an error that nothing is left to revoke. */
async function unlessRevoked(revocation: Promise<unknown>): Promise<void> {
  try {
    await revocation;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidPermission.NotFound')) throw error;
  }
}

/**
 * A new VPC's default group lets its members talk to each other and to everyone. Nothing of ours is in it;
 * emptied, it cannot become a way in by mistake (CIS 5.5, Security Hub EC2.2). It goes away with the VPC.
 */
export const defaultGroup = defineStep({
  id: 'default-group',
  title: { en: 'Default security group emptied', ko: '기본 방화벽 비우기' },
  needs: { vpc },
  asks: {},
  allows: [
    reads('ec2:DescribeSecurityGroups'),
    revokes('ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'),
  ],

  settings: { rules: { title: { en: 'rules', ko: '규칙 수' }, wanted: 0 } },

  async find({ ec2, needs }) {
    const found = await ofVpc(ec2, needs.vpc.vpcId);
    return found && rulesOf(found) === 0 ? { groupId: said(found, 'GroupId') } : undefined;
  },

  async create({ ec2, needs }) {
    const found = await ofVpc(ec2, needs.vpc.vpcId);
    if (!found)
      throw Object.assign(new Error('the default group is not listed yet'), { name: 'InvalidGroup.NotFound' });
    await empty(ec2, found);
    return { groupId: said(found, 'GroupId') };
  },

  async check({ ec2 }, { groupId }) {
    const found = await securityGroups.byId(ec2, groupId);
    return found ? there({ settings: { rules: rulesOf(found) } }) : gone;
  },

  async change({ ec2 }, { groupId }) {
    const found = await securityGroups.byId(ec2, groupId);
    if (found) await empty(ec2, found);
  },
});

async function ofVpc(ec2: EC2Client, vpcId: string): Promise<SecurityGroup | undefined> {
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'group-name', Values: ['default'] },
      ],
    }),
  );
  return SecurityGroups?.[0];
}
