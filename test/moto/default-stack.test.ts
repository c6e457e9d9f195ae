import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outputs } from '../../src/engine/outputs.ts';
import { motoMissing, startMoto, type Moto } from '../support/moto.ts';
import {
  accountOf,
  additions,
  inventory,
  present,
  single,
  tagOf,
  type Account,
  type Sight,
  type Tag,
} from './account.ts';
import { ok, projectOn, type Done, type Project } from './project.ts';

describe.skipIf(motoMissing())('the default stack', () => {
  let moto: Moto;
  let account: Account;
  let project: Project;
  let before: Sight;
  let first: Done;
  let outputs: Outputs;
  let sight: Sight;

  beforeAll(async () => {
    moto = await startMoto();
    account = accountOf(moto);
    project = projectOn(moto, '--domain shop.example.com');
    before = await account.look();
    first = ok(await project.up());
    outputs = await project.outputs();
    sight = await account.look();
  });

  afterAll(async () => {
    project.remove();
    await moto.stop();
  });

  const vpcId = () => present(outputs.vpcId);
  const group = (step: string) => {
    const found = sight.groups.find(({ Tags }) => tagOf(Tags, 'stepway:step') === step);
    return present(found?.GroupId, step);
  };
  const zone = () => single(sight.zones);
  const loadBalancer = () => single(sight.loadBalancers);
  const listener = (port: number) => single(sight.listeners.filter(({ Port }) => Port === port));

  it('is built with at most 136 calls', () => {
    expect(first.calls.length).toBeLessThanOrEqual(136);
  });

  it('has every field in its outputs, and nothing else', () => {
    expect(outputs).toEqual({
      url: 'https://shop.example.com',
      nameServers: expect.any(Array),
      hostedZoneId: zone().id,
      certificateArn: single(sight.certificates).CertificateArn,
      loadBalancer: loadBalancer().DNSName,
      instanceId: single(sight.instances).InstanceId,
      vpcId: single(sight.vpcs.filter(({ IsDefault }) => !IsDefault)).VpcId,
      database: {
        engine: 'postgres',
        host: single(sight.databases).Endpoint?.Address,
        port: 5432,
        secretArn: single(sight.databases).MasterUserSecret?.SecretArn,
      },
    });
  });

  it('names the four name servers that Route 53 gave the zone', async () => {
    const { DelegationSet } = await account.route53.getHostedZone({ Id: zone().id });
    expect(outputs.nameServers).toHaveLength(4);
    expect(outputs.nameServers).toEqual(DelegationSet?.NameServers?.toSorted());
  });

  it('has two public and two private subnets in two zones, and only the public ones lead to the internet', () => {
    const subnets = sight.subnets.filter(({ VpcId }) => VpcId === vpcId());
    const ways = subnets.map(({ SubnetId, AvailabilityZone }) => {
      const table = sight.routeTables.find(({ Associations = [] }) =>
        Associations.some((association) => association.SubnetId === SubnetId),
      );
      const out = table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
      return { zone: AvailabilityZone, public: out !== undefined, table: table?.RouteTableId, gateway: out?.GatewayId };
    });
    const gateway = single(sight.gateways.filter(({ Tags }) => tagOf(Tags, 'stepway:name') === 'shop'));
    expect(gateway.Attachments?.map(({ VpcId }) => VpcId)).toEqual([vpcId()]);
    for (const isPublic of [true, false]) {
      const part = ways.filter((way) => way.public === isPublic);
      expect(new Set(part.map((way) => way.zone)).size).toBe(2);
      for (const { table, gateway: out } of part) {
        expect(table).toBeDefined();
        expect(out).toBe(isPublic ? gateway.InternetGatewayId : undefined);
      }
    }
  });

  it('lets the world into the load balancer, the load balancer into the server, the server into the database, and nothing else', () => {
    const inbound = sight.rules
      .filter(({ IsEgress, GroupId }) => !IsEgress && [...ourGroups()].includes(GroupId ?? ''))
      .map(({ GroupId, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, ReferencedGroupInfo }) => ({
        into: GroupId,
        ports: `${IpProtocol} ${FromPort}-${ToPort}`,
        from: ReferencedGroupInfo?.GroupId ?? CidrIpv4 ?? CidrIpv6,
      }));
    const wanted = [
      { into: group('load-balancer-group'), ports: 'tcp 80-80', from: '0.0.0.0/0' },
      { into: group('load-balancer-group'), ports: 'tcp 443-443', from: '0.0.0.0/0' },
      { into: group('server-group'), ports: 'tcp 80-80', from: group('load-balancer-group') },
      { into: group('database-group'), ports: 'tcp 5432-5432', from: group('server-group') },
    ];
    expect(inbound).toHaveLength(wanted.length);
    expect(inbound).toEqual(expect.arrayContaining(wanted));
  });

  const ourGroups = () => new Set(sight.groups.filter(({ VpcId }) => VpcId === vpcId()).map(({ GroupId }) => GroupId));

  it('empties the default group of its network, both ways', () => {
    const found = single(sight.groups.filter(({ GroupName, VpcId }) => GroupName === 'default' && VpcId === vpcId()));
    expect(found).toMatchObject({ IpPermissions: [], IpPermissionsEgress: [] });
  });

  it('puts each thing into its own group', () => {
    expect(loadBalancer().SecurityGroups).toEqual([group('load-balancer-group')]);
    const { Groups = [] } = single(single(sight.instances).NetworkInterfaces ?? []);
    expect(Groups.map(({ GroupId }) => GroupId)).toEqual([group('server-group')]);
    const groupsOfDatabase = single(sight.databases).VpcSecurityGroups ?? [];
    expect(groupsOfDatabase.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId)).toEqual([group('database-group')]);
  });

  it('runs a server whose metadata needs a token, on an encrypted gp3 disk, without a key pair', () => {
    const server = single(sight.instances);
    expect(server).toMatchObject({ State: { Name: 'running' }, InstanceType: 't3.micro' });
    expect(server.MetadataOptions?.HttpTokens).toBe('required');
    expect(server.KeyName).toBeUndefined();
    const disk = single(sight.volumes);
    expect(disk).toMatchObject({ Encrypted: true, VolumeType: 'gp3' });
    expect(disk.Attachments?.map(({ InstanceId }) => InstanceId)).toEqual([server.InstanceId]);
  });

  it('gives the server a set-up with a welcome page for its first start', async () => {
    const { UserData } = await account.ec2.describeInstanceAttribute({
      InstanceId: present(outputs.instanceId),
      Attribute: 'userData',
    });
    const script = Buffer.from(UserData?.Value ?? '', 'base64').toString();
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(script).toContain('APP_PORT="8080"');
    expect(script).toContain('It works.');
    expect(script).not.toContain('certbot');
  });

  it('lets the server open a shell through Session Manager and read the database secret, and nothing else', async () => {
    const RoleName = present(single(sight.roles).RoleName);
    expect(RoleName).toMatch(/^shop-[0-9a-f]{8}-server-role$/);
    const profile = single(sight.profiles);
    expect(profile.Roles?.map((role) => role.RoleName)).toEqual([RoleName]);
    expect(single(sight.instances).IamInstanceProfile?.Arn).toBe(profile.Arn);

    const { AttachedPolicies } = await account.iam.listAttachedRolePolicies({ RoleName });
    expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['AmazonSSMManagedInstanceCore']);
    const { PolicyNames = [] } = await account.iam.listRolePolicies({ RoleName });
    const { PolicyDocument = '' } = await account.iam.getRolePolicy({ RoleName, PolicyName: single(PolicyNames) });
    expect(JSON.parse(decodeURIComponent(PolicyDocument))).toMatchObject({
      Statement: [{ Effect: 'Allow', Resource: outputs.database?.secretArn }],
    });
  });

  it('keeps the database private, encrypted, protected from deletion, and its password in Secrets Manager', () => {
    const database = single(sight.databases);
    expect(database).toMatchObject({
      DBInstanceStatus: 'available',
      Engine: 'postgres',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: 20,
      PubliclyAccessible: false,
      StorageEncrypted: true,
      DeletionProtection: true,
      BackupRetentionPeriod: 7,
    });
    const privately = sight.subnets.filter(({ Tags }) => tagOf(Tags, 'stepway:step')?.startsWith('private-subnet-'));
    expect(database.DBSubnetGroup?.Subnets?.map(({ SubnetIdentifier = '' }) => SubnetIdentifier).toSorted()).toEqual(
      privately.map(({ SubnetId = '' }) => SubnetId).toSorted(),
    );
    expect(sight.secrets.map(({ ARN }) => ARN)).toContain(database.MasterUserSecret?.SecretArn);
  });

  it('serves HTTPS with the issued certificate and the chosen TLS policy, and sends HTTP there for good', () => {
    expect(single(sight.certificates)).toMatchObject({ Status: 'ISSUED', DomainName: 'shop.example.com' });
    expect(single(sight.certificates).SubjectAlternativeNames).toEqual(['shop.example.com']);
    expect(sight.listeners).toHaveLength(2);
    expect(listener(443)).toMatchObject({
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
      Certificates: [{ CertificateArn: outputs.certificateArn }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: single(sight.targetGroups).TargetGroupArn }],
    });
    expect(listener(80)).toMatchObject({
      Protocol: 'HTTP',
      DefaultActions: [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    });
  });

  it('has a load balancer for the internet in both public subnets that drops malformed headers', async () => {
    expect(loadBalancer()).toMatchObject({ Scheme: 'internet-facing', Type: 'application', VpcId: vpcId() });
    const publicly = sight.subnets.filter(({ Tags }) => tagOf(Tags, 'stepway:step')?.startsWith('public-subnet-'));
    expect(
      loadBalancer()
        .AvailabilityZones?.map(({ SubnetId }) => SubnetId)
        .toSorted(),
    ).toEqual(publicly.map(({ SubnetId = '' }) => SubnetId).toSorted());
    const { LoadBalancerArn } = loadBalancer();
    const { Attributes } = await account.elb.describeLoadBalancerAttributes({ LoadBalancerArn });
    expect(Attributes).toContainEqual({ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' });
  });

  it('has the server behind the load balancer on the port of nginx, and asks it for the health path', async () => {
    const targets = single(sight.targetGroups);
    expect(targets).toMatchObject({ Protocol: 'HTTP', HealthCheckPath: '/', VpcId: vpcId() });
    const { TargetHealthDescriptions } = await account.elb.describeTargetHealth({
      TargetGroupArn: targets.TargetGroupArn,
    });
    expect(TargetHealthDescriptions).toMatchObject([
      { Target: { Id: outputs.instanceId, Port: 80 }, TargetHealth: { State: 'healthy' } },
    ]);
  });

  it('leads the domain to the load balancer, and has the certificate’s proof beside it', () => {
    const { records } = zone();
    const added = records.filter(({ Type }) => Type !== 'NS' && Type !== 'SOA');
    expect(added).toHaveLength(2);
    expect(zone().name).toBe('example.com.');
    const alias = present(added.find(({ Type }) => Type === 'A')?.AliasTarget);
    expect(added.find(({ Type }) => Type === 'A')?.Name).toBe('shop.example.com.');
    expect(alias.DNSName?.replace(/\.$/, '')).toBe(outputs.loadBalancer);
    expect(alias.HostedZoneId).toBe(loadBalancer().CanonicalHostedZoneId);
    const [validation] = single(sight.certificates).DomainValidationOptions ?? [];
    const proof = added.find(({ Type }) => Type === 'CNAME');
    expect(proof?.Name).toBe(validation?.ResourceRecord?.Name);
    expect(proof?.ResourceRecords).toEqual([{ Value: validation?.ResourceRecord?.Value }]);
  });

  it('carries its name and its step on everything that can be tagged', async () => {
    const { elb, acm, iam, rds } = account;
    const ofLoadBalancing = async (arn: string | undefined) =>
      (await elb.describeTags({ ResourceArns: [present(arn)] })).TagDescriptions?.[0]?.Tags;
    const ofDatabase = async (arn: string | undefined) =>
      (await rds.listTagsForResource({ ResourceName: arn })).TagList;
    const ours = { VpcId: vpcId() };
    const inVpc = <Item extends { VpcId?: string | undefined }>(items: readonly Item[]) =>
      items.filter(({ VpcId }) => VpcId === ours.VpcId);
    const isMain = ({ Associations = [] }: Sight['routeTables'][number]) => Associations.some(({ Main }) => Main);

    const tagged: Record<string, readonly (readonly Tag[] | undefined)[]> = {
      network: [
        ...inVpc(sight.vpcs),
        ...inVpc(sight.subnets),
        ...inVpc(sight.routeTables).filter((table) => !isMain(table)),
        ...inVpc(sight.groups).filter(({ GroupName }) => GroupName !== 'default'),
        ...sight.rules.filter(({ GroupId, IsEgress }) => !IsEgress && ourGroups().has(GroupId)),
        ...sight.gateways.filter(({ Attachments = [] }) => Attachments.some(({ VpcId }) => VpcId === ours.VpcId)),
      ].map(({ Tags }) => Tags),
      server: [...sight.instances, ...sight.volumes].map(({ Tags }) => Tags),
      identity: [
        ...sight.roles.map(({ Tags }) => Tags),
        (await iam.getInstanceProfile({ InstanceProfileName: single(sight.profiles).InstanceProfileName }))
          .InstanceProfile?.Tags,
      ],
      domain: sight.zones.map(({ tags }) => tags),
      certificate: [
        (await acm.listTagsForCertificate({ CertificateArn: single(sight.certificates).CertificateArn })).Tags,
      ],
      'load balancer': await Promise.all([
        ofLoadBalancing(loadBalancer().LoadBalancerArn),
        ofLoadBalancing(single(sight.targetGroups).TargetGroupArn),
        ...sight.listeners.map(({ ListenerArn }) => ofLoadBalancing(ListenerArn)),
      ]),
      database: await Promise.all([
        ofDatabase(single(sight.databases).DBInstanceArn),
        ofDatabase(single(sight.subnetGroups).DBSubnetGroupArn),
      ]),
    };

    const counts = Object.fromEntries(Object.entries(tagged).map(([kind, things]) => [kind, things.length]));
    expect(counts).toEqual({
      network: 1 + 4 + 2 + 3 + 4 + 1,
      server: 2,
      identity: 2,
      domain: 1,
      certificate: 1,
      'load balancer': 4,
      database: 2,
    });
    for (const tags of Object.values(tagged).flat()) {
      expect(tagOf(tags, 'stepway:name')).toBe('shop');
      expect(tagOf(tags, 'stepway:id')).toMatch(/^[0-9a-f]{8}$/);
      const step = present(tagOf(tags, 'stepway:step'));
      expect(tagOf(tags, 'Name')).toBe(`shop-${step}`);
    }
  });

  it('is left as it is by a second up, which makes no write call and at most 50 calls', async () => {
    const again = ok(await project.up());
    expect(again.writes).toEqual([]);
    expect(again.calls.length).toBeLessThanOrEqual(50);
    expect(inventory(await account.look())).toEqual(inventory(sight));
  });

  it('is all that came into the account, and nothing that was there before changed', () => {
    const counts = Object.entries(additions(before, sight)).map(([kind, ids]) => [kind, ids.length]);
    expect(Object.fromEntries(counts)).toEqual({
      vpcs: 1,
      subnets: 4,
      gateways: 1,
      // Two of ours, and the one that the network came with.
      routeTables: 3,
      groups: 4,
      // Four of ours, and what each of our three groups lets out.
      rules: 7,
      instances: 1,
      volumes: 1,
      roles: 1,
      profiles: 1,
      // NS and SOA, the proof and the alias.
      zones: 4,
      certificates: 1,
      loadBalancers: 1,
      listeners: 2,
      targetGroups: 1,
      databases: 1,
      subnetGroups: 1,
      secrets: 1,
    });
    expect(additions(sight, before)).toEqual({});
  });
});
