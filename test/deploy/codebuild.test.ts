import type { StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../src/aws/at-most-once.ts';
import { explain } from '../../src/aws/explain.ts';
import { recipeOf } from '../../src/build/recipe.ts';
import { buildspecOf } from '../../src/deploy/codebuild/buildspec.ts';
import type { OnAws } from '../../src/deploy/codebuild/on-aws.ts';
import type { Deploying, Progress } from '../../src/deploy/deploying.ts';
import { Trouble } from '../../src/errors.ts';
import { deploy as deployOrFollow } from '../../src/operations/deploy.ts';
import { rehearse, type ObservedCall, type RehearsalOptions } from '../../src/rehearsal/rehearsal.ts';
import { connect } from '../../src/aws/clients.ts';
import { builtStack } from '../support/built-stack.ts';
import { here } from '../support/spoiling.ts';
import type { Stack } from '../support/stack.ts';

const flags = { database: 'none', entry: 'elastic-ip', delivery: 'local', build: 'codebuild' };

const recipe = recipeOf({ kind: 'go', main: '.' }, 'amd64')!;

const sourcesOf = (content: string): OnAws => ({
  project: 'demo-build-project',
  sources: { bytes: Buffer.from(content), hash: content.repeat(64).slice(0, 64), paths: ['main.go'] },
  buildspec: buildspecOf(recipe, ['appspec.yml', 'bin']),
});

const troubleOf = (work: Promise<unknown>): Promise<Trouble> =>
  work.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => {
      if (error instanceof Trouble) return error;
      throw error;
    },
  );

type Trial = Pick<RehearsalOptions, 'otherwise' | 'onCall' | 'afterCall'>;

/** A stack that builds on AWS, and runs of the program on it. */
async function newBuilder() {
  const stack: Stack = await builtStack(flags);
  const calls: ObservedCall[] = [];
  let kept = JSON.stringify(stack.rehearsal.account.data);
  const store = { load: () => kept, save: (json: string) => void (kept = json) };
  const run = (trial: Trial = {}, signal = new AbortController().signal) => {
    const shown: Progress[] = [];
    const rehearsal = rehearse({
      clock: stack.clock,
      store,
      ...trial,
      onCall: async (call) => {
        calls.push(call);
        await trial.onCall?.(call);
      },
    });
    const aws = connect({ region: 'us-east-1', attach: rehearsal.attach });
    const deploying: Deploying = {
      aws,
      clock: stack.clock,
      target: {
        bucket: stack.handle('delivery-bucket')['bucket'] as string,
        application: 'demo-application',
        deploymentGroup: 'demo-deployment-group',
      },
      buildProject: 'demo-build-project',
      intentFile: `${stack.stateFile}.deploy`,
      signal,
      show: (progress) => void shown.push(progress),
    };
    const deploy = async (order: OnAws) => {
      const { id } = await deployOrFollow(deploying, order);
      return id;
    };
    return { aws, deploying, deploy, shown, account: () => rehearsal.account.data.regions['us-east-1']! };
  };
  const count = (operation: string) => calls.filter((call) => call.operation === operation).length;
  return { stack, run, calls, count };
}

/** The program is killed right after AWS has acted on this call: nothing of it runs any more. */
const killedAfter = (operation: string): Trial => ({
  afterCall: (call) => (call.operation === operation ? new Promise<never>(() => undefined) : undefined),
});

const failing: Trial = {
  otherwise: {
    buildFails: {
      at: 'BUILD',
      command: 'bash -euo pipefail',
      status: 2,
      lines: ['> shop@1.0.0 build', 'npm error code ERESOLVE', 'npm error ERESOLVE could not resolve'],
    },
  },
};

