import { GetBucketLifecycleConfigurationCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { describe, expect, test } from 'vitest';
import { bundleKey, bundlePrefix, configKey } from '../../src/steps/delivery/layout.ts';
import { subjects } from '../../src/steps/delivery/github-subjects.ts';
import { typical, type Latencies } from '../../src/rehearsal/rehearsal.ts';
import { around } from '../engine/mortal.ts';
import { newStack, type Stack, type StackOptions } from '../support/stack.ts';
import { here } from '../support/spoiling.ts';

const github = { delivery: 'github', repository: 'octocat/shop' };
const kinds = (stack: Stack) => stack.rehearsal.account.inventory().map(({ kind }) => kind);
const written = (stack: Stack, since: number) =>
  stack.calls.slice(since).flatMap(({ operation, write }) => (write ? operation : []));
const bucketOf = (stack: Stack) => stack.handle('delivery-bucket')['bucket'] as string;
const roleOf = (stack: Stack, step: string) =>
  stack.rehearsal.account.data.roles.find(({ name }) => name === stack.handle(step)['roleName'])!;

async function config(stack: Stack) {
  const { Body } = await stack.aws.s3.send(new GetObjectCommand({ Bucket: bucketOf(stack), Key: configKey }));
  return Object.fromEntries(
    (await Body!.transformToString())
      .trim()
      .split('\n')
      .map((line) => line.split('=', 2)),
  );
}

async function upload(stack: Stack, text: string) {
  const { VersionId } = await stack.aws.s3.send(
    new PutObjectCommand({ Bucket: bucketOf(stack), Key: bundleKey, Body: text }),
  );
  return VersionId!;
}

/** Deploys one version and waits until it has come to an end. */
async function deploy(stack: Stack, version: string) {
  const { aws, clock } = stack;
  const { deploymentId } = await aws.codeDeploy.send(
    new CreateDeploymentCommand({
      applicationName: 'demo-application',
      deploymentGroupName: 'demo-deployment-group',
      revision: {
        revisionType: 'S3',
        s3Location: { bucket: bucketOf(stack), key: bundleKey, bundleType: 'zip', version },
      },
    }),
  );
  await clock.sleep(5 * 60_000);
  return (await aws.codeDeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo!;
}

/** No more than a server and its entrance: what takes little to build. */
const withoutDatabase = (options?: StackOptions) => ({
  stack: newStack(options),
  flags: { database: 'none', network: 'default' },
});

test('a stack gets all that its app is delivered with, and says what there is', async () => {
  const stack = newStack();
  const { delivery } = await stack.up({ delivery: 'local' });
  expect(delivery).toEqual({
    bucket: bucketOf(stack),
    application: 'demo-application',
    deploymentGroup: 'demo-deployment-group',
    settings: expect.stringMatching(/^\/stepway\/[0-9a-f]{8}\/env$/),
  });
  expect(await config(stack)).toMatchObject({
    PORT: '8080',
    AWS_REGION: 'us-east-1',
    DATABASE_ENGINE: 'postgres',
    DATABASE_PORT: '5432',
    DATABASE_NAME: 'app',
    DATABASE_SECRET_ARN: expect.stringContaining(':secret:rds!db-'),
  });
});

test('added later, it is all that changes: the server is not touched', async () => {
  const { stack, flags } = withoutDatabase();
  await stack.up(flags);
  const server = stack.handle('server');
  const before = stack.calls.length;
  await stack.up({ delivery: 'local' });
  expect(stack.handle('server')).toEqual(server);
  expect([...new Set(written(stack, before))].toSorted()).toEqual([
    'CreateApplication',
    'CreateAssociation',
    'CreateBucket',
    'CreateDeploymentGroup',
    'CreateRole',
    'PutBucketLifecycleConfiguration',
    'PutBucketPolicy',
    'PutBucketVersioning',
    'PutObject',
    'PutParameter',
    'PutPublicAccessBlock',
    'PutRolePolicy',
  ]);
});

test('only where images are built on AWS have builds docker, and may they push to the registry', async () => {
  const { stack, flags } = withoutDatabase();
  await stack.up({ ...flags, delivery: 'local', build: 'codebuild' });
  const isPrivileged = () => here(stack).buildProjects[0]?.environment.privilegedMode;
  const mayPush = () =>
    stack.rehearsal.account.data.roles.some(
      ({ name, inline }) => name.endsWith('-build-role') && JSON.stringify(inline).includes('ecr:PutImage'),
    );
  expect([isPrivileged(), mayPush()]).toEqual([false, false]);
  await stack.up({ docker: 'true' });
  expect([isPrivileged(), mayPush()]).toEqual([true, true]);
  await stack.up({ docker: 'false' });
  expect([isPrivileged(), mayPush()]).toEqual([false, false]);
});

test('a teardown takes bundles, old versions and unfinished uploads as well', async () => {
  const { stack, flags } = withoutDatabase();
  await stack.up({ ...flags, ...github });
  for (const text of ['one', 'two']) await upload(stack, text);
  stack.rehearsal.account.data.buckets[0]!.uploads.push({ key: bundleKey, id: 'unfinished' });
  const rows = await stack.teardown('delete');
  expect(rows.flatMap(({ outcome, step }) => (outcome === 'kept' ? step : []))).toEqual(['default-vpc']);
  expect(stack.rehearsal.account.inventory()).toEqual([]);
});

test('a teardown takes the settings of the app, and nobody else’s', async () => {
  const { stack, flags } = withoutDatabase();
  const { delivery } = await stack.up({ ...flags, delivery: 'local' });
  const { ssm } = stack.aws;
  const setting = { Type: 'SecureString', Value: 'hidden' } as const;
  for (let at = 0; at < 12; at++)
    await ssm.send(new PutParameterCommand({ Name: `${delivery?.settings}/NAME_${at}`, ...setting }));
  await ssm.send(new PutParameterCommand({ Name: '/stepway/0000/env/NAME', ...setting }));
  await stack.teardown('delete');
  expect(stack.rehearsal.account.inventory().map(({ id }) => id)).toEqual(['/stepway/0000/env/NAME']);
});

test('taken back, it goes and the rest stays', async () => {
  const { stack, flags } = withoutDatabase();
  await stack.up(flags);
  const without = kinds(stack).toSorted();
  await stack.up(github);
  await stack.up({ delivery: 'none' });
  expect(kinds(stack).toSorted()).toEqual(without);
});

test('what the app has to know follows the port and the database', async () => {
  const { stack, flags } = withoutDatabase();
  await stack.up({ ...flags, delivery: 'local' });
  expect(await config(stack)).toEqual({ PORT: '8080', AWS_REGION: 'us-east-1' });
  await stack.up({ 'app-port': '3000', database: 'mysql' });
  expect(await config(stack)).toMatchObject({ PORT: '3000', DATABASE_ENGINE: 'mysql', DATABASE_PORT: '3306' });
  await stack.up({ database: 'none' }, { data: 'delete' });
  expect(await config(stack)).toEqual({ PORT: '3000', AWS_REGION: 'us-east-1' });
});

test('what was changed by hand is put right, and the rest is left alone', async () => {
  const { stack, flags } = withoutDatabase();
  await stack.up({ ...flags, delivery: 'local' });
  const [bucket] = stack.rehearsal.account.data.buckets;
  const here = stack.rehearsal.account.data.regions['us-east-1']!;
  Object.assign(bucket!, { publicAccess: {}, versioning: 'Suspended' });
  delete bucket!.policy;
  delete bucket!.lifecycle;
  here.deploymentGroups[0]!.rollback = { enabled: false };
  here.associations[0]!.targets = [];
  roleOf(stack, 'deploy-role').inline['deploy'] = '{"Statement":[]}';
  roleOf(stack, 'server-role').inline = {};
  await stack.clock.sleep(120_000);
  const before = stack.calls.length;
  await stack.up();
  expect([...new Set(written(stack, before))].toSorted()).toEqual([
    'PutBucketLifecycleConfiguration',
    'PutBucketPolicy',
    'PutBucketVersioning',
    'PutPublicAccessBlock',
    'PutRolePolicy',
    'UpdateAssociation',
    'UpdateDeploymentGroup',
  ]);
  const { plan } = await stack.plan();
  expect(plan.filter(({ action }) => action !== 'keep')).toEqual([]);
});

test('the current version of the app never expires, and ten earlier ones are kept', async () => {
  const { stack, flags } = withoutDatabase();
  await stack.up({ ...flags, delivery: 'local' });
  const { Rules = [] } = await stack.aws.s3.send(
    new GetBucketLifecycleConfigurationCommand({ Bucket: bucketOf(stack) }),
  );
  expect(Rules.map(({ Expiration }) => Expiration)).toEqual([{ ExpiredObjectDeleteMarker: true }]);
  expect(Rules[0]?.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 30, NewerNoncurrentVersions: 10 });
});

describe('a deployment', () => {
  test('goes through with what the stack has', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, delivery: 'local' });
    expect(await deploy(stack, await upload(stack, 'one'))).toMatchObject({ status: 'Succeeded' });
    const before = stack.calls.length;
    await stack.up();
    expect(written(stack, before)).toEqual([]);
  });

  test('that fails leaves the server where visitors reach it, and the version before serving', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, delivery: 'local' });
    const unlucky = stack.under({ scenario: 'deployment-fails' });
    expect(await deploy(unlucky, await upload(unlucky, 'one'))).toMatchObject({ status: 'Failed' });
    const before = unlucky.calls.length;
    await unlucky.up();
    expect(written(unlucky, before)).toEqual([]);
  });

  test('of a stack without a load balancer does without one', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, delivery: 'local', entry: 'elastic-ip' });
    expect(await deploy(stack, await upload(stack, 'one'))).toMatchObject({ status: 'Succeeded' });
  });
});

