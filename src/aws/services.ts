interface Throttling {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

export interface Asking {
  readonly maxAttempts: number;
  readonly requestHandler: Timeouts;
}

/** How many milliseconds a connection may take, and how long it may be silent. */
interface Timeouts {
  readonly connectionTimeout: number;
  readonly socketTimeout: number;
}

/** How a service's requests and answers are written. */
type Protocol = 'ec2' | 'json' | 'query' | 'rest-xml';

export interface ServiceRow {
  /** The prefix of its IAM actions. */
  readonly iam: string;
  readonly protocol: Protocol;
  /** Its name in AWS's models of its services, and in the AWS CLI, where that is another one. */
  readonly model?: string;
  readonly cli?: string;
  /** Where it says so in another way than others of its protocol. */
  readonly throttling?: Throttling;
  /** Other errors that the SDK takes for throttling, and asks again. */
  readonly alsoThrottling?: readonly string[];
  /** One for the whole partition: IAM treats its calls as calls to the partition's first region. */
  readonly global?: true;
  /** Examples of resources that somebody's policy may be narrowed to, `*` being the stack. */
  readonly examples?: readonly string[];
  /** How often the SDK asks, and how long it waits, where not as usual. */
  readonly asking?: Asking;
  /** Its class of clients; absent for one that is not among those that every step gets. */
  load?(): Promise<unknown>;
}

/**
 * A line that is dead without anybody saying so would keep a run waiting for ever. AWS's slowest answers take some ten
 * seconds, and its own command line waits as long as this.
 */
const timeouts: Timeouts = { connectionTimeout: 10_000, socketTimeout: 60_000 };

/** For a question that AWS answers at once, or not at all. */
const brief: Timeouts = { ...timeouts, socketTimeout: 10_000 };

/** Ten attempts instead of the SDK's three: a build of minutes should outlive a short storm of throttling. */
export const patiently: Asking = { maxAttempts: 10, requestHandler: timeouts };

/** For what is good to know, and not needed. */
export const inPassing: Asking = { maxAttempts: 2, requestHandler: brief };

const throttling: Throttling = { code: 'Throttling', message: 'Rate exceeded', status: 400 };
const usualThrottling: Readonly<Record<Protocol, Throttling>> = {
  ec2: { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 },
  json: { ...throttling, code: 'ThrottlingException' },
  query: throttling,
  'rest-xml': throttling,
};

/**
 * The AWS services that stepway uses, by what the program calls their clients: a row each, and nowhere else is written
 * what one is called and how it behaves. Data alone, so that whoever reads it loads no client.
 */
export const services = {
  acm: {
    iam: 'acm',
    protocol: 'json',
    examples: ['arn:*:acm:*:*:certificate/0123'],
    load: async () => (await import('@aws-sdk/client-acm')).ACMClient,
  },
  budgets: {
    iam: 'budgets',
    protocol: 'json',
    global: true,
    load: async () => (await import('@aws-sdk/client-budgets')).BudgetsClient,
  },
  cloudTrail: {
    iam: 'cloudtrail',
    protocol: 'json',
    load: async () => (await import('@aws-sdk/client-cloudtrail')).CloudTrailClient,
  },
  cloudWatch: {
    iam: 'cloudwatch',
    protocol: 'query',
    load: async () => (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient,
  },
  codeBuild: {
    iam: 'codebuild',
    protocol: 'json',
    load: async () => (await import('@aws-sdk/client-codebuild')).CodeBuildClient,
  },
  codeDeploy: {
    iam: 'codedeploy',
    protocol: 'json',
    cli: 'deploy',
    load: async () => (await import('@aws-sdk/client-codedeploy')).CodeDeployClient,
  },
  configService: {
    iam: 'config',
    protocol: 'json',
    model: 'configservice',
    cli: 'configservice',
    load: async () => (await import('@aws-sdk/client-config-service')).ConfigServiceClient,
  },
  costExplorer: {
    iam: 'ce',
    protocol: 'json',
    model: 'costexplorer',
    global: true,
    throttling: { code: 'LimitExceededException', message: 'Rate limit exceeded', status: 400 },
    load: async () => (await import('@aws-sdk/client-cost-explorer')).CostExplorerClient,
  },
  ec2: {
    iam: 'ec2',
    protocol: 'ec2',
    examples: [
      'arn:*:ec2:*:*:elastic-ip/0123',
      'arn:*:ec2:*:*:instance/0123',
      'arn:*:ec2:*:*:internet-gateway/0123',
      'arn:*:ec2:*:*:network-interface/0123',
      'arn:*:ec2:*:*:route-table/0123',
      'arn:*:ec2:*:*:security-group/0123',
      'arn:*:ec2:*:*:security-group-rule/0123',
      'arn:*:ec2:*:*:subnet/0123',
      'arn:*:ec2:*:*:volume/0123',
      'arn:*:ec2:*:*:vpc/0123',
    ],
    load: async () => (await import('@aws-sdk/client-ec2')).EC2Client,
  },
  ecr: {
    iam: 'ecr',
    protocol: 'json',
    examples: ['arn:*:ecr:*:*:repository/*-images'],
    load: async () => (await import('@aws-sdk/client-ecr')).ECRClient,
  },
  elb: {
    iam: 'elasticloadbalancing',
    protocol: 'query',
    model: 'elasticloadbalancingv2',
    cli: 'elbv2',
    examples: [
      'arn:*:elasticloadbalancing:*:*:listener/app/*-load-balancer/0123/0123',
      'arn:*:elasticloadbalancing:*:*:loadbalancer/app/*-load-balancer/0123',
      'arn:*:elasticloadbalancing:*:*:targetgroup/*-target-group/0123',
    ],
    load: async () => (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2Client,
  },
  events: {
    iam: 'events',
    protocol: 'json',
    model: 'eventbridge',
    load: async () => (await import('@aws-sdk/client-eventbridge')).EventBridgeClient,
  },
  freeTier: {
    iam: 'freetier',
    protocol: 'json',
    asking: { ...inPassing, requestHandler: { ...brief, connectionTimeout: 5000 } },
    load: async () => (await import('./client-freetier.ts')).FreeTierClient,
  },
  iam: {
    iam: 'iam',
    protocol: 'query',
    global: true,
    load: async () => (await import('@aws-sdk/client-iam')).IAMClient,
  },
  logs: {
    iam: 'logs',
    protocol: 'json',
    model: 'cloudwatchlogs',
    load: async () => (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient,
  },
  /** Its client is made on request alone. */
  pricing: { iam: 'pricing', protocol: 'json' },
  quotas: {
    iam: 'servicequotas',
    protocol: 'json',
    cli: 'service-quotas',
    load: async () => (await import('@aws-sdk/client-service-quotas')).ServiceQuotasClient,
  },
  rds: {
    iam: 'rds',
    protocol: 'query',
    examples: [
      'arn:*:rds:*:*:db:*-database',
      'arn:*:rds:*:*:subgrp:*-database-subnets',
      'arn:*:rds:*:*:snapshot:*-database-final-0',
    ],
    load: async () => (await import('@aws-sdk/client-rds')).RDSClient,
  },
  route53: {
    iam: 'route53',
    protocol: 'rest-xml',
    alsoThrottling: ['PriorRequestNotComplete'],
    global: true,
    examples: ['arn:*:route53:::hostedzone/Z0123'],
    load: async () => (await import('@aws-sdk/client-route-53')).Route53Client,
  },
  s3: {
    iam: 's3',
    protocol: 'rest-xml',
    cli: 's3api',
    throttling: { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503 },
    load: async () => (await import('@aws-sdk/client-s3')).S3Client,
  },
  sns: {
    iam: 'sns',
    protocol: 'query',
    load: async () => (await import('@aws-sdk/client-sns')).SNSClient,
  },
  ssm: {
    iam: 'ssm',
    protocol: 'json',
    load: async () => (await import('@aws-sdk/client-ssm')).SSMClient,
  },
  sts: {
    iam: 'sts',
    protocol: 'query',
    // The first call of a run: the user should learn quickly that AWS cannot be reached.
    asking: { maxAttempts: 3, requestHandler: brief },
    load: async () => (await import('@aws-sdk/client-sts')).STSClient,
  },
} as const satisfies Readonly<Record<string, ServiceRow>>;

export type Services = typeof services;

/** The prefix of a service's IAM actions, by which calls and actions name it. */
export type IamPrefix = Services[keyof Services]['iam'];

/** A row, as all of them are. */
type Service = ServiceRow & Required<Pick<ServiceRow, 'model' | 'cli' | 'throttling'>> & { readonly iam: IamPrefix };

const rows: readonly Service[] = Object.values<ServiceRow & { readonly iam: IamPrefix }>(services).map((row) => ({
  model: row.iam,
  cli: row.iam,
  throttling: usualThrottling[row.protocol],
  ...row,
}));

/** The service of an operation, by the namespace that the SDK's schema of it has. */
export const serviceModelled = (namespace: string): Service => {
  const row = rows.find(({ model }) => `com.amazonaws.${model}` === namespace);
  if (!row) throw new Error(`src/aws/services.ts has no row for ${namespace}`);
  return row;
};

/** The service of an IAM action such as `ec2:CreateVpc`, or of its prefix; undefined for one that others call for us. */
export const serviceOf = (action: string): Service | undefined =>
  rows.find(({ iam }) => iam === action.replace(/:.*/, ''));

/** What the SDK takes for "too fast" of the services that stepway uses. */
export const throttlingCodes: ReadonlySet<string> = new Set(
  rows.flatMap(({ throttling, alsoThrottling = [] }) => [throttling.code, ...alsoThrottling]),
);