test('sources are sent, built on AWS phase by phase, and the bundle that comes of them is deployed', async () => {
  const { run, calls } = await newBuilder();
  const { deploy, shown, account } = run();
  const id = await deploy(sourcesOf('a'));
  expect(shown.map(({ is }) => is).filter((is, at, all) => is !== all[at - 1])).toEqual([
    'sources-uploaded',
    'build-started',
    'phase',
    'started',
    'event',
  ]);
  const phases = shown.flatMap((one) => (one.is === 'phase' && one.status === 'Succeeded' ? [one.phase] : []));
  expect(phases).toEqual([
    'QUEUED',
    'PROVISIONING',
    'DOWNLOAD_SOURCE',
    'INSTALL',
    'BUILD',
    'POST_BUILD',
    'UPLOAD_ARTIFACTS',
  ]);
  const [deployment] = account().deployments;
  expect(deployment).toMatchObject({ id, revision: { s3Location: { key: 'builds/app.zip' } } });
  expect(deployment?.revision.s3Location?.version).toMatch(/^\w{32}$/);
  // The version that was sent just now, and what it is called by: nothing else of this machine reaches the build.
  const started = calls.find(({ operation }) => operation === 'StartBuild')?.input as StartBuildCommandInput;
  expect(started.sourceVersion).toMatch(/^\w{32}$/);
  expect(started.environmentVariablesOverride).toEqual([
    { name: 'STEPWAY_DEPLOYMENT', value: deployment?.description, type: 'PLAINTEXT' },
  ]);
});

test('each deployment gets the bundle of its own build', async () => {
  const { run } = await newBuilder();
  const { deploy, account } = run();
  await deploy(sourcesOf('a'));
  await deploy(sourcesOf('b'));
  const versions = account().deployments.map(({ revision }) => revision.s3Location?.version);
  expect(new Set(versions).size).toBe(2);
});

test('a build that fails says in which phase, which line tells why and what to do; nothing is deployed', async () => {
  const { run, count } = await newBuilder();
  const { deploy } = run(failing);
  const trouble = await troubleOf(deploy(sourcesOf('a')));
  expect(trouble.kind).toBe('aws');
  expect(trouble.what.en).toMatch(/^Build demo-build-project:[\w-]+ failed in BUILD\. Two dependencies/);
  expect(trouble.todo.ko).toContain('npm ci');
  expect(trouble.reached).toMatchObject({
    phase: 'BUILD',
    code: 'COMMAND_EXECUTION_ERROR',
    lines: failing.otherwise?.buildFails?.lines,
    telling: 'npm error code ERESOLVE',
  });
  expect(count('CreateDeployment')).toBe(0);
  // Corrected or not: the next one builds anew.
  await run().deploy(sourcesOf('a'));
  expect(count('StartBuild')).toBe(2);
});

test('what the role of builds lacks is named as such, with the way out', async () => {
  const { stack, run } = await newBuilder();
  const { deploy, aws } = run();
  const { RoleName, PolicyName } = { RoleName: stack.handle('build-role')['roleName'] as string, PolicyName: 'build' };
  await aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  const trouble = await troubleOf(deploy(sourcesOf('a')));
  expect(trouble.what.en).toContain('The role of builds lacks a right');
  expect(trouble.todo.en).toContain('`stepway up`');
});

describe('no build is started twice', () => {
  test('when the answer is lost', async () => {
    const { run, count } = await newBuilder();
    let lost = false;
    const { deploy, account } = run({
      afterCall: ({ operation }) => {
        if (operation !== 'StartBuild' || lost) return;
        lost = true;
        throw new OutcomeUnknown('StartBuildCommand', new Error('socket hang up'));
      },
    });
    await deploy(sourcesOf('a'));
    expect([count('StartBuild'), account().builds.length]).toEqual([1, 1]);
  });

  test.each(['StartBuild', 'GetLogEvents', 'ListObjectVersions', 'CreateDeployment'])(
    'when the program is killed after %s: the same command goes on',
    async (operation) => {
      const { stack, run } = await newBuilder();
      const trial = operation === 'GetLogEvents' ? killedAfter('BatchGetBuilds') : killedAfter(operation);
      void run(trial).deploy(sourcesOf('a'));
      await stack.clock.sleep(10 * 60_000);
      const { deploy, account, shown } = run();
      await deploy(sourcesOf('a'));
      expect(account().builds).toHaveLength(1);
      expect(account().deployments).toHaveLength(1);
      expect(shown.map(({ is }) => is)).toContain(operation === 'CreateDeployment' ? 'found' : 'build-found');
    },
  );

  test('when the same sources are there already', async () => {
    const { run, count } = await newBuilder();
    await run().deploy(sourcesOf('a'));
    await run(killedAfter('nothing')).deploy(sourcesOf('b'));
    expect(count('StartBuild')).toBe(2);
  });
});

