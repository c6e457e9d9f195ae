import type { Fates, ScenarioName } from '../../src/rehearsal/scenarios.ts';
import type { Flags } from '../support/stack.ts';

/** One way in which AWS, or what is around it, says no. */
export interface Row {
  /** What happens, in a few words. */
  readonly what: string;
  /** The IAM action of the call that is refused. */
  readonly on?: string;
  /** Error code and message, as AWS has them. */
  readonly says?: readonly [code: string, message: string, status?: number];
  /** Instead of an error: what does not become what it should, or a whole scenario. */
  readonly fates?: Fates;
  readonly scenario?: ScenarioName;
  readonly flags?: Flags;
  /** Where this is documented or reported. */
  readonly source: string;
  /** What the answer must say to do. */
  readonly fix: RegExp;
}

const docs = 'https://docs.aws.amazon.com';
const ec2 = `${docs}/AWSEC2/latest/APIReference/errors-overview.html`;
const denied = `${docs}/IAM/latest/UserGuide/troubleshoot_access-denied.html`;
const sts = `${docs}/STS/latest/APIReference/CommonErrors.html`;
const rds = (page: string) => `${docs}/AmazonRDS/latest/APIReference/API_${page}.html`;
const elb = (page: string) => `${docs}/elasticloadbalancing/latest/APIReference/API_${page}.html`;
const iam = (page: string) => `${docs}/IAM/latest/APIReference/API_${page}.html`;
const route53 = (page: string) => `${docs}/Route53/latest/APIReference/API_${page}.html`;
const codeDeploy = (page: string) => `${docs}/codedeploy/latest/APIReference/API_${page}.html`;
const s3 = `${docs}/AmazonS3/latest/API/ErrorResponses.html`;
const acmFailures = `${docs}/acm/latest/userguide/troubleshooting-failed.html`;

const me = 'User: arn:aws:iam::123456789012:user/rehearsal is not authorized to perform';
const policy = (kind: string) => `arn:aws:organizations::999999999999:policy/o-exampleorgid/${kind}/p-example1`;
const direct: Flags = { entry: 'elastic-ip', database: 'none' };
const local: Flags = { ...direct, delivery: 'local' };
const github: Flags = { ...direct, delivery: 'github', repository: 'kim/shop' };

const signingIn: readonly Row[] = [
  {
    what: 'Access keys that AWS does not know',
    on: 'sts:GetCallerIdentity',
    says: ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403],
    source: sts,
    fix: /aws login/,
  },
  {
    what: 'A session that has expired',
    on: 'sts:GetCallerIdentity',
    says: ['ExpiredToken', 'The security token included in the request is expired', 403],
    source: sts,
    fix: /aws login.*aws sso login/,
  },
  {
    what: 'A session that expires in the middle of a build',
    on: 'ec2:RunInstances',
    says: ['RequestExpired', 'Request has expired.'],
    flags: direct,
    source: ec2,
    fix: /Nothing is lost/,
  },
  {
    what: 'A computer whose clock is wrong',
    on: 'sts:GetCallerIdentity',
    says: [
      'SignatureDoesNotMatch',
      'Signature expired: 20261126T000000Z is now earlier than 20261126T010000Z (20261126T011500Z - 15 min.)',
      403,
    ],
    source: `${docs}/IAM/latest/UserGuide/signature-v4-troubleshooting.html`,
    fix: /date and time/,
  },
  {
    what: 'A region that is not enabled',
    scenario: 'region-not-enabled',
    flags: { ...direct, region: 'ap-southeast-3' },
    source: `${docs}/accounts/latest/reference/manage-acct-regions.html`,
    fix: /aws account enable-region/,
  },
];

