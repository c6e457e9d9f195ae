import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect } from 'vitest';
import { isNotFound } from '../../src/aws/error-names.ts';
import type { Clock } from '../../src/clock.ts';
import { Trouble } from '../../src/errors.ts';
import { canonical } from '../../src/facts.ts';
import { contextOf, type Run } from '../../src/engine/run.ts';
import { drawn } from '../../src/rehearsal/rehearsal.ts';
import { readState } from '../../src/state/file-store.ts';
import { bundleKey } from '../../src/steps/delivery/layout.ts';
import { steps } from '../../src/steps/index.ts';
import { around, mortal, type Death } from '../engine/mortal.ts';
import { newStack, type Flags, type RunOptions, type Stack } from '../support/stack.ts';
import { count } from './fuzz.ts';

/** What may befall a run on its way. */
interface Mishap {
  readonly death?: Death;
  /** Ctrl-C at the nth write call. */
  readonly stopAt?: number;
  /** What happens to the nth call of a kind, whatever it asks. */
  readonly faults: readonly { readonly at: number; readonly write: boolean; readonly fault: Fault }[];
}

type Fault = keyof typeof faults;

const awsError = (name: string, httpStatusCode: number) =>
  Object.assign(new Error('of the test'), { name, $metadata: { httpStatusCode } });

/** How a call may fail: before AWS has acted on it, or after. */
const faults = {
  throttled: { acted: false, error: () => awsError('Throttling', 400) },
  failed: { acted: false, error: () => awsError('InternalError', 500) },
  'failed after acting': { acted: true, error: () => awsError('InternalFailure', 500) },
  unreachable: { acted: false, error: () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) },
  'answer lost': { acted: true, error: () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) },
} as const;

type Operation =
  | {
      readonly is: 'up';
      readonly change: Flags;
      readonly data?: 'snapshot' | 'delete' | undefined;
      readonly mishap: Mishap;
    }
  | { readonly is: 'teardown'; readonly data: 'snapshot' | 'delete' | undefined; readonly mishap: Mishap }
  | { readonly is: 'drift'; readonly which: number }
  | { readonly is: 'deploy' }
  | { readonly is: 'lose the state file' }
  | { readonly is: 'time'; readonly seconds: number }
  | { readonly is: 'neighbour'; readonly mishap: Mishap };

const mishap: fc.Arbitrary<Mishap> = fc
  .tuple(
    fc.option(
      fc.record({
        of: fc.constantFrom('call' as const, 'event' as const),
        at: fc.integer({ min: 1, max: 150 }),
        moment: fc.constantFrom('before' as const, 'after' as const),
      }),
      { nil: undefined, freq: 2 },
    ),
    fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 2 }),
    fc.array(
      fc.record({
        at: fc.integer({ min: 1, max: 80 }),
        write: fc.boolean(),
        fault: fc.constantFrom(...(Object.keys(faults) as Fault[])),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([death, stopAt, befall]) => ({ ...(death && { death }), ...(stopAt && { stopAt }), faults: befall }));

const word = fc.constantFrom('snapshot' as const, 'delete' as const, undefined);

export const change: fc.Arbitrary<Flags> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Flags>(
      { ssh: 'my-ip' },
      { ssh: 'none' },
      { ssh: '198.51.100.0/24' },
      { www: 'true' },
      { www: 'false' },
      { 'app-port': '3000' },
      { 'health-path': '/health' },
      { 'instance-type': 't3.small' },
      { 'instance-type': 't4g.micro' },
      { 'elastic-ip': 'true' },
      { 'elastic-ip': 'false' },
      { entry: 'elastic-ip', 'elastic-ip': 'true' },
      { entry: 'load-balancer' },
      { domain: 'other.example.com' },
      { network: 'default' },
      { region: 'eu-west-1' },
      { delivery: 'local' },
      { delivery: 'github', repository: 'octocat/shop' },
      { delivery: 'none' },
    ),
  },
);
export const databaseChange = fc.constantFrom<Flags>(
  { database: 'none' },
  { database: 'postgres' },
  { database: 'mysql' },
  { 'database-storage': '40' },
  { 'database-storage': '20' },
  { 'database-standby': 'true' },
  { 'database-standby': 'false' },
  { 'database-class': 'db.t4g.small' },
);

