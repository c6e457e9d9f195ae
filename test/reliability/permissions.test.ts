import { rmSync } from 'node:fs';
import { AuthorizeSecurityGroupEgressCommand, DeleteSubnetCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { ChangeTagsForResourceCommand } from '@aws-sdk/client-route-53';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { documents } from '../../scripts/policies.ts';
import { endSession, resumeSession, startSession } from '../../src/aws/sessions.ts';
import { registryPassword } from '../../src/deploy/image/registry.ts';
import { deployBuilt } from '../../src/deploy/codebuild/on-aws.ts';
import { deployBundle } from '../../src/deploy/deploy.ts';
import type { Deploying } from '../../src/deploy/deploying.ts';
import { follow } from '../../src/deploy/follow.ts';
import { deploymentsSince } from '../../src/deploy/deployments.ts';
import { cloudWatchLines } from '../../src/logs/cloudwatch.ts';
import { changesOf, deliveredSince, rangSince, ring } from '../../src/aws/alarms.ts';
import { outputsOf } from '../../src/operations/outputs.ts';
import type { ObservedCall } from '../../src/rehearsal/rehearsal.ts';
import { chapters } from '../../src/steps/index.ts';
import { momentAnswer } from '../../src/steps/database/source.ts';
import { madeSteps, steps } from '../support/steps.ts';
import { allActions, isRead } from '../support/allowed.ts';
import { authorizationsOf } from '../support/authorizations.ts';
import { allowing, type Asked } from '../support/iam.ts';
import { around } from '../engine/mortal.ts';
import { labelledIn, spoilers, takeTagsOff } from '../engine/spoilers.ts';
import { flagsForAll } from '../support/flags-for.ts';
import { idOf } from '../support/spoiling.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { unscoped } from './unscoped.ts';

interface Recorded {
  readonly call: ObservedCall;
  readonly asked: readonly Asked[];
  /** The ids of the steps that its stack ever had. */
  readonly steps: ReadonlySet<string>;
}

/** All of them together, for those who have all. */
const policy = { Statement: documents.flatMap((one) => one.policy.Statement) };

const recorded: Recorded[] = [];
/** Those whose state was lost: what there is of them is looked for by every step, also by those that they never had. */
const lost = new Set<Recorded['steps']>();

/** What some calls ask of IAM, each once. */
const kindsOf = (some: readonly Recorded[]) =>
  new Map(some.flatMap(({ asked }) => asked.map((one) => [JSON.stringify(one), one]))).values();

/** What the commands do that open sessions with the server. */
async function openAndLeaveSessions({ aws: { ssm }, state }: Stack): Promise<void> {
  const { instanceId = '' } = outputsOf(steps, state);
  for (const [document, parameters] of [
    ['command', { command: 'true' }],
    ['port', { host: 'database.example', portNumber: '5432' }],
  ] as const) {
    const session = await startSession(ssm, instanceId, { document, parameters });
    await resumeSession(ssm, session);
    await endSession(ssm, session);
  }
}

/** What `stepway logs` does where there is a log in CloudWatch. */
async function readLog({ aws: { logs }, clock, state }: Stack): Promise<void> {
  const { logGroup = '' } = outputsOf(steps, state);
  const looking = { clock, signal: new AbortController().signal, since: undefined, last: 100, wants: () => true };
  for await (const lines of cloudWatchLines({ logs, logGroup }, { ...looking, follow: false }))
    expect(lines.length).toBeGreaterThanOrEqual(0);
}

/** What `stepway alarms` and its test do; and somebody else is told from then on. */
async function hearAlarms(stack: Stack): Promise<void> {
  const { aws, clock } = stack;
  const { cloudWatch } = aws;
  const name = idOf(stack, 'alarm-cpu', 'alarmName');
  await changesOf(cloudWatch, name, 10);
  await ring(cloudWatch, name, 'test');
  await rangSince(cloudWatch, name, clock.now() - 1000);
  await deliveredSince(cloudWatch, 'demo-alarm-topic', clock.now() - 1000, clock.now());
  await stack.up({ alarms: 'us@example.com' });
}

const actionOf = ({ call }: Recorded) => `${call.service}:${call.operation}`;

/** A stack whose own calls are recorded, with what IAM would be asked; what a test does behind its back is not. */
function recordedStack(options: Parameters<typeof newStack>[0] = {}) {
  let listening = false;
  const had = new Set<string>();
  const stack: Stack = newStack({
    ...options,
    onCall(call) {
      if (listening) recorded.push({ call, asked: authorizationsOf(call, stack.rehearsal.account.data), steps: had });
    },
  });
  return {
    stack,
    lose() {
      lost.add(had);
      rmSync(stack.stateFile);
    },
    async run<T>(work: (stack: Stack) => Promise<T>): Promise<T> {
      listening = true;
      try {
        return await work(stack);
      } finally {
        listening = false;
        for (const id of stack.state.steps.keys()) had.add(id);
      }
    },
  };
}

/** Every setting of a stack spoiled and put right, and the stack's id taken off everything and put back; but of known steps. */
async function everySettingPutRight(
  stack: Stack,
  run: ReturnType<typeof recordedStack>['run'],
  known: ReadonlySet<string> = new Set(),
): Promise<void> {
  const isMade = (step: string) => !known.has(step) && stack.state.steps.get(step)?.handle !== undefined;
  const made = Object.entries(spoilers).flatMap(([step, of]) => (isMade(step) ? [Object.values(of)] : []));
  const rounds = Math.max(...made.map(({ length }) => length));
  for (let round = 0; round < rounds; round++) {
    for (const of of made) {
      await of[round]?.(stack);
      // S3 takes one change of a bucket at a time.
      await stack.clock.sleep(10_000);
    }
    await stack.clock.sleep(15 * 60_000);
    await run(({ up }) => up());
    // RDS optimizes storage that has grown for a day, and takes no other change of it meanwhile.
    await stack.clock.sleep(24 * 60 * 60_000);
  }
  for (const id of labelledIn(stack)) takeTagsOff(stack, id, ['stepway:id']);
  await stack.clock.sleep(15 * 60_000);
  await run(({ up }) => up());
}

const balanced: Flags = { www: 'true', ssh: '203.0.113.0/24', 'copy-records': 'true' };
const direct: Flags = { entry: 'elastic-ip', network: 'default', database: 'mysql', www: 'true' };
const shared: Flags = { network: 'default', 'elastic-ip': 'true' };
const github: Flags = { delivery: 'github', repository: 'octocat/shop', database: 'none' };

/** A whole life: built, changed, broken and put right, and taken away. */
async function everythingMeddledWith(): Promise<void> {
  const { stack, run } = recordedStack();
  await run(({ up }) => up(balanced));
  const changes: Flags[] = [
    { 'instance-type': 't3.small', 'health-path': '/health', 'app-port': '3000' },
    { 'database-storage': '40', ssh: '198.51.100.0/24' },
    { ssh: 'none', www: 'true' },
  ];
  for (const flags of changes) await run(({ up }) => up(flags));
  await stack.clock.sleep(15 * 60_000);

  await everySettingPutRight(stack, run);
  const { ec2, route53 } = stack.aws;
  const id = (step: string, field: string) => stack.handle(step)[field] as string;
  const GroupId = id('default-group', 'groupId');
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 9, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await ec2.send(new StopInstancesCommand({ InstanceIds: [id('server', 'instanceId')] }));
  // The one in which the database itself is does not go.
  for (const step of ['private-subnet-a', 'private-subnet-b'])
    await ec2.send(new DeleteSubnetCommand({ SubnetId: id(step, 'subnetId') })).catch(() => undefined);
  await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  await route53.send(
    new ChangeTagsForResourceCommand({
      ResourceType: 'hostedzone',
      ResourceId: id('zone', 'zoneId'),
      RemoveTagKeys: ['stepway:name'],
    }),
  );
  await stack.clock.sleep(15 * 60_000);
  await run(({ up }) => up());
  // The answer to the deletion of the database is lost: the next run has to find out what became of the data.
  const lost = around(async ({ operation }, next) => {
    const answer = await next();
    if (operation === 'DeleteDBInstance') throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    return answer;
  });
  await run(({ teardown }) => teardown('snapshot', { between: lost }).catch(() => undefined));
  // Somebody else is in the way: it is looked for wherever it can be.
  const role = stack.rehearsal.account.data.roles.find(({ name }) => name === id('server-role', 'roleName'));
  const zone = stack.rehearsal.account.data.zones.find((one) => one.id === id('zone', 'zoneId'));
  const here = stack.rehearsal.account.data.regions['us-east-1']!;
  role!.inline['theirs'] = '{}';
  zone!.keys = ['theirs'];
  here.vpcParts.push({ kind: 'vpc-endpoint', id: 'vpce-0', vpcId: id('vpc', 'vpcId'), tags: {} });
  await run(({ teardown }) => teardown('snapshot'));
  expect([...stack.state.steps.keys()].toSorted()).toEqual(['server-role', 'vpc', 'zone']);
  role!.inline = {};
  zone!.keys = [];
  here.vpcParts = [];
  await run(({ teardown }) => teardown('snapshot'));
  expect(stack.state.steps.size).toBe(0);
}

async function directInDefaultNetwork(): Promise<void> {
  const { run } = recordedStack();
  await run(({ up }) => up(direct));
  await run(({ up }) => up({ database: 'none' }, { data: 'snapshot' }));
  await run(({ up }) => up({ database: 'postgres' }));
  await run(({ teardown }) => teardown('delete'));
}

async function balancedInDefaultNetwork(): Promise<void> {
  const { stack, run, lose } = recordedStack();
  stack.rehearsal.account.addHostedZone('example.com');
  await run(({ up }) => up(shared));
  // The state is lost: everything is found again by its tags.
  lose();
  await run(({ up }) => up(shared, { recover: true }));
  await run(({ plan }) => plan());
  await run(({ teardown }) => teardown('delete'));
}

function deployingOn(stack: Stack): Deploying {
  const { aws, clock, stateFile } = stack;
  return {
    aws,
    clock,
    target: {
      bucket: stack.handle('delivery-bucket')['bucket'] as string,
      application: stack.handle('application')['application'] as string,
      deploymentGroup: stack.handle('deployment-group')['deploymentGroup'] as string,
    },
    intentFile: `${stateFile}.deploy`,
    signal: new AbortController().signal,
    show: () => undefined,
  };
}

const bundle = { bytes: Buffer.from('zip'), hash: '0'.repeat(64), paths: [] };

/** A deployment from this machine, followed to its end. */
async function deployOnce(stack: Stack): Promise<void> {
  const deploying = deployingOn(stack);
  await follow(deploying, await deployBundle(deploying, bundle));
  await deploymentsSince(stack.aws.codeDeploy, deploying.target, 0);
}

/** What is built on AWS: once in vain, whose log is read, and once well. */
async function deployBuiltOnce(stack: Stack): Promise<void> {
  const deploying = deployingOn(stack);
  const project = stack.handle('build-project')['project'] as string;
  const order = { project, sources: bundle, buildspec: 'version: 0.2\nphases: {}\n' };
  await expect(deployBuilt(deploying, { ...order, buildspec: 'no buildspec' })).rejects.toThrow('failed');
  await follow(deploying, await deployBuilt(deploying, order));
}

/** What an app is delivered with, broken and put right, given to another branch, and taken away. */
async function deliveredFromGithub(): Promise<void> {
  const { stack, run, lose } = recordedStack();
  await run(({ up }) => up(github));
  await run(({ up }) => up({ branch: 'release' }));
  await run(deployOnce);
  await everySettingPutRight(stack, run);
  const [bucket] = stack.rehearsal.account.data.buckets;
  bucket?.uploads.push({ key: 'bundles/app.zip', id: 'unfinished' });
  await run(({ up }) => up());
  lose();
  await run(({ up }) => up({ ...github, branch: 'release' }, { recover: true }));
  await run(({ teardown }) => teardown('delete'));
}

/** The steps that any of the stacks had. */
const reached = () => new Set([...new Set(recorded.map((one) => one.steps))].flatMap((had) => [...had]));

/** Whatever else there can be: built, broken and put right, found again without a state, and taken away. */
async function everythingElse(): Promise<void> {
  const small = { database: 'none', entry: 'elastic-ip' };
  for (const flags of await flagsForAll([balanced, direct, shared, github], small)) {
    const known = reached();
    const { stack, run, lose } = recordedStack();
    await run(({ up }) => up(flags));
    if (flags['build'] === 'codebuild') await run(deployBuiltOnce);
    await everySettingPutRight(stack, run, known);
    if (stack.state.steps.has('app-settings')) await run(openAndLeaveSessions);
    if (stack.state.steps.has('site-log')) await run(readLog);
    if (stack.state.steps.has('alarm-cpu')) await run(hearAlarms);
    // The bill knows a label a day after its first cost.
    await stack.clock.sleep(24 * 60 * 60_000);
    await run((one) => one.cost());
    await run((one) => one.activate());
    await run((one) => one.gauges());
    if (stack.state.steps.has('images')) await run(({ aws }) => registryPassword(aws.ecr));
    if (stack.state.steps.has('files-bucket')) await upload(stack);
    lose();
    await run(({ up }) => up(flags, { recover: true }));
    await run(({ teardown }) => teardown('delete'));
  }
}

/** What somebody put in the bucket for files, by a link that the app has signed. */
const upload = (stack: Stack) =>
  stack.aws.s3.send(
    new PutObjectCommand({ Bucket: stack.handle('files-bucket')['bucket'] as string, Key: 'cat.jpg', Body: 'meow' }),
  );

/** A site that moves to another name. */
async function ofAnotherDomain(): Promise<void> {
  const { run } = recordedStack();
  await run(({ up }) => up({ database: 'none' }));
  await run(({ up }) => up({ domain: 'shop.example.com' }));
  await run(({ teardown }) => teardown('delete'));
}

/** A database that goes back to a moment, to the one before and to a snapshot, and a drill that is stopped. */
async function restoredAndPractised(): Promise<void> {
  const { stack, run } = recordedStack();
  const { clock } = stack;
  await run(({ up }) => up({ delivery: 'local' }));
  await clock.sleep(60 * 60_000);
  await run(({ practise }) => practise());
  const stopped = new AbortController();
  void clock.sleep(60_000).then(() => stopped.abort());
  await run(({ practise }) => practise({ signal: stopped.signal }).catch(() => undefined));
  expect(stack.state.steps.has('drill-database')).toBe(true);
  await run(({ up }) => up());
  await run(({ up }) => up({ 'database-from': momentAnswer(clock.now() - 20 * 60_000) }));
  await run(({ up }) => up({ 'database-from': 'empty' }));
  await run(({ teardown }) => teardown('snapshot'));
  const snapshot = stack.rehearsal.account.inventory().find(({ kind }) => kind === 'snapshot');
  await run(({ up }) => up({ delivery: 'local', 'database-from': snapshot?.id ?? '' }));
  await run(({ teardown }) => teardown('delete'));
}

/** A region that is not enabled, and then one that is. */
async function inAnotherRegion(): Promise<void> {
  const { run } = recordedStack({ scenario: 'region-not-enabled' });
  const small = { database: 'none', entry: 'elastic-ip' };
  await run(async ({ up }) => {
    await up({ ...small, region: 'ap-southeast-3' }).catch(() => undefined);
    await up({ ...small, region: 'us-east-1' });
  });
}

let ended: Promise<void> | undefined;
const allRuns = () =>
  (ended ??= (async () => {
    await everythingMeddledWith();
    await directInDefaultNetwork();
    await balancedInDefaultNetwork();
    await deliveredFromGithub();
    await everythingElse();
    await ofAnotherDomain();
    await restoredAndPractised();
    await inAnotherRegion();
  })());

/** Milliseconds: whoever is first waits for whole lives of all variants, on a machine that may have much else to do. */
const timeout = 5 * 60_000;

describe('the IAM policy that is asked for', { timeout }, () => {
  test('allows every call of whole lives of all variants, as it was made: each resource, each tag', async () => {
    await allRuns();
    const denied = [...kindsOf(recorded)].filter((one) => allowing(policy, one).length === 0);
    expect(denied).toEqual([]);
    expect(recorded.filter(({ asked }) => asked.length === 0).map(actionOf)).toEqual([]);
    expect(recorded.length).toBeGreaterThan(500);
    const operations = new Set(recorded.map(actionOf)).size;
    console.log(
      `permissions: ${recorded.length} calls of ${operations} operations, ${allActions.length} actions allowed`,
    );
  });

  test('was asked by every step', async () => {
    await allRuns();
    const had = reached();
    expect(madeSteps.map(({ id }) => id).filter((id) => !had.has(id))).toEqual([]);
  });

  test('allows it for what the steps of that very stack say, which is what the permission check asks for', async () => {
    await allRuns();
    const kinds = new Map(recorded.map((one) => [one.steps, new Map<string, Asked>()]));
    for (const one of recorded) for (const asked of one.asked) kinds.get(one.steps)!.set(JSON.stringify(asked), asked);
    for (const [had, asked] of kinds) {
      const own = madeSteps.filter(({ id }) => had.has(id)).flatMap(({ allows }) => allows);
      // What commands may do that look at any stack.
      const allowed = [...own, ...chapters.flatMap(({ allows = [] }) => allows)];
      const Statement = allowed.map(({ actions, on, when }) => ({
        Effect: 'Allow',
        Action: actions,
        Resource: on,
        ...(when && { Condition: when }),
      }));
      expect(had.size).toBeGreaterThan(20);
      const denied = [...asked.values()].filter((one) => allowing({ Statement }, one).length === 0);
      expect(denied.filter(({ action }) => !(lost.has(had) && isRead(action)))).toEqual([]);
    }
  });

  test('allows nothing that was neither called nor needed by a call', async () => {
    await allRuns();
    const called = new Set(recorded.flatMap(({ asked }) => asked.map(({ action }) => action)));
    expect([...called].filter((action) => !allActions.includes(action))).toEqual([]);
    expect(allActions.filter((action) => !called.has(action))).toEqual([]);
  });

  test('needs each of its statements', async () => {
    await allRuns();
    const kinds = [...kindsOf(recorded)];
    const [base, ...own] = documents.map((one) => one.policy.Statement);
    // Who has the policy of a chapter has the first as well, and need not have another.
    for (const one of [[], ...own]) {
      const Statement = [...(base ?? []), ...one];
      const only = kinds.map((asked) => allowing({ Statement }, asked)).filter(({ length }) => length === 1);
      const needed = new Set(only.flat());
      expect(Statement.filter((statement) => !needed.has(statement))).toEqual([]);
    }
  });
});

/** The same, asked for what carries no label of ours and has no name of ours. */
const foreign = ({ action, resource, context }: Asked): Asked => ({
  action,
  resource: resource
    .replace(/demo-[\w-]+/g, 'payroll')
    .replace('rds!db-', 'payroll-')
    .replace(/parameter\/stepway\/.*/, 'parameter/payroll')
    .replace(/log-group:\/stepway\/.*/, 'log-group:payroll'),
  context: Object.fromEntries(
    Object.entries(context).filter(([key]) => !/^aws:(Resource|Request)Tag\/|:CreateAction$/.test(key)),
  ),
});

describe('the same call for what is not ours', { timeout }, () => {
  test('is denied, where AWS can tell; where it cannot, it is said', async () => {
    await allRuns();
    const allowed = recorded.filter(({ asked }) => asked.every((one) => allowing(policy, foreign(one)).length > 0));
    const writes = new Set(allowed.filter(({ call }) => call.write).map(actionOf));
    expect([...writes].toSorted()).toEqual(Object.keys(unscoped).toSorted());
  });

  const ec2 = (rest: string) => `arn:aws:ec2:us-east-1:123456789012:${rest}`;
  const iam = (rest: string) => `arn:aws:iam::123456789012:${rest}`;
  const rds = (rest: string) => `arn:aws:rds:us-east-1:123456789012:${rest}`;
  const withLabel = { 'aws:RequestTag/stepway:name': 'demo' };

  test.each<[string, Asked]>([
    ['stop another server', { action: 'ec2:TerminateInstances', resource: ec2('instance/i-1'), context: {} }],
    [
      'delete another network',
      { action: 'ec2:DeleteVpc', resource: ec2('vpc/vpc-1'), context: { 'aws:ResourceTag/Name': 'x' } },
    ],
    [
      'open another firewall',
      { action: 'ec2:AuthorizeSecurityGroupIngress', resource: ec2('security-group/sg-1'), context: {} },
    ],
    ['make a thing its own', { action: 'ec2:CreateTags', resource: ec2('instance/i-1'), context: withLabel }],
    [
      'start somebody’s image',
      {
        action: 'ec2:RunInstances',
        resource: 'arn:aws:ec2:us-east-1::image/ami-1',
        context: { 'ec2:Owner': '210987654321' },
      },
    ],
    [
      'start a server in another firewall',
      { action: 'ec2:RunInstances', resource: ec2('security-group/sg-1'), context: {} },
    ],
    ['delete another role', { action: 'iam:DeleteRole', resource: iam('role/admin'), context: {} }],
    ['write into another role', { action: 'iam:PutRolePolicy', resource: iam('role/admin'), context: {} }],
    [
      'make its role an administrator',
      {
        action: 'iam:AttachRolePolicy',
        resource: iam('role/demo-server-role'),
        context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' },
      },
    ],
    [
      'hand its role to another service',
      {
        action: 'iam:PassRole',
        resource: iam('role/demo-server-role'),
        context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      },
    ],
    [
      'hand another role to a server',
      { action: 'iam:PassRole', resource: iam('role/admin'), context: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    ],
    ['read another bucket', { action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/2026.csv', context: {} }],
    ['empty another bucket', { action: 's3:DeleteObjectVersion', resource: 'arn:aws:s3:::payroll/x', context: {} }],
    ['run a script on another server', { action: 'ssm:CreateAssociation', resource: ec2('instance/i-1'), context: {} }],
    [
      'run another document on a server',
      {
        action: 'ssm:CreateAssociation',
        resource: 'arn:aws:ssm:us-east-1::document/AWS-RunRemoteScript',
        context: withLabel,
      },
    ],
    [
      'end an account’s trust in GitHub that was there before',
      {
        action: 'iam:DeleteOpenIDConnectProvider',
        resource: iam('oidc-provider/token.actions.githubusercontent.com'),
        context: {},
      },
    ],
    [
      'change another deployment group',
      {
        action: 'codedeploy:UpdateDeploymentGroup',
        resource: 'arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:payroll/servers',
        context: {},
      },
    ],
    ['make a user', { action: 'iam:CreateUser', resource: iam('user/x'), context: {} }],
    ['make a key', { action: 'iam:CreateAccessKey', resource: iam('user/x'), context: {} }],
    ['delete another database', { action: 'rds:DeleteDBInstance', resource: rds('db:payroll'), context: {} }],
    ['change another database', { action: 'rds:ModifyDBInstance', resource: rds('db:payroll'), context: {} }],
    ['label another database', { action: 'rds:AddTagsToResource', resource: rds('db:payroll'), context: withLabel }],
    [
      'read the database’s password',
      {
        action: 'secretsmanager:GetSecretValue',
        resource: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-1',
        context: {},
      },
    ],
    [
      'make another secret',
      {
        action: 'secretsmanager:CreateSecret',
        resource: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:payroll',
        context: {},
      },
    ],
    [
      'read a parameter',
      { action: 'ssm:GetParameter', resource: 'arn:aws:ssm:us-east-1:123456789012:parameter/payroll', context: {} },
    ],
    ['open a shell on a server', { action: 'ssm:StartSession', resource: ec2('instance/i-1'), context: {} }],
    [
      'change who answers for a domain',
      {
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1',
        context: { 'route53:ChangeResourceRecordSetsRecordTypes': ['NS'] },
      },
    ],
    [
      'delete another load balancer',
      {
        action: 'elasticloadbalancing:DeleteLoadBalancer',
        resource: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/1',
        context: {},
      },
    ],
    [
      'delete another certificate',
      { action: 'acm:DeleteCertificate', resource: 'arn:aws:acm:us-east-1:123456789012:certificate/1', context: {} },
    ],
    [
      'make anything without its label',
      { action: 'ec2:CreateVpc', resource: ec2('vpc/*'), context: { 'aws:RequestTag/Name': 'x' } },
    ],
  ])('does not let anybody %s', (_, asked) => {
    expect(allowing(policy, asked)).toEqual([]);
  });
});
