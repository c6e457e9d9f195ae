import { RemoveTagsFromCertificateCommand } from '@aws-sdk/client-acm';
import {
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeletePublicAccessBlockCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import {
  UntagResourceCommand,
  UpdateDeploymentGroupCommand,
  type UpdateDeploymentGroupCommandInput,
} from '@aws-sdk/client-codedeploy';
import {
  AuthorizeSecurityGroupIngressCommand,
  DeleteTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeSecurityGroupRulesCommand,
  DisassociateIamInstanceProfileCommand,
  ModifyInstanceAttributeCommand,
  ModifyInstanceCreditSpecificationCommand,
  ModifyInstanceMetadataOptionsCommand,
  ModifySecurityGroupRulesCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type ModifyInstanceMetadataOptionsCommandInput,
  type SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2';
import {
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RemoveTagsCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type ModifyListenerCommandInput,
  type ModifyTargetGroupCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  PutRolePolicyCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  UntagInstanceProfileCommand,
  UntagOpenIDConnectProviderCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  ModifyDBInstanceCommand,
  ModifyDBSubnetGroupCommand,
  RemoveTagsFromResourceCommand,
  type ModifyDBInstanceCommandInput,
} from '@aws-sdk/client-rds';
import {
  ChangeResourceRecordSetsCommand,
  ChangeTagsForResourceCommand,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import {
  DescribeAssociationCommand,
  RemoveTagsFromResourceCommand as UntagAssociationCommand,
  UpdateAssociationCommand,
  type UpdateAssociationCommandInput,
} from '@aws-sdk/client-ssm';
import type { Stack } from '../support/stack.ts';

/** Changes one thing behind the program's back, as somebody in the console would. */
export type Spoiler = (stack: Stack) => Promise<unknown>;

export const idOf = (stack: Stack, step: string, field: string): string => stack.handle(step)[field] as string;

/** What the simulated account has in the region of the stack: for what no call of AWS's leads to. */
const here = ({ rehearsal }: Stack) => rehearsal.account.data.regions['us-east-1']!;

/** Writes the address record of the site, or of www. before it. */
export const pointSite = (
  stack: Stack,
  prefix: 'app.' | 'www.app.',
  record: Omit<ResourceRecordSet, 'Name' | 'Type'>,
) =>
  stack.aws.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: idOf(stack, 'zone', 'zoneId'),
      ChangeBatch: {
        Changes: [{ Action: 'UPSERT', ResourceRecordSet: { Name: `${prefix}example.com`, Type: 'A', ...record } }],
      },
    }),
  );

type Prefix = 'app.' | 'www.app.';

/** The same address, which resolvers keep for a day. */
const keptForLong = (prefix: Prefix) => ({
  record: (stack: Stack) =>
    pointSite(stack, prefix, { TTL: 86_400, ResourceRecords: [{ Value: idOf(stack, 'elastic-ip', 'publicIp') }] }),
});

/** The same load balancer, whether it is healthy or not. */
const healthUnasked = (prefix: Prefix) => ({
  record: (stack: Stack) =>
    pointSite(stack, prefix, {
      AliasTarget: {
        DNSName: idOf(stack, 'load-balancer', 'dnsName'),
        HostedZoneId: idOf(stack, 'load-balancer', 'dnsZoneId'),
        EvaluateTargetHealth: false,
      },
    }),
});

const subnetSpoilers = (step: string) => ({
  MapPublicIpOnLaunch: (stack: Stack) =>
    stack.aws.ec2.send(
      new ModifySubnetAttributeCommand({
        SubnetId: idOf(stack, step, 'subnetId'),
        MapPublicIpOnLaunch: { Value: true },
      }),
    ),
});