const operationOf = (changes: fc.Arbitrary<Flags>): fc.Arbitrary<Operation> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ is: fc.constant('up' as const), change: changes, data: word, mishap }) },
    { weight: 2, arbitrary: fc.record({ is: fc.constant('teardown' as const), data: word, mishap }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constant('drift' as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.constant({ is: 'deploy' } as const) },
    { weight: 1, arbitrary: fc.constant({ is: 'lose the state file' } as const) },
    {
      weight: 1,
      arbitrary: fc.record({ is: fc.constant('time' as const), seconds: fc.constantFrom(1, 30, 3600, 3 * 86_400) }),
    },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('neighbour' as const), mishap }) },
  );

export const story = (first: readonly Flags[], changes: fc.Arbitrary<Flags>) =>
  fc.record({
    first: fc.constantFrom(...first),
    /** Of random latencies; none, when absent. */
    latencies: fc.option(fc.nat(), { nil: undefined }),
    zoneIsThere: fc.boolean(),
    operations: fc.array(operationOf(changes), { minLength: 1, maxLength: 7 }),
  });

type Story = typeof story extends (...given: never[]) => fc.Arbitrary<infer S> ? S : never;

/** Numbers from 0 to 1 that only depend on the seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const died = Symbol('died');

/** Lets a run meet its mishap; resolves however it ends: with what it threw, `died`, or nothing. */
async function endured(
  clock: Clock,
  { death, stopAt, faults: befall }: Mishap,
  run: (options: RunOptions) => Promise<unknown>,
): Promise<unknown> {
  const controller = new AbortController();
  let writes = 0;
  let reads = 0;
  const trouble = around(async ({ write }, next) => {
    const at = write ? ++writes : ++reads;
    if (write && at === stopAt) {
      count('stops');
      controller.abort();
    }
    const hit = befall.find((one) => one.write === write && one.at === at);
    if (!hit) return next();
    count('faults');
    const { acted, error } = faults[hit.fault];
    if (acted) await next();
    throw error();
  }, 'mishap');
  let thrown: unknown;
  const whole = async (options: RunOptions) => {
    const between: NonNullable<RunOptions['between']> = (client) => {
      options.between?.(client);
      trouble(client);
    };
    await run({ ...options, between, signal: controller.signal }).catch((error: unknown) => {
      thrown = error;
    });
  };
  count('runs');
  if (!death) await whole({});
  else if ((await mortal(death, whole)).end === 'died') {
    count('kills');
    // What was on its way arrives; nobody starts the next run as fast.
    await clock.sleep(2000);
    return died;
  }
  return thrown;
}

const vpcRole = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Things of somebody else, some of which look like ours. */
async function strangers({ aws }: Stack, zoneId: string | undefined) {
  await aws.ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  await aws.iam.send(
    new CreateRoleCommand({
      RoleName: 'demo-server',
      AssumeRolePolicyDocument: vpcRole,
      Tags: [
        { Key: 'stepway:name', Value: 'demo-2' },
        { Key: 'stepway:step', Value: 'server-role' },
      ],
    }),
  );
  if (!zoneId) return;
  const record = { Name: 'mail.example.com.', Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value: '192.0.2.7' }] };
  await aws.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: record }] },
    }),
  );
}

/** Begins a deployment as GitHub would, and does not wait for its end: whatever comes next meets it. */
async function deploy({ aws, state }: Stack): Promise<void> {
  const idOf = (step: string) => Object.values(state.steps.get(step)?.handle ?? {})[0] as string;
  if (!idOf('deployment-group')) return;
  const Bucket = idOf('delivery-bucket');
  const target = { applicationName: idOf('application'), deploymentGroupName: idOf('deployment-group') };
  try {
    const { VersionId: version } = await aws.s3.send(new PutObjectCommand({ Bucket, Key: bundleKey, Body: 'x' }));
    const s3Location = { bucket: Bucket, key: bundleKey, bundleType: 'zip' as const, version: version! };
    await aws.codeDeploy.send(new CreateDeploymentCommand({ ...target, revision: { revisionType: 'S3', s3Location } }));
    count('deployments');
  } catch (error) {
    // What has drifted cannot be deployed to, nor what is deployed to already.
    if (!isNotFound(error) && (error as Error).name !== 'DeploymentLimitExceededException') throw error;
  }
}

