import { createServer } from 'node:http';
import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { ListDeploymentsCommand } from '@aws-sdk/client-codedeploy';
import { CreateVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand, DescribeTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { GetBucketTaggingCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ListAssociationsCommand } from '@aws-sdk/client-ssm';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect, type Aws } from '../../src/aws/clients.ts';
import { explain } from '../../src/aws/explain.ts';
import { listen } from '../support/listen.ts';

/** What answers with status 200 in place of AWS. */
let said = { type: 'text/html', body: '' };
const server = createServer((_, response) => response.writeHead(200, { 'content-type': said.type }).end(said.body));

beforeAll(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${await listen(server)}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

const pages = {
  'a page of a proxy': { type: 'text/html', body: '<!doctype html><html><body>Please sign in</body></html>' },
  'a page that is well-formed XML': { type: 'text/html', body: '<html><body><p>Please sign in</p></body></html>' },
  nothing: { type: 'text/plain', body: '' },
  'an empty JSON object': { type: 'application/json', body: '{}' },
  'an empty element': { type: 'text/xml', body: '<Response/>' },
};

const asks: Readonly<Record<string, (aws: Aws) => Promise<unknown>>> = {
  DescribeVpcs: ({ ec2 }) => ec2.send(new DescribeVpcsCommand({})),
  CreateVpc: ({ ec2 }) => ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })),
  DescribeDBInstances: ({ rds }) => rds.send(new DescribeDBInstancesCommand({})),
  DescribeLoadBalancers: ({ elb }) => elb.send(new DescribeLoadBalancersCommand({})),
  DescribeTags: ({ elb }) => elb.send(new DescribeTagsCommand({ ResourceArns: ['a'] })),
  GetRole: ({ iam }) => iam.send(new GetRoleCommand({ RoleName: 'a' })),
  ListResourceRecordSets: ({ route53 }) => route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' })),
  GetBucketTagging: ({ s3 }) => s3.send(new GetBucketTaggingCommand({ Bucket: 'a' })),
  ListObjectsV2: ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: 'a' })),
  ListCertificates: ({ acm }) => acm.send(new ListCertificatesCommand({})),
  ListDeployments: ({ codeDeploy }) => codeDeploy.send(new ListDeploymentsCommand({})),
  ListAssociations: ({ ssm }) => ssm.send(new ListAssociationsCommand({})),
};

/** Clients that talk to that server and do not ask again. */
const proxied = () =>
  connect({
    region: 'us-east-1',
    attach: (client) => Object.assign(client.config, { retryStrategy: async () => new StandardRetryStrategy(1) }),
  });

describe('an answer with status 200 that is not AWS’s', () => {
  test.each(Object.keys(asks).flatMap((ask) => Object.keys(pages).map((page) => [ask, page] as const)))(
    'is never taken for “there is nothing”: %s answered with %s',
    async (ask, page) => {
      said = pages[page as keyof typeof pages];
      const error = await asks[ask]!(proxied()).then(
        () => expect.unreachable('it was taken for an answer'),
        (thrown: unknown) => thrown,
      );
      expect(explain(error, { en: 'it', ko: '그것' })?.what.en).toMatch(
        /not from AWS or is incomplete|Could not connect/,
      );
    },
  );
});
