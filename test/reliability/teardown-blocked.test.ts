import { CreateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeSecurityGroupsCommand,
  DetachInternetGatewayCommand,
  DisassociateAddressCommand,
  ModifyInstanceAttributeCommand,
  ReleaseAddressCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import {
  CreateDBInstanceCommand,
  CreateDBSubnetGroupCommand,
  DeleteDBInstanceCommand,
  DeleteDBSubnetGroupCommand,
  type CreateDBInstanceCommandInput,
} from '@aws-sdk/client-rds';
import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/engine/run.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import { typical } from '../../src/rehearsal/latencies.ts';
import type { VpcPart } from '../../src/rehearsal/ec2/data.ts';
import { steps } from '../support/steps.ts';
import { built } from '../engine/mortal.ts';
import { builtStack, once } from '../support/built-stack.ts';
import { flagsFor } from '../support/flags-for.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { everyNth } from '../support/thorough.ts';

const balanced: Flags = { database: 'none' };
const direct: Flags = { entry: 'elastic-ip', database: 'none', www: 'true' };
const withDatabase: Flags = { entry: 'elastic-ip' };
const delivered: Flags = { ...direct, delivery: 'github', repository: 'octocat/shop' };
const everything: Flags = {
  ssh: 'my-ip',
  www: 'true',
  delivery: 'github',
  repository: 'octocat/shop',
  'copy-records': 'true',
  'elastic-ip': 'true',
};

const id = (stack: Stack, step: string, field: string) => stack.handle(step)[field] as string;
const region = (stack: Stack) => stack.rehearsal.account.data.regions['us-east-1']!;

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

type Undo = () => Promise<unknown>;

interface Foreign {
  readonly what: string;
  readonly flags: Flags;
  /** Puts something of somebody else's in the way, and gives what takes it away again. */
  readonly put: (stack: Stack) => Promise<Undo>;
  /** How the receipt speaks of it, where it is in the way itself. */
  readonly named: RegExp;
  /** The steps that it keeps, itself or because something rests on them. */
  readonly keeps: readonly string[];
}

/** A database of theirs, once it is there. */
async function putDatabase(
  { aws: { rds }, clock }: Pick<Stack, 'aws' | 'clock'>,
  place: Pick<CreateDBInstanceCommandInput, 'DBSubnetGroupName' | 'VpcSecurityGroupIds'>,
): Promise<Undo> {
  const which = { DBInstanceIdentifier: 'theirs' };
  await rds.send(
    new CreateDBInstanceCommand({
      ...which,
      Engine: 'postgres',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: 20,
      MasterUsername: 'theirs',
      ManageMasterUserPassword: true,
      ...place,
    }),
  );
  await clock.sleep(20 * 60_000);
  return () => rds.send(new DeleteDBInstanceCommand({ ...which, SkipFinalSnapshot: true }));
}

/** An interface as a service of AWS puts it into a subnet. */
function putInterface(
  stack: Stack,
  made: {
    readonly description: string;
    readonly requester?: string;
    readonly subnet?: string;
    readonly groups?: readonly string[];
  },
): Undo {
  const { subnet = 'public-subnet-a', groups = [], ...rest } = made;
  const port = {
    id: 'eni-0123456789abcdef0',
    tags: {},
    visibleAt: 0,
    subnetId: id(stack, subnet, 'subnetId'),
    vpcId: id(stack, 'vpc', 'vpcId'),
    privateIp: '10.0.0.250',
    groupIds: groups.map((group) => id(stack, group, 'groupId')),
    ...rest,
  };
  region(stack).interfaces.push(port);
  return async () => region(stack).interfaces.splice(region(stack).interfaces.indexOf(port), 1);
}

const network = ['public-subnet-a', 'vpc'];

const services: readonly (Omit<Foreign, 'flags' | 'put' | 'keeps'> & {
  readonly port: Parameters<typeof putInterface>[1];
  readonly keeps?: readonly string[];
})[] = [
  {
    what: 'a Lambda function',
    named: /Lambda function thumbnails \(eni-/,
    port: {
      description: 'AWS Lambda VPC ENI-thumbnails-2a0ef611-99a0-4a90-a1bc-5729f75b6833',
      requester: 'AROAEXAMPLE:123456789012',
    },
  },
  {
    what: 'an endpoint',
    named: /VPC endpoint vpce-0123456789abcdef0 \(eni-/,
    port: {
      description: 'VPC Endpoint Interface vpce-0123456789abcdef0',
      requester: '727180483921',
    },
  },
  {
    what: 'a mount target',
    named: /EFS file system fs-0123456789abcdef0 \(eni-/,
    port: {
      description: 'EFS mount target for fs-0123456789abcdef0 (fsmt-0123456789abcdef0)',
      requester: '473069212108',
    },
  },
  {
    what: 'a cache with our firewall',
    named: /ElastiCache cache sessions-001 \(eni-/,
    port: {
      description: 'ElastiCache sessions-001',
      requester: 'amazon-elasticache',
      groups: ['server-group'],
    },
    keeps: [...network, 'server-group'],
  },
  {
    what: 'an interface of their own, attached to nothing',
    named: /network interface eni-0123456789abcdef0 \("spare"\)/,
    port: { description: 'spare' },
  },
  {
    what: 'another stack’s load balancer',
    named: /load balancer other-load-balancer \(eni-/,
    port: { description: 'ELB app/other-load-balancer/50dc6c495c0c9188', requester: 'amazon-elb' },
  },
];

const vpcParts: readonly VpcPart[] = (
  [
    ['network-acl', 'acl-0123456789abcdef0'],
    ['vpc-endpoint', 'vpce-0123456789abcdef0'],
    ['vpc-peering-connection', 'pcx-0123456789abcdef0'],
    ['vpn-gateway', 'vgw-0123456789abcdef0'],
    ['egress-only-internet-gateway', 'eigw-0123456789abcdef0'],
  ] as const
).map(([kind, partId]) => ({ kind, id: partId, vpcId: '', tags: {} }));

const inlinePolicy = (step: string, flags: Flags): Foreign => ({
  what: `an inline policy added to ${step}`,
  flags,
  named: /inline policy read-uploads/,
  keeps: [step],
  async put(stack) {
    const which = { RoleName: id(stack, step, 'roleName'), PolicyName: 'read-uploads' };
    await stack.aws.iam.send(new PutRolePolicyCommand({ ...which, PolicyDocument: policy }));
    return () => stack.aws.iam.send(new DeleteRolePolicyCommand(which));
  },
});

const foreign: readonly Foreign[] = [
  inlinePolicy('server-role', balanced),
  inlinePolicy('deploy-role', delivered),
  inlinePolicy('github-role', delivered),
  {
    what: 'our role in another instance profile',
    flags: balanced,
    named: /instance profile theirs/,
    keeps: ['server-role'],
    async put({ aws: { iam }, clock, ...stack }) {
      const profile = { InstanceProfileName: 'theirs' };
      const both = { ...profile, RoleName: stack.handle('server-role')['roleName'] as string };
      await iam.send(new CreateInstanceProfileCommand(profile));
      await clock.sleep(60_000);
      await iam.send(new AddRoleToInstanceProfileCommand(both));
      return async () => {
        await iam.send(new RemoveRoleFromInstanceProfileCommand(both));
        await iam.send(new DeleteInstanceProfileCommand(profile));
      };
    },
  },
  {
    what: 'another role in our instance profile',
    flags: balanced,
    named: /IAM role theirs/,
    keeps: ['server-profile'],
    async put({ aws: { iam }, clock, ...stack }) {
      const profile = { InstanceProfileName: stack.handle('server-profile')['profileName'] as string };
      await iam.send(new CreateRoleCommand({ RoleName: 'theirs', AssumeRolePolicyDocument: trust }));
      await clock.sleep(60_000);
      await iam.send(
        new RemoveRoleFromInstanceProfileCommand({
          ...profile,
          RoleName: stack.handle('server-role')['roleName'] as string,
        }),
      );
      await iam.send(new AddRoleToInstanceProfileCommand({ ...profile, RoleName: 'theirs' }));
      return () => iam.send(new RemoveRoleFromInstanceProfileCommand({ ...profile, RoleName: 'theirs' }));
    },
  },
  ...services.map(({ port, ...rest }): Foreign => ({
    keeps: network,
    ...rest,
    flags: balanced,
    put: async (stack) => putInterface(stack, port),
  })),
  {
    what: 'a NAT gateway',
    flags: balanced,
    named: /NAT gateway nat-0123456789abcdef0 \(eni-/,
    keeps: [...network, 'internet-gateway-attachment', 'internet-gateway'],
    async put(stack) {
      const { ec2 } = stack.aws;
      const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
      await stack.clock.sleep(10_000);
      const remove = putInterface(stack, {
        description: 'Interface for NAT Gateway nat-0123456789abcdef0',
        requester: '123456789012',
      });
      const NetworkInterfaceId = 'eni-0123456789abcdef0';
      const { AssociationId } = await ec2.send(new AssociateAddressCommand({ AllocationId, NetworkInterfaceId }));
      return async () => {
        await ec2.send(new DisassociateAddressCommand({ AssociationId }));
        await ec2.send(new ReleaseAddressCommand({ AllocationId }));
        await remove();
      };
    },
  },
  {
    what: 'a second database in our subnet group, with our firewall',
    flags: withDatabase,
    named: /database theirs/,
    keeps: ['database-subnets', 'database-group', 'private-subnet-a', 'private-subnet-b', 'vpc'],
    put: (stack) =>
      putDatabase(stack, {
        DBSubnetGroupName: id(stack, 'database-subnets', 'groupName'),
        VpcSecurityGroupIds: [id(stack, 'database-group', 'groupId')],
      }),
  },
  {
    what: 'a database of theirs in a subnet group of their own, in our subnets',
    flags: balanced,
    named: /database theirs/,
    keeps: ['private-subnet-a', 'vpc'],
    async put(stack) {
      const { rds } = stack.aws;
      const subnets = ['private-subnet-a', 'private-subnet-b'].map((step) => id(stack, step, 'subnetId'));
      const DBSubnetGroupName = 'theirs';
      const description = { DBSubnetGroupDescription: 'theirs', SubnetIds: subnets };
      await rds.send(new CreateDBSubnetGroupCommand({ DBSubnetGroupName, ...description }));
      await stack.clock.sleep(60_000);
      const removeDatabase = await putDatabase(stack, { DBSubnetGroupName });
      return async () => {
        await removeDatabase();
        await stack.clock.sleep(20 * 60_000);
        await rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName }));
      };
    },
  },
  {
    what: 'a load balancer of theirs that sends its visitors to our target group',
    flags: balanced,
    named: /load balancer arn:aws:elasticloadbalancing:[^ ]*\/theirs\//,
    keeps: ['target-group', 'public-subnet-a', 'public-subnet-b', 'vpc', 'internet-gateway-attachment'],
    async put(stack) {
      // One target group serves one load balancer: theirs has taken the place of ours.
      const { elb } = stack.aws;
      await stack.up({ entry: 'load-balancer' });
      const data = region(stack);
      const listener = data.listeners.find(({ arn }) => arn === id(stack, 'https-listener', 'listenerArn'));
      data.listeners.splice(data.listeners.indexOf(listener!), 1);
      const Subnets = ['public-subnet-a', 'public-subnet-b'].map((step) => id(stack, step, 'subnetId'));
      const { LoadBalancers: [made] = [] } = await elb.send(new CreateLoadBalancerCommand({ Name: 'theirs', Subnets }));
      const LoadBalancerArn = made!.LoadBalancerArn;
      await elb.send(
        new CreateListenerCommand({
          LoadBalancerArn,
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: id(stack, 'target-group', 'targetGroupArn') }],
        }),
      );
      return () => elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    },
  },
  {
    what: 'our Elastic IP on a server of theirs',
    flags: direct,
    named: /server i-/,
    keeps: ['elastic-ip'],
    async put({ aws: { ec2 }, clock, ...stack }) {
      const ImageId = stack.state.steps.get('image')?.handle?.['imageId'] as string;
      const { Instances: [made] = [] } = await ec2.send(
        new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId, InstanceType: 't3.micro' }),
      );
      await clock.sleep(60_000);
      const InstanceId = made!.InstanceId!;
      const AllocationId = stack.handle('elastic-ip')['allocationId'] as string;
      await ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId, AllowReassociation: true }));
      return () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
    },
  },
  {
    what: 'a subnet of theirs with our route table',
    flags: balanced,
    named: /subnet subnet-/,
    keeps: ['public-route-table', 'vpc'],
    async put({ aws: { ec2 }, clock, ...stack }) {
      const { Subnet } = await ec2.send(
        new CreateSubnetCommand({ VpcId: stack.handle('vpc')['vpcId'] as string, CidrBlock: '10.20.200.0/24' }),
      );
      await clock.sleep(10_000);
      const { SubnetId } = Subnet!;
      const RouteTableId = stack.handle('public-route-table')['routeTableId'] as string;
      await ec2.send(new AssociateRouteTableCommand({ SubnetId, RouteTableId }));
      return () => ec2.send(new DeleteSubnetCommand({ SubnetId }));
    },
  },
  {
    what: 'our gateway attached to a network of theirs',
    flags: balanced,
    named: /its attachment to vpc-/,
    keeps: ['internet-gateway'],
    async put(stack) {
      const { ec2 } = stack.aws;
      const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
      await stack.clock.sleep(10_000);
      const InternetGatewayId = id(stack, 'internet-gateway', 'gatewayId');
      const gateway = region(stack).gateways.find((one) => one.id === InternetGatewayId);
      gateway!.vpcId = Vpc!.VpcId!;
      return async () => {
        await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId: Vpc!.VpcId }));
        await ec2.send(new DeleteVpcCommand({ VpcId: Vpc!.VpcId }));
      };
    },
  },
  {
    what: 'a gateway of theirs in our network',
    flags: balanced,
    named: /internet gateway igw-/,
    keeps: ['vpc'],
    async put(stack) {
      const { ec2 } = stack.aws;
      const VpcId = id(stack, 'vpc', 'vpcId');
      const ours = region(stack).gateways.find((one) => one.id === id(stack, 'internet-gateway', 'gatewayId'));
      delete ours!.vpcId;
      const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
      await stack.clock.sleep(10_000);
      const InternetGatewayId = InternetGateway!.InternetGatewayId;
      await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
      return async () => {
        await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
        await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
      };
    },
  },
  ...vpcParts.map((part): Foreign => ({
    what: `their ${part.kind} in our network`,
    flags: direct,
    named: new RegExp(part.id),
    keeps: ['vpc'],
    async put(stack) {
      const there = { ...part, vpcId: id(stack, 'vpc', 'vpcId') };
      const data = region(stack);
      data.vpcParts.push(there);
      return async () => void (data.vpcParts = data.vpcParts.filter((one) => one !== there));
    },
  })),
  {
    what: 'a firewall of theirs that lets out to ours only',
    flags: balanced,
    named: /security group sg-/,
    keeps: ['server-group', 'vpc'],
    async put(stack) {
      const { ec2 } = stack.aws;
      const VpcId = id(stack, 'vpc', 'vpcId');
      const { GroupId } = await ec2.send(
        new CreateSecurityGroupCommand({ GroupName: 'theirs', Description: 'theirs', VpcId }),
      );
      await stack.clock.sleep(10_000);
      const UserIdGroupPairs = [{ GroupId: id(stack, 'server-group', 'groupId') }];
      const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs }];
      await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
      return () => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    },
  },
  {
    what: 'the default firewall of our network lets in ours',
    flags: balanced,
    named: /security group sg-/,
    keeps: ['server-group', 'vpc'],
    async put(stack) {
      const { ec2 } = stack.aws;
      const GroupId = id(stack, 'default-group', 'groupId');
      const UserIdGroupPairs = [{ GroupId: id(stack, 'server-group', 'groupId') }];
      const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs }];
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      return () => ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    },
  },
  {
    what: 'a signed zone',
    flags: direct,
    named: /DNSSEC key theirs/,
    keeps: ['zone'],
    async put(stack) {
      const zone = stack.rehearsal.account.data.zones.find((one) => one.id === id(stack, 'zone', 'zoneId'));
      zone!.keys = ['theirs'];
      return async () => void delete zone!.keys;
    },
  },
  {
    what: 'a record of theirs in our zone',
    flags: direct,
    named: /mail\.app\.example\.com TXT/,
    keeps: ['zone'],
    async put(stack) {
      const HostedZoneId = id(stack, 'zone', 'zoneId');
      const change = (Action: 'CREATE' | 'DELETE') =>
        stack.aws.route53.send(
          new ChangeResourceRecordSetsCommand({
            HostedZoneId,
            ChangeBatch: {
              Changes: [
                {
                  Action,
                  ResourceRecordSet: {
                    Name: 'mail.app.example.com',
                    Type: 'TXT',
                    TTL: 60,
                    ResourceRecords: [{ Value: '"theirs"' }],
                  },
                },
              ],
            },
          }),
        );
      await change('CREATE');
      return () => change('DELETE');
    },
  },
  {
    what: 'a deployment group of theirs in our application',
    flags: delivered,
    named: /deployment groups[^:]*: staging/,
    keeps: ['application', 'delivery-bucket'],
    async put(stack) {
      const applicationName = id(stack, 'application', 'application');
      await stack.aws.codeDeploy.send(
        new CreateDeploymentGroupCommand({
          applicationName,
          deploymentGroupName: 'staging',
          serviceRoleArn: id(stack, 'deploy-role', 'roleArn'),
        }),
      );
      return async () => {
        const data = region(stack);
        data.deploymentGroups = data.deploymentGroups.filter(({ name }) => name !== 'staging');
      };
    },
  },
];