type Thing = ReturnType<Stack['rehearsal']['account']['inventory']>[number];

const isOurs = ({ tags }: Thing) => tags['stepway:name'] === 'demo';
const isSnapshot = ({ kind }: Thing) => kind === 'snapshot';
const things = ({ rehearsal }: Stack) => rehearsal.account.inventory();
const ours = (stack: Stack) => things(stack).filter((one) => isOurs(one) && !isSnapshot(one));
const steadily = (all: readonly Thing[]) => all.map(({ kind, tags }) => `${kind} ${tags['stepway:step']}`).toSorted();

/** What a stack of these answers consists of, from a run that nothing disturbs. */
const wholes = new Map<string, Promise<readonly string[]>>();
function wholeOf(flags: Flags, zoneIsThere: boolean): Promise<readonly string[]> {
  const key = `${canonical(flags)} ${zoneIsThere}`;
  const make = async () => {
    const stack = newStack();
    if (zoneIsThere) stack.rehearsal.account.addHostedZone('example.com');
    await stack.up(flags);
    return steadily(ours(stack));
  };
  const known = wholes.get(key) ?? make();
  wholes.set(key, known);
  return known;
}

const expectExpected = (thrown: unknown, where: string) => {
  if (thrown === undefined || thrown === died) return;
  if (!(thrown instanceof Trouble)) throw thrown as Error;
  expect(['usage', 'waiting', 'aws', 'state', 'interrupted'], where).toContain(thrown.kind);
};