describe('the agent', () => {
  test('is sent in no more than Systems Manager takes, and nothing that it would fill in', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, delivery: 'local' });
    const sent = stack.calls.find(({ operation }) => operation === 'CreateAssociation')?.input as {
      Parameters: { commands: string[] };
    };
    // Of 64 KB, with room for what is to come; JSON writes more than a character for some.
    expect(JSON.stringify(sent).length).toBeLessThan(48 * 1024);
    expect(sent.Parameters.commands.filter((line) => line.includes('{{'))).toEqual([]);
  });

  test('that cannot be installed is said to be so, and tried again', async () => {
    const { stack, flags } = withoutDatabase({ otherwise: { agentFails: true } });
    await expect(stack.up({ ...flags, delivery: 'local' })).rejects.toThrow(/its installation failed/);
    const lucky = stack.under({});
    const before = lucky.calls.length;
    await expect(lucky.up()).rejects.toThrow(/its installation failed/);
    expect(written(lucky, before)).toContain('UpdateAssociation');
  });

  test('is not made twice when the answer to its making is lost', async () => {
    let lost = false;
    const { stack, flags } = withoutDatabase({
      afterCall({ operation }) {
        if (operation !== 'CreateAssociation' || lost) return;
        lost = true;
        throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
      },
    });
    await stack.up({ ...flags, delivery: 'local' });
    expect(kinds(stack).filter((kind) => kind === 'association')).toHaveLength(1);
  });
});