/** How long a teardown takes when nothing is in its way, in milliseconds. */
const undisturbed = once(async (flags: Flags) => {
  const stack = await builtStack(flags);
  await stack.clock.sleep(20 * 60_000);
  const began = stack.clock.now();
  await stack.teardown('delete');
  return stack.clock.now() - began;
});

/** The steps of a stack that have something of ours to delete. */
const deletable = (stack: Stack) => steps.filter((step) => step.delete && stack.state.steps.has(step.id));
const ofStack = (stack: Stack) => built(stack).filter((thing) => /demo/.test(thing));

describe('what somebody else has put in the way', () => {
  test.each(everyNth(foreign, 3))(
    'is named, keeps only what it needs, and no longer than it is there: $what',
    async (one) => {
      const stack = await builtStack(one.flags);
      await stack.clock.sleep(60_000);
      const remove = await one.put(stack);
      await stack.clock.sleep(20 * 60_000);
      const going = deletable(stack).map(({ id: step }) => step);
      const began = stack.clock.now();

      const receipt = await stack.teardown('delete');
      expect(stack.clock.now() - began).toBeLessThan((await undisturbed(one.flags)) + 120_000);
      const kept = receipt.filter(({ outcome }) => outcome === 'kept');
      expect(kept.map(({ step }) => step).toSorted()).toEqual(expect.arrayContaining([...one.keeps].toSorted()));
      expect(
        kept.some(({ why }) => one.named.test(why?.en ?? '')),
        JSON.stringify(kept.map(({ why }) => why?.en)),
      ).toBe(true);
      for (const { why } of kept) expect(why?.ko).toMatch(/[가-힣]/);
      // Everything that stays is in the receipt, and everything else is gone.
      const left = deletable(stack).map(({ id: step }) => step);
      expect(kept.map(({ step }) => step).toSorted()).toEqual(left.toSorted());
      expect(left.length).toBeLessThan(going.length);
      expect(receipt.map(({ step }) => step)).toEqual(expect.arrayContaining(going));

      await remove();
      await stack.clock.sleep(20 * 60_000);
      await stack.teardown('delete');
      expect(stack.state.steps.size).toBe(0);
      expect(ofStack(stack)).toEqual([]);
    },
  );
});

