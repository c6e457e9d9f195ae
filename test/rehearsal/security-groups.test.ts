import { expect, test } from 'vitest';
import { group, lag, network, present, refusal, simulated } from './support.ts';

const web = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

test('a rule is a thing of its own: it has an id and tags, and is not made twice', async () => {
  const aws = simulated();
  const { ec2, clock } = aws;
  const { vpcId } = await network(aws);
  const GroupId = await group(aws, vpcId, 'web');
  const TagSpecifications = [{ ResourceType: 'security-group-rule' as const, Tags: [{ Key: 'step', Value: 'https' }] }];
  const made = await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [web], TagSpecifications });
  const rule = present(made.SecurityGroupRules?.[0]);
  expect(rule).toMatchObject({ IsEgress: false, FromPort: 443, CidrIpv4: '0.0.0.0/0' });
  expect(await refusal(ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [web] }))).toMatchObject({
    name: 'InvalidPermission.Duplicate',
  });
  await clock.sleep(lag);
  const Filters = [
    { Name: 'group-id', Values: [GroupId] },
    { Name: 'tag:step', Values: ['https'] },
  ];
  const found = (await ec2.describeSecurityGroupRules({ Filters })).SecurityGroupRules;
  expect(found).toEqual([rule]);
  await ec2.revokeSecurityGroupIngress({ GroupId, SecurityGroupRuleIds: [present(rule.SecurityGroupRuleId)] });
  expect((await ec2.describeSecurityGroupRules({ Filters })).SecurityGroupRules).toEqual([]);
});

test('a rule can be taken away by what it allows, and then not again', async () => {
  const aws = simulated();
  const { vpcId } = await network(aws);
  const GroupId = await group(aws, vpcId, 'web', { 443: '0.0.0.0/0' });
  const revocation = { GroupId, IpPermissions: [web] };
  await aws.ec2.revokeSecurityGroupIngress(revocation);
  expect(await refusal(aws.ec2.revokeSecurityGroupIngress(revocation))).toMatchObject({
    name: 'InvalidPermission.NotFound',
  });
});

test('a rule can be changed in place', async () => {
  const aws = simulated();
  const { vpcId: VpcId } = await network(aws);
  const GroupId = await group(aws, VpcId, 'web', { 22: '0.0.0.0/0' });
  await aws.clock.sleep(lag);
  const Filters = [{ Name: 'group-id', Values: [GroupId] }];
  const ingress = async () =>
    (await aws.ec2.describeSecurityGroupRules({ Filters })).SecurityGroupRules?.find(({ IsEgress }) => !IsEgress);
  const before = present(await ingress());
  const SecurityGroupRule = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '203.0.113.25/32' };
  await aws.ec2.modifySecurityGroupRules({
    GroupId,
    SecurityGroupRules: [{ SecurityGroupRuleId: before.SecurityGroupRuleId, SecurityGroupRule }],
  });
  expect(await ingress()).toEqual({ ...before, CidrIpv4: '203.0.113.25/32' });
});

test('two groups of a VPC do not share a name, and the default group stays', async () => {
  const aws = simulated();
  const { vpcId: VpcId } = await network(aws);
  await group(aws, VpcId, 'web');
  const again = aws.ec2.createSecurityGroup({ VpcId, GroupName: 'web', Description: 'web' });
  expect(await refusal(again)).toMatchObject({ name: 'InvalidGroup.Duplicate' });
  const Filters = [
    { Name: 'vpc-id', Values: [VpcId] },
    { Name: 'group-name', Values: ['default'] },
  ];
  const { SecurityGroups } = await aws.ec2.describeSecurityGroups({ Filters });
  const GroupId = present(SecurityGroups?.[0]?.GroupId);
  expect(await refusal(aws.ec2.deleteSecurityGroup({ GroupId }))).toMatchObject({ name: 'CannotDelete' });
});

test('a description that is not ASCII is refused', async () => {
  const aws = simulated();
  const { vpcId: VpcId } = await network(aws);
  const made = aws.ec2.createSecurityGroup({ VpcId, GroupName: 'web', Description: '웹 서버' });
  expect(await refusal(made)).toMatchObject({ name: 'InvalidParameterValue' });
});
