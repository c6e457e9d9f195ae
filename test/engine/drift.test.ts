import { UpdateDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import {
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteTableCommand,
  DeleteSubnetCommand,
  DescribeSecurityGroupRulesCommand,
  DisassociateRouteTableCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateListenerCommand, DeleteListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { DescribeDBSubnetGroupsCommand } from '@aws-sdk/client-rds';
import { ChangeTagsForResourceCommand } from '@aws-sdk/client-route-53';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { isBusy } from '../../src/aws/error-names.ts';
import { contextOf, type Run } from '../../src/engine/run.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import { configKey } from '../../src/steps/delivery/layout.ts';
import { steps } from '../support/steps.ts';
import type { Words } from '../../src/words.ts';
import { builtStack } from '../support/built-stack.ts';
import { flagsFor as flagsUnder } from '../support/flags-for.ts';
import { idOf, pointSite, type Spoiler } from '../support/spoiling.ts';
import { newStack, type Flags, type RunOptions, type Stack } from '../support/stack.ts';
import { everyNth } from '../support/thorough.ts';
import { built } from './mortal.ts';
import { labelledIn, spoilers, takeTagsOff } from './spoilers.ts';

interface UpAndRunning {
  readonly stack: Stack;
  readonly run: Run;
}

/** A stack that is up, and a run of it. */
async function upAndRunning(flags: Flags): Promise<UpAndRunning> {
  const stack = await builtStack(flags);
  await stack.clock.sleep(120_000);
  let run: Run | undefined;
  await stack.plan({}, { wrap: (one) => (run = one) });
  return { stack, run: run as Run };
}

async function expectMended(stack: Stack, whole: readonly string[], options: RunOptions = {}) {
  await stack.up({}, options);
  // A database goes on changing for a while.
  await stack.clock.sleep(15 * 60_000);
  expect(built(stack)).toEqual(whole);
  const { plan } = await stack.plan();
  expect(plan.filter(({ action }) => action !== 'keep').map(({ step, action }) => `${action} ${step.id}`)).toEqual([]);
}

const balanced: Flags = { database: 'none' };
const direct: Flags = { entry: 'elastic-ip', database: 'none', www: 'true' };
const withDatabase: Flags = {};
const delivered: Flags = { ...direct, delivery: 'github', repository: 'octocat/shop' };

/** The stack in which a step takes part, the quickest to build. */
const flagsFor = (step: AnyStep) => flagsUnder(step, balanced);

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
  'build-role',
  'deploy-role',
  'github-role',
  'deployment-events',
  'database-events',
]);

describe('what was deleted behind our back is made again', () => {
  const deletable = steps.filter(({ check, delete: remove }) => check && remove);
  test.each(deletable.map((step) => [step.id, step] as const))('%s', async (id, step) => {
    const { stack, run } = await upAndRunning(await flagsFor(step));
    const whole = built(stack);
    const handle = stack.handle(id);
    const context = Object.assign(contextOf(run, step), { data: 'delete' as const, since: stack.clock.now() });
    const refused = await Promise.resolve(step.delete?.(context, handle)).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (held.has(id)) {
      const kept =
        ['zone', 'application', 'deployment-events', 'database-events'].includes(id) && refused === undefined;
      expect(kept || isBusy(refused), String(refused)).toBe(true);
    } else {
      expect(refused).toBeUndefined();
      await stack.clock.sleep(10 * 60_000);
      const { plan } = await stack.plan();
      expect(plan.find((one) => one.step.id === id)?.action).toBe('repair');
    }
    await expectMended(stack, whole, step.going?.data ? { data: 'delete' } : {});
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

/** What cannot be said as a setting. */
const drifts: readonly { what: string; step: string; flags: Flags; meddle: Spoiler }[] = [
  {
    what: 'a stopped server',
    step: 'server',
    flags: balanced,
    meddle: (stack) =>
      stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [idOf(stack, 'server', 'instanceId')] })),
  },
  {
    what: 'a stopped server without its role',
    step: 'server',
    flags: balanced,
    meddle: async (stack) => {
      await spoilers['server']!['IamInstanceProfile']!(stack);
      await stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [idOf(stack, 'server', 'instanceId')] }));
    },
  },
  {
    what: 'a stopped server with another profile',
    step: 'server',
    flags: balanced,
    meddle: async (stack) => {
      await spoilers['server']!['IamInstanceProfileId']!(stack);
      await stack.aws.ec2.send(new StopInstancesCommand({ InstanceIds: [idOf(stack, 'server', 'instanceId')] }));
    },
  },
  {
    what: 'the site led to a second address as well',
    step: 'site-address',
    flags: direct,
    meddle: (stack) =>
      pointSite(stack, 'app.', {
        TTL: 300,
        ResourceRecords: [{ Value: idOf(stack, 'elastic-ip', 'publicIp') }, { Value: '192.0.2.1' }],
      }),
  },
  ...(['site-address', 'site-alias'] as const).map((step) => ({
    what: `the site led elsewhere: ${step}`,
    step,
    flags: step === 'site-address' ? direct : balanced,
    meddle: (stack: Stack) => pointSite(stack, 'app.', { TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] }),
  })),
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
    what: 'a target group put in front of a server without one',
    step: 'deployment-group',
    flags: delivered,
    meddle: (stack) =>
      stack.aws.codeDeploy.send(
        new UpdateDeploymentGroupCommand({
          applicationName: 'demo-application',
          currentDeploymentGroupName: 'demo-deployment-group',
          loadBalancerInfo: { targetGroupInfoList: [{ name: 'other' }] },
        }),
      ),
  },
  {
    what: 'an app environment file with something else in it',
    step: 'app-config',
    flags: delivered,
    meddle: (stack) =>
      stack.aws.s3.send(
        new PutObjectCommand({ Bucket: idOf(stack, 'delivery-bucket', 'bucket'), Key: configKey, Body: 'PORT=1' }),
      ),
  },
  {
    what: 'all at once: a setting, and the tags',
    step: 'server',
    flags: balanced,
    meddle: async (stack) => {
      await spoilers['server']!['HttpTokens']!(stack);
      takeTagsOff(stack, 'server');
    },
  },
];