describe('what is ours and lets go slowly', () => {
  test.each([
    ['load balancer interfaces released', 20],
    ['certificate released', 25],
    ['interface released', 12],
  ] as const)('is waited for: %s after %i minutes', async (slow, minutes) => {
    const stack = newStack({ latencies: (of) => (of === slow ? minutes * 60_000 : typical(of)) });
    await stack.up({});
    const receipt = await stack.teardown('delete');
    expect(receipt.filter(({ outcome }) => outcome === 'kept')).toEqual([]);
    expect(built(stack)).toEqual([]);
  });

  test('is named for what it is when others are in the same place', async () => {
    const stack = newStack({ latencies: (of) => (of === 'load balancer interfaces released' ? 600_000 : typical(of)) });
    await stack.up(balanced);
    putInterface(stack, services[0]!.port);
    const receipt = await stack.teardown('delete');
    const reasons = receipt.flatMap(({ why }) => why?.en ?? []).join(' ');
    expect(reasons).toContain('Lambda function thumbnails');
    expect(reasons).not.toContain('demo-load-balancer');
  });
});

test('a bucket that something writes into all the time stays, with what is written', async () => {
  let writing = false;
  const stack: Stack = newStack({
    onCall: async ({ operation, input }) => {
      if (writing && operation === 'DeleteBucket')
        await stack.aws.s3.send(
          new PutObjectCommand({ Bucket: (input as { Bucket: string }).Bucket, Key: 'logs/1', Body: 'x' }),
        );
    },
  });
  await stack.up(delivered);
  writing = true;
  const began = stack.clock.now();
  const receipt = await stack.teardown('delete');
  expect(stack.clock.now() - began).toBeLessThan(5 * 60_000);
  expect(receipt.find(({ step, outcome }) => step === 'delivery-bucket' && outcome === 'kept')?.why?.en).toContain(
    'new object logs/1',
  );
  writing = false;
  await stack.teardown('delete');
  expect(built(stack)).toEqual([]);
});

