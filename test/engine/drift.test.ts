import {
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteTableCommand,
  DeleteSubnetCommand,
  DescribeSecurityGroupRulesCommand,
  DisassociateRouteTableCommand,
  ModifyInstanceAttributeCommand,
  ModifyInstanceMetadataOptionsCommand,
  ModifySecurityGroupRulesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  SetSecurityGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DescribeDBSubnetGroupsCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { ChangeResourceRecordSetsCommand, ChangeTagsForResourceCommand } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { isBusy } from '../../src/aws/error-names.ts';
import { contextOf, type Run } from '../../src/engine/run.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import { deliveryChapter } from '../../src/steps/delivery/index.ts';
import { copiedRecords } from '../../src/steps/domain/copied-records.ts';
import { steps } from '../../src/steps/index.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { built } from './mortal.ts';

/** A stack that is up, and the run that built it. */
async function upAndRunning(flags: Flags): Promise<{ stack: Stack; run: Run }> {
  const stack = newStack();
  let run: Run | undefined;
  await stack.up(flags, { wrap: (one) => (run = one) });
  await stack.clock.sleep(120_000);
  return { stack, run: run as Run };
}

async function expectMended(stack: Stack, whole: readonly string[]) {
  await stack.up();
  await stack.clock.sleep(120_000);
  expect(built(stack)).toEqual(whole);
  const { plan } = await stack.plan();
  expect(plan.filter(({ action }) => action !== 'keep').map(({ step, action }) => `${action} ${step.id}`)).toEqual([]);
}

const balanced: Flags = { database: 'none', ssh: 'my-ip' };
const direct: Flags = { entry: 'elastic-ip', database: 'none', www: 'true' };
const withDatabase: Flags = {};
const delivered: Flags = { ...direct, delivery: 'github', repository: 'octocat/shop' };

/** The stack in which a step takes part, the quickest to build. */
function flagsFor(step: AnyStep): Flags {
  const { id } = step;
  if (deliveryChapter.steps.includes(step)) return delivered;
  if (id.startsWith('database')) return withDatabase;
  if (id === copiedRecords.id) return { ...balanced, 'copy-records': 'true' };
  return /^(elastic-ip|server-http|site-address|www-address)/.test(id) ? direct : balanced;
}

/** AWS itself does not let these go while something of ours uses them. */
const held = new Set([
  'vpc',
  'internet-gateway',
  'internet-gateway-attachment',
  'public-subnet-a',
  'public-subnet-b',
  'public-route-table',
  'private-route-table',
  'load-balancer-group',
  'server-group',
  'database-group',
  'server-role',
  'server-profile',
  'elastic-ip',
  'database-subnets',
  'zone',
  'application',
  'certificate',
  'target-group',
  'deploy-role',
  'github-role',
]);

describe('what was deleted behind our back is made again', () => {
  const deletable = steps.filter(({ id, check, delete: remove }) => check && remove && id !== 'www-alias');
  test.each(deletable.map((step) => [step.id, step] as const))('%s', async (id, step) => {
    const { stack, run } = await upAndRunning(flagsFor(step));
    const whole = built(stack);
    const handle = stack.handle(id);
    const context = Object.assign(contextOf(run, step), { data: 'delete' as const, since: stack.clock.now() });
    const refused = await Promise.resolve(step.delete?.(context, handle)).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (held.has(id)) {
      const kept = ['zone', 'application'].includes(id) && refused === undefined;
      expect(kept || isBusy(refused), String(refused)).toBe(true);
    } else {
      expect(refused).toBeUndefined();
      await stack.clock.sleep(10 * 60_000);
      const { plan } = await stack.plan();
      expect(plan.find((one) => one.step.id === id)?.action).toBe('repair');
    }
    await expectMended(stack, whole);
  });
});

test('the place of a database follows a subnet that was deleted and is made again', async () => {
  const stack = newStack();
  await stack.up();
  await stack.clock.sleep(120_000);
  const whole = built(stack);
  const subnets = ['private-subnet-a', 'private-subnet-b'].map((id) => ({ id, SubnetId: idOf(stack, id, 'subnetId') }));
  // The one in which the database itself is does not go.
  const gone: string[] = [];
  for (const { id, SubnetId } of subnets)
    await stack.aws.ec2.send(new DeleteSubnetCommand({ SubnetId })).then(
      () => gone.push(id),
      (error: unknown) => expect(isBusy(error)).toBe(true),
    );
  expect(gone).toHaveLength(1);
  await stack.clock.sleep(120_000);
  await expectMended(stack, whole);
  const { DBSubnetGroups: [place] = [] } = await stack.aws.rds.send(new DescribeDBSubnetGroupsCommand({}));
  expect(place?.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier).toSorted()).toEqual(
    subnets.map(({ id }) => idOf(stack, id, 'subnetId')).toSorted(),
  );
});

