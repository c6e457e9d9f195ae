import {
  CreateSecurityGroupCommand,
  AuthorizeSecurityGroupIngressCommand,
  DeleteSecurityGroupCommand,
  ModifyInstanceAttributeCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AttachRolePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { built, mortal } from '../engine/mortal.ts';
import { builtStack } from '../support/built-stack.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { full, thorough } from '../support/thorough.ts';

const id = (stack: Stack, step: string, field: string) => stack.handle(step)[field] as string;

interface Others {
  readonly what: string;
  readonly flags: Flags;
  /** Puts something of somebody else's there, and gives its id and what takes it away again. */
  readonly put: (stack: Stack) => Promise<{ readonly theirs: string; readonly remove: () => Promise<unknown> }>;
  /** The steps whose things have to stay because of it. */
  readonly stays: readonly string[];
}

const others: readonly Others[] = [
  {
    what: 'a server of their own in our subnet',
    flags: { database: 'none' },
    stays: ['public-subnet-a', 'vpc'],
    put: async ({ aws, ...stack }) => {
      const { Instances: [made] = [] } = await aws.ec2.send(
        new RunInstancesCommand({
          MinCount: 1,
          MaxCount: 1,
          ImageId: stack.state.steps.get('image')?.handle?.['imageId'] as string,
          InstanceType: 't3.micro',
          SubnetId: stack.state.steps.get('public-subnet-a')?.handle?.['subnetId'] as string,
        }),
      );
      const theirs = made!.InstanceId!;
      const remove = () => aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [theirs] }));
      return { theirs, remove };
    },
  },
  {
    what: 'a firewall of their own that lets in ours',
    flags: { database: 'none' },
    stays: ['server-group', 'vpc'],
    put: async (stack) => {
      const { ec2 } = stack.aws;
      const { GroupId } = await ec2.send(
        new CreateSecurityGroupCommand({
          GroupName: 'theirs',
          Description: 'theirs',
          VpcId: id(stack, 'vpc', 'vpcId'),
        }),
      );
      await stack.clock.sleep(10_000);
      const UserIdGroupPairs = [{ GroupId: id(stack, 'server-group', 'groupId') }];
      await ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId,
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 6379, ToPort: 6379, UserIdGroupPairs }],
        }),
      );
      return { theirs: GroupId!, remove: () => ec2.send(new DeleteSecurityGroupCommand({ GroupId })) };
    },
  },
  {
    what: 'a policy of their own on our role',
    flags: { database: 'none' },
    stays: ['server-role'],
    put: async (stack) => {
      const RoleName = id(stack, 'server-role', 'roleName');
      const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
      await stack.aws.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      const remove = () => stack.aws.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      return { theirs: PolicyArn, remove };
    },
  },
  {
    what: 'a load balancer of their own with our certificate, in our network',
    flags: { database: 'none' },
    stays: ['certificate', 'public-subnet-a', 'public-subnet-b', 'vpc'],
    put: async (stack) => {
      const { elb } = stack.aws;
      const VpcId = id(stack, 'vpc', 'vpcId');
      const Subnets = [id(stack, 'public-subnet-a', 'subnetId'), id(stack, 'public-subnet-b', 'subnetId')];
      const { LoadBalancers: [made] = [] } = await elb.send(new CreateLoadBalancerCommand({ Name: 'theirs', Subnets }));
      const { TargetGroups: [group] = [] } = await elb.send(
        new CreateTargetGroupCommand({ Name: 'theirs', Protocol: 'HTTP', Port: 80, VpcId }),
      );
      await elb.send(
        new CreateListenerCommand({
          LoadBalancerArn: made!.LoadBalancerArn,
          Port: 443,
          Protocol: 'HTTPS',
          SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
          Certificates: [{ CertificateArn: id(stack, 'certificate', 'certificateArn') }],
          DefaultActions: [{ Type: 'forward', TargetGroupArn: group!.TargetGroupArn }],
        }),
      );
      const theirs = made!.LoadBalancerArn!;
      const remove = () => elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: theirs }));
      return { theirs, remove };
    },
  },
];

describe('what somebody else has put on ours', () => {
  test.each(others)('stops only that part, is named, and is left alone: $what', async ({ flags, put, stays }) => {
    const stack = await builtStack(flags);
    const { theirs, remove } = await put(stack);
    await stack.clock.sleep(120_000);
    const began = stack.clock.now();

    const receipt = await stack.teardown('delete');
    const kept = receipt.filter(({ outcome }) => outcome === 'kept');
    expect(kept.some(({ why }) => why?.en.includes(theirs) && why.ko.includes(theirs))).toBe(true);
    for (const step of stays) expect(stack.state.steps.has(step), step).toBe(true);
    expect(stack.state.steps.has('server')).toBe(false);
    expect(stack.state.steps.has('load-balancer')).toBe(false);
    expect(stack.clock.now() - began).toBeLessThan(20 * 60_000);

    await remove();
    await stack.clock.sleep(10 * 60_000);
    await stack.teardown('delete');
    expect(stack.state.steps.size).toBe(0);
    expect(built(stack).filter((thing) => /demo|vpc|subnet /.test(thing))).toEqual([]);
  });
});

