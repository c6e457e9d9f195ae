import { DescribeTagsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand, IAMClient, ListInstanceProfilesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeDBSubnetGroupsCommand, RDSClient } from '@aws-sdk/client-rds';
import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { stacksCalled } from '../../src/aws/sightings.ts';
import { mocked } from '../support/mocked.ts';

test('a look that fails while another is under way is heard of, and ends no program', async () => {
  const [ec2, elb, iam, rds, route53, s3] = [
    new EC2Client({ region: 'us-east-1' }),
    new ElasticLoadBalancingV2Client({ region: 'us-east-1' }),
    new IAMClient({ region: 'us-east-1' }),
    new RDSClient({ region: 'us-east-1' }),
    new Route53Client({ region: 'us-east-1' }),
    new S3Client({ region: 'us-east-1' }),
  ];
  mocked(ec2).on(DescribeTagsCommand).resolves({ Tags: [] });
  mocked(elb).onAnyCommand().resolves({ LoadBalancers: [] });
  mocked(rds).onAnyCommand().resolves({ DBInstances: [] }).on(DescribeDBSubnetGroupsCommand).resolves({});
  mocked(s3).on(ListBucketsCommand).resolves({ Buckets: [] });
  mocked(route53).on(ListHostedZonesCommand).resolves({ HostedZones: [] });
  mocked(iam)
    .on(ListRolesCommand)
    .resolves({
      Roles: [{ RoleName: 'shop-0123456789abcdef-role', Path: '/', RoleId: 'r', Arn: 'a', CreateDate: new Date(0) }],
    })
    .on(GetRoleCommand)
    .rejects(Object.assign(new Error('of the test'), { name: 'InternalFailure' }))
    .on(ListInstanceProfilesCommand)
    .callsFake(async () => {
      for (let turns = 0; turns < 5; turns++) await turn();
      return { InstanceProfiles: [] };
    });
  const unheard: unknown[] = [];
  const listen = (reason: unknown) => void unheard.push(reason);
  process.on('unhandledRejection', listen);
  onTestFinished(() => void process.off('unhandledRejection', listen));

  await expect(stacksCalled({ ec2, elb, iam, rds, route53, s3 }, 'shop', 'us-east-1')).rejects.toThrow('of the test');
  expect(unheard).toEqual([]);
});
