import type { CreateProjectCommandInput } from '@aws-sdk/client-codebuild';
import { describe, expect, test } from 'vitest';
import { minutes, present, refusal, simulated } from './support.ts';

const trust = (condition: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'codebuild.amazonaws.com' },
        Action: 'sts:AssumeRole',
        ...condition,
      },
    ],
  });

const rights = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/in.zip' },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::shop/out/app.zip' },
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
  ],
});

const roleArn = 'arn:aws:iam::123456789012:role/builder';

const project = (more: Partial<CreateProjectCommandInput> = {}): CreateProjectCommandInput => ({
  name: 'shop',
  source: { type: 'S3', location: 'shop/in.zip', buildspec: 'version: 0.2\nphases: {}\n' },
  artifacts: { type: 'S3', location: 'shop', path: 'out', name: 'app.zip', packaging: 'ZIP', namespaceType: 'NONE' },
  environment: {
    type: 'LINUX_CONTAINER',
    image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
    computeType: 'BUILD_GENERAL1_SMALL',
  },
  serviceRole: roleArn,
  logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: '/aws/codebuild/shop' } },
  ...more,
});

/** A bucket with sources in it, a role that CodeBuild knows, and a log group. */
async function prepared(options: Parameters<typeof simulated>[0] = {}) {
  const aws = simulated(options);
  await aws.iam.createRole({ RoleName: 'builder', AssumeRolePolicyDocument: trust() });
  await aws.iam.putRolePolicy({ RoleName: 'builder', PolicyName: 'build', PolicyDocument: rights });
  await aws.logs.createLogGroup({ logGroupName: '/aws/codebuild/shop' });
  await aws.s3.createBucket({ Bucket: 'shop' });
  await aws.clock.sleep(minutes(1));
  await aws.s3.putBucketVersioning({ Bucket: 'shop', VersioningConfiguration: { Status: 'Enabled' } });
  await aws.s3.putObject({ Bucket: 'shop', Key: 'in.zip', Body: 'sources' });
  await aws.clock.sleep(minutes(1));
  return aws;
}

describe('a project', () => {
  test('is not made with a role that CodeBuild has not heard of yet, or that trusts another project', async () => {
    const { iam, codeBuild, clock } = simulated();
    await iam.createRole({ RoleName: 'builder', AssumeRolePolicyDocument: trust() });
    const early = await refusal(codeBuild.createProject(project()));
    expect(early).toMatchObject({
      name: 'InvalidInputException',
      message: `CodeBuild is not authorized to perform: sts:AssumeRole on ${roleArn}`,
    });
    await clock.sleep(minutes(1));
    await codeBuild.createProject(project());
    const of = (name: string) => ({
      Condition: { StringEquals: { 'aws:SourceArn': `arn:aws:codebuild:us-east-1:123456789012:project/${name}` } },
    });
    await iam.updateAssumeRolePolicy({ RoleName: 'builder', PolicyDocument: trust(of('mine')) });
    await expect(codeBuild.createProject(project({ name: 'yours' }))).rejects.toThrow('sts:AssumeRole');
    await codeBuild.createProject(project({ name: 'mine' }));
  });

  test.each([
    ['a name that is too short', { name: 'a' }, /project name/],
    ['an image for another processor', { environment: { ...project().environment!, type: 'ARM_CONTAINER' } }, /image/],
    ['a time limit of a minute', { timeoutInMinutes: 1 }, /timeout/],
    [
      'more builds at a time than the account',
      { concurrentBuildLimit: 61 },
      /account-level concurrent build limit of 60/,
    ],
    ['sources that are no object', { source: { type: 'S3', location: 'shop' } }, /source/],
  ] as const)('is not made with %s', async (_, more, message) => {
    const { codeBuild } = await prepared();
    const refused = await refusal(codeBuild.createProject(project(more)));
    expect(refused.name).toBe('InvalidInputException');
    expect(refused.message).toMatch(message);
  });

  test('has its name once, is changed in parts, and is as good as deleted when it is not there', async () => {
    const { codeBuild } = await prepared();
    await codeBuild.createProject(project({ tags: [{ key: 'a', value: '1' }] }));
    expect((await refusal(codeBuild.createProject(project()))).name).toBe('ResourceAlreadyExistsException');
    await codeBuild.updateProject({ name: 'shop', timeoutInMinutes: 9 });
    const { projects, projectsNotFound } = await codeBuild.batchGetProjects({ names: ['shop', 'other'] });
    expect(projects).toMatchObject([{ timeoutInMinutes: 9, tags: [{ key: 'a', value: '1' }] }]);
    expect(projectsNotFound).toEqual(['other']);
    await codeBuild.deleteProject({ name: 'shop' });
    await codeBuild.deleteProject({ name: 'shop' });
    expect((await refusal(codeBuild.updateProject({ name: 'shop' }))).name).toBe('ResourceNotFoundException');
    expect((await refusal(codeBuild.startBuild({ projectName: 'shop' }))).name).toBe('ResourceNotFoundException');
  });
});