/** Plays a story to its end, which is always the same: everything is there once, and then nothing of ours is. */
export async function play(story: Story): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stepway-'));
  try {
    await playIn(folder, story);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function playIn(folder: string, { first, latencies, zoneIsThere, operations }: Story): Promise<void> {
  /** What was said of the data in the run that is under way. */
  let data: 'snapshot' | 'delete' | undefined;
  let now = '';
  const stack = newStack({
    folder,
    ...(latencies !== undefined && { latencies: drawn(randomOf(latencies)) }),
    onCall({ operation, input }) {
      if (operation !== 'DeleteDBInstance') return;
      expect(data, `${now}: the database goes without a word`).toBeDefined();
      expect((input as { SkipFinalSnapshot?: boolean }).SkipFinalSnapshot, now).toBe(data === 'delete');
    },
  });
  const zoneId = zoneIsThere ? stack.rehearsal.account.addHostedZone('example.com').id : undefined;
  await strangers(stack, zoneId);
  const others = () => things(stack).filter((one) => !isOurs(one) && one.tags['stepway:name'] !== 'neighbour');
  const records = () =>
    stack.rehearsal.account.data.zones
      .filter(({ id }) => id === zoneId)
      .flatMap((zone) => zone.records.map((record) => JSON.stringify(record)))
      .toSorted();
  const theirs = structuredClone([others(), records()]);

  const placed = (said: Flags): Flags => ({ ...said, region: stack.state.pin?.region ?? 'us-east-1' });

  let flags: Flags = first;
  let neighbours = 0;
  let settled = false;
  let lost = false;
  let run: Run | undefined;
  const keepRun = (options: RunOptions): RunOptions => ({
    ...options,
    wrap: (one) => (run = options.wrap?.(one) ?? one),
  });

  for (const [index, operation] of operations.entries()) {
    now = `${index + 1}. ${operation.is}`;
    count('operations');
    data = undefined;
    switch (operation.is) {
      case 'up': {
        // Without the state nobody can know what earlier answers made: first the same again.
        const wanted = lost ? flags : { ...flags, ...operation.change };
        data = operation.data;
        const before = stack.calls.filter(({ write }) => write).length;
        const thrown = await endured(stack.clock, operation.mishap, (options) =>
          stack.up(wanted, keepRun({ ...options, recover: lost, ...(data && { data }) })),
        );
        expectExpected(thrown, now);
        const written = stack.calls.filter(({ write }) => write).length - before;
        // The region is chosen before the plan is drawn.
        flags = placed(flags);
        const refused = thrown instanceof Trouble && ['usage', 'state'].includes(thrown.kind);
        if (refused) {
          expect(written, `${now}: ${thrown.what.en}`).toBe(0);
          break;
        }
        // What ended before anything was made from it need not have been possible at all.
        if (written > 0 || thrown === undefined) flags = wanted;
        settled = thrown === undefined;
        if (settled) lost = false;
        break;
      }
      case 'teardown': {
        if (lost) break;
        data = operation.data;
        const thrown = await endured(stack.clock, operation.mishap, (options) => stack.teardown(data, options));
        expectExpected(thrown, now);
        settled = false;
        break;
      }
      case 'drift': {
        if (!run || lost || flags['region'] !== 'us-east-1') break;
        const made = steps.filter(({ id, delete: remove }) => remove && stack.state.steps.get(id)?.handle);
        const step = made[operation.which % Math.max(made.length, 1)];
        // The database is data: whoever deletes it behind our back is not us.
        if (!step || step.going?.data) break;
        count('drifts');
        const handle = stack.handle(step.id);
        const context = Object.assign(contextOf({ ...run, aws: stack.aws }, step), {
          data: undefined,
          since: stack.clock.now(),
        });
        await Promise.resolve(step.delete?.(context, handle)).catch(() => undefined);
        await stack.clock.sleep(600_000);
        break;
      }
      case 'deploy':
        if (!lost && flags['region'] === 'us-east-1') await deploy(stack);
        break;
      case 'lose the state file':
        if (!settled || lost) break;
        count('lost state files');
        await stack.clock.sleep(120_000);
        rmSync(stack.stateFile);
        lost = true;
        settled = false;
        break;
      case 'time':
        await stack.clock.sleep(operation.seconds * 1000);
        break;
      case 'neighbour': {
        neighbours++;
        const other = stack.under({ name: 'neighbour' });
        const small = { entry: 'elastic-ip', database: 'none', domain: 'example.net', region: 'us-east-1' };
        const thrown = await endured(stack.clock, operation.mishap, (options) => other.up(small, options));
        expectExpected(thrown, now);
        break;
      }
    }
    expect(() => readState(stack.stateFile), now).not.toThrow();
  }

  now = 'at last up';
  data = undefined;
  const before = things(stack).filter(({ tags }) => tags['stepway:name'] === 'neighbour');
  // A database that went with a teardown is not coming back: an empty one in its place takes a word.
  await lastly(stack, () => stack.up(flags, { data: (data = 'delete'), recover: lost }));
  await stack.clock.sleep(600_000);
  expect(steadily(ours(stack)), now).toEqual(await wholeOf(flags, zoneIsThere));
  now = 'at last teardown';
  await lastly(stack, () => stack.teardown((data = 'delete')));
  await stack.clock.sleep(600_000);
  expect(steadily(ours(stack)), now).toEqual([]);
  expect(stack.state.steps.size, now).toBe(0);
  expect(
    things(stack).filter(({ tags }) => tags['stepway:name'] === 'neighbour'),
    now,
  ).toEqual(before);
  // Machines of the neighbour have interfaces without a name.
  if (neighbours === 0) expect([others(), records()], now).toEqual(theirs);
}

/** The same command again, without a mishap: at most three times, since AWS may still be busy with what was broken off. */
async function lastly(stack: Stack, run: () => Promise<unknown>): Promise<void> {
  for (let left = 3; ; left--) {
    try {
      await run();
      return;
    } catch (error) {
      if (left <= 1 || !(error instanceof Trouble)) throw error;
      await stack.clock.sleep(60_000);
    }
  }
}

/** Every answer, so that what an earlier run has saved decides nothing. */
export const usual: Flags = {
  region: 'us-east-1',
  network: 'own',
  entry: 'load-balancer',
  'app-port': '8080',
  ssh: 'none',
  'instance-type': 't3.micro',
  'elastic-ip': 'false',
  database: 'none',
  'database-class': 'db.t4g.micro',
  'database-storage': '20',
  'database-standby': 'false',
  domain: 'app.example.com',
  www: 'false',
  'health-path': '/',
  delivery: 'none',
};