describe('strangers', () => {
  test('a bucket of this name that is not ours is left alone', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up(flags);
    stack.rehearsal.account.data.buckets.push({
      name: `demo-${stack.state.id.slice(0, 8)}-delivery-bucket`,
      region: 'us-east-1',
      createdAt: 0,
      knownAt: 0,
      busyUntil: 0,
      tags: {},
      versions: [],
      uploads: [],
    });
    await expect(stack.up({ delivery: 'local' })).rejects.toThrow(/stepway did not create it/);
    await stack.teardown('delete');
    expect(kinds(stack)).toEqual(['bucket']);
  });
});

describe('GitHub', () => {
  test('gets a role that one branch of one repository can take, in both of its spellings', async () => {
    const { stack, flags } = withoutDatabase();
    const { delivery } = await stack.up({ ...flags, ...github, branch: 'release/1.x' });
    expect(delivery?.role).toMatch(/^arn:aws:iam::123456789012:role\/demo-[0-9a-f]{8}-github-role$/);
    expect(JSON.parse(roleOf(stack, 'github-role').trust)).toMatchObject({
      Statement: [
        {
          Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
            StringLike: {
              'token.actions.githubusercontent.com:sub': [
                'repo:octocat/shop:ref:refs/heads/release/1.x',
                'repo:octocat@583231/shop@1296269:ref:refs/heads/release/1.x',
              ],
            },
          },
        },
      ],
    });
    await stack.up({ repository: 'octocat/shop2', branch: 'main' });
    expect(roleOf(stack, 'github-role').trust).toContain('repo:octocat/shop2:ref:refs/heads/main');
  });

  test.each([
    ['repo:octocat/shop:ref:refs/heads/main', true],
    ['repo:octocat@583231/shop@1296269:ref:refs/heads/main', true],
    ['repo:octocat/shop:ref:refs/heads/main2', false],
    ['repo:octocat/shop:ref:refs/heads/x/main', false],
    ['repo:octocat/shop:pull_request', false],
    ['repo:octocat/shop:environment:main', false],
    ['repo:octocat/shop:ref:refs/tags/main', false],
    ['repo:octocat/shop2:ref:refs/heads/main', false],
    ['repo:octocat2/shop:ref:refs/heads/main', false],
    ['repo:octocat@1/shop2@2:ref:refs/heads/main', false],
    ['repo:octocat2@1/shop@2:ref:refs/heads/main', false],
    ['repo:octocat@1/shop@2:ref:refs/heads/x:ref:refs/heads/other', false],
  ])('whose token is for %s is let in: %s', (subject, isLetIn) => {
    const like = (pattern: string) =>
      new RegExp(`^${pattern.replace(/[.+^$()|[\]\\/]/g, '\\$&').replaceAll('*', '.*')}$`).test(subject);
    expect(subjects('octocat/shop', 'any', 'main').some(like)).toBe(isLetIn);
  });

  test('is trusted by its ids: who gets the name later is not let in', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, ...github });
    const pinned = 'repo:octocat@583231/shop@1296269:ref:refs/heads/main';
    expect(roleOf(stack, 'github-role').trust).toContain(pinned);
    expect(roleOf(stack, 'github-role').trust).not.toContain('*');
    // GitHub does not tell today: what is known stays, and is not known of another repository.
    stack.rehearsal.repositoryIds = async () => undefined;
    await stack.up({ ...flags, ...github });
    expect(roleOf(stack, 'github-role').trust).toContain(pinned);
    await stack.up({ ...flags, ...github, repository: 'octocat/shop2' });
    expect(roleOf(stack, 'github-role').trust).toContain('repo:octocat@*/shop2@*:ref:refs/heads/main');
    await stack.up({ ...flags, ...github, repository: 'octocat/shop2', 'repository-ids': '7/8' });
    expect(roleOf(stack, 'github-role').trust).toContain('repo:octocat@7/shop2@8:ref:refs/heads/main');
  });

  test('may upload one prefix and start deployments of one group', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, ...github });
    const { Statement } = JSON.parse(roleOf(stack, 'github-role').inline['deploy']!) as {
      Statement: { Action: string | string[]; Resource: string }[];
    };
    const allowed = Statement.flatMap(({ Action, Resource }) => [Action].flat().map((one) => [one, Resource]));
    expect(allowed.filter(([action]) => /Put|Create/.test(action!))).toEqual([
      ['s3:PutObject', `arn:aws:s3:::${bucketOf(stack)}/${bundlePrefix}*`],
      [
        'codedeploy:CreateDeployment',
        'arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:demo-application/demo-deployment-group',
      ],
    ]);
  });

  test('may follow a deployment on its servers, for which IAM knows no kind of resource', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, ...github });
    const { Statement } = JSON.parse(roleOf(stack, 'github-role').inline['deploy']!) as {
      Statement: { Action: string | string[]; Resource: string }[];
    };
    const everywhere = Statement.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everywhere).toEqual(['codedeploy:BatchGetDeploymentTargets', 'codedeploy:ListDeploymentTargets']);
  });

  const issuer = { url: 'token.actions.githubusercontent.com', clients: ['sts.amazonaws.com'], thumbprints: [] };

  test('that the account trusts already is used, and stays', async () => {
    const { stack, flags } = withoutDatabase();
    stack.rehearsal.account.data.providers.push({ ...issuer, createdAt: 0, visibleAt: 0, tags: {} });
    await stack.up({ ...flags, ...github });
    const rows = await stack.teardown('delete');
    expect(rows.flatMap(({ outcome, step }) => (outcome === 'kept' ? step : []))).toContain('github-provider');
    expect(kinds(stack)).toEqual(['oidc-provider']);
    expect(stack.state.steps.size).toBe(0);
  });

  test('that IAM does not list yet is not left behind by a teardown', async () => {
    const latencies: Latencies = (of) => (of === 'role visible' ? 30_000 : typical(of));
    const { stack, flags } = withoutDatabase({ latencies });
    const controller = new AbortController();
    const between = around(async ({ operation }, next) => {
      const answer = await next();
      if (operation === 'CreateOpenIDConnectProvider') controller.abort();
      return answer;
    });
    await expect(stack.up({ ...flags, ...github }, { between, signal: controller.signal })).rejects.toMatchObject({
      kind: 'interrupted',
    });
    expect(kinds(stack)).toContain('oidc-provider');
    await stack.teardown('delete');
    expect(kinds(stack)).toEqual([]);
  });

  test('that the account trusts for other audiences only is not touched: what to do is said', async () => {
    const { stack, flags } = withoutDatabase();
    stack.rehearsal.account.data.providers.push({ ...issuer, clients: ['x'], createdAt: 0, visibleAt: 0, tags: {} });
    await expect(stack.up({ ...flags, ...github })).rejects.toThrow(/not for the audience sts.amazonaws.com/);
  });

  test('is still trusted when another stack relies on it', async () => {
    const { stack, flags } = withoutDatabase();
    await stack.up({ ...flags, ...github });
    const other = stack.under({ name: 'other' });
    await other.up({ ...flags, ...github, domain: 'other.example.com' });
    const rows = await other.under({ name: 'demo' }).teardown('delete');
    const kept = rows.find(({ step }) => step === 'github-provider');
    expect(kept?.why?.en).toMatch(/^still trusted by other roles: other-[0-9a-f]{8}-github-role$/);
    expect(kinds(other.under({ name: 'other' }))).toContain('oidc-provider');
  });
});

test.each([
  ['refs/heads/main', /--branch must be the branch's name alone: main/],
  ['refs/tags/v1', /--branch must be a branch, such as main: .*tags do not/],
])('the branch %s is refused with a sentence', async (branch, sentence) => {
  await expect(newStack().up({ ...withoutDatabase().flags, ...github, branch })).rejects.toThrow(sentence);
});