describe('a build', () => {
  test('goes through its phases, logs them, and puts its bundle into the bucket as a version', async () => {
    const { codeBuild, logs, s3, clock } = await prepared();
    await codeBuild.createProject(project());
    const { build } = await codeBuild.startBuild({ projectName: 'shop' });
    expect(build).toMatchObject({ buildStatus: 'IN_PROGRESS', currentPhase: 'QUEUED', buildNumber: 1 });
    await clock.sleep(minutes(10));
    const { builds } = await codeBuild.batchGetBuilds({ ids: [present(build?.id)] });
    expect(builds?.[0]).toMatchObject({ buildStatus: 'SUCCEEDED', currentPhase: 'COMPLETED' });
    const { Versions } = await s3.listObjectVersions({ Bucket: 'shop', Prefix: 'out/' });
    expect(Versions).toHaveLength(1);
    const { groupName = '', streamName = '' } = builds?.[0]?.logs ?? {};
    const { events } = await logs.getLogEvents({ logGroupName: groupName, logStreamName: streamName });
    expect(events?.map(({ message }) => message).join('')).toMatch(/Entering phase BUILD\n[^]*State: SUCCEEDED/);
  });

  test('is the same for the same token, which goes with nothing else', async () => {
    const { codeBuild, clock } = await prepared();
    await codeBuild.createProject(project());
    const start = () => codeBuild.startBuild({ projectName: 'shop', idempotencyToken: 'one' });
    const first = await start();
    expect((await start()).build?.id).toBe(first.build?.id);
    const other = codeBuild.startBuild({ projectName: 'shop', idempotencyToken: 'one', sourceVersion: 'other' });
    expect((await refusal(other)).name).toBe('InvalidInputException');
    await clock.sleep(minutes(6));
    expect((await start()).build?.id).not.toBe(first.build?.id);
  });

  test('waits for nobody where one at a time is allowed, or none', async () => {
    const { codeBuild } = await prepared();
    await codeBuild.createProject(project({ concurrentBuildLimit: 1 }));
    await codeBuild.startBuild({ projectName: 'shop' });
    expect((await refusal(codeBuild.startBuild({ projectName: 'shop' }))).name).toBe('AccountLimitExceededException');
    const none = await prepared({ otherwise: { builds: 0 } });
    await none.codeBuild.createProject(project());
    expect((await refusal(none.codeBuild.startBuild({ projectName: 'shop' }))).message).toBe(
      'Cannot have more than 0 builds in queue for the account',
    );
  });

  test('of an image fails on a machine without docker, and without the right to push', async () => {
    const { codeBuild, clock } = await prepared();
    await codeBuild.createProject(project());
    const buildspecOverride = 'version: 0.2\nphases: {build: {commands: [docker build ., docker push shop]}}\n';
    const failure = async () => {
      const { build } = await codeBuild.startBuild({ projectName: 'shop', buildspecOverride });
      await clock.sleep(minutes(10));
      const { builds } = await codeBuild.batchGetBuilds({ ids: [present(build?.id)] });
      const failed = builds?.[0]?.phases?.find(({ phaseStatus }) => phaseStatus === 'FAILED');
      return `${failed?.phaseType}: ${failed?.contexts?.[0]?.message}`;
    };
    expect(await failure()).toMatch(/^BUILD: Cannot connect to the Docker daemon/);
    const environment = { ...project().environment!, privilegedMode: true };
    await codeBuild.updateProject({ name: 'shop', environment });
    expect(await failure()).toBe('POST_BUILD: Access denied: ecr:InitiateLayerUpload');
  });

  test.each([
    ['sources that are not there', 'DOWNLOAD_SOURCE', { sourceVersion: 'none' }],
    ['a buildspec that is none', 'DOWNLOAD_SOURCE', { buildspecOverride: 'phases: [' }],
  ])('fails with %s', async (_, phase, more) => {
    const { codeBuild, clock } = await prepared();
    await codeBuild.createProject(project());
    const { build } = await codeBuild.startBuild({ projectName: 'shop', ...more });
    await clock.sleep(minutes(10));
    const { builds } = await codeBuild.batchGetBuilds({ ids: [present(build?.id)] });
    expect(builds?.[0]?.buildStatus).toBe('FAILED');
    const failed = builds?.[0]?.phases?.find(({ phaseStatus }) => phaseStatus === 'FAILED');
    expect(failed?.phaseType).toBe(phase);
  });
});

test('a log group has its name once, is kept for a time that CloudWatch knows, and is not found when it is gone', async () => {
  const { logs } = simulated();
  await logs.createLogGroup({ logGroupName: 'shop', tags: { a: '1' } });
  expect((await refusal(logs.createLogGroup({ logGroupName: 'shop' }))).name).toBe('ResourceAlreadyExistsException');
  expect((await refusal(logs.putRetentionPolicy({ logGroupName: 'shop', retentionInDays: 31 }))).name).toBe(
    'InvalidParameterException',
  );
  await logs.putRetentionPolicy({ logGroupName: 'shop', retentionInDays: 30 });
  const resourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:shop';
  await logs.tagResource({ resourceArn, tags: { b: '2' } });
  expect((await logs.listTagsForResource({ resourceArn })).tags).toEqual({ a: '1', b: '2' });
  const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: 'sh' });
  expect(logGroups).toMatchObject([{ logGroupName: 'shop', retentionInDays: 30, arn: `${resourceArn}:*` }]);
  await logs.deleteLogGroup({ logGroupName: 'shop' });
  expect((await refusal(logs.deleteLogGroup({ logGroupName: 'shop' }))).name).toBe('ResourceNotFoundException');
});