describe('what was added between things of ours', () => {
  test('two firewalls that refer to each other go with the rest', async () => {
    const stack = await builtStack(balanced);
    const { ec2 } = stack.aws;
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    expect(SecurityGroups.length).toBeGreaterThan(2);
    for (const [a, b] of [
      ['load-balancer-group', 'server-group'],
      ['server-group', 'load-balancer-group'],
    ] as const) {
      const UserIdGroupPairs = [{ GroupId: id(stack, b, 'groupId') }];
      const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 9000, ToPort: 9000, UserIdGroupPairs }];
      const GroupId = id(stack, a, 'groupId');
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    }
    await stack.clock.sleep(60_000);
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });

  test('a server that is protected from being stopped is deleted once that was agreed to', async () => {
    const stack = await builtStack(direct);
    const InstanceId = id(stack, 'server', 'instanceId');
    await stack.aws.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiStop: { Value: true } }));
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });
});

const refusal = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

/** The same run, in which AWS does not delete what these steps have made, and does not say why. */
const refusing =
  (held: (step: AnyStep) => boolean, name = 'DependencyViolation') =>
  (run: Run): Run => ({
    ...run,
    steps: run.steps.map((step) =>
      step.delete && held(step)
        ? {
            ...step,
            going: { blockers: async () => [] },
            delete: async () => Promise.reject(refusal(name, `${step.id} is held`)),
          }
        : step,
    ),
  });

