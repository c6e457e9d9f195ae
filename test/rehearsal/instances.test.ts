import { paginateDescribeInstanceTypes } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { group, image, lag, minutes, network, present, refusal, server, simulated, type Simulated } from './support.ts';

async function launching(aws: Simulated, more: object = {}) {
  const { vpcId, subnetIds } = await network(aws);
  const input = {
    ImageId: await image(aws),
    InstanceType: 't3.micro' as const,
    MinCount: 1,
    MaxCount: 1,
    SubnetId: present(subnetIds[0]),
    SecurityGroupIds: [await group(aws, vpcId, 'app')],
    ...more,
  };
  return { input, vpcId, subnetIds };
}

async function stateOf({ ec2 }: Simulated, id: string) {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

test('an instance is pending, running, shutting down, terminated, and after an hour forgotten', async () => {
  const aws = simulated();
  const { input } = await launching(aws);
  const { Instances } = await aws.ec2.runInstances(input);
  const id = present(Instances?.[0]?.InstanceId);
  expect(Instances?.[0]?.State?.Name).toBe('pending');
  await aws.clock.sleep(lag);
  expect(await stateOf(aws, id)).toBe('running');
  await aws.ec2.terminateInstances({ InstanceIds: [id] });
  expect(await stateOf(aws, id)).toBe('shutting-down');
  await aws.clock.sleep(minutes(2));
  expect(await stateOf(aws, id)).toBe('terminated');
  await aws.clock.sleep(minutes(60));
  expect(await refusal(stateOf(aws, id))).toMatchObject({ name: 'InvalidInstanceID.NotFound' });
});

test('a token launches one instance, and only with the same parameters', async () => {
  const aws = simulated();
  const { input } = await launching(aws, { ClientToken: 'shop-server-1' });
  const first = await aws.ec2.runInstances(input);
  const again = await aws.ec2.runInstances({ ...input });
  expect(again.Instances?.[0]?.InstanceId).toBe(first.Instances?.[0]?.InstanceId);
  expect(await refusal(aws.ec2.runInstances({ ...input, InstanceType: 't3.small' }))).toMatchObject({
    name: 'IdempotentParameterMismatch',
  });
  await aws.clock.sleep(lag);
  const Filters = [{ Name: 'client-token', Values: ['shop-server-1'] }];
  expect((await aws.ec2.describeInstances({ Filters })).Reservations).toHaveLength(1);
});

test('an image runs on machines of its architecture only', async () => {
  const aws = simulated();
  const { input } = await launching(aws, { InstanceType: 't4g.micro' });
  expect(await refusal(aws.ec2.runInstances(input))).toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('does not match the architecture') as string,
  });
});

test('one zone does not have the type, and the offerings say so', async () => {
  const aws = simulated();
  const { ec2 } = aws;
  const { InstanceTypeOfferings } = await ec2.describeInstanceTypeOfferings({
    LocationType: 'availability-zone',
    Filters: [{ Name: 'instance-type', Values: ['t3.micro'] }],
  });
  const zones = InstanceTypeOfferings?.map(({ Location }) => Location);
  expect(zones).toContain('us-east-1a');
  expect(zones).not.toContain('us-east-1e');
  const { Subnets } = await ec2.describeSubnets({ Filters: [{ Name: 'availability-zone', Values: ['us-east-1e'] }] });
  const ImageId = await image(aws);
  const there = {
    ImageId,
    InstanceType: 't3.micro' as const,
    MinCount: 1,
    MaxCount: 1,
    SubnetId: Subnets?.[0]?.SubnetId,
  };
  expect(await refusal(ec2.runInstances(there))).toMatchObject({ name: 'Unsupported' });
});

test('EC2 hears of a new instance profile, and of the role in it, a while later', async () => {
  const aws = simulated();
  const { iam, ec2, clock } = aws;
  const { input } = await launching(aws, { IamInstanceProfile: { Name: 'shop' } });
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] };
  await iam.createRole({ RoleName: 'shop', AssumeRolePolicyDocument: JSON.stringify(trust) });
  await iam.createInstanceProfile({ InstanceProfileName: 'shop' });
  expect(await refusal(ec2.runInstances(input))).toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('Invalid IAM Instance Profile name') as string,
  });
  await clock.sleep(lag);
  expect(await refusal(ec2.runInstances(input))).toMatchObject({
    message: expect.stringContaining('has no associated IAM Roles') as string,
  });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'shop', RoleName: 'shop' });
  await clock.sleep(lag);
  const { Instances } = await ec2.runInstances(input);
  expect(Instances?.[0]?.IamInstanceProfile?.Arn).toBe('arn:aws:iam::123456789012:instance-profile/shop');
});