/** Changes an inbound rule, of which a person always says everything. */
const openedAs =
  (step: string, change: (rule: SecurityGroupRuleRequest, stack: Stack) => SecurityGroupRuleRequest): Spoiler =>
  async (stack) => {
    const SecurityGroupRuleId = idOf(stack, step, 'ruleId');
    const { SecurityGroupRules: [rule] = [] } = await stack.aws.ec2.send(
      new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [SecurityGroupRuleId] }),
    );
    const { IpProtocol, FromPort, ToPort, CidrIpv4, ReferencedGroupInfo } = rule!;
    const source = CidrIpv4 ? { CidrIpv4 } : { ReferencedGroupId: ReferencedGroupInfo!.GroupId };
    await stack.aws.ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId: idOf(stack, step, 'groupId'),
        SecurityGroupRules: [
          { SecurityGroupRuleId, SecurityGroupRule: change({ IpProtocol, FromPort, ToPort, ...source }, stack) },
        ],
      }),
    );
  };

const ruleSpoilers = (step: string) => ({
  IpProtocol: openedAs(step, (rule) => ({ ...rule, IpProtocol: 'udp' })),
  FromPort: openedAs(step, (rule) => ({ ...rule, FromPort: 20 })),
  ToPort: openedAs(step, (rule) => ({ ...rule, ToPort: 65_000 })),
  source: openedAs(step, ({ CidrIpv4, ReferencedGroupId, ...rule }, stack) =>
    ReferencedGroupId
      ? { ...rule, ReferencedGroupId: idOf(stack, step, 'groupId') }
      : { ...rule, CidrIpv4: CidrIpv4 === '0.0.0.0/0' ? '198.51.100.0/24' : '0.0.0.0/0' },
  ),
});

const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

const roleSpoilers = (step: string) => ({
  trust: (stack: Stack) =>
    stack.aws.iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: idOf(stack, step, 'roleName'),
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
        }),
      }),
    ),
});

/** Lets whoever has the role do everything. */
const policySpoilers = (step: string): { readonly document: Spoiler } => ({
  document: (stack) =>
    stack.aws.iam.send(
      new PutRolePolicyCommand({
        RoleName: idOf(stack, step, 'roleName'),
        PolicyName: idOf(stack, step, 'policyName'),
        PolicyDocument: everything,
      }),
    ),
});

const metadata =
  (change: Omit<ModifyInstanceMetadataOptionsCommandInput, 'InstanceId'>): Spoiler =>
  (stack) =>
    stack.aws.ec2.send(
      new ModifyInstanceMetadataOptionsCommand({ InstanceId: idOf(stack, 'server', 'instanceId'), ...change }),
    );

const withoutProfile: Spoiler = async (stack) => {
  const { IamInstanceProfileAssociations: [found] = [] } = await stack.aws.ec2.send(
    new DescribeIamInstanceProfileAssociationsCommand({
      Filters: [{ Name: 'instance-id', Values: [idOf(stack, 'server', 'instanceId')] }],
    }),
  );
  await stack.aws.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: found!.AssociationId }));
};

const ofAnotherType: Spoiler = async ({ aws: { ec2 }, clock, ...stack }) => {
  const InstanceId = stack.handle('server')['instanceId'] as string;
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
  await clock.sleep(5 * 60_000);
  await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, InstanceType: { Value: 't3.small' } }));
  await ec2.send(new StartInstancesCommand({ InstanceIds: [InstanceId] }));
};

const database =
  (change: Omit<ModifyDBInstanceCommandInput, 'DBInstanceIdentifier'>): Spoiler =>
  ({ aws }) =>
    aws.rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'demo-database', ApplyImmediately: true, ...change }),
    );

const balancer =
  (...[Key, Value]: [string, string]): Spoiler =>
  (stack) =>
    stack.aws.elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
        Attributes: [{ Key, Value }],
      }),
    );

const targets =
  (change: Omit<ModifyTargetGroupCommandInput, 'TargetGroupArn'>): Spoiler =>
  (stack) =>
    stack.aws.elb.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn'), ...change }),
    );

