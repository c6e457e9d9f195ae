import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../src/aws/at-most-once.ts';
import { pack } from '../../src/deploy/bundle.ts';
import { deployAgain, deployBundle } from '../../src/deploy/deploy.ts';
import { follow } from '../../src/deploy/follow.ts';
import { deploymentsSince, revisionName, startDeployment } from '../../src/deploy/deployments.ts';
import { Trouble } from '../../src/errors.ts';
import { deploy as start } from '../../src/operations/deploy.ts';
import { projectOf } from '../init/projects.ts';
import { minutes } from '../rehearsal/support.ts';
import { initialise, newTarget, target } from './support.ts';

/** A bundle whose content is this. */
function bundleOf(content: string) {
  const folder = projectOf({ 'index.html': content });
  initialise(folder);
  return pack(folder);
}

async function troubleOf(work: Promise<unknown>): Promise<Trouble> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (one: unknown) => one,
  );
  if (!(error instanceof Trouble)) throw error;
  return error;
}

/** The program is killed right after AWS has acted on this call: nothing of it runs any more. */
const killedAfter = (operation: string) => ({
  afterCall: (call: { operation: string }) =>
    call.operation === operation ? new Promise<never>(() => undefined) : Promise.resolve(),
});

const failing = {
  otherwise: {
    deploymentFails: {
      at: 'ValidateService',
      code: 'ScriptFailed',
      message: 'Script at specified location: deploy/check.sh failed with exit code 1',
      scriptName: 'deploy/check.sh',
      logTail:
        "LifecycleEvent - ValidateService\nScript - deploy/check.sh\n[stderr]No response from http://127.0.0.1:8080/.\n[stderr]The app's last log lines:\n[stderr]Error: \u001b[31mno\n",
    },
  },
} as const;

test('a bundle is uploaded, deployed, and followed through every event, each with its time', async () => {
  const { run, created } = await newTarget();
  const { deploy, shown } = run();
  const id = await deploy(bundleOf('one'));
  expect(id).toMatch(/^d-/);
  expect(created()).toBe(1);
  expect(shown.slice(0, 2).map(({ is }) => is)).toEqual(['uploaded', 'started']);
  const ended = shown.flatMap((one) => (one.is === 'event' && one.status === 'Succeeded' ? [one] : []));
  expect(ended.map(({ event }) => event)).toEqual([
    'ApplicationStop',
    'DownloadBundle',
    'BeforeInstall',
    'Install',
    'AfterInstall',
    'ApplicationStart',
    'ValidateService',
  ]);
  for (const { seconds } of ended) expect(seconds).toBeGreaterThan(0);
});

test('an earlier version is deployed again from the bucket', async () => {
  const { run, calls } = await newTarget();
  await run().deploy(bundleOf('one'));
  const { deploying, deploy } = run();
  await deploy(bundleOf('two'));
  const [, first] = await deploymentsSince(deploying.aws.codeDeploy, target, 0);
  await follow(deploying, await deployAgain(deploying, first!));
  const [newest] = await deploymentsSince(deploying.aws.codeDeploy, target, 0);
  expect(newest?.revision).toEqual(first?.revision);
  expect(newest?.revision?.s3Location?.version).toBeTruthy();
  expect(revisionName(newest!)).toBe(bundleOf('one').hash.slice(0, 12));
  expect(calls.filter(({ operation }) => operation === 'PutObject')).toHaveLength(2);
});

test('a script of the release before never stands in the way', async () => {
  const { run, calls } = await newTarget();
  await run().deploy(bundleOf('one'));
  expect(calls.find(({ operation }) => operation === 'CreateDeployment')?.input).toMatchObject({
    ignoreApplicationStopFailures: true,
  });
});