test('a server has at most one instance profile, which is exchanged only while it runs', async () => {
  const aws = simulated();
  const { iam, ec2, ssm, clock } = aws;
  const { vpcId, subnetIds } = await network(aws);
  const InstanceId = await server(aws, present(subnetIds[0]), await group(aws, vpcId, 'app'));
  const IamInstanceProfile = { Name: 'shop' };
  const profileOf = async () =>
    (await ec2.describeInstances({ InstanceIds: [InstanceId] })).Reservations?.[0]?.Instances?.[0]?.IamInstanceProfile;
  const reached = async () => (await ssm.describeInstanceInformation({})).InstanceInformationList?.length;
  const makeProfile = async () => {
    await iam.createInstanceProfile({ InstanceProfileName: 'shop' });
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'shop', RoleName: 'shop' });
    await clock.sleep(minutes(2));
  };
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] };
  await iam.createRole({ RoleName: 'shop', AssumeRolePolicyDocument: JSON.stringify(trust) });
  await makeProfile();

  const made = await ec2.associateIamInstanceProfile({ InstanceId, IamInstanceProfile });
  expect(made.IamInstanceProfileAssociation?.State).toBe('associating');
  await clock.sleep(lag);
  const { IamInstanceProfileAssociations: [first] = [] } = await ec2.describeIamInstanceProfileAssociations({
    Filters: [{ Name: 'instance-id', Values: [InstanceId] }],
  });
  expect(first?.State).toBe('associated');
  expect(await reached()).toBe(1);
  expect(await refusal(ec2.associateIamInstanceProfile({ InstanceId, IamInstanceProfile }))).toMatchObject({
    name: 'IncorrectState',
  });

  // One that was deleted and made again is another one.
  const before = await profileOf();
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'shop', RoleName: 'shop' });
  await iam.deleteInstanceProfile({ InstanceProfileName: 'shop' });
  await makeProfile();
  expect(await profileOf()).toEqual(before);
  expect(await reached()).toBe(0);

  const { AssociationId } = present(first);
  await ec2.stopInstances({ InstanceIds: [InstanceId] });
  await clock.sleep(minutes(2));
  const exchange = () => ec2.replaceIamInstanceProfileAssociation({ AssociationId, IamInstanceProfile });
  expect(await refusal(exchange())).toMatchObject({ name: 'IncorrectInstanceState' });
  await ec2.startInstances({ InstanceIds: [InstanceId] });
  await clock.sleep(minutes(2));
  const { IamInstanceProfileAssociation: second } = await exchange();
  expect(await profileOf()).not.toEqual(before);
  expect(await reached()).toBe(1);

  expect(await refusal(exchange())).toMatchObject({ name: 'InvalidAssociationID.NotFound' });
  await ec2.disassociateIamInstanceProfile({ AssociationId: second?.AssociationId });
  expect(await profileOf()).toBeUndefined();
});

test('CPU credits that cannot be changed are in the answer, and no error', async () => {
  const aws = simulated();
  const { ec2 } = aws;
  const { vpcId, subnetIds } = await network(aws);
  const InstanceId = await server(aws, present(subnetIds[0]), await group(aws, vpcId, 'app'));
  const limit = () =>
    ec2.modifyInstanceCreditSpecification({
      InstanceCreditSpecifications: [{ InstanceId, CpuCredits: 'standard' }],
    });
  expect((await limit()).SuccessfulInstanceCreditSpecifications).toEqual([{ InstanceId }]);
  await ec2.stopInstances({ InstanceIds: [InstanceId] });
  expect((await limit()).UnsuccessfulInstanceCreditSpecifications).toMatchObject([
    { InstanceId, Error: { Code: 'IncorrectInstanceState' } },
  ]);
});

test('a group and a subnet are in use until the instance has let go of its interface', async () => {
  const aws = simulated();
  const { ec2, clock } = aws;
  const { vpcId, subnetIds } = await network(aws);
  const GroupId = await group(aws, vpcId, 'app');
  const SubnetId = present(subnetIds[0]);
  const id = await server(aws, SubnetId, GroupId);
  await ec2.terminateInstances({ InstanceIds: [id] });
  expect(await refusal(ec2.deleteSecurityGroup({ GroupId }))).toMatchObject({ name: 'DependencyViolation' });
  expect(await refusal(ec2.deleteSubnet({ SubnetId }))).toMatchObject({ name: 'DependencyViolation' });
  await clock.sleep(minutes(1));
  await ec2.deleteSecurityGroup({ GroupId });
  await ec2.deleteSubnet({ SubnetId });
});

test('the type of an instance changes while it is stopped, not before', async () => {
  const aws = simulated();
  const { ec2, clock } = aws;
  const { vpcId, subnetIds } = await network(aws);
  const InstanceId = await server(aws, present(subnetIds[0]), await group(aws, vpcId, 'app'));
  const change = { InstanceId, InstanceType: { Value: 't3.small' } };
  expect(await refusal(ec2.modifyInstanceAttribute(change))).toMatchObject({ name: 'IncorrectInstanceState' });
  await ec2.stopInstances({ InstanceIds: [InstanceId] });
  expect(await stateOf(aws, InstanceId)).toBe('stopping');
  await clock.sleep(minutes(1));
  await ec2.modifyInstanceAttribute(change);
  await ec2.startInstances({ InstanceIds: [InstanceId] });
  await clock.sleep(minutes(1));
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [InstanceId] });
  expect(Reservations?.[0]?.Instances?.[0]).toMatchObject({ InstanceType: 't3.small', State: { Name: 'running' } });
});

test('a gateway stays while something in its network has a public address', async () => {
  const aws = simulated();
  const { ec2 } = aws;
  const { vpcId: VpcId, subnetIds, gatewayId: InternetGatewayId } = await network(aws);
  await ec2.modifySubnetAttribute({ SubnetId: subnetIds[0], MapPublicIpOnLaunch: { Value: true } });
  await server(aws, present(subnetIds[0]), await group(aws, VpcId, 'app'));
  expect(await refusal(ec2.detachInternetGateway({ VpcId, InternetGatewayId }))).toMatchObject({
    name: 'DependencyViolation',
    message: expect.stringContaining('mapped public address') as string,
  });
});

test('the instance types come in pages, and an unknown one is refused', async () => {
  const { ec2 } = simulated();
  const types: unknown[] = [];
  for await (const page of paginateDescribeInstanceTypes({ client: ec2, pageSize: 5 }, {})) {
    expect(page.InstanceTypes?.length).toBeLessThanOrEqual(5);
    types.push(...(page.InstanceTypes ?? []));
  }
  expect(types).toHaveLength(26);
  const InstanceTypes = ['t9.huge' as never];
  expect(await refusal(ec2.describeInstanceTypes({ InstanceTypes }))).toMatchObject({ name: 'InvalidInstanceType' });
});