const listener =
  (step: string, change: (stack: Stack) => Omit<ModifyListenerCommandInput, 'ListenerArn'>): Spoiler =>
  (stack) =>
    stack.aws.elb.send(new ModifyListenerCommand({ ListenerArn: idOf(stack, step, 'listenerArn'), ...change(stack) }));

const nothingHere = {
  Type: 'fixed-response' as const,
  FixedResponseConfig: { StatusCode: '503', ContentType: 'text/plain', MessageBody: 'closed' },
};

/** Tells State Manager the same again but for one thing; what an update leaves out is dropped. */
const ordered =
  (change: Partial<UpdateAssociationCommandInput>): Spoiler =>
  async (stack) => {
    const AssociationId = idOf(stack, 'deploy-agent', 'associationId');
    const { AssociationDescription } = await stack.aws.ssm.send(new DescribeAssociationCommand({ AssociationId }));
    const { Name, AssociationName, Targets, Parameters, ScheduleExpression } = AssociationDescription!;
    const now = { Name, AssociationName, Targets, Parameters, ScheduleExpression };
    await stack.aws.ssm.send(new UpdateAssociationCommand({ AssociationId, ...now, ...change }));
  };

const deployed =
  (change: Partial<UpdateDeploymentGroupCommandInput>): Spoiler =>
  ({ aws }) =>
    aws.codeDeploy.send(
      new UpdateDeploymentGroupCommand({
        applicationName: 'demo-application',
        currentDeploymentGroupName: 'demo-deployment-group',
        ...change,
      }),
    );

const bucket = (send: (stack: Stack, Bucket: string) => Promise<unknown>) => ({
  value: (stack: Stack) => send(stack, idOf(stack, 'delivery-bucket', 'bucket')),
});