/** Every setting that a step says it wants. */
const settings: readonly { what: string; step: AnyStep; setting: string }[] = steps.flatMap((step) =>
  Object.keys(step.settings ?? {}).map((setting) => ({ what: `${step.id}: ${setting}`, step, setting })),
);

function spoilerOf(step: AnyStep, setting: string): Spoiler {
  const found = spoilers[step.id]?.[setting];
  if (!found)
    throw new Error(
      `Nothing changes the setting ${setting} of ${step.id}: add what does to test/steps/<chapter>/support.ts, so that it is proven to be put right.`,
    );
  return found;
}

/** Changes something, and expects the plan to say so in both languages, and the next run to put it right. */
async function expectSeenAndMended(flags: Flags, step: string, meddle: Spoiler, note: Words | undefined) {
  const { stack } = await upAndRunning(flags);
  const whole = built(stack);
  await meddle(stack);
  await stack.clock.sleep(15 * 60_000);
  const { plan } = await stack.plan();
  const planned = plan.find((one) => one.step.id === step);
  expect(planned?.action).toBe('mend');
  expect(planned?.note?.en).toContain(note?.en ?? ' ');
  expect(planned?.note?.ko).toContain(note?.ko ?? ' ');
  await expectMended(stack, whole);
}

describe('every setting that was changed behind our back is named, and put right', () => {
  test.each(settings)('$what', async ({ step, setting }) =>
    expectSeenAndMended(await flagsFor(step), step.id, spoilerOf(step, setting), step.settings?.[setting]?.title),
  );

  test('and no setting is spoiled that no step has', () => {
    const spoiled = Object.entries(spoilers).flatMap(([id, of]) =>
      Object.keys(of).map((setting) => `${id}: ${setting}`),
    );
    expect(spoiled.toSorted()).toEqual(settings.map(({ what }) => what).toSorted());
  });
});

/** Whether what it says of its thing has tags to compare. */
async function comparesTags({ stack, run }: UpAndRunning, step: AnyStep): Promise<boolean> {
  const seen = await step.check?.(contextOf(run, step), stack.handle(step.id));
  return seen !== undefined && seen.is !== 'gone' && (await seen.found?.())?.tags !== undefined;
}

describe('tags that were taken off behind our back are put back', () => {
  const made = steps.filter(({ create }) => create);
  test.each(made.map((step) => [step.id, step] as const))('%s, if it carries any', async (id, step) => {
    const flags = await flagsFor(step);
    const there = await upAndRunning(flags);
    const isLabelled = labelledIn(there.stack).includes(id);
    expect(await comparesTags(there, step), '`check` says which tags there are').toBe(isLabelled);
    if (!isLabelled) return;
    await expectSeenAndMended(flags, id, async (stack) => takeTagsOff(stack, id), {
      en: 'its tags are missing',
      ko: '태그가 없어졌습니다',
    });
  });

  test('of everything at once', async () => {
    const { stack } = await upAndRunning(withDatabase);
    const whole = built(stack);
    for (const id of labelledIn(stack)) takeTagsOff(stack, id);
    await stack.clock.sleep(15 * 60_000);
    await expectMended(stack, whole);
  });
});

