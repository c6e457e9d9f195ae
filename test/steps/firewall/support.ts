import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  ModifySecurityGroupRulesCommand,
  type SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2';
import { idOf, type Spoiler, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';
import { all, made, things, type Authorizations } from '../../support/authorizing.ts';

/** Changes an inbound rule, of which a person always says everything. */
const openedAs =
  (step: string, change: (rule: SecurityGroupRuleRequest, stack: Stack) => SecurityGroupRuleRequest): Spoiler =>
  async (stack) => {
    const SecurityGroupRuleId = idOf(stack, step, 'ruleId');
    const { SecurityGroupRules: [rule] = [] } = await stack.aws.ec2.send(
      new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [SecurityGroupRuleId] }),
    );
    const { IpProtocol, FromPort, ToPort, CidrIpv4, ReferencedGroupInfo } = rule!;
    const source = CidrIpv4 ? { CidrIpv4 } : { ReferencedGroupId: ReferencedGroupInfo!.GroupId };
    await stack.aws.ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId: idOf(stack, step, 'groupId'),
        SecurityGroupRules: [
          { SecurityGroupRuleId, SecurityGroupRule: change({ IpProtocol, FromPort, ToPort, ...source }, stack) },
        ],
      }),
    );
  };

const ruleSpoilers = (step: string) => ({
  IpProtocol: openedAs(step, (rule) => ({ ...rule, IpProtocol: 'udp' })),
  FromPort: openedAs(step, (rule) => ({ ...rule, FromPort: 20 })),
  ToPort: openedAs(step, (rule) => ({ ...rule, ToPort: 65_000 })),
  source: openedAs(step, ({ CidrIpv4, ReferencedGroupId, ...rule }, stack) =>
    ReferencedGroupId
      ? { ...rule, ReferencedGroupId: idOf(stack, step, 'groupId') }
      : { ...rule, CidrIpv4: CidrIpv4 === '0.0.0.0/0' ? '198.51.100.0/24' : '0.0.0.0/0' },
  ),
});

const rules = [
  'load-balancer-http',
  'load-balancer-https',
  'server-http',
  'server-https',
  'server-web',
  'server-ssh',
  'database-from-server',
];

export const spoilers: Spoilers = {
  'default-group': {
    rules: (stack) =>
      stack.aws.ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: idOf(stack, 'default-group', 'groupId'),
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 9, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        }),
      ),
  },
  ...Object.fromEntries(rules.map((step) => [step, ruleSpoilers(step)])),
};

export const authorizations: Authorizations = {
  'ec2:AuthorizeSecurityGroupIngress': all(
    things(['security-group', ({ GroupId }) => [GroupId]]),
    made('security-group-rule'),
  ),
  'ec2:CreateSecurityGroup': all(made('security-group'), things(['vpc', ({ VpcId }) => [VpcId]])),
  'ec2:DeleteSecurityGroup': things(['security-group', ({ GroupId }) => [GroupId]]),
  'ec2:ModifySecurityGroupRules': things(
    ['security-group', ({ GroupId }) => [GroupId]],
    [
      'security-group-rule',
      ({ SecurityGroupRules }) =>
        SecurityGroupRules.map(({ SecurityGroupRuleId }: { SecurityGroupRuleId: string }) => SecurityGroupRuleId),
    ],
  ),
  'ec2:RevokeSecurityGroupEgress': things(['security-group', ({ GroupId }) => [GroupId]]),
  'ec2:RevokeSecurityGroupIngress': things(['security-group', ({ GroupId }) => [GroupId]]),
};
