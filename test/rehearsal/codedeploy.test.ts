import { type CodeDeploy, DeploymentLimitExceededException, InvalidRoleException } from '@aws-sdk/client-codedeploy';
import { expect, test } from 'vitest';
import { rehearse, type RehearsalOptions } from '../../src/rehearsal/rehearsal.ts';
import { clientsOf, group, network, minutes, refusal, server, simulated } from './support.ts';

const codedeploy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const readBundles = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bundles/*' }],
});

/** What a deployer does. */
function operations(codeDeploy: CodeDeploy) {
  const deploy = async (key = 'app.zip') => {
    const { deploymentId } = await codeDeploy.createDeployment({
      applicationName: 'shop',
      deploymentGroupName: 'servers',
      revision: { revisionType: 'S3', s3Location: { bucket: 'bundles', key, bundleType: 'zip' } },
    });
    return deploymentId!;
  };
  const look = async (deploymentId: string) => (await codeDeploy.getDeployment({ deploymentId })).deploymentInfo!;
  const events = async (deploymentId: string) => {
    const { targetIds } = await codeDeploy.listDeploymentTargets({ deploymentId });
    const found = await codeDeploy.batchGetDeploymentTargets({ deploymentId, targetIds });
    return found.deploymentTargets?.[0]?.instanceTarget?.lifecycleEvents ?? [];
  };
  return { deploy, look, events };
}

/** A server with the agent on it, a bucket with a bundle, and a group to deploy to. */
async function ready(options: Partial<RehearsalOptions> = {}, { agent = true } = {}) {
  const aws = simulated(options);
  const { iam, s3, ssm, ec2, codeDeploy, clock } = aws;
  const trust = { AssumeRolePolicyDocument: codedeploy };
  await iam.createRole({ RoleName: 'server', ...trust });
  await iam.putRolePolicy({ RoleName: 'server', PolicyName: 'bundles', PolicyDocument: readBundles });
  await iam.createInstanceProfile({ InstanceProfileName: 'server' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'server', RoleName: 'server' });
  const { vpcId, subnetIds } = await network(aws);
  await clock.sleep(minutes(1));
  const instanceId = await server(aws, subnetIds[0]!, await group(aws, vpcId, 'server'), {
    IamInstanceProfile: { Name: 'server' },
  });
  await ec2.createTags({ Resources: [instanceId], Tags: [{ Key: 'app', Value: 'shop' }] });
  if (agent)
    await ssm.createAssociation({
      Name: 'AWS-RunShellScript',
      Targets: [{ Key: 'InstanceIds', Values: [instanceId] }],
      Parameters: { commands: ['systemctl is-active codedeploy-agent'] },
    });
  await s3.createBucket({ Bucket: 'bundles' });
  await codeDeploy.createApplication({ applicationName: 'shop' });
  await clock.sleep(minutes(3));
  await s3.putObject({ Bucket: 'bundles', Key: 'app.zip', Body: 'zip' });
  const serviceRoleArn = (await iam.createRole({ RoleName: 'deploy', ...trust })).Role!.Arn!;
  const createGroup = () =>
    codeDeploy.createDeploymentGroup({
      applicationName: 'shop',
      deploymentGroupName: 'servers',
      serviceRoleArn,
      ec2TagFilters: [{ Key: 'app', Value: 'shop', Type: 'KEY_AND_VALUE' }],
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
    });
  return { ...aws, createGroup, ...operations(codeDeploy) };
}

test('a role is refused until CodeDeploy has heard of it', async () => {
  const { createGroup, clock } = await ready();
  expect(await refusal(createGroup())).toBeInstanceOf(InvalidRoleException);
  await clock.sleep(30_000);
  await createGroup();
});

test('a deployment goes through its events one after the other, and lets no other one in meanwhile', async () => {
  const { createGroup, deploy, look, events, clock } = await ready();
  await clock.sleep(30_000);
  await createGroup();
  const id = await deploy();
  expect((await look(id)).status).toMatch(/Created|Queued/);
  expect(await refusal(deploy())).toBeInstanceOf(DeploymentLimitExceededException);
  await clock.sleep(8_000);
  expect((await look(id)).status).toBe('InProgress');
  expect((await events(id)).map(({ status }) => status)).toContain('InProgress');
  await clock.sleep(minutes(3));
  expect(await look(id)).toMatchObject({ status: 'Succeeded', creator: 'user' });
  expect((await events(id)).map(({ lifecycleEventName }) => lifecycleEventName)).toEqual([
    'ApplicationStop',
    'DownloadBundle',
    'BeforeInstall',
    'Install',
    'AfterInstall',
    'ApplicationStart',
    'ValidateService',
  ]);
});

test('a script that fails ends it with what the script said, and the last good revision is put back', async () => {
  const fails = { at: 'AfterInstall', code: 'ScriptTimedOut', message: 'timed out', scriptName: 'build.sh' } as const;
  let kept: string | undefined;
  const store = { load: () => kept, save: (json: string) => void (kept = json) };
  const aws = await ready({ store });
  await aws.clock.sleep(30_000);
  await aws.createGroup();
  const good = await aws.deploy();
  await aws.clock.sleep(minutes(3));
  expect((await aws.look(good)).status).toBe('Succeeded');

  const unlucky = rehearse({ clock: aws.clock, store, otherwise: { deploymentFails: fails } });
  const { deploy, look, events } = operations(clientsOf(unlucky, 'us-east-1').codeDeploy);
  const bad = await deploy();
  await aws.clock.sleep(minutes(3));
  const { status, errorInformation, rollbackInfo } = await look(bad);
  expect([status, errorInformation?.code]).toEqual(['Failed', 'HEALTH_CONSTRAINTS']);
  const failed = (await events(bad)).find((one) => one.status === 'Failed');
  expect(failed).toMatchObject({ lifecycleEventName: 'AfterInstall', diagnostics: { errorCode: 'ScriptTimedOut' } });
  expect(await look(rollbackInfo!.rollbackDeploymentId!)).toMatchObject({
    status: 'Succeeded',
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: bad },
  });
});

test('what the server cannot fetch, and a server without its agent, end a deployment with the reason', async () => {
  const aws = await ready();
  await aws.clock.sleep(30_000);
  await aws.createGroup();
  const lost = await aws.deploy('typo.zip');
  await aws.clock.sleep(minutes(3));
  expect((await aws.events(lost)).find(({ status }) => status === 'Failed')).toMatchObject({
    lifecycleEventName: 'DownloadBundle',
    diagnostics: { message: 'The specified key does not exist.' },
  });

  const deaf = await ready({}, { agent: false });
  await deaf.clock.sleep(30_000);
  await deaf.createGroup();
  const unheard = await deaf.deploy();
  await deaf.clock.sleep(minutes(3));
  expect((await deaf.look(unheard)).status).toBe('InProgress');
  await deaf.clock.sleep(minutes(5));
  expect((await deaf.events(unheard))[0]?.diagnostics?.message).toContain('agent was not able to receive');
});

test('a deployment that is stopped is over', async () => {
  const aws = await ready();
  await aws.clock.sleep(30_000);
  await aws.createGroup();
  const id = await aws.deploy();
  await aws.clock.sleep(8_000);
  await aws.codeDeploy.stopDeployment({ deploymentId: id });
  expect((await aws.look(id)).status).toBe('Stopped');
  await aws.deploy();
});