const idOf = (stack: Stack, step: string, field: string) => stack.handle(step)[field] as string;

const drifts: readonly { what: string; step: string; flags: Flags; meddle: (stack: Stack) => Promise<unknown> }[] = [
  {
    what: 'an SSH rule opened to the world',
    step: 'server-ssh',
    flags: balanced,
    meddle: async (stack) => {
      const SecurityGroupRuleId = idOf(stack, 'server-ssh', 'ruleId');
      const rule = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '0.0.0.0/0' };
      return stack.aws.ec2.send(
        new ModifySecurityGroupRulesCommand({
          GroupId: idOf(stack, 'server-group', 'groupId'),
          SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: rule }],
        }),
      );
    },
  },
  {
    what: 'instance metadata without a token',
    step: 'server',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.ec2.send(
        new ModifyInstanceMetadataOptionsCommand({
          InstanceId: idOf(stack, 'server', 'instanceId'),
          HttpTokens: 'optional',
        }),
      ),
  },
  {
    what: 'a stopped server',
    step: 'server',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [idOf(stack, 'server', 'instanceId')] })),
  },
  {
    what: 'the redirect to HTTPS taken away',
    step: 'http-listener',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.elb.send(
        new ModifyListenerCommand({
          ListenerArn: idOf(stack, 'http-listener', 'listenerArn'),
          DefaultActions: [{ Type: 'forward', TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn') }],
        }),
      ),
  },
  {
    what: 'an old TLS policy',
    step: 'https-listener',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.elb.send(
        new ModifyListenerCommand({
          ListenerArn: idOf(stack, 'https-listener', 'listenerArn'),
          SslPolicy: 'ELBSecurityPolicy-2016-08',
        }),
      ),
  },
  {
    what: 'malformed headers let through',
    step: 'load-balancer-settings',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.elb.send(
        new ModifyLoadBalancerAttributesCommand({
          LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
          Attributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'false' }],
        }),
      ),
  },
  {
    what: 'a long deregistration delay',
    step: 'target-group-settings',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.elb.send(
        new ModifyTargetGroupAttributesCommand({
          TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn'),
          Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '300' }],
        }),
      ),
  },
  {
    what: 'another health path',
    step: 'target-group',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.elb.send(
        new ModifyTargetGroupCommand({
          TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn'),
          HealthCheckPath: '/elsewhere',
        }),
      ),
  },
  {
    what: 'the site led elsewhere',
    step: 'site-address',
    flags: direct,
    meddle: (stack) => leadElsewhere(stack),
  },
  {
    what: 'the site led elsewhere than the load balancer',
    step: 'site-alias',
    flags: balanced,
    meddle: (stack) => leadElsewhere(stack),
  },
  {
    what: 'rules in the default group again',
    step: 'default-group',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: idOf(stack, 'default-group', 'groupId'),
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 9, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        }),
      ),
  },
  {
    what: 'the tags of the zone taken off',
    step: 'zone-tags',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.route53.send(
        new ChangeTagsForResourceCommand({
          ResourceType: 'hostedzone',
          ResourceId: idOf(stack, 'zone', 'zoneId'),
          RemoveTagKeys: ['stepway:name', 'stepway:step'],
        }),
      ),
  },
  {
    what: 'a database made public',
    step: 'database',
    flags: withDatabase,
    meddle: (stack) => modifyDatabase(stack, { PubliclyAccessible: true }),
  },
  {
    what: 'a database without deletion protection',
    step: 'database',
    flags: withDatabase,
    meddle: (stack) => modifyDatabase(stack, { DeletionProtection: false }),
  },
  ...[
    { what: 'a database that keeps no backups', change: { BackupRetentionPeriod: 0 } },
    { what: 'a larger database class', change: { DBInstanceClass: 'db.t4g.small' } },
    { what: 'a database that does not label its snapshots', change: { CopyTagsToSnapshot: false } },
  ].map(({ what, change }) => ({
    what,
    step: 'database',
    flags: withDatabase,
    meddle: (stack: Stack) => modifyDatabase(stack, change),
  })),
  {
    what: 'a database without its firewall',
    step: 'database',
    flags: withDatabase,
    meddle: (stack) => modifyDatabase(stack, { VpcSecurityGroupIds: [idOf(stack, 'server-group', 'groupId')] }),
  },
  {
    what: 'a server without its firewall',
    step: 'server',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.ec2.send(
        new ModifyInstanceAttributeCommand({
          InstanceId: idOf(stack, 'server', 'instanceId'),
          Groups: [idOf(stack, 'load-balancer-group', 'groupId')],
        }),
      ),
  },
  {
    what: 'instance metadata that is answered from afar',
    step: 'server',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.ec2.send(
        new ModifyInstanceMetadataOptionsCommand({
          InstanceId: idOf(stack, 'server', 'instanceId'),
          HttpPutResponseHopLimit: 3,
        }),
      ),
  },
  {
    what: 'another type of server',
    step: 'server',
    flags: balanced,
    meddle: async (stack) => {
      const InstanceId = idOf(stack, 'server', 'instanceId');
      await stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
      await stack.clock.sleep(5 * 60_000);
      await stack.aws.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value: 't3.small' } }));
      await stack.aws.ec2.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }));
    },
  },
  {
    what: 'a load balancer without its firewall',
    step: 'load-balancer',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.elb.send(
        new SetSecurityGroupsCommand({
          LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
          SecurityGroups: [idOf(stack, 'server-group', 'groupId')],
        }),
      ),
  },
  {
    what: 'the way to the internet led elsewhere',
    step: 'default-route',
    flags: balanced,
    meddle: async (stack) => {
      const data = stack.rehearsal.account.data.regions['us-east-1']!;
      const table = data.routeTables.find((one) => one.id === idOf(stack, 'public-route-table', 'routeTableId'));
      const route = table?.routes.find(({ destination }) => destination === '0.0.0.0/0');
      if (!route) throw new Error('there is no way to the internet');
      route.gatewayId = 'igw-0123456789abcdef0';
    },
  },
  {
    what: 'a policy that says something else',
    step: 'database-secret-policy',
    flags: withDatabase,
    meddle: (stack) =>
      stack.aws.iam.send(
        new PutRolePolicyCommand({
          RoleName: 'demo-server-role',
          PolicyName: 'read-database-secret',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          }),
        }),
      ),
  },
];

