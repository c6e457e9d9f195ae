import { AuthorizeSecurityGroupIngressCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/aws/clients.ts';
import { wantedBy } from '../../src/engine/given.ts';
import type { Context, Settings, WantedBy } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';
import { database } from '../../src/steps/database/instance.ts';
import { databaseFromServer } from '../../src/steps/database/firewall.ts';
import { serverSsh, visitorRules } from '../../src/steps/firewall/rules.ts';
import { httpListener, httpsListener } from '../../src/steps/load-balancer/listeners.ts';
import { loadBalancer } from '../../src/steps/load-balancer/load-balancer.ts';
import { targetGroup } from '../../src/steps/load-balancer/target-group.ts';
import { instance } from '../../src/steps/server/instance.ts';
import { userData } from '../../src/steps/server/setup/index.ts';
import { setUpFor } from '../../src/steps/server/setup/tag.ts';
import { mocked } from '../support/mocked.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const token = '0123456789abcdef0123456789abcdef';

/** A step's surroundings, with real clients whose answers are made up. */
const given = <Needs extends Facts, Asks extends Facts, Table extends Settings>(
  step: { id: string; settings?: Table },
  needs: Needs,
  answers: Asks,
): Context & { needs: Needs; answers: Asks; wanted: WantedBy<Table> } => {
  const name = `demo-${step.id}`;
  const context = Object.assign(connect({ region: 'us-east-1' }), {
    clock: virtualClock(),
    dns: {
      delegation: async () => [],
      caa: async () => [],
      hasLeftoverDs: async () => false,
      at: async () => ({ zone: undefined, nameServers: [], alias: undefined, addresses: [], addresses6: [] }),
      addresses: async () => [],
      records: async () => ({ nameServers: [], records: [], delegated: [], unanswered: [] }),
    },
    account: '123456789012',
    region: 'us-east-1',
    partition: 'aws',
    stack: 'demo',
    name,
    uniqueName: `demo-0123abcd-${step.id}`,
    uniqueNames: [`demo-0123abcd-${step.id}`],
    tags: { 'stepway:id': '0123abcd', 'stepway:name': 'demo', 'stepway:step': step.id, Name: name } as const,
    beforeIds: false,
    retired: [],
    token,
    needs,
    answers,
  });
  return Object.assign(context, { wanted: wantedBy({ settings: step.settings ?? {} }, context) as WantedBy<Table> });
};

const tagsOf = (id: string) => [
  { Key: 'stepway:id', Value: '0123abcd' },
  { Key: 'stepway:name', Value: 'demo' },
  { Key: 'stepway:step', Value: id },
  { Key: 'Name', Value: `demo-${id}` },
];

const arn = (kind: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:${kind}`;

describe('the request that makes', () => {
  test('the server: encrypted, IMDSv2 only, without a key pair, and no dearer than it has to be', async () => {
    const ec2 = mocked(EC2Client)
      .on(RunInstancesCommand)
      .resolves({ Instances: [{ InstanceId: 'i-1' }] });
    const needs = {
      subnets: { subnetIds: ['subnet-a', 'subnet-b'] },
      group: { groupId: 'sg-1' },
      image: { imageId: 'ami-1', architecture: 'x86_64' as const },
      profile: { uid: 'AIPA1', profileName: 'demo-server-profile' },
      inProfile: { profileName: 'demo-server-profile', roleName: 'demo-server-role' },
      shell: { attachment: '', policyArn: 'arn', roleName: 'demo-server-role' },
    };
    const answers = {
      type: 't3.micro',
      zone: 'first',
      port: 8080,
      entry: 'load-balancer',
      domain: 'example.com',
      www: false,
      path: '/',
      elasticIp: false,
      docker: false,
    } as const;
    const site = { domain: 'example.com', www: false, port: 8080, healthPath: '/', entry: 'load-balancer' };
    expect(await instance.create?.(given(instance, needs, answers))).toEqual({ instanceId: 'i-1' });
    expect(ec2.calls().map(({ args }) => args[0].input)).toEqual([
      {
        ClientToken: token,
        MinCount: 1,
        MaxCount: 1,
        ImageId: 'ami-1',
        InstanceType: 't3.micro',
        IamInstanceProfile: { Name: 'demo-server-profile' },
        NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-a', Groups: ['sg-1'], AssociatePublicIpAddress: true }],
        MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/xvda',
            Ebs: { VolumeType: 'gp3', VolumeSize: 10, Encrypted: true, DeleteOnTermination: true },
          },
        ],
        CreditSpecification: { CpuCredits: 'unlimited' },
        UserData: userData(site),
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: [...tagsOf('server'), { Key: 'stepway:setup', Value: `${setUpFor(site).version} 8080 /` }],
          },
          { ResourceType: 'volume', Tags: tagsOf('server') },
        ],
      },
    ]);
  });

  test('the database: encrypted, not public, protected, with a password that nobody here sees', async () => {
    const rds = mocked(RDSClient)
      .on(CreateDBInstanceCommand)
      .resolves({ DBInstance: { DbiResourceId: 'db-1' } });
    const needs = {
      subnets: { groupName: 'demo-database-subnets' },
      group: { groupId: 'sg-1' },
      zones: { a: 'us-east-1a', b: 'us-east-1b' },
    };
    const answers = {
      engine: 'postgres',
      size: 'db.t4g.micro',
      version: 'auto',
      storage: 20,
      standby: false,
      days: '7',
      from: 'empty',
    } as const;
    expect(await database.create?.(given(database, needs, answers))).toEqual({
      identifier: 'demo-database',
      uid: 'db-1',
      days: 7,
    });
    expect(rds.calls().map(({ args }) => args[0].input)).toEqual([
      {
        DBInstanceIdentifier: 'demo-database',
        Engine: 'postgres',
        EngineVersion: '18',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: 20,
        StorageType: 'gp3',
        StorageEncrypted: true,
        DBName: 'app',
        Port: 5432,
        MasterUsername: 'app_owner',
        ManageMasterUserPassword: true,
        DBSubnetGroupName: 'demo-database-subnets',
        VpcSecurityGroupIds: ['sg-1'],
        PubliclyAccessible: false,
        MultiAZ: false,
        BackupRetentionPeriod: 7,
        CopyTagsToSnapshot: true,
        AutoMinorVersionUpgrade: true,
        DeletionProtection: true,
        EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
        Tags: tagsOf('database'),
      },
    ]);
  });

  test('the load balancer: in both public subnets, open to the internet through one group', async () => {
    const made = { LoadBalancerArn: arn('loadbalancer/app/x/1'), DNSName: 'x.elb', CanonicalHostedZoneId: 'Z1' };
    const elb = mocked(ElasticLoadBalancingV2Client)
      .on(CreateLoadBalancerCommand)
      .resolves({ LoadBalancers: [made] });
    const needs = { subnets: { subnetIds: ['subnet-a', 'subnet-b'] }, group: { groupId: 'sg-1' } };
    const handle = await loadBalancer.create?.(given(loadBalancer, needs, { entry: 'load-balancer' } as const));
    expect(handle).toEqual({
      loadBalancerArn: made.LoadBalancerArn,
      dnsName: 'x.elb',
      dnsZoneId: 'Z1',
    });
    expect(elb.calls().map(({ args }) => args[0].input)).toEqual([
      {
        Name: 'demo-load-balancer',
        Type: 'application',
        Scheme: 'internet-facing',
        IpAddressType: 'ipv4',
        Subnets: ['subnet-a', 'subnet-b'],
        SecurityGroups: ['sg-1'],
        Tags: tagsOf('load-balancer'),
      },
    ]);
  });

  test('the target group: asked every ten seconds on the health path', async () => {
    const elb = mocked(ElasticLoadBalancingV2Client)
      .on(CreateTargetGroupCommand)
      .resolves({ TargetGroups: [{ TargetGroupArn: arn('targetgroup/x/1') }] });
    const answers = { entry: 'load-balancer', port: 3000, path: '/health' } as const;
    await targetGroup.create?.(given(targetGroup, { vpc: { vpcId: 'vpc-1' } }, answers));
    expect(elb.calls().map(({ args }) => args[0].input)).toEqual([
      {
        Name: 'demo-target-group',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: 'vpc-1',
        TargetType: 'instance',
        HealthCheckProtocol: 'HTTP',
        HealthCheckPort: 'traffic-port',
        HealthCheckPath: '/health',
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
        Matcher: { HttpCode: '200-399' },
        Tags: tagsOf('target-group'),
      },
    ]);
  });

  test('the listeners: HTTP redirected, HTTPS with the certificate and the newest TLS policy', async () => {
    const elb = mocked(ElasticLoadBalancingV2Client)
      .on(CreateListenerCommand)
      .resolves({ Listeners: [{ ListenerArn: arn('listener/app/x/1/2') }] });
    const balancer = {
      loadBalancerArn: arn('loadbalancer/app/x/1'),
      dnsName: 'x.elb',
      dnsZoneId: 'Z1',
    };
    await httpListener.create?.(given(httpListener, { loadBalancer: balancer }, {}));
    const needs = {
      loadBalancer: balancer,
      targetGroup: { targetGroupArn: arn('targetgroup/x/1') },
      issued: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
    };
    await httpsListener.create?.(given(httpsListener, needs, {}));
    expect(elb.calls().map(({ args }) => args[0].input)).toEqual([
      {
        LoadBalancerArn: balancer.loadBalancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [
          {
            Type: 'redirect',
            RedirectConfig: {
              Protocol: 'HTTPS',
              Port: '443',
              Host: '#{host}',
              Path: '/#{path}',
              Query: '#{query}',
              StatusCode: 'HTTP_301',
            },
          },
        ],
        Tags: tagsOf('http-listener'),
      },
      {
        LoadBalancerArn: balancer.loadBalancerArn,
        Protocol: 'HTTPS',
        Port: 443,
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
        Certificates: [{ CertificateArn: needs.issued.certificateArn }],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: needs.targetGroup.targetGroupArn }],
        Tags: tagsOf('https-listener'),
      },
    ]);
  });

  test('a firewall rule: one port, for one range or for the members of one group', async () => {
    const ec2 = mocked(EC2Client)
      .on(AuthorizeSecurityGroupIngressCommand)
      .resolves({ SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-1' }] });
    const group = { groupId: 'sg-1' };
    const https = visitorRules.find(({ id }) => id === 'load-balancer-https')!;
    await https.create?.(given(https, { group }, { entry: 'load-balancer' }));
    await serverSsh.create?.(given(serverSsh, { group }, { ssh: '203.0.113.0/24' }));
    const needs = { group, source: { groupId: 'sg-2' } };
    await databaseFromServer.create?.(given(databaseFromServer, needs, { engine: 'mysql' } as const));
    const openings = ec2.calls().map(({ args }) => {
      const { GroupId, IpPermissions } = args[0].input as AuthorizeSecurityGroupIngressCommand['input'];
      return { GroupId, IpPermissions };
    });
    const opening = (port: number, source: object) => ({
      GroupId: 'sg-1',
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...source }],
    });
    expect(openings).toEqual([
      opening(443, { IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'Internet to load balancer, port 443' }] }),
      opening(22, { IpRanges: [{ CidrIp: '203.0.113.0/24', Description: 'You to server, SSH' }] }),
      opening(3306, { UserIdGroupPairs: [{ GroupId: 'sg-2', Description: 'Server to database' }] }),
    ]);
    // EC2 takes no other characters in a description.
    for (const { IpPermissions } of openings)
      for (const { IpRanges = [], UserIdGroupPairs = [] } of IpPermissions ?? [])
        for (const { Description } of [...IpRanges, ...UserIdGroupPairs])
          expect(Description).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/);
  });
});