describe('a deployment that fails', () => {
  test('says in which event, with the script’s own last lines, the likely cause and what to do', async () => {
    const { run } = await newTarget();
    const trouble = await troubleOf(run(failing).deploy(bundleOf('bad')));
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toContain('failed in ValidateService');
    expect(trouble.what.en).toContain('its health path does not respond');
    expect(trouble.what.ko).toMatch(/ValidateService, 사이트 응답 확인 단계/);
    expect(trouble.todo.en).toContain('$PORT');
    expect(trouble.reached).toMatchObject({
      event: 'ValidateService',
      code: 'ScriptFailed',
      script: 'deploy/check.sh',
      lines: ['No response from http://127.0.0.1:8080/.', "The app's last log lines:", 'Error: no'],
    });
  });

  test('is followed until the last good version is back', async () => {
    const { run } = await newTarget();
    await run().deploy(bundleOf('one'));
    const { deploy, shown } = run(failing);
    const { reached } = await troubleOf(deploy(bundleOf('bad')));
    expect(reached).toMatchObject({ rollback: expect.stringMatching(/^d-/), restored: true });
    expect(shown.map(({ is }) => is)).toContain('rolling-back');
    // Nothing is in the way of the next one.
    await run().deploy(bundleOf('mended'));
  });
});

describe('there are never two at once', () => {
  test('another one under way is an error that names it', async () => {
    const { run, clock, created } = await newTarget();
    const first = run();
    const id = await deployBundle(first.deploying, bundleOf('one'));
    await clock.sleep(2000);
    const trouble = await troubleOf(run().deploy(bundleOf('two')));
    expect(trouble.kind).toBe('state');
    expect(trouble.what.en).toContain(id);
    expect(created()).toBe(1);
  });

  test('one of the same content is joined', async () => {
    const { run, created } = await newTarget();
    const first = run();
    const id = await deployBundle(first.deploying, bundleOf('one'));
    const second = run();
    expect(await second.deploy(bundleOf('one'))).toBe(id);
    expect(second.shown.map(({ is }) => is)).toContain('found');
    expect(created()).toBe(1);
  });

  test('one that began between our look and our start is found, too', async () => {
    const { run } = await newTarget();
    let others = 0;
    const { deploy, deploying } = run({
      onCall: async ({ operation }) => {
        if (operation !== 'CreateDeployment' || others++ > 0) return;
        await startDeployment(deploying.aws.codeDeploy, target, { key: 'theirs.zip' }, 'of somebody else');
      },
    });
    expect((await troubleOf(deploy(bundleOf('two')))).kind).toBe('state');
    const all = await deploymentsSince(deploying.aws.codeDeploy, target, 0);
    expect(all.map(({ description }) => description)).toEqual(['of somebody else']);
  });
});

test('an account that has all the deployments it may have is told to wait, and nothing is said to be in progress', async () => {
  const { run } = await newTarget();
  const full = Object.assign(new Error('limit'), { name: 'DeploymentLimitExceededException' });
  const { deploy } = run({
    onCall: ({ operation }) => (operation === 'CreateDeployment' ? Promise.reject(full) : Promise.resolve()),
  });
  const { kind, what, todo } = await troubleOf(deploy(bundleOf('one')));
  expect([kind, what.en]).toEqual(['state', expect.stringContaining('accepts no more deployments')]);
  expect(todo.en).toContain('in a few minutes');
});