const modifyDatabase = ({ aws }: Stack, change: object) =>
  aws.rds.send(
    new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'demo-database', ApplyImmediately: true, ...change }),
  );

const leadElsewhere = (stack: Stack) =>
  stack.aws.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: idOf(stack, 'zone', 'zoneId'),
      ChangeBatch: {
        Changes: [
          {
            Action: 'UPSERT',
            ResourceRecordSet: {
              Name: 'app.example.com',
              Type: 'A',
              TTL: 60,
              ResourceRecords: [{ Value: '192.0.2.1' }],
            },
          },
        ],
      },
    }),
  );

describe('what was changed behind our back is put right', () => {
  test.each(drifts)('$what', async ({ step, flags, meddle }) => {
    const { stack } = await upAndRunning(flags);
    const whole = built(stack);
    await meddle(stack);
    await stack.clock.sleep(15 * 60_000);
    const { plan } = await stack.plan();
    const planned = plan.filter(({ action }) => action !== 'keep');
    expect(planned.find((one) => one.step.id === step)?.action).toBe('mend');
    expect(planned.find((one) => one.step.id === step)?.note?.en).toMatch(/\w/);
    await expectMended(stack, whole);
  });

  test('a rule that others added is not ours, and stays', async () => {
    const { stack } = await upAndRunning(balanced);
    const GroupId = idOf(stack, 'server-group', 'groupId');
    await stack.aws.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 9000, ToPort: 9000, IpRanges: [{ CidrIp: '192.0.2.0/24' }] }],
      }),
    );
    await stack.up();
    await stack.clock.sleep(10_000);
    const { SecurityGroupRules } = await stack.aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
    expect(SecurityGroupRules?.some(({ FromPort }) => FromPort === 9000)).toBe(true);
    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });
});

