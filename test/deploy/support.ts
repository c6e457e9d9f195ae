import { join } from 'node:path';
import { generate } from '../../src/init/generate.ts';
import { detect } from '../../src/init/detect.ts';
import { readProject } from '../../src/init/project.ts';
import { compare, write } from '../../src/init/write.ts';
import type { Bundle } from '../../src/deploy/bundle.ts';
import { deployBundle } from '../../src/deploy/deploy.ts';
import type { Deploying, Progress } from '../../src/deploy/deploying.ts';
import { follow } from '../../src/deploy/follow.ts';
import { connect } from '../../src/aws/clients.ts';
import { rehearse, type ObservedCall, type RehearsalOptions } from '../../src/rehearsal/rehearsal.ts';
import { minutes, group, network, server, simulated } from '../rehearsal/support.ts';
import { temporaryFolder } from '../support/folder.ts';

/** The files of `stepway init` for the project in a folder. */
export function initialise(folder: string): void {
  const project = readProject(folder);
  const found = detect(project);
  if ('what' in found) throw new Error(found.what.en);
  const { traits } = found;
  const files = generate({ traits, database: 'postgres', branch: 'main', destination: undefined });
  for (const file of compare(folder, files)) write(folder, file);
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const readBundles = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-bundles/*' }],
});

export const target = { bucket: 'shop-bundles', application: 'shop', deploymentGroup: 'servers' };

type Trouble = Pick<RehearsalOptions, 'otherwise' | 'onCall' | 'afterCall'>;

/** A server that waits for deployments, in a simulated account. */
export async function newTarget() {
  let kept: string | undefined;
  const store = { load: () => kept, save: (json: string) => void (kept = json) };
  const aws = simulated({ store });
  const { iam, s3, ssm, ec2, codeDeploy, clock } = aws;
  await iam.createRole({ RoleName: 'server', AssumeRolePolicyDocument: trust });
  await iam.putRolePolicy({ RoleName: 'server', PolicyName: 'bundles', PolicyDocument: readBundles });
  await iam.createInstanceProfile({ InstanceProfileName: 'server' });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'server', RoleName: 'server' });
  const { Role } = await iam.createRole({ RoleName: 'deploy', AssumeRolePolicyDocument: trust });
  const { vpcId, subnetIds } = await network(aws);
  await clock.sleep(minutes(1));
  const instanceId = await server(aws, subnetIds[0]!, await group(aws, vpcId, 'server'), {
    IamInstanceProfile: { Name: 'server' },
  });
  await ec2.createTags({ Resources: [instanceId], Tags: [{ Key: 'app', Value: 'shop' }] });
  await ssm.createAssociation({
    Name: 'AWS-RunShellScript',
    Targets: [{ Key: 'InstanceIds', Values: [instanceId] }],
    Parameters: { commands: ['systemctl is-active codedeploy-agent'] },
  });
  await s3.createBucket({ Bucket: target.bucket });
  await clock.sleep(minutes(1));
  await s3.putBucketVersioning({ Bucket: target.bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await codeDeploy.createApplication({ applicationName: target.application });
  await clock.sleep(minutes(3));
  await codeDeploy.createDeploymentGroup({
    applicationName: target.application,
    deploymentGroupName: target.deploymentGroup,
    serviceRoleArn: Role!.Arn!,
    ec2TagFilters: [{ Key: 'app', Value: 'shop', Type: 'KEY_AND_VALUE' }],
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] },
  });

  const intentFile = join(temporaryFolder(), 'shop.deploy.json');
  const calls: ObservedCall[] = [];

  /** A run of the program: its clients, and what it shows. */
  const run = (trouble: Trouble = {}, signal = new AbortController().signal) => {
    const shown: Progress[] = [];
    const { onCall, ...rest } = trouble;
    const rehearsal = rehearse({
      clock,
      store,
      ...rest,
      onCall: async (call) => {
        calls.push(call);
        await onCall?.(call);
      },
    });
    const aws = connect({ region: 'us-east-1', attach: rehearsal.attach });
    const deploying: Deploying = {
      aws,
      clock,
      target,
      intentFile,
      signal,
      show: (progress) => void shown.push(progress),
    };
    const deploy = async (bundle: Bundle) => {
      const id = await deployBundle(deploying, bundle);
      await follow(deploying, id);
      return id;
    };
    return { aws, deploying, shown, deploy };
  };
  const created = () => calls.filter(({ operation }) => operation === 'CreateDeployment').length;
  return { clock, run, created, intentFile, calls };
}
