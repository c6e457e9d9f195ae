import { ACMClient } from '@aws-sdk/client-acm';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAMClient } from '@aws-sdk/client-iam';
import { RDSClient } from '@aws-sdk/client-rds';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { FreeTierClient } from './client-freetier.ts';
import { atMostOnce, type Pluggable } from './at-most-once.ts';
import { keepCredentials } from './credentials.ts';
import { insistOnAnswers } from './well-formed.ts';

/** The clients of the services that steps talk to. */
export interface Aws {
  readonly acm: ACMClient;
  readonly codeDeploy: CodeDeployClient;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  /** The certificates of services without a region, such as CloudFront. */
  readonly globalAcm: ACMClient;
  /** For an optional question, too. */
  readonly freeTier: FreeTierClient;
  readonly iam: IAMClient;
  readonly quotas: ServiceQuotasClient;
  readonly rds: RDSClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  /** IAM for optional questions: it gives up soon. */
  readonly simulator: IAMClient;
}

export interface Connection {
  /** Where to build; absent, the SDK's own chain decides. */
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** Puts something between each client and AWS: the rehearsal. */
  readonly attach?: ((client: Pluggable) => void) | undefined;
}

/**
 * How many milliseconds a connection may take, and how long it may be silent: a line that is dead without anybody
 * saying so would keep a run waiting for ever. AWS's slowest answers take some ten seconds, and its own command line
 * waits as long as this.
 */
const timeouts = { connectionTimeout: 10_000, socketTimeout: 60_000 };

/** Ten attempts instead of the SDK's three: a build of minutes should outlive a short storm of throttling. */
const patient = { maxAttempts: 10, requestHandler: timeouts };

/** For a question that AWS answers at once, or not at all. */
const brief = { ...timeouts, socketTimeout: 10_000 };

const constructors = {
  acm: [ACMClient, patient],
  globalAcm: [ACMClient, { ...patient, region: 'us-east-1' }],
  codeDeploy: [CodeDeployClient, patient],
  ec2: [EC2Client, patient],
  elb: [ElasticLoadBalancingV2Client, patient],
  freeTier: [FreeTierClient, { maxAttempts: 2, requestHandler: { ...brief, connectionTimeout: 5000 } }],
  iam: [IAMClient, patient],
  quotas: [ServiceQuotasClient, patient],
  rds: [RDSClient, patient],
  route53: [Route53Client, patient],
  s3: [S3Client, patient],
  ssm: [SSMClient, patient],
  // The first call of a run: the user should learn quickly that AWS cannot be reached.
  sts: [STSClient, { maxAttempts: 3, requestHandler: brief }],
  simulator: [IAMClient, { maxAttempts: 2, requestHandler: brief }],
} as const;

/** The SDK's standard clients, made when first used. Credentials, profiles, SSO and endpoints are the SDK's business. */
export function connect({ region, profile, attach }: Connection): Aws {
  const where = { ...(region && { region }), ...(profile && { profile }) };
  const aws = {};
  for (const [name, [Client, retries]] of Object.entries(constructors)) {
    let client: Pluggable | undefined;
    Object.defineProperty(aws, name, {
      enumerable: true,
      get: () => {
        if (!client) {
          client = new Client({ ...where, ...retries }) as Pluggable;
          keepCredentials(client);
          insistOnAnswers(client);
          atMostOnce(client);
          attach?.(client);
        }
        return client;
      },
    });
  }
  return aws as Aws;
}

/** The region that the environment or the profile names, or none. */
export async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  try {
    return await new STSClient(profile ? { profile } : {}).config.region();
  } catch {
    return undefined;
  }
}
