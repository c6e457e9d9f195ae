import { expect, test } from 'vitest';
import { group, lag, network, present, refusal, simulated } from './support.ts';

test('a VPC is pending first, then available, and comes with a main route table and a default group', async () => {
  const { ec2, clock } = simulated();
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.0.0.0/16' });
  expect(Vpc).toMatchObject({ State: 'pending', IsDefault: false });
  await clock.sleep(lag);
  const VpcIds = [present(Vpc?.VpcId)];
  expect((await ec2.describeVpcs({ VpcIds })).Vpcs?.[0]?.State).toBe('available');
  const Filters = [{ Name: 'vpc-id', Values: VpcIds }];
  expect((await ec2.describeRouteTables({ Filters })).RouteTables?.[0]?.Associations?.[0]?.Main).toBe(true);
  const { SecurityGroups } = await ec2.describeSecurityGroups({ Filters });
  expect(SecurityGroups).toMatchObject([
    { GroupName: 'default', IpPermissions: [{ IpProtocol: '-1' }], IpPermissionsEgress: [{ IpProtocol: '-1' }] },
  ]);
});

test('what was just made does not show for a moment', async () => {
  const { ec2, clock } = simulated();
  const Tags = [{ Key: 'stepway:name', Value: 'shop' }];
  const { Vpc } = await ec2.createVpc({
    CidrBlock: '10.0.0.0/16',
    TagSpecifications: [{ ResourceType: 'vpc', Tags }],
  });
  const Filters = [{ Name: 'tag:stepway:name', Values: ['shop'] }];
  expect((await ec2.describeVpcs({ Filters })).Vpcs).toEqual([]);
  expect(await refusal(ec2.describeVpcs({ VpcIds: [present(Vpc?.VpcId)] }))).toMatchObject({
    name: 'InvalidVpcID.NotFound',
  });
  await clock.sleep(lag);
  expect((await ec2.describeVpcs({ Filters })).Vpcs).toHaveLength(1);
});

test('every region has a default VPC with a public subnet in each zone', async () => {
  const { ec2 } = simulated({ region: 'ap-northeast-2' });
  const { Vpcs } = await ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] });
  expect(Vpcs).toMatchObject([{ CidrBlock: '172.31.0.0/16' }]);
  const { Subnets } = await ec2.describeSubnets({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] });
  expect(Subnets?.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(
    ['a', 'b', 'c', 'd'].map((zone) => `ap-northeast-2${zone}`),
  );
  const { RouteTables } = await ec2.describeRouteTables({});
  expect(RouteTables?.[0]?.Routes).toMatchObject([
    { GatewayId: 'local' },
    { DestinationCidrBlock: '0.0.0.0/0', State: 'active' },
  ]);
});

test('an unknown filter is refused, as EC2 refuses it', async () => {
  const { ec2 } = simulated();
  expect(await refusal(ec2.describeVpcs({ Filters: [{ Name: 'colour', Values: ['red'] }] }))).toMatchObject({
    name: 'InvalidParameterValue',
    message: "The filter 'colour' is invalid",
  });
});

test('subnets lie within their VPC and do not overlap', async () => {
  const aws = simulated();
  const { vpcId } = await network(aws);
  const inBlock = (CidrBlock: string) => aws.ec2.createSubnet({ VpcId: vpcId, CidrBlock });
  expect(await refusal(inBlock('10.1.0.0/24'))).toMatchObject({ name: 'InvalidSubnet.Range' });
  expect(await refusal(inBlock('10.0.0.128/25'))).toMatchObject({ name: 'InvalidSubnet.Conflict' });
  expect((await inBlock('10.0.7.0/24')).Subnet?.AvailableIpAddressCount).toBe(251);
});

test('the sixth VPC is one too many', async () => {
  const { ec2 } = simulated();
  for (const second of [0, 1, 2, 3]) await ec2.createVpc({ CidrBlock: `10.${second}.0.0/16` });
  expect(await refusal(ec2.createVpc({ CidrBlock: '10.9.0.0/16' }))).toMatchObject({ name: 'VpcLimitExceeded' });
});

test('a network is taken away from the inside out', async () => {
  const aws = simulated();
  const { ec2, clock, rehearsal } = aws;
  const { vpcId: VpcId, gatewayId: InternetGatewayId, subnetIds } = await network(aws);
  const web = await group(aws, VpcId, 'web', { 80: '0.0.0.0/0' });
  const app = await group(aws, VpcId, 'app', { 8080: web });
  const { RouteTable } = await ec2.createRouteTable({ VpcId });
  const RouteTableId = present(RouteTable?.RouteTableId);
  await clock.sleep(lag);
  await ec2.createRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId });
  const { AssociationId } = await ec2.associateRouteTable({ RouteTableId, SubnetId: present(subnetIds[0]) });

  const dependent = { name: 'DependencyViolation' };
  expect(await refusal(ec2.deleteVpc({ VpcId }))).toMatchObject(dependent);
  expect(await refusal(ec2.deleteInternetGateway({ InternetGatewayId }))).toMatchObject(dependent);
  expect(await refusal(ec2.deleteRouteTable({ RouteTableId }))).toMatchObject(dependent);
  expect(await refusal(ec2.deleteSecurityGroup({ GroupId: web }))).toMatchObject(dependent);

  await ec2.disassociateRouteTable({ AssociationId });
  await ec2.deleteRouteTable({ RouteTableId });
  await ec2.deleteSecurityGroup({ GroupId: app });
  await ec2.deleteSecurityGroup({ GroupId: web });
  await ec2.detachInternetGateway({ InternetGatewayId, VpcId });
  await ec2.deleteInternetGateway({ InternetGatewayId });
  for (const SubnetId of subnetIds) await ec2.deleteSubnet({ SubnetId });
  await ec2.deleteVpc({ VpcId });
  expect(rehearsal.account.inventory()).toEqual([]);
});