/** For each step with settings, what spoils each of them. */
export const spoilers: Readonly<Record<string, Readonly<Record<string, Spoiler>>>> = {
  'site-address': keptForLong('app.'),
  'www-address': keptForLong('www.app.'),
  'site-alias': healthUnasked('app.'),
  'www-alias': healthUnasked('www.app.'),
  vpc: {
    EnableDnsSupport: (stack) =>
      stack.aws.ec2.send(
        new ModifyVpcAttributeCommand({ VpcId: idOf(stack, 'vpc', 'vpcId'), EnableDnsSupport: { Value: false } }),
      ),
  },
  'public-subnet-a': subnetSpoilers('public-subnet-a'),
  'public-subnet-b': subnetSpoilers('public-subnet-b'),
  'private-subnet-a': subnetSpoilers('private-subnet-a'),
  'private-subnet-b': subnetSpoilers('private-subnet-b'),
  'default-route': {
    // Only another gateway of the same network can be named in a call.
    GatewayId: async (stack) => {
      const table = here(stack).routeTables.find(({ id }) => id === idOf(stack, 'public-route-table', 'routeTableId'));
      const route = table?.routes.find(({ destination }) => destination === '0.0.0.0/0');
      route!.gatewayId = 'igw-0123456789abcdef0';
    },
  },
  'default-group': {
    rules: (stack) =>
      stack.aws.ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: idOf(stack, 'default-group', 'groupId'),
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 9, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        }),
      ),
  },
  ...Object.fromEntries(
    [
      'load-balancer-http',
      'load-balancer-https',
      'server-http',
      'server-https',
      'server-app',
      'server-ssh',
      'database-from-server',
    ].map((step) => [step, ruleSpoilers(step)]),
  ),
  'server-role': roleSpoilers('server-role'),
  server: {
    InstanceType: ofAnotherType,
    HttpTokens: metadata({ HttpTokens: 'optional' }),
    HttpPutResponseHopLimit: metadata({ HttpPutResponseHopLimit: 3 }),
    HttpEndpoint: metadata({ HttpEndpoint: 'disabled' }),
    SecurityGroup: (stack) =>
      stack.aws.ec2.send(
        new ModifyInstanceAttributeCommand({
          InstanceId: idOf(stack, 'server', 'instanceId'),
          Groups: [idOf(stack, 'load-balancer-group', 'groupId')],
        }),
      ),
    IamInstanceProfile: withoutProfile,
    // EC2 may still take a profile that was deleted and made again for the one before.
    IamInstanceProfileId: async (stack) => {
      here(stack).instances[0]!.profile!.id = 'AIPA0123456789ABCDEFG';
    },
    CpuCredits: (stack) =>
      stack.aws.ec2.send(
        new ModifyInstanceCreditSpecificationCommand({
          InstanceCreditSpecifications: [{ InstanceId: idOf(stack, 'server', 'instanceId'), CpuCredits: 'unlimited' }],
        }),
      ),
  },
  database: {
    DBInstanceClass: database({ DBInstanceClass: 'db.t4g.small' }),
    // RDS makes no disk smaller.
    AllocatedStorage: async (stack) => {
      here(stack).databases[0]!.storage = 10;
    },
    StorageType: database({ StorageType: 'gp2' }),
    SecurityGroup: async (stack) => database({ VpcSecurityGroupIds: [idOf(stack, 'server-group', 'groupId')] })(stack),
    PubliclyAccessible: database({ PubliclyAccessible: true }),
    MultiAZ: database({ MultiAZ: true }),
    BackupRetentionPeriod: database({ BackupRetentionPeriod: 0 }),
    CopyTagsToSnapshot: database({ CopyTagsToSnapshot: false }),
    AutoMinorVersionUpgrade: database({ AutoMinorVersionUpgrade: false }),
    DeletionProtection: database({ DeletionProtection: false }),
  },
  'database-subnets': {
    SubnetIds: (stack) =>
      stack.aws.rds.send(
        new ModifyDBSubnetGroupCommand({
          DBSubnetGroupName: idOf(stack, 'database-subnets', 'groupName'),
          SubnetIds: ['private-subnet-a', 'private-subnet-b', 'public-subnet-a'].map((one) =>
            idOf(stack, one, 'subnetId'),
          ),
        }),
      ),
  },
  'load-balancer': {
    SecurityGroup: (stack) =>
      stack.aws.elb.send(
        new SetSecurityGroupsCommand({
          LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
          SecurityGroups: [idOf(stack, 'server-group', 'groupId')],
        }),
      ),
    Subnets: (stack) =>
      stack.aws.elb.send(
        new SetSubnetsCommand({
          LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
          Subnets: ['private-subnet-a', 'private-subnet-b'].map((one) => idOf(stack, one, 'subnetId')),
        }),
      ),
  },
  'load-balancer-settings': {
    'routing.http.drop_invalid_header_fields.enabled': balancer(
      'routing.http.drop_invalid_header_fields.enabled',
      'false',
    ),
    'deletion_protection.enabled': balancer('deletion_protection.enabled', 'false'),
  },
  'target-group': {
    HealthCheckProtocol: targets({ HealthCheckProtocol: 'HTTPS' }),
    HealthCheckPort: targets({ HealthCheckPort: '9999' }),
    HealthCheckPath: targets({ HealthCheckPath: '/elsewhere' }),
    HealthCheckIntervalSeconds: targets({ HealthCheckIntervalSeconds: 300 }),
    HealthCheckTimeoutSeconds: targets({ HealthCheckTimeoutSeconds: 2 }),
    HealthyThresholdCount: targets({ HealthyThresholdCount: 10 }),
    UnhealthyThresholdCount: targets({ UnhealthyThresholdCount: 10 }),
    HttpCode: targets({ Matcher: { HttpCode: '200' } }),
  },
  'target-group-settings': {
    'deregistration_delay.timeout_seconds': (stack) =>
      stack.aws.elb.send(
        new ModifyTargetGroupAttributesCommand({
          TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn'),
          Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '300' }],
        }),
      ),
  },
  'http-listener': {
    Protocol: listener('http-listener', (stack) => ({
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: idOf(stack, 'certificate', 'certificateArn') }],
    })),
    redirect: listener('http-listener', () => ({
      DefaultActions: [{ Type: 'redirect', RedirectConfig: { Host: 'evil.example', StatusCode: 'HTTP_301' } }],
    })),
  },
  'https-listener': {
    Protocol: listener('https-listener', () => ({ Protocol: 'HTTP' })),
    SslPolicy: listener('https-listener', () => ({ SslPolicy: 'ELBSecurityPolicy-2016-08' })),
    // Another one would have to be issued first.
    certificate: async (stack) => {
      const ListenerArn = idOf(stack, 'https-listener', 'listenerArn');
      const found = here(stack).listeners.find(({ arn }) => arn === ListenerArn);
      found!.certificateArns = ['arn:aws:acm:us-east-1:123456789012:certificate/other'];
    },
    target: listener('https-listener', () => ({ DefaultActions: [nothingHere] })),
  },
  'delivery-bucket-closed': bucket(({ aws }, Bucket) => aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket }))),
  'delivery-bucket-versions': bucket(({ aws }, Bucket) =>
    aws.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
  ),
  'delivery-bucket-tls': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }))),
  'delivery-bucket-expiry': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketLifecycleCommand({ Bucket }))),
  'database-secret-policy': policySpoilers('database-secret-policy'),
  'bundle-access': policySpoilers('bundle-access'),
  'deploy-agent': {
    // The other documents of AWS's are not played.
    Name: async (stack) => {
      here(stack).associations[0]!.document = 'AWS-RunPatchBaseline';
    },
    targets: ordered({ Targets: [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }] }),
    commands: ordered({ Parameters: { commands: ['true'], executionTimeout: ['900'] } }),
    executionTimeout: async (stack) => {
      const { parameters } = here(stack).associations[0]!;
      await ordered({ Parameters: { ...parameters, executionTimeout: ['3600'] } })(stack);
    },
    ScheduleExpression: ordered({ ScheduleExpression: 'rate(30 days)' }),
  },
  'deploy-role': roleSpoilers('deploy-role'),
  'deploy-policy': policySpoilers('deploy-policy'),
  'deployment-group': {
    // Another role that CodeDeploy may assume.
    serviceRoleArn: async (stack) => {
      here(stack).deploymentGroups[0]!.roleArn = 'arn:aws:iam::123456789012:role/other';
    },
    deploymentConfigName: deployed({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' }),
    servers: deployed({ ec2TagSet: { ec2TagSetList: [[{ Key: 'Name', Type: 'KEY_ONLY' }]] } }),
    deploymentType: deployed({
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    }),
    deploymentOption: deployed({
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
    }),
    targetGroup: deployed({ loadBalancerInfo: { targetGroupInfoList: [{ name: 'other' }] } }),
    rollback: deployed({ autoRollbackConfiguration: { enabled: false } }),
  },
  'github-provider': {
    audience: (stack) =>
      stack.aws.iam.send(
        new RemoveClientIDFromOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: idOf(stack, 'github-provider', 'providerArn'),
          ClientID: 'sts.amazonaws.com',
        }),
      ),
  },
  'github-role': roleSpoilers('github-role'),
  'github-policy': policySpoilers('github-policy'),
};

