import { ACM } from '@aws-sdk/client-acm';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuild } from '@aws-sdk/client-codebuild';
import { CodeDeploy } from '@aws-sdk/client-codedeploy';
import { EC2, type RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAM } from '@aws-sdk/client-iam';
import { RDS } from '@aws-sdk/client-rds';
import { Route53 } from '@aws-sdk/client-route-53';
import { S3 } from '@aws-sdk/client-s3';
import { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import { rehearse, type Rehearsal, type RehearsalOptions } from '../../src/rehearsal/rehearsal.ts';
import { virtualClock } from '../support/virtual-clock.ts';

/** Real SDK clients that talk to a simulated account, and its clock. No credentials are given, and none are needed. */
export function simulated(options: Partial<RehearsalOptions> & { region?: string } = {}) {
  const { region = 'us-east-1', clock = virtualClock(), ...rest } = options;
  const rehearsal = rehearse({ clock, ...rest });
  return { clock, rehearsal, ...clientsOf(rehearsal, region) };
}

/** Clients of every service, attached to a rehearsal. */
export function clientsOf(rehearsal: Rehearsal, region: string) {
  const clients = {
    acm: new ACM({ region }),
    codeBuild: new CodeBuild({ region }),
    codeDeploy: new CodeDeploy({ region }),
    ec2: new EC2({ region }),
    elb: new ElasticLoadBalancingV2({ region }),
    iam: new IAM({ region }),
    logs: new CloudWatchLogs({ region }),
    quotas: new ServiceQuotas({ region }),
    rds: new RDS({ region }),
    route53: new Route53({ region }),
    s3: new S3({ region }),
    ssm: new SSM({ region }),
    sts: new STS({ region }),
  };
  for (const client of Object.values(clients)) rehearsal.attach(client);
  return clients;
}

export type Simulated = ReturnType<typeof simulated>;

/** The value, which must be there. */
export function present<Value>(value: Value | undefined | null): Value {
  expect(value).toBeDefined();
  return value as Value;
}

/** Enough for everything that lags behind in EC2 to show. */
export const lag = 10_000;
export const minutes = (count: number) => count * 60_000;

/** A VPC with a gateway and two subnets, in zones a and b, that are reachable from outside. */
export async function network({ ec2, clock }: Simulated) {
  const vpcId = present((await ec2.createVpc({ CidrBlock: '10.0.0.0/16' })).Vpc?.VpcId);
  const gatewayId = present((await ec2.createInternetGateway({})).InternetGateway?.InternetGatewayId);
  await clock.sleep(lag);
  await ec2.attachInternetGateway({ VpcId: vpcId, InternetGatewayId: gatewayId });
  const subnetIds = await Promise.all(
    ['a', 'b'].map(async (zone, index) => {
      const CidrBlock = `10.0.${index}.0/24`;
      const made = await ec2.createSubnet({ VpcId: vpcId, CidrBlock, AvailabilityZone: `us-east-1${zone}` });
      return present(made.Subnet?.SubnetId);
    }),
  );
  await clock.sleep(lag);
  return { vpcId, gatewayId, subnetIds };
}

/** A security group of a VPC, with rules that let TCP in on ports from a CIDR or a group. */
export async function group(
  { ec2, clock }: Simulated,
  vpcId: string,
  name: string,
  from: Readonly<Record<number, string>> = {},
) {
  const { GroupId } = await ec2.createSecurityGroup({ VpcId: vpcId, GroupName: name, Description: name });
  await clock.sleep(lag);
  for (const [port, source] of Object.entries(from)) {
    await ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: Number(port),
          ToPort: Number(port),
          ...(source.startsWith('sg-')
            ? { UserIdGroupPairs: [{ GroupId: source }] }
            : { IpRanges: [{ CidrIp: source }] }),
        },
      ],
    });
  }
  return present(GroupId);
}

/** The newest Amazon Linux image. */
export async function image({ ssm }: Simulated, architecture = 'x86_64') {
  const Name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
  return present((await ssm.getParameter({ Name })).Parameter?.Value);
}

/** A running instance. */
export async function server(
  aws: Simulated,
  SubnetId: string,
  groupId: string,
  more: Partial<RunInstancesCommandInput> = {},
) {
  const { Instances } = await aws.ec2.runInstances({
    ImageId: await image(aws),
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    SubnetId,
    SecurityGroupIds: [groupId],
    ...more,
  });
  await aws.clock.sleep(minutes(1));
  return present(Instances?.[0]?.InstanceId);
}

/** The error that a call ends with. */
export async function refusal(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was not refused');
}