describe('what AWS refuses to delete without a reason that can be found', () => {
  const all = steps.filter((step) => step.delete);

  test.each(everyNth(all, 4).map((one) => [one.id, one] as const))(
    'is kept in the end with the words of AWS: %s',
    async (step, one) => {
      const stack = await builtStack(await flagsFor(one, everything));
      await stack.clock.sleep(20 * 60_000);
      expect(stack.state.steps.has(step)).toBe(true);
      const began = stack.clock.now();
      const receipt = await stack.teardown('delete', { wrap: refusing(({ id: one }) => one === step) });
      expect(stack.clock.now() - began).toBeLessThan(25 * 60_000);
      const kept = receipt.filter(({ outcome }) => outcome === 'kept');
      const row = kept.find((one) => one.step === step);
      expect(row?.why?.en).toContain(`DependencyViolation: ${step} is held`);
      expect(row?.why?.ko).toContain(`DependencyViolation: ${step} is held`);
      const left = deletable(stack).map((one) => one.id);
      expect(kept.map((one) => one.step).toSorted()).toEqual(left.toSorted());

      // A bucket whose files are locked goes once they are not any more.
      if (left.includes('audit-bucket')) await stack.clock.sleep(100 * 24 * 3_600_000);
      await stack.teardown('delete');
      expect(stack.state.steps.size).toBe(0);
      expect(built(stack)).toEqual([]);
    },
  );

  test('takes no longer when it is everything at once', async () => {
    const stack = await builtStack(everything);
    await stack.clock.sleep(20 * 60_000);
    const going = deletable(stack).map((one) => one.id);
    const began = stack.clock.now();
    const receipt = await stack.teardown('delete', { wrap: refusing(() => true, 'OperationNotPermitted') });
    expect(stack.clock.now() - began).toBeLessThan(12 * 60_000);
    expect(receipt.map(({ step }) => step).toSorted()).toEqual(going.toSorted());
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });

  test('is kept as well when looking for the reason is not permitted', async () => {
    const stack = newStack({
      onCall: async ({ operation }) => {
        if (operation === 'DescribeNetworkInterfaces')
          throw refusal('UnauthorizedOperation', 'You are not authorized to perform this operation.');
      },
    });
    await stack.up(direct);
    putInterface(stack, { description: 'spare' });
    const receipt = await stack.teardown('delete');
    expect(receipt.find(({ step }) => step === 'public-subnet-a')?.why?.en).toMatch(/"DependencyViolation: The subnet/);
    expect(stack.state.steps.has('server')).toBe(false);
  });
});

test('what we may not delete does not keep the rest', async () => {
  const stack = await builtStack(direct);
  await stack.clock.sleep(60_000);
  const denied = refusing(({ id: step }) => step === 'server-role', 'AccessDenied');
  await expect(stack.teardown('delete', { wrap: denied })).rejects.toMatchObject({ kind: 'aws' });
  expect(deletable(stack).map((one) => one.id)).toEqual(['server-role']);
  await stack.teardown('delete');
  expect(built(stack)).toEqual([]);
});

test('what an up cannot remove is kept, named and tried again', async () => {
  const stack = await builtStack(withDatabase);
  await stack.clock.sleep(60_000);
  const second = foreign.find(({ what }) => what.startsWith('a second database'))!;
  const remove = await second.put(stack);
  const began = stack.clock.now();
  const id = stack.handle('database-subnets')['groupName'] as string;
  const outputs = await stack.up({ database: 'none' }, { data: 'delete' });
  expect(outputs.url).toBeDefined();
  expect(stack.clock.now() - began).toBeLessThan(10 * 60_000);
  const kept = stack.events.filter((event) => event.is === 'kept' && event.step === 'database-subnets');
  expect(kept).toMatchObject([{ id }]);
  await remove();
  await stack.clock.sleep(20 * 60_000);
  await stack.up({});
  expect(stack.state.steps.has('database-subnets')).toBe(false);
  await stack.teardown('delete');
  expect(ofStack(stack)).toEqual([]);
});