describe('a subnet that somebody associated with another table', () => {
  const associate = async ({ aws: { ec2 }, ...stack }: Stack, step: string, RouteTableId: string) => {
    const { associationId, subnetId } = stack.handle(step) as { associationId: string; subnetId: string };
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId: associationId }));
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: subnetId }));
  };
  /** Ours, and one that somebody else made. */
  const others: readonly (readonly [whose: string, find: (stack: Stack) => Promise<string>])[] = [
    ['ours', async (stack) => idOf(stack, 'private-route-table', 'routeTableId')],
    [
      'theirs',
      async (stack) => {
        const VpcId = idOf(stack, 'vpc', 'vpcId');
        const { RouteTable } = await stack.aws.ec2.send(new CreateRouteTableCommand({ VpcId }));
        await stack.clock.sleep(60_000);
        return RouteTable!.RouteTableId!;
      },
    ],
  ];

  test.each(others)('is said to be, and is led back by the next run: %s', async (_, tableOf) => {
    const { stack } = await upAndRunning(balanced);
    const table = await tableOf(stack);
    const whole = built(stack);
    await associate(stack, 'public-association-a', table);
    await stack.clock.sleep(15 * 60_000);
    const { plan } = await stack.plan();
    expect(plan.find((one) => one.step.id === 'public-association-a')).toMatchObject({
      action: 'repair',
      note: { en: `its subnet was associated with ${table}` },
    });
    await expectMended(stack, whole);
  });

  test('is said to be with what to do, when we may not touch that table', async () => {
    const { stack } = await upAndRunning(balanced);
    await associate(stack, 'public-association-a', await others[1]![1](stack));
    await stack.clock.sleep(15 * 60_000);
    const denying = stack.under({
      onCall: async ({ operation }) => {
        if (operation !== 'DisassociateRouteTable') return;
        throw Object.assign(new Error('You are not authorized to perform this operation.'), {
          name: 'UnauthorizedOperation',
          $metadata: { httpStatusCode: 403 },
        });
      },
    });
    await expect(denying.up()).rejects.toMatchObject({
      kind: 'aws',
      what: { en: expect.stringMatching(/subnet-\w+ is associated with the route table rtb-\w+, which/) as string },
      todo: { en: expect.stringMatching(/disassociate-route-table --association-id rtbassoc-\w+`/) as string },
    });
    await expect(stack.up()).resolves.toHaveProperty('url');
  });

  test('goes with the rest', async () => {
    const { stack } = await upAndRunning(balanced);
    await associate(stack, 'public-association-a', idOf(stack, 'private-route-table', 'routeTableId'));
    await stack.clock.sleep(15 * 60_000);
    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });
});

/** The steps whose change behind our back is tried above. */
test.each(drifts)('a teardown does not wait for what was changed behind our back: $what', async ({ flags, meddle }) => {
  const { stack } = await upAndRunning(flags);
  await meddle(stack);
  await stack.clock.sleep(15 * 60_000);
  const began = stack.clock.now();
  await stack.teardown('delete');
  expect(stack.clock.now() - began).toBeLessThan(19 * 60_000);
});