/** The things of a name that somebody else could have given, in the simulated account. */
function thingOf(stack: Stack, step: string): { id?: string; resourceId?: string; tags: Record<string, string> } {
  const { roles, profiles, regions } = stack.rehearsal.account.data;
  const { databases = [], subnetGroups = [] } = regions['us-east-1'] ?? {};
  const found = [...roles, ...profiles, ...databases, ...subnetGroups].find(
    ({ tags }) => tags['stepway:step'] === step,
  );
  if (!found) throw new Error(`there is no ${step}`);
  return found;
}

const deletions = ({ calls }: Stack) =>
  calls
    .filter(({ operation }) => /^Delete(Role|InstanceProfile|DBInstance|DBSubnetGroup)$/.test(operation))
    .map(({ input }) => Object.values(input as object)[0] as string);

describe('what somebody else has made in the place of ours', () => {
  test.each(['server-role', 'server-profile', 'database'])(
    'is known by the id that AWS gave it, and is not taken away: %s',
    async (step) => {
      const stack = await builtStack();
      await stack.clock.sleep(120_000);
      const name = Object.values(stack.handle(step))[0] as string;
      const theirs = thingOf(stack, step);
      theirs.tags = { Owner: 'somebody else' };
      if ('resourceId' in theirs) theirs.resourceId = 'db-MADEBYSOMEBODYELSE0000000';
      else theirs.id = 'AROAMADEBYSOMEBODYELS';

      const { plan } = await stack.plan();
      expect(plan.find((one) => one.step.id === step)?.action).toBe('repair');
      const receipt = await stack.teardown('delete').catch(() => []);
      expect(deletions(stack)).not.toContain(name);
      expect(stack.rehearsal.account.inventory().some(({ tags }) => tags['Owner'] === 'somebody else')).toBe(true);
      for (const row of receipt) if (row.step === step) expect(row.why?.en).toMatch(/something else has its name now/);
    },
  );

  test('is left alone when nothing tells whose it is, and the receipt says so', async () => {
    const stack = await builtStack();
    await stack.clock.sleep(120_000);
    const name = stack.handle('database-subnets')['groupName'] as string;
    thingOf(stack, 'database-subnets').tags = { Owner: 'somebody else' };
    const receipt = await stack.teardown('delete');
    expect(deletions(stack)).not.toContain(name);
    expect(receipt.find(({ step }) => step === 'database-subnets')).toMatchObject({ id: name, outcome: 'unknown' });
    expect(stack.state.steps.has('database-subnets')).toBe(true);
  });
});

describe('what has lost its tags', () => {
  test.each(['server-role', 'server-profile', 'database'])(
    'is still ours: the plan mends it, and a teardown takes it away: %s',
    async (step) => {
      const stack = await builtStack();
      await stack.clock.sleep(120_000);
      const name = Object.values(stack.handle(step))[0] as string;
      thingOf(stack, step).tags = {};
      const { plan } = await stack.plan();
      expect(plan.find((one) => one.step.id === step)).toMatchObject({
        action: 'mend',
        note: { en: 'its tags are missing' },
      });
      const receipt = await stack.teardown('snapshot');
      expect(deletions(stack)).toContain(name);
      expect(receipt.find((row) => row.id === name)).toMatchObject({ outcome: 'deleted' });
      expect(stack.state.steps.size).toBe(0);
      expect(stack.rehearsal.account.inventory()).toMatchObject([{ kind: 'snapshot' }]);
    },
  );
});

describe('what was protected by hand', () => {
  test('is taken away all the same once that was agreed to', async () => {
    const stack = await builtStack({ database: 'none' });
    const InstanceId = id(stack, 'server', 'instanceId');
    const DisableApiTermination = { Value: true };
    await stack.aws.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination }));
    await stack.teardown();
    expect(built(stack)).toEqual([]);
  });
});

describe('a final snapshot', () => {
  test(
    'is in the receipt of whichever run ends the teardown, wherever the others were killed',
    { timeout: 900_000 },
    async () => {
      const smooth = newStack();
      await smooth.up({});
      const ups = smooth.calls.length;
      await smooth.teardown('snapshot');
      const downs = smooth.calls.length - ups;
      for (let at = 1; at <= downs; at += thorough ? 1 : full ? 25 : 75) {
        const stack = await builtStack();
        await mortal({ of: 'call', at, moment: 'after' }, (options) => stack.teardown('snapshot', options));
        await stack.clock.sleep(20 * 60_000);
        const receipt = await stack.teardown('snapshot');
        const left = stack.rehearsal.account.inventory();
        expect(left, `killed after call ${at}`).toMatchObject([{ kind: 'snapshot' }]);
        expect(receipt.filter(({ outcome }) => outcome === 'kept')).toMatchObject([{ id: left[0]?.id }]);
      }
    },
  );
});