const everyTag = [
  'stepway:id',
  'stepway:name',
  'stepway:step',
  'stepway:region',
  'stepway:domain',
  'stepway:since',
  'Name',
];

const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;

/** Takes tags off a resource, by the first field of its handle. */
const untagging: Readonly<Record<string, (stack: Stack, id: string, TagKeys: string[]) => Promise<unknown>>> = {
  ...Object.fromEntries(
    ['vpcId', 'subnetId', 'gatewayId', 'routeTableId', 'groupId', 'ruleId', 'instanceId', 'allocationId'].map(
      (field) => [
        field,
        ({ aws }: Stack, id: string, TagKeys: string[]) =>
          aws.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: TagKeys.map((Key) => ({ Key })) })),
      ],
    ),
  ),
  ...Object.fromEntries(
    ['loadBalancerArn', 'targetGroupArn', 'listenerArn'].map((field) => [
      field,
      ({ aws }: Stack, id: string, TagKeys: string[]) =>
        aws.elb.send(new RemoveTagsCommand({ ResourceArns: [id], TagKeys })),
    ]),
  ),
  roleName: ({ aws }, RoleName, TagKeys) => aws.iam.send(new UntagRoleCommand({ RoleName, TagKeys })),
  profileName: ({ aws }, InstanceProfileName, TagKeys) =>
    aws.iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys })),
  providerArn: ({ aws }, OpenIDConnectProviderArn, TagKeys) =>
    aws.iam.send(new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys })),
  certificateArn: ({ aws }, CertificateArn, TagKeys) =>
    aws.acm.send(new RemoveTagsFromCertificateCommand({ CertificateArn, Tags: TagKeys.map((Key) => ({ Key })) })),
  zoneId: ({ aws }, ResourceId, TagKeys) =>
    aws.route53.send(
      new ChangeTagsForResourceCommand({ ResourceType: 'hostedzone', ResourceId, RemoveTagKeys: TagKeys }),
    ),
  identifier: ({ aws }, id, TagKeys) =>
    aws.rds.send(new RemoveTagsFromResourceCommand({ ResourceName: arn('rds', `db:${id}`), TagKeys })),
  groupName: ({ aws }, id, TagKeys) =>
    aws.rds.send(new RemoveTagsFromResourceCommand({ ResourceName: arn('rds', `subgrp:${id}`), TagKeys })),
  // Tags of a bucket are written as a whole.
  bucket: ({ aws }, Bucket) => aws.s3.send(new DeleteBucketTaggingCommand({ Bucket })),
  associationId: ({ aws }, ResourceId, TagKeys) =>
    aws.ssm.send(new UntagAssociationCommand({ ResourceType: 'Association', ResourceId, TagKeys })),
  application: ({ aws }, id, TagKeys) =>
    aws.codeDeploy.send(new UntagResourceCommand({ ResourceArn: arn('codedeploy', `application:${id}`), TagKeys })),
  deploymentGroup: ({ aws }, id, TagKeys) =>
    aws.codeDeploy.send(
      new UntagResourceCommand({ ResourceArn: arn('codedeploy', `deploymentgroup:demo-application/${id}`), TagKeys }),
    ),
};