const permissions: readonly Row[] = [
  {
    what: 'No policy allows it',
    scenario: 'access-denied',
    source: denied,
    fix: /"Action":\["rds:CreateDBInstance"\]/,
  },
  {
    what: 'No policy allows it, seen only by trying',
    on: 'rds:CreateDBInstance',
    says: [
      'AccessDenied',
      `${me}: rds:CreateDBInstance on resource: arn:aws:rds:us-east-1:123456789012:db:demo-database because no identity-based policy allows the rds:CreateDBInstance action`,
      403,
    ],
    source: denied,
    fix: /"Action":"rds:CreateDBInstance"/,
  },
  {
    what: 'A service control policy denies it',
    scenario: 'explicit-deny',
    source: denied,
    fix: /An Allow of yours does not lift it.*management account/,
  },
  {
    what: 'No service control policy allows it',
    on: 'rds:CreateDBInstance',
    says: [
      'AccessDenied',
      `${me}: rds:CreateDBInstance on resource: arn:aws:rds:us-east-1:123456789012:db:demo-database because no service control policy allows the rds:CreateDBInstance action`,
      403,
    ],
    source: denied,
    fix: /management account/,
  },
  {
    what: 'A resource control policy denies it',
    on: 's3:CreateBucket',
    says: [
      'AccessDenied',
      `${me}: s3:CreateBucket on resource: "arn:aws:s3:::demo" with an explicit deny in a resource control policy: ${policy('resource_control_policy')}`,
      403,
    ],
    flags: local,
    source: denied,
    fix: /management account/,
  },
  {
    what: 'A permissions boundary does not allow it',
    on: 'iam:CreateRole',
    says: [
      'AccessDenied',
      `${me}: iam:CreateRole on resource: arn:aws:iam::123456789012:role/demo-server because no permissions boundary allows the iam:CreateRole action`,
      403,
    ],
    flags: direct,
    source: denied,
    fix: /widen the boundary/,
  },
  {
    what: 'A permissions boundary denies it',
    on: 'iam:CreateRole',
    says: [
      'AccessDenied',
      `${me}: iam:CreateRole on resource: arn:aws:iam::123456789012:role/demo-server with an explicit deny in a permissions boundary: arn:aws:iam::123456789012:policy/limits`,
      403,
    ],
    flags: direct,
    source: denied,
    fix: /widen the boundary/,
  },
  {
    what: 'A session policy does not allow it',
    on: 'ec2:CreateVpc',
    says: [
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${me}: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:123456789012:vpc/* because no session policy allows the ec2:CreateVpc action`,
      403,
    ],
    flags: direct,
    source: denied,
    fix: /session/,
  },
  {
    what: 'A Deny in an own policy',
    on: 'ec2:RunInstances',
    says: [
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${me}: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:123456789012:instance/* with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/mfa-only`,
      403,
    ],
    flags: direct,
    source: denied,
    fix: /remove the Deny/,
  },
  {
    what: 'The policy of a VPC endpoint denies it',
    on: 's3:CreateBucket',
    says: [
      'AccessDenied',
      `${me}: s3:CreateBucket on resource: "arn:aws:s3:::demo" because no VPC endpoint policy allows the s3:CreateBucket action`,
      403,
    ],
    flags: local,
    source: denied,
    fix: /another network/,
  },
  {
    what: 'A denial of EC2 that is encoded',
    on: 'ec2:RunInstances',
    says: [
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. Encoded authorization failure message: ${Buffer.from(
        JSON.stringify({
          allowed: false,
          explicitDeny: true,
          context: {
            principal: { arn: 'arn:aws:iam::123456789012:user/rehearsal' },
            action: 'ec2:RunInstances',
            resource: 'arn:aws:ec2:us-east-1:123456789012:instance/*',
          },
        }),
      ).toString('base64')}`,
      403,
    ],
    flags: direct,
    source: `${docs}/STS/latest/APIReference/API_DecodeAuthorizationMessage.html`,
    fix: /which policy denies this/,
  },
  {
    what: 'Roles of services that nobody may create',
    on: 'iam:CreateServiceLinkedRole',
    says: [
      'AccessDenied',
      `${me}: iam:CreateServiceLinkedRole on resource: arn:aws:iam::123456789012:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS because no identity-based policy allows the iam:CreateServiceLinkedRole action`,
      403,
    ],
    source: `${docs}/IAM/latest/UserGuide/using-service-linked-roles.html`,
    fix: /CreateServiceLinkedRole/,
  },
  {
    what: 'The load balancer needs a right to look at security groups',
    on: 'elasticloadbalancing:CreateLoadBalancer',
    says: [
      'AccessDenied',
      `${me}: ec2:GetSecurityGroupsForVpc on resource: arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1 because no identity-based policy allows the ec2:GetSecurityGroupsForVpc action`,
      403,
    ],
    source: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3917',
    fix: /ec2:GetSecurityGroupsForVpc/,
  },
];

const account: readonly Row[] = [
  {
    what: 'An account that AWS is still verifying',
    on: 'ec2:RunInstances',
    says: [
      'PendingVerification',
      'Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources in this region until the validation is complete.',
    ],
    flags: direct,
    source: ec2,
    fix: /up to 4 hours/,
  },
  {
    what: 'An account that is blocked',
    on: 'ec2:RunInstances',
    says: [
      'Blocked',
      'This account is currently blocked and not recognized as a valid account. Please contact aws-verification@amazon.com if you have questions.',
    ],
    flags: direct,
    source: ec2,
    fix: /payment method/,
  },
  {
    what: 'A sign-up that is not finished',
    on: 'ec2:CreateVpc',
    says: ['OptInRequired', 'You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.'],
    flags: direct,
    source: ec2,
    fix: /Complete the sign-up/,
  },
  {
    what: 'A service that is not open to the account yet',
    on: 'codedeploy:CreateApplication',
    says: ['SubscriptionRequiredException', 'The AWS Access Key Id needs a subscription for the service'],
    flags: local,
    source: sts,
    fix: /Complete the sign-up/,
  },
  {
    what: 'A new account that may not have load balancers',
    scenario: 'load-balancers-refused',
    source: elb('CreateLoadBalancer'),
    fix: /--entry elastic-ip/,
  },
  {
    what: 'An AWS project outside its region',
    scenario: 'aws-project',
    flags: direct,
    source: `${docs}/accounts/latest/reference/project-regions.html`,
    fix: /• us-east-2: Ohio\nChoose another with --region/,
  },
  {
    what: 'An AWS project and GitHub',
    scenario: 'aws-project',
    flags: { ...github, region: 'us-east-2' },
    source: `${docs}/accounts/latest/reference/scps-and-rcps-for-projects.html`,
    fix: /--delivery local/,
  },
  {
    what: 'Backups on the Free plan',
    on: 'rds:CreateDBInstance',
    says: [
      'FreeTierRestrictionError',
      'The specified backup retention period exceeds the maximum available to free tier customers.',
    ],
    source: 'https://github.com/yc-software/qm/issues/352',
    fix: /--backup-days 1/,
  },
  {
    what: 'A larger database on the Free plan',
    on: 'rds:CreateDBInstance',
    says: ['FreeTierRestrictionError', "This instance size isn't available with free plan accounts."],
    source: `${docs}/AmazonRDS/latest/UserGuide/CHAP_GettingStarted.FreeTier.html`,
    fix: /--database-class db\.t4g\.micro/,
  },
  {
    what: 'A larger server on the Free plan',
    on: 'ec2:RunInstances',
    says: ['InvalidParameterCombination', 'The specified instance type is not eligible for Free Tier.'],
    flags: direct,
    source: 'https://github.com/LinkedInLearning/learning-terraform-3087701/issues/345',
    fix: /--instance-type t3\.micro/,
  },
  {
    what: 'Requests that come too fast',
    on: 'ec2:CreateVpc',
    says: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
    flags: direct,
    source: ec2,
    fix: /Wait a few minutes/,
  },
  {
    what: 'AWS has a problem itself',
    on: 'iam:CreateRole',
    says: ['ServiceFailure', 'Service failure', 500],
    flags: direct,
    source: iam('CreateRole'),
    fix: /health\.aws/,
  },
];

const quota = (what: string, on: string, code: string, message: string, source: string, flags?: Flags): Row => ({
  what,
  on,
  says: [code, message],
  source,
  fix: /Service Quotas/,
  ...(flags && { flags }),
});

const network: readonly Row[] = [
  quota(
    'Too many VPCs',
    'ec2:CreateVpc',
    'VpcLimitExceeded',
    'The maximum number of VPCs has been reached.',
    ec2,
    direct,
  ),
  quota(
    'Too many internet gateways',
    'ec2:CreateInternetGateway',
    'InternetGatewayLimitExceeded',
    'The maximum number of internet gateways has been reached.',
    ec2,
    direct,
  ),
  quota(
    'Too many subnets',
    'ec2:CreateSubnet',
    'SubnetLimitExceeded',
    'The maximum number of subnets has been reached.',
    ec2,
    direct,
  ),
  quota(
    'Too many route tables',
    'ec2:CreateRouteTable',
    'RouteTableLimitExceeded',
    'The maximum number of route tables has been reached.',
    ec2,
    direct,
  ),
  quota(
    'Too many security groups',
    'ec2:CreateSecurityGroup',
    'SecurityGroupLimitExceeded',
    'The maximum number of security groups has been reached.',
    ec2,
    direct,
  ),
  quota(
    'Too many rules in a security group',
    'ec2:AuthorizeSecurityGroupIngress',
    'RulesPerSecurityGroupLimitExceeded',
    'The maximum number of rules per security group has been reached.',
    ec2,
    direct,
  ),
  {
    what: 'Quotas of a new account that are close to zero',
    scenario: 'small-quotas',
    source: `${docs}/general/latest/gr/ec2-service.html`,
    fix: /Service Quotas/,
  },
  {
    what: 'A new account that may not run builds yet',
    on: 'codebuild:CreateProject',
    says: [
      'InvalidInputException',
      'Project-level concurrent build limit cannot exceed the account-level concurrent build limit of 0',
    ],
    flags: { ...local, build: 'codebuild' },
    source: 'https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/1013',
    fix: /--build here/,
  },
  {
    what: 'No Elastic IP is left',
    scenario: 'address-limit',
    flags: direct,
    source: ec2,
    fix: /./,
  },
  quota(
    'No Elastic IP is left, seen only by trying',
    'ec2:AllocateAddress',
    'AddressLimitExceeded',
    'The maximum number of addresses has been reached.',
    ec2,
    direct,
  ),
];

const server: readonly Row[] = [
  {
    what: 'No machine of the type',
    scenario: 'no-capacity',
    flags: direct,
    source: ec2,
    fix: /^.*(\n.*)*\nGo on with another zone or type: `stepway up --server-zone second` or `stepway up --instance-type t3\.small`/,
  },
  {
    what: 'No machine of the type in any zone',
    on: 'ec2:RunInstances',
    says: [
      'InsufficientInstanceCapacity',
      'We currently do not have sufficient t3.micro capacity in the Availability Zone you requested (us-east-1a). Our system will be working on provisioning additional capacity.',
      500,
    ],
    flags: direct,
    source: `${docs}/AWSEC2/latest/UserGuide/troubleshooting-launch.html`,
    fix: /Go on with another type: `stepway up --instance-type t3\.small`/,
  },
  quota(
    'Too many virtual CPUs',
    'ec2:RunInstances',
    'VcpuLimitExceeded',
    'You have requested more vCPU capacity than your current vCPU limit of 1 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.',
    ec2,
    direct,
  ),
  quota(
    'Too many servers',
    'ec2:RunInstances',
    'InstanceLimitExceeded',
    "You've reached the limit on the number of instances you can run concurrently.",
    ec2,
    direct,
  ),
  quota(
    'Too much storage',
    'ec2:RunInstances',
    'VolumeLimitExceeded',
    'You have exceeded the maximum volume limit.',
    ec2,
    direct,
  ),
  {
    what: 'A type that the zone does not have',
    on: 'ec2:RunInstances',
    says: [
      'Unsupported',
      'Your requested instance type (t3.micro) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b.',
    ],
    flags: direct,
    source: `${docs}/AWSEC2/latest/UserGuide/troubleshooting-launch.html`,
    fix: /--instance-type/,
  },
  {
    what: 'A server that AWS shuts down at once',
    fates: { server: 'shut down' },
    flags: direct,
    source: `${docs}/AWSEC2/latest/UserGuide/troubleshooting-launch.html`,
    fix: /./,
  },
  quota(
    'Too many roles',
    'iam:CreateRole',
    'LimitExceeded',
    'Cannot exceed quota for RolesPerAccount: 1000',
    iam('CreateRole'),
    direct,
  ),
  quota(
    'Too many instance profiles',
    'iam:CreateInstanceProfile',
    'LimitExceeded',
    'Cannot exceed quota for InstanceProfilesPerAccount: 1000',
    iam('CreateInstanceProfile'),
    direct,
  ),
];

const database: readonly Row[] = [
  quota(
    'Too many databases',
    'rds:CreateDBInstance',
    'InstanceQuotaExceeded',
    'DB Instance quota exceeded',
    rds('CreateDBInstance'),
  ),
  quota(
    'Too much storage of databases',
    'rds:CreateDBInstance',
    'StorageQuotaExceeded',
    'The request would result in you exceeding the allowed amount of storage available across all DB instances.',
    rds('CreateDBInstance'),
  ),
  quota(
    'Too many subnet groups',
    'rds:CreateDBSubnetGroup',
    'DBSubnetGroupQuotaExceeded',
    'The request would result in the user exceeding the allowed number of DB subnet groups.',
    rds('CreateDBSubnetGroup'),
  ),
  {
    what: 'No machine of the class',
    scenario: 'no-capacity',
    flags: { ...local, database: 'postgres', 'instance-type': 't3.small' },
    source: rds('CreateDBInstance'),
    fix: /db\.t4g\.small: .* USD a month\n.*\nGo on with another class: `stepway up --database-class db\.t3\.micro`/s,
  },
  {
    what: 'A class that the engine does not have there',
    on: 'rds:CreateDBInstance',
    says: [
      'InvalidParameterCombination',
      'RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t4g.micro, Engine=postgres, EngineVersion=17.6, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.',
    ],
    source: rds('CreateDBInstance'),
    fix: /--database-class/,
  },
  {
    what: 'A version of the engine that is gone',
    on: 'rds:CreateDBInstance',
    says: ['InvalidParameterCombination', 'Cannot find version 18 for postgres'],
    source: `${docs}/AmazonRDS/latest/UserGuide/CHAP_Troubleshooting.html`,
    fix: /• PostgreSQL 17\n.*Go on with another version: `stepway up --database-version 17`/s,
  },
  {
    what: 'Subnets in too few zones',
    on: 'rds:CreateDBSubnetGroup',
    says: [
      'DBSubnetGroupDoesNotCoverEnoughAZs',
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: us-east-1a. Add subnets to cover at least 2 AZs.",
    ],
    source: rds('CreateDBSubnetGroup'),
    fix: /--network|--region/,
  },
  {
    what: 'A key that the database cannot use',
    on: 'rds:CreateDBInstance',
    says: [
      'KMSKeyNotAccessibleFault',
      'The specified KMS key [arn:aws:kms:us-east-1:123456789012:key/1] does not exist, is not enabled or you do not have permissions to access it.',
    ],
    source: rds('CreateDBInstance'),
    fix: /aws\/rds/,
  },
  {
    what: 'A database that does not become what it should',
    fates: { database: 'incompatible-parameters' },
    source: `${docs}/AmazonRDS/latest/UserGuide/accessing-monitoring.html`,
    fix: /./,
  },
];

const domain: readonly Row[] = [
  quota(
    'Too many hosted zones',
    'route53:CreateHostedZone',
    'TooManyHostedZones',
    'This operation can’t be completed because the current account has reached the limit on the number of hosted zones.',
    route53('CreateHostedZone'),
    direct,
  ),
  {
    what: 'A domain that Route 53 has given to too many',
    on: 'route53:CreateHostedZone',
    says: [
      'DelegationSetNotAvailable',
      'You can create a hosted zone that has the same name as an existing hosted zone, but Amazon Route 53 has a limit on how many times that can be done.',
    ],
    flags: direct,
    source: route53('CreateHostedZone'),
    fix: /AWS Support/,
  },
  {
    what: 'A domain that Route 53 keeps for itself',
    on: 'route53:CreateHostedZone',
    says: ['InvalidDomainName', 'app.example.com is reserved by AWS!'],
    flags: direct,
    source: route53('CreateHostedZone'),
    fix: /--domain/,
  },
  {
    what: 'A record that is in the way',
    on: 'route53:ChangeResourceRecordSets',
    says: [
      'InvalidChangeBatch',
      '[RRSet of type CNAME with DNS name app.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]',
    ],
    flags: direct,
    source: route53('ChangeResourceRecordSets'),
    fix: /record/i,
  },
  {
    what: 'A zone whose last change is not through',
    on: 'route53:ChangeResourceRecordSets',
    says: [
      'PriorRequestNotComplete',
      'The request was rejected because Route 53 was still processing a prior request.',
    ],
    flags: direct,
    source: route53('ChangeResourceRecordSets'),
    fix: /./,
  },
  {
    what: 'Name servers that nobody sets',
    scenario: 'name-servers-not-set',
    flags: direct,
    source: `${docs}/Route53/latest/DeveloperGuide/migrate-dns-domain-inactive.html`,
    fix: /name servers/,
  },
];

const certificate: readonly Row[] = [
  quota(
    'Too many certificates',
    'acm:RequestCertificate',
    'LimitExceededException',
    'Error: you have reached your limit of 2500 certificates in the last year.',
    `${docs}/acm/latest/userguide/acm-limits.html`,
  ),
  {
    what: 'A CAA record that forbids Amazon',
    scenario: 'certificate-forbidden',
    source: `${docs}/acm/latest/userguide/setup-caa.html`,
    fix: /amazon\.com/,
  },
  ...(
    [
      ['A certificate that a CAA record forbids', 'CAA_ERROR', /CAA/],
      ['A certificate that Amazon wants to look at first', 'ADDITIONAL_VERIFICATION_REQUIRED', /AWS Support|Support/],
      ['A domain that is on a list of unsafe ones', 'DOMAIN_NOT_ALLOWED', /./],
      ['A domain that is not public', 'INVALID_PUBLIC_DOMAIN', /./],
      ['A certificate that fails for another reason', 'OTHER', /./],
    ] as const
  ).map(([what, fate, fix]): Row => ({ what, fates: { certificate: fate }, source: acmFailures, fix })),
];

const balancer: readonly Row[] = [
  quota(
    'Too many load balancers',
    'elasticloadbalancing:CreateLoadBalancer',
    'TooManyLoadBalancers',
    "You've reached the limit on the number of load balancers for your AWS account.",
    elb('CreateLoadBalancer'),
  ),
  quota(
    'Too many target groups',
    'elasticloadbalancing:CreateTargetGroup',
    'TooManyTargetGroups',
    "You've reached the limit on the number of target groups for your AWS account.",
    elb('CreateTargetGroup'),
  ),
  {
    what: 'Subnets without free addresses',
    on: 'elasticloadbalancing:CreateLoadBalancer',
    says: [
      'InvalidSubnet',
      'Not enough IP space available in subnet-1. ELB requires at least 8 free IP addresses in each subnet.',
    ],
    source: elb('CreateLoadBalancer'),
    fix: /--network/,
  },
  {
    what: 'A load balancer that AWS cannot finish',
    fates: { loadBalancer: 'failed' },
    source: elb('LoadBalancerState'),
    fix: /./,
  },
  {
    what: 'A certificate that the load balancer does not take',
    on: 'elasticloadbalancing:CreateListener',
    says: [
      'UnsupportedCertificate',
      'The certificate must have a fully-qualified domain name, a supported signature, and a supported key size.',
    ],
    source: elb('CreateListener'),
    fix: /./,
  },
  {
    what: 'An app that is not healthy',
    scenario: 'unhealthy-target',
    source: `${docs}/elasticloadbalancing/latest/application/target-group-health-checks.html`,
    fix: /./,
  },
];

const delivery: readonly Row[] = [
  quota(
    'Too many buckets',
    's3:CreateBucket',
    'TooManyBuckets',
    'You have attempted to create more buckets than allowed',
    s3,
    local,
  ),
  {
    what: 'A bucket whose name somebody has',
    on: 's3:CreateBucket',
    says: [
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      409,
    ],
    flags: local,
    source: s3,
    fix: /--name/,
  },
  quota(
    'Too many applications',
    'codedeploy:CreateApplication',
    'ApplicationLimitExceededException',
    'More applications were attempted to be created than are allowed.',
    codeDeploy('CreateApplication'),
    local,
  ),
  {
    what: 'A role that CodeDeploy cannot use',
    on: 'codedeploy:CreateDeploymentGroup',
    says: [
      'InvalidRoleException',
      'AWS CodeDeploy does not have the permissions required to assume the role arn:aws:iam::123456789012:role/demo-deploy.',
    ],
    flags: local,
    source: codeDeploy('CreateDeploymentGroup'),
    fix: /./,
  },
  quota(
    'Too many identity providers',
    'iam:CreateOpenIDConnectProvider',
    'LimitExceeded',
    'Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100',
    iam('CreateOpenIDConnectProvider'),
    github,
  ),
  quota(
    'Too many associations',
    'ssm:CreateAssociation',
    'AssociationLimitExceeded',
    'You can have at most 2,000 active associations.',
    `${docs}/systems-manager/latest/APIReference/API_CreateAssociation.html`,
    local,
  ),
];

const told: Flags = { ...direct, alarms: 'you@example.com' };

const alarms: readonly Row[] = [
  {
    what: 'Too many topics',
    on: 'sns:CreateTopic',
    says: ['TopicLimitExceeded', 'Indicates that the customer already owns the maximum allowed number of topics.', 403],
    flags: told,
    source: `${docs}/sns/latest/api/API_CreateTopic.html`,
    fix: /Service Quotas/,
  },
  {
    what: 'Too many subscriptions',
    on: 'sns:Subscribe',
    says: [
      'SubscriptionLimitExceeded',
      'Indicates that the customer already owns the maximum allowed number of subscriptions.',
      403,
    ],
    flags: told,
    source: `${docs}/sns/latest/api/API_Subscribe.html`,
    fix: /Service Quotas/,
  },
  quota(
    'Too many alarms',
    'cloudwatch:PutMetricAlarm',
    'LimitExceeded',
    'The quota for alarms for this customer has already been reached.',
    `${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
    told,
  ),
  quota(
    'Too many health checks',
    'route53:CreateHealthCheck',
    'TooManyHealthChecks',
    "This health check can't be created because the current account has reached the limit on the number of active health checks.",
    route53('CreateHealthCheck'),
    told,
  ),
  quota(
    'Too many rules for events',
    'events:PutRule',
    'LimitExceededException',
    'The request failed because it attempted to create resource beyond the allowed service quota.',
    `${docs}/eventbridge/latest/APIReference/API_PutRule.html`,
    { ...local, alarms: 'you@example.com' },
  ),
  quota(
    'Too many budgets',
    'budgets:CreateBudget',
    'CreationLimitExceededException',
    "You've exceeded the notification or subscriber limit.",
    `${docs}/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html`,
    { ...told, budget: '30' },
  ),
];

/** All of them, by the chapter in which they are met. */
export const chapters: Readonly<Record<string, readonly Row[]>> = {
  'Signing in': signingIn,
  Permissions: permissions,
  'The account': account,
  Network: network,
  Server: server,
  Database: database,
  Domain: domain,
  Certificate: certificate,
  'Load balancer': balancer,
  Delivery: delivery,
  Alarms: alarms,
};
