import type { ACMClient } from '@aws-sdk/client-acm';
import { DescribeCertificateCommand, ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  DescribeAddressesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { DescribeLogGroupsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetProjectsCommand, type CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';

/** AWS's own clients. */
export interface Clients {
  /** Where there may be a bucket. */
  readonly s3?: Pick<S3Client, 'send'>;
  /** Where there may be builds. */
  readonly codeBuild?: Pick<CodeBuildClient, 'send'>;
  readonly logs?: Pick<CloudWatchLogsClient, 'send'>;
  readonly acm: Pick<ACMClient, 'send'>;
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly elb: Pick<ElasticLoadBalancingV2Client, 'send'>;
  readonly iam: Pick<IAMClient, 'send'>;
  readonly rds: Pick<RDSClient, 'send'>;
  readonly route53: Pick<Route53Client, 'send'>;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

const statementsOf = (document = ''): Statement[] =>
  (JSON.parse(decodeURIComponent(document)) as { Statement: Statement[] }).Statement;

const present = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
};

/** The one bucket of a stack, by its name. */
async function bucketOf(s3: Pick<S3Client, 'send'>, Bucket: string) {
  const { PublicAccessBlockConfiguration: publicAccess } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  const { Status: versioning } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const { Rules: rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  return {
    publicAccess,
    versioning,
    policy: statementsOf(Policy),
    rules,
    ownership: OwnershipControls?.Rules?.[0]?.ObjectOwnership,
    encryption: ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
  };
}

async function policyOf(iam: Pick<IAMClient, 'send'>, RoleName: string, PolicyName: string): Promise<Statement[]> {
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return statementsOf(PolicyDocument);
}

/** A finished stack as AWS's API shows it, by its tags and its names: nothing of it comes from the program. */
export async function readBack({ acm, codeBuild, ec2, elb, iam, logs, rds, route53, s3 }: Clients, name: string) {
  const Filters = [{ Name: 'tag:stepway:name', Values: [name] }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  const server = Reservations.flatMap(({ Instances = [] }) => Instances).find(
    ({ State }) => State?.Name !== 'terminated',
  );
  const instance = present(server, 'The server');
  const { UserData } = await ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: instance.InstanceId!, Attribute: 'userData' }),
  );
  const { Volumes: volumes = [] } = await ec2.send(
    new DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [instance.InstanceId!] }] }),
  );
  const { SecurityGroups: groups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const { Vpcs: vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  const { Addresses: addresses = [] } = await ec2.send(new DescribeAddressesCommand({ Filters }));
  const vpcIds = new Set(vpcs.map(({ VpcId }) => VpcId));
  const { SecurityGroups: everyGroup = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));

  // The names that an account, or all accounts, share have a part of the stack's id.
  const id = present(instance.Tags?.find(({ Key }) => Key === 'stepway:id')?.Value, 'The id of the stack');
  const unique = `${name}-${id.slice(0, 8)}`;
  const RoleName = `${unique}-server-role`;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const inline = await Promise.all(PolicyNames.map((PolicyName) => policyOf(iam, RoleName, PolicyName)));
  const { InstanceProfile } = await iam.send(
    new GetInstanceProfileCommand({ InstanceProfileName: `${unique}-server-profile` }),
  );

  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
  const balancer = LoadBalancers.find(({ LoadBalancerName }) => LoadBalancerName === `${name}-load-balancer`);
  const LoadBalancerArn = balancer?.LoadBalancerArn;
  const { Listeners: listeners = [] } = LoadBalancerArn
    ? await elb.send(new DescribeListenersCommand({ LoadBalancerArn }))
    : {};
  const { Attributes = [] } = LoadBalancerArn
    ? await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }))
    : {};
  const { CertificateSummaryList = [] } = await acm.send(new ListCertificatesCommand({}));
  const certificates = await Promise.all(
    CertificateSummaryList.map(async ({ CertificateArn }) => {
      const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: CertificateArn! }));
      return present(Certificate, 'The certificate');
    }),
  );
  const { HostedZones = [] } = await route53.send(new ListHostedZonesCommand({}));
  const records = await Promise.all(
    HostedZones.map(async ({ Id }) => {
      const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id! }));
      return ResourceRecordSets ?? [];
    }),
  );

  const none = (error: unknown) => {
    if (error instanceof Error && /^NoSuch(Bucket|Entity)/.test(error.name)) return undefined;
    throw error;
  };
  const bucket = s3 && (await bucketOf(s3, `${unique}-delivery-bucket`).catch(none));
  const github = await iam.send(new GetRoleCommand({ RoleName: `${unique}-github-role` })).catch(none);

  const builder = await iam.send(new GetRoleCommand({ RoleName: `${unique}-build-role` })).catch(none);
  const { projects = [] } =
    (await codeBuild?.send(new BatchGetProjectsCommand({ names: [`${name}-build-project`] }))) ?? {};
  const { logGroups = [] } = (await logs?.send(new DescribeLogGroupsCommand({}))) ?? {};

  const ours = new Set(groups.map(({ GroupId }) => GroupId));
  return {
    instance,
    userData: Buffer.from(UserData?.Value ?? '', 'base64').toString(),
    volumes,
    groups,
    /** What lets others into our groups. */
    rules: SecurityGroupRules.filter(({ GroupId, IsEgress }) => ours.has(GroupId) && !IsEgress),
    defaultGroups: everyGroup.filter(({ GroupName, VpcId }) => GroupName === 'default' && vpcIds.has(VpcId)),
    subnets,
    addresses,
    role: { trust: statementsOf(Role?.AssumeRolePolicyDocument), attached: AttachedPolicies, inline: inline.flat() },
    profileRoles: (InstanceProfile?.Roles ?? []).map((role) => role.RoleName),
    databases: DBInstances.filter(({ DBInstanceIdentifier }) => DBInstanceIdentifier === `${name}-database`),
    balancers: balancer ? [balancer] : [],
    listeners,
    attributes: Object.fromEntries(Attributes.map(({ Key = '', Value = '' }) => [Key, Value])),
    certificates,
    records: records.flat(),
    bucket,
    projects,
    logGroups,
    builder: builder && {
      trust: statementsOf(builder.Role?.AssumeRolePolicyDocument),
      inline: await policyOf(iam, `${unique}-build-role`, 'build'),
    },
    githubTrust: github ? statementsOf(github.Role?.AssumeRolePolicyDocument) : [],
  };
}

export type ReadBack = Awaited<ReturnType<typeof readBack>>;