test('tags are put back in the same run that follows a new answer', async () => {
  const { stack } = await upAndRunning(balanced);
  takeTagsOff(stack, 'server');
  await stack.clock.sleep(15 * 60_000);
  await stack.up({ 'instance-type': 't3.small' });
  await stack.clock.sleep(120_000);
  const { plan } = await stack.plan();
  expect(plan.filter(({ action }) => action !== 'keep')).toEqual([]);
});

test('tags that may not be put back are named, for somebody who may', async () => {
  let may = false;
  const stack = await builtStack(balanced, {
    onCall: async ({ operation }) => {
      if (may || operation !== 'CreateTags') return;
      throw Object.assign(new Error('You are not authorized to perform this operation.'), {
        name: 'UnauthorizedOperation',
        $metadata: { httpStatusCode: 403 },
      });
    },
  });
  takeTagsOff(stack, 'vpc');
  await stack.clock.sleep(15 * 60_000);
  const id = idOf(stack, 'vpc', 'vpcId');
  await expect(stack.up()).rejects.toMatchObject({
    kind: 'aws',
    what: { en: `The tags of ${id} are missing, and you are not allowed to put them back.` },
    todo: {
      en: expect.stringContaining(`stepway:id=${stack.state.id}, stepway:name=demo, stepway:step=vpc`) as string,
    },
  });
  may = true;
  await expect(stack.up()).resolves.toHaveProperty('url');
});

describe('what was changed behind our back is put right', () => {
  test.each(drifts)('$what', ({ step, flags, meddle }) => expectSeenAndMended(flags, step, meddle, undefined));

  test('a role and a profile that were deleted are made again, and the server gets them', async () => {
    const { stack } = await upAndRunning(balanced);
    const whole = built(stack);
    const { roleName, profileName } = stack.handle('role-in-profile') as { roleName: string; profileName: string };
    const { iam, ssm } = stack.aws;
    const [InstanceProfileName, RoleName] = [profileName, roleName];
    // As the console does it.
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
    await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const { PolicyArn } of AttachedPolicies) await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await stack.clock.sleep(15 * 60_000);
    const reached = async () =>
      (await ssm.send(new DescribeInstanceInformationCommand({}))).InstanceInformationList?.length;
    expect(await reached()).toBe(0);
    await expectMended(stack, whole);
    expect(await reached()).toBe(1);
  });

  test('a listener that somebody made again by hand is taken over, and is right from then on', async () => {
    const { stack } = await upAndRunning(balanced);
    const whole = built(stack);
    const { listenerArn: ListenerArn, loadBalancerArn: LoadBalancerArn } = stack.handle('https-listener') as {
      listenerArn: string;
      loadBalancerArn: string;
    };
    await stack.aws.elb.send(new DeleteListenerCommand({ ListenerArn }));
    await stack.aws.elb.send(
      new CreateListenerCommand({
        LoadBalancerArn,
        Port: 443,
        Protocol: 'HTTPS',
        Certificates: [{ CertificateArn: idOf(stack, 'certificate', 'certificateArn') }],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn') }],
      }),
    );
    await stack.clock.sleep(15 * 60_000);
    const { plan } = await stack.plan();
    expect(plan.find(({ step }) => step.id === 'https-listener')?.action).toBe('repair');
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

describe('a teardown does not wait for what was changed behind our back', () => {
  /** What is left, but for what AWS keeps locked, and how many minutes it took. */
  async function tearDownAfter(flags: Flags, meddle: Spoiler) {
    const { stack } = await upAndRunning(flags);
    await meddle(stack);
    await stack.clock.sleep(15 * 60_000);
    const began = stack.clock.now();
    const receipt = await stack.teardown('delete');
    const locked = new Set(receipt.flatMap(({ id, until }) => (until ? [id] : [])));
    return {
      left: stack.rehearsal.account.inventory().filter(({ id }) => !locked.has(id)),
      minutes: (stack.clock.now() - began) / 60_000,
    };
  }

  test.each(drifts)('$what', async ({ flags, meddle }) => {
    const { minutes } = await tearDownAfter(flags, meddle);
    expect(minutes).toBeLessThan(19);
  });

  test.each(everyNth(settings, 3))('$what', async ({ step, setting }) => {
    const { left, minutes } = await tearDownAfter(await flagsFor(step), spoilerOf(step, setting));
    expect(minutes).toBeLessThan(19);
    expect(left).toEqual([]);
  });
});