test('whoever follows while there is a build alone is told of it, and how it comes to be deployed', async () => {
  const { stack, run } = await newBuilder();
  void run(killedAfter('StartBuild')).deploy(sourcesOf('a'));
  await stack.clock.sleep(5000);
  const { what, todo } = await troubleOf(deployOrFollow(run().deploying, 'follow'));
  expect(what.en).toMatch(/^No deployment is in progress, but build demo-build-project:[\w-]+ is on AWS\.$/);
  expect(todo.en).toContain('`stepway deploy`');
});

test('a build that is no longer there is not waited for', async () => {
  const { stack, run } = await newBuilder();
  const { deploy, account } = run();
  const trouble = troubleOf(deploy(sourcesOf('a')));
  await stack.clock.sleep(12_000);
  account().builds = [];
  await stack.clock.sleep(5 * 60_000);
  expect((await trouble).what.en).toMatch(/^CodeBuild does not know build demo-build-project:/);
});

test('the answer of a second deployment of one build is lost: the first one, which failed, is not taken for it', async () => {
  const { stack, run } = await newBuilder();
  const deploymentFails = { at: 'ApplicationStart', code: 'ScriptFailed', message: 'failed' } as const;
  void run({ otherwise: { deploymentFails }, ...killedAfter('CreateDeployment') }).deploy(sourcesOf('a'));
  await stack.clock.sleep(10 * 60_000);
  let lost = false;
  const { deploy, account } = run({
    onCall: ({ operation }) => {
      if (operation !== 'CreateDeployment' || lost) return;
      lost = true;
      throw new OutcomeUnknown('CreateDeploymentCommand', new Error('socket hang up'));
    },
  });
  const id = await deploy(sourcesOf('a'));
  expect(account().builds).toHaveLength(1);
  expect(account().deployments.map((one) => one.id)).toEqual([expect.not.stringMatching(id), id]);
});

test('Ctrl-C stops waiting, and says that the build goes on and how it comes to be deployed', async () => {
  const { stack, run, count } = await newBuilder();
  const stop = new AbortController();
  const { deploy } = run({}, stop.signal);
  const trouble = troubleOf(deploy(sourcesOf('a')));
  await stack.clock.sleep(12_000);
  stop.abort();
  expect((await trouble).kind).toBe('interrupted');
  expect((await trouble).what.en).toContain('continues on AWS, but nothing is deployed');
  expect((await trouble).what.ko).toContain('배포되지는 않습니다');
  expect((await trouble).todo.en).toContain('it finds this build');
  expect((await trouble).reached).toEqual({ build: expect.stringMatching(/^demo-build-project:/) });
  await run().deploy(sourcesOf('a'));
  expect(count('StartBuild')).toBe(1);
});

test('while another build runs, and in an account that may run none, it says so', async () => {
  const { stack, run } = await newBuilder();
  void run(killedAfter('StartBuild')).deploy(sourcesOf('a'));
  await stack.clock.sleep(5000);
  const busy = await troubleOf(run().deploy(sourcesOf('b')));
  expect(busy.kind).toBe('state');
  expect(busy.what.en).toMatch(/^Another build \(demo-build-project:/);
  await stack.clock.sleep(10 * 60_000);
  const none = await run({ otherwise: { builds: 0 } })
    .deploy(sourcesOf('c'))
    .catch((error: unknown) => explain(error, { en: 'Deployment', ko: '배포' }));
  expect((none as Trouble).what.en).toContain('does not let this account run builds yet');
  expect((none as Trouble).todo.en).toContain('--build here');
});

test('here and codebuild add and remove the build’s things and nothing else', async () => {
  const stack = await builtStack(flags);
  const all = new Set(stack.state.steps.keys());
  await stack.up({ build: 'here' });
  const without = new Set(stack.state.steps.keys());
  const those = ['build-log', 'build-log-retention', 'build-role', 'build-policy', 'build-project'];
  expect([...all].filter((id) => !without.has(id)).toSorted()).toEqual(those.toSorted());
  expect([here(stack).buildProjects, here(stack).logGroups]).toEqual([[], []]);
  await stack.up({ build: 'codebuild' });
  expect(new Set(stack.state.steps.keys())).toEqual(all);
});

test('a server with an Arm processor gets its builds from a machine with one', async () => {
  const stack = await builtStack({ ...flags, 'instance-type': 't4g.small' });
  expect(here(stack).buildProjects[0]?.environment).toMatchObject({
    type: 'ARM_CONTAINER',
    image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0',
  });
});