describe('a deployment is found again, and not started twice,', () => {
  test.each([0, 1, 30])('when the program is killed before it hears the answer (%d minutes ago)', async (ago) => {
    const { run, clock, created } = await newTarget();
    const killed = run(killedAfter('CreateDeployment'));
    void deployBundle(killed.deploying, bundleOf('one'));
    while (created() === 0) await clock.sleep(100);
    await clock.sleep(1000 + minutes(ago));
    const again = run();
    await again.deploy(bundleOf('one'));
    expect(again.shown.map(({ is }) => is)).toContain('found');
    expect(created()).toBe(1);
  });

  test('when its answer is lost on the way', async () => {
    const { run, created } = await newTarget();
    let lost = 0;
    const { deploy } = run({
      afterCall: ({ operation }) =>
        operation === 'CreateDeployment' && lost++ === 0
          ? Promise.reject(new OutcomeUnknown('CreateDeployment', new Error('socket hang up')))
          : Promise.resolve(),
    });
    await deploy(bundleOf('one'));
    expect(created()).toBe(1);
  });

  test('but the same content is deployed anew once it is over and told of', async () => {
    const { run, created, intentFile } = await newTarget();
    await run().deploy(bundleOf('one'));
    expect(existsSync(intentFile)).toBe(false);
    await run().deploy(bundleOf('one'));
    expect(created()).toBe(2);
  });

  test('and a failed one of a killed run is tried anew', async () => {
    const { run, clock, created } = await newTarget();
    const killed = run({ ...failing, ...killedAfter('CreateDeployment') });
    void deployBundle(killed.deploying, bundleOf('one'));
    while (created() === 0) await clock.sleep(100);
    await clock.sleep(minutes(10));
    await run().deploy(bundleOf('one'));
    expect(created()).toBe(2);
  });

  test('and a damaged note of it does no harm', async () => {
    const { run, intentFile } = await newTarget();
    writeFileSync(intentFile, '{"key":');
    await run().deploy(bundleOf('one'));
    expect(existsSync(intentFile)).toBe(false);
  });
});

test('whoever goes lets the deployment go on, and is told how to see it again', async () => {
  const { run, clock } = await newTarget();
  const controller = new AbortController();
  const { deploying } = run({}, controller.signal);
  const id = await deployBundle(deploying, bundleOf('one'));
  const leaving = troubleOf(follow(deploying, id));
  await clock.sleep(3000);
  controller.abort();
  const trouble = await leaving;
  expect(trouble.kind).toBe('interrupted');
  expect(trouble.what.en).toContain(`${id} continues`);
  expect(trouble.todo.en).toContain('--follow');
  await clock.sleep(minutes(5));
  const past = await deploymentsSince(deploying.aws.codeDeploy, target, 0);
  expect(past.map(({ status }) => status)).toEqual(['Succeeded']);
});

test('going back after an automatic rollback that failed is to the last good version, not to the one before it', async () => {
  const { run, clock } = await newTarget();
  await run().deploy(bundleOf('one'));
  const good = await run().deploy(bundleOf('two'));
  const { aws, deploying, deploy } = run();
  const policy = { RoleName: 'server', PolicyName: 'bundles' };
  const { PolicyDocument = '' } = await aws.iam.send(new GetRolePolicyCommand(policy));
  await aws.iam.send(new DeleteRolePolicyCommand(policy));
  await clock.sleep(minutes(2));
  expect((await troubleOf(deploy(bundleOf('bad')))).reached).toMatchObject({ restored: false });
  await aws.iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: decodeURIComponent(PolicyDocument) }));
  await clock.sleep(minutes(2));
  const { id } = await start(deploying, 'rollback');
  const past = await deploymentsSince(deploying.aws.codeDeploy, target, 0);
  const revision = (of: string) => past.find(({ deploymentId }) => deploymentId === of)?.revision?.s3Location?.version;
  expect(revision(id)).toBe(revision(good));
});

test('whoever goes during the rollback hears why the deployment failed', async () => {
  const { run, clock } = await newTarget();
  await run().deploy(bundleOf('one'));
  const controller = new AbortController();
  const { deploy, shown } = run(failing, controller.signal);
  const leaving = troubleOf(deploy(bundleOf('bad')));
  while (!shown.some(({ is }) => is === 'rolling-back')) await clock.sleep(100);
  controller.abort();
  const { kind, what, reached } = await leaving;
  expect(kind).toBe('aws');
  expect(what.en).toContain('failed in ValidateService');
  expect(reached).toMatchObject({ rollback: expect.stringMatching(/^d-/) });
  expect(reached).not.toHaveProperty('restored');
});

test('nothing secret is written down: the hash of a bundle, a random word, a time', async () => {
  const { run, intentFile } = await newTarget();
  const { deploying } = run();
  await deployBundle(deploying, bundleOf('one'));
  expect(JSON.parse(readFileSync(join(intentFile), 'utf8'))).toEqual({
    description: expect.stringMatching(/^stepway [0-9a-f]{64} [0-9a-f]{16}$/),
    at: expect.any(Number),
  });
});
