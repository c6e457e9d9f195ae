import { all, made, things, type Authorizations } from '../../support/authorizing.ts';

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