/** Takes all tags off what a step made, or some. */
export async function takeTagsOff(stack: Stack, step: string, keys: readonly string[] = everyTag): Promise<void> {
  const [first] = Object.entries(stack.handle(step));
  const [field, id] = first ?? ['nothing'];
  const untag = untagging[field];
  if (!untag)
    throw new Error(`test/engine/spoilers.ts does not know how to take the tags off ${step}, known by its ${field}.`);
  await untag(stack, id as string, [...keys]);
}

/** The steps whose things carry tags. */
export const labelled: readonly string[] = [
  'vpc',
  'internet-gateway',
  'public-subnet-a',
  'public-subnet-b',
  'private-subnet-a',
  'private-subnet-b',
  'public-route-table',
  'private-route-table',
  'load-balancer-group',
  'server-group',
  'database-group',
  'load-balancer-http',
  'load-balancer-https',
  'server-app',
  'server-http',
  'server-https',
  'server-ssh',
  'database-from-server',
  'server-role',
  'server-profile',
  'server',
  'elastic-ip',
  'database-subnets',
  'database',
  'zone-tags',
  'certificate',
  'load-balancer',
  'target-group',
  'http-listener',
  'https-listener',
  'delivery-bucket',
  'deploy-agent',
  'deploy-role',
  'application',
  'deployment-group',
  'github-provider',
  'github-role',
];