test('making a route, an attachment or an association twice is refused', async () => {
  const aws = simulated();
  const { ec2, clock } = aws;
  const { vpcId: VpcId, gatewayId: GatewayId, subnetIds } = await network(aws);
  const { RouteTable } = await ec2.createRouteTable({ VpcId });
  await clock.sleep(lag);
  const route = { RouteTableId: present(RouteTable?.RouteTableId), DestinationCidrBlock: '0.0.0.0/0', GatewayId };
  await ec2.createRoute(route);
  expect(await refusal(ec2.createRoute(route))).toMatchObject({ name: 'RouteAlreadyExists' });
  const attachment = { InternetGatewayId: GatewayId, VpcId };
  expect(await refusal(ec2.attachInternetGateway(attachment))).toMatchObject({ name: 'Resource.AlreadyAssociated' });
  const association = { RouteTableId: route.RouteTableId, SubnetId: present(subnetIds[0]) };
  await ec2.associateRouteTable(association);
  expect(await refusal(ec2.associateRouteTable(association))).toMatchObject({ name: 'Resource.AlreadyAssociated' });
});

test('a route table is made once for a token', async () => {
  const aws = simulated();
  const { vpcId: VpcId } = await network(aws);
  const make = (ClientToken: string, more = {}) => aws.ec2.createRouteTable({ VpcId, ClientToken, ...more });
  const [first, again, other] = [await make('one'), await make('one'), await make('two')];
  expect(again.RouteTable?.RouteTableId).toBe(first.RouteTable?.RouteTableId);
  expect(other.RouteTable?.RouteTableId).not.toBe(first.RouteTable?.RouteTableId);
  const TagSpecifications = [{ ResourceType: 'route-table' as const, Tags: [{ Key: 'a', Value: 'b' }] }];
  expect(await refusal(make('one', { TagSpecifications }))).toMatchObject({ name: 'IdempotentParameterMismatch' });
});

test('an Elastic IP is in use until it is taken off', async () => {
  const aws = simulated();
  const { ec2, clock } = aws;
  const { vpcId, subnetIds } = await network(aws);
  const { AllocationId } = await ec2.allocateAddress({ Domain: 'vpc' });
  const { Instances } = await ec2.runInstances({
    ImageId: (
      await aws.ssm.getParameter({ Name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64' })
    ).Parameter?.Value,
    InstanceType: 't4g.micro',
    MinCount: 1,
    MaxCount: 1,
    SubnetId: subnetIds[0],
    SecurityGroupIds: [await group(aws, vpcId, 'app')],
  });
  const InstanceId = present(Instances?.[0]?.InstanceId);
  await clock.sleep(1000);
  expect(await refusal(ec2.associateAddress({ AllocationId, InstanceId }))).toMatchObject({
    name: 'InvalidInstanceID',
    message: `The pending instance '${InstanceId}' is not in a valid state for this operation.`,
  });
  await clock.sleep(lag);
  const { AssociationId } = await ec2.associateAddress({ AllocationId, InstanceId });
  expect((await ec2.associateAddress({ AllocationId, InstanceId })).AssociationId).toBe(AssociationId);
  expect(await refusal(ec2.releaseAddress({ AllocationId }))).toMatchObject({ name: 'InvalidIPAddress.InUse' });
  await ec2.disassociateAddress({ AssociationId });
  await ec2.releaseAddress({ AllocationId });
  expect((await ec2.describeAddresses({})).Addresses).toEqual([]);
});

test('what has tags can be found by them', async () => {
  const aws = simulated();
  const { vpcId } = await network(aws);
  await aws.ec2.createTags({ Resources: [vpcId], Tags: [{ Key: 'Name', Value: 'shop network' }] });
  const { Tags } = await aws.ec2.describeTags({ Filters: [{ Name: 'key', Values: ['Na*'] }] });
  expect(Tags).toEqual([{ Key: 'Name', Value: 'shop network', ResourceId: vpcId, ResourceType: 'vpc' }]);
});

test('attributes of a VPC and of a subnet are changed one at a time', async () => {
  const aws = simulated();
  const { ec2 } = aws;
  const { vpcId: VpcId, subnetIds } = await network(aws);
  const on = { Value: true };
  const both = ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: on, EnableDnsSupport: on });
  expect(await refusal(both)).toMatchObject({ name: 'InvalidParameterCombination' });
  const two = { SubnetId: subnetIds[0], MapPublicIpOnLaunch: on, AssignIpv6AddressOnCreation: on };
  expect(await refusal(ec2.modifySubnetAttribute(two))).toMatchObject({ name: 'InvalidParameterCombination' });
  await ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport: { Value: false } });
  const { EnableDnsSupport } = await ec2.describeVpcAttribute({ VpcId, Attribute: 'enableDnsSupport' });
  expect(EnableDnsSupport).toEqual({ Value: false });
});
