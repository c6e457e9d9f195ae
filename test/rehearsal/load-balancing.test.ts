import { ResourceInUseException } from '@aws-sdk/client-acm';
import {
  DuplicateLoadBalancerNameException,
  InvalidTargetException,
  LoadBalancerNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { group, lag, minutes, network, present, refusal, server, simulated, type Simulated } from './support.ts';

/** A load balancer in front of one server, with its groups and an issued certificate. */
async function site(aws: Simulated) {
  const { elb, route53, acm, clock, rehearsal } = aws;
  const { vpcId: VpcId, subnetIds, gatewayId } = await network(aws);
  const web = await group(aws, VpcId, 'web', { 443: '0.0.0.0/0' });
  const app = await group(aws, VpcId, 'app', { 8080: web });
  const instanceId = await server(aws, present(subnetIds[0]), app);
  const settings = { Name: 'shop', Subnets: subnetIds, SecurityGroups: [web] };
  const made = await elb.createLoadBalancer(settings);
  const balancer = present(made.LoadBalancers?.[0]);
  const { TargetGroups } = await elb.createTargetGroup({ Name: 'shop', Protocol: 'HTTP', Port: 8080, VpcId });
  const TargetGroupArn = present(TargetGroups?.[0]?.TargetGroupArn);
  const { id: HostedZoneId } = rehearsal.account.addHostedZone('example.com');
  const { CertificateArn } = await acm.requestCertificate({ DomainName: 'example.com', ValidationMethod: 'DNS' });
  await clock.sleep(lag);
  const { Certificate } = await acm.describeCertificate({ CertificateArn });
  const { Name, Value } = present(Certificate?.DomainValidationOptions?.[0]?.ResourceRecord);
  const validate = () =>
    route53.changeResourceRecordSets({
      HostedZoneId,
      ChangeBatch: {
        Changes: [
          { Action: 'UPSERT', ResourceRecordSet: { Name, Type: 'CNAME', TTL: 300, ResourceRecords: [{ Value }] } },
        ],
      },
    });
  const listener = {
    LoadBalancerArn: present(balancer.LoadBalancerArn),
    Port: 443,
    Protocol: 'HTTPS' as const,
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    Certificates: [{ CertificateArn: present(CertificateArn) }],
    DefaultActions: [{ Type: 'forward' as const, TargetGroupArn }],
  };
  return {
    VpcId,
    subnetIds,
    gatewayId,
    web,
    app,
    instanceId,
    settings,
    balancer,
    TargetGroupArn,
    validate,
    listener,
  };
}

const health = async ({ elb }: Simulated, TargetGroupArn: string) =>
  present((await elb.describeTargetHealth({ TargetGroupArn })).TargetHealthDescriptions?.[0]?.TargetHealth);

test('a load balancer is provisioning, then active; asking for the same finds it, for another is refused', async () => {
  const aws = simulated();
  const { balancer, settings } = await site(aws);
  expect(balancer).toMatchObject({ State: { Code: 'provisioning' }, CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K' });
  expect(balancer.DNSName).toMatch(/^shop-\d{10}\.us-east-1\.elb\.amazonaws\.com$/);
  await aws.clock.sleep(minutes(3));
  const again = (await aws.elb.createLoadBalancer(settings)).LoadBalancers?.[0];
  expect(again).toMatchObject({ LoadBalancerArn: balancer.LoadBalancerArn, State: { Code: 'active' } });
  const other = aws.elb.createLoadBalancer({ ...settings, Scheme: 'internal' });
  expect(await refusal(other)).toBeInstanceOf(DuplicateLoadBalancerNameException);
});

test('a load balancer needs two zones, a network with a gateway, and a decent name', async () => {
  const aws = simulated();
  const { subnetIds, VpcId, gatewayId: InternetGatewayId, balancer } = await site(aws);
  const make = (Name: string, Subnets = subnetIds) => aws.elb.createLoadBalancer({ Name, Subnets });
  expect(await refusal(make('one', subnetIds.slice(0, 1)))).toMatchObject({ name: 'ValidationError' });
  expect(await refusal(make('internal-shop'))).toMatchObject({ name: 'ValidationError' });
  expect(await refusal(make('shop-'))).toMatchObject({ name: 'ValidationError' });
  expect(await refusal(make('s'.repeat(33)))).toMatchObject({ name: 'ValidationError' });
  await aws.elb.deleteLoadBalancer({ LoadBalancerArn: balancer.LoadBalancerArn });
  await aws.clock.sleep(minutes(5));
  await aws.ec2.detachInternetGateway({ VpcId, InternetGatewayId });
  expect(await refusal(make('two'))).toMatchObject({ name: 'InvalidSubnetException' });
});

test('a listener takes an issued certificate and a known policy only', async () => {
  const aws = simulated();
  const { listener, validate } = await site(aws);
  expect(await refusal(aws.elb.createListener(listener))).toMatchObject({ name: 'UnsupportedCertificate' });
  await validate();
  await aws.clock.sleep(minutes(3));
  expect(await refusal(aws.elb.createListener({ ...listener, SslPolicy: 'Strong' }))).toMatchObject({
    name: 'SSLPolicyNotFoundException',
  });
  await aws.elb.createListener(listener);
  await aws.elb.createListener(listener);
  expect(await refusal(aws.elb.createListener({ ...listener, SslPolicy: 'ELBSecurityPolicy-2016-08' }))).toMatchObject({
    name: 'DuplicateListenerException',
  });
});

test('a target is unused, then in its first checks, then healthy', async () => {
  const aws = simulated();
  const { listener, validate, TargetGroupArn, instanceId } = await site(aws);
  await validate();
  await aws.clock.sleep(minutes(3));
  await aws.elb.registerTargets({ TargetGroupArn, Targets: [{ Id: instanceId }] });
  expect(await health(aws, TargetGroupArn)).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
  await aws.elb.createListener(listener);
  expect(await health(aws, TargetGroupArn)).toMatchObject({ State: 'initial' });
  await aws.clock.sleep(minutes(1));
  expect(await health(aws, TargetGroupArn)).toEqual({ State: 'healthy' });
});

test('a target is unhealthy when the firewall keeps the load balancer out', async () => {
  const aws = simulated();
  const { listener, validate, TargetGroupArn, instanceId, app, web } = await site(aws);
  await validate();
  await aws.clock.sleep(minutes(3));
  await aws.elb.registerTargets({ TargetGroupArn, Targets: [{ Id: instanceId }] });
  await aws.elb.createListener(listener);
  await aws.clock.sleep(minutes(3));
  const UserIdGroupPairs = [{ GroupId: web }];
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, UserIdGroupPairs }];
  await aws.ec2.revokeSecurityGroupIngress({ GroupId: app, IpPermissions });
  expect(await health(aws, TargetGroupArn)).toMatchObject({ State: 'unhealthy', Reason: 'Target.Timeout' });
});

test('a target is unhealthy when the program answers with 500', async () => {
  const aws = simulated({ scenario: 'unhealthy-target' });
  const { listener, validate, TargetGroupArn, instanceId } = await site(aws);
  await validate();
  await aws.clock.sleep(minutes(3));
  await aws.elb.registerTargets({ TargetGroupArn, Targets: [{ Id: instanceId }] });
  await aws.elb.createListener(listener);
  await aws.clock.sleep(minutes(3));
  expect(await health(aws, TargetGroupArn)).toEqual({
    State: 'unhealthy',
    Reason: 'Target.ResponseCodeMismatch',
    Description: 'Health checks failed with these codes: [500]',
  });
});

test('only a running instance can be a target', async () => {
  const aws = simulated();
  const { TargetGroupArn, instanceId } = await site(aws);
  await aws.ec2.terminateInstances({ InstanceIds: [instanceId] });
  const registered = aws.elb.registerTargets({ TargetGroupArn, Targets: [{ Id: instanceId }] });
  expect(await refusal(registered)).toBeInstanceOf(InvalidTargetException);
});

test('what a load balancer used is free only some time after it is gone', async () => {
  const aws = simulated();
  const { elb, acm, ec2, clock } = aws;
  const { listener, validate, TargetGroupArn, balancer, VpcId, web, app } = await site(aws);
  await validate();
  await clock.sleep(minutes(3));
  await elb.createListener(listener);
  const { LoadBalancerArn } = balancer;
  const protection = (Value: string) =>
    elb.modifyLoadBalancerAttributes({ LoadBalancerArn, Attributes: [{ Key: 'deletion_protection.enabled', Value }] });
  await protection('true');
  expect(await refusal(elb.deleteLoadBalancer({ LoadBalancerArn }))).toMatchObject({
    name: 'OperationNotPermittedException',
  });
  await protection('false');
  expect(await refusal(elb.deleteTargetGroup({ TargetGroupArn }))).toMatchObject({ name: 'ResourceInUseException' });
  await elb.deleteLoadBalancer({ LoadBalancerArn });
  await elb.deleteLoadBalancer({ LoadBalancerArn });
  expect(await refusal(elb.describeLoadBalancers({ Names: ['shop'] }))).toBeInstanceOf(LoadBalancerNotFoundException);
  await elb.deleteTargetGroup({ TargetGroupArn });

  const [certificate] = listener.Certificates;
  expect(await refusal(acm.deleteCertificate({ ...present(certificate) }))).toBeInstanceOf(ResourceInUseException);
  const Filters = [
    { Name: 'description', Values: ['ELB app/shop/*'] },
    { Name: 'vpc-id', Values: [VpcId] },
  ];
  expect((await ec2.describeNetworkInterfaces({ Filters })).NetworkInterfaces).toMatchObject([
    { RequesterId: 'amazon-elb', Groups: [{ GroupId: web }] },
    { RequesterId: 'amazon-elb' },
  ]);
  const UserIdGroupPairs = [{ GroupId: web }];
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, UserIdGroupPairs }];
  await ec2.revokeSecurityGroupIngress({ GroupId: app, IpPermissions });
  expect(await refusal(ec2.deleteSecurityGroup({ GroupId: web }))).toMatchObject({ name: 'DependencyViolation' });
  await clock.sleep(minutes(2));
  await ec2.deleteSecurityGroup({ GroupId: web });
  await acm.deleteCertificate({ ...present(certificate) });
});

test('a load balancer is moved to other subnets, in two zones of its network', async () => {
  const aws = simulated();
  const { elb, ec2, clock } = aws;
  const { balancer, subnetIds } = await site(aws);
  const { VpcId } = balancer;
  const LoadBalancerArn = present(balancer.LoadBalancerArn);
  const { Subnet } = await ec2.createSubnet({ VpcId, CidrBlock: '10.0.99.0/24', AvailabilityZone: 'us-east-1c' });
  await clock.sleep(lag);
  const alone = elb.setSubnets({ LoadBalancerArn, Subnets: [present(Subnet?.SubnetId)] });
  expect(await refusal(alone)).toMatchObject({ name: 'ValidationError' });
  const Subnets = [present(subnetIds[0]), present(Subnet?.SubnetId)];
  const { AvailabilityZones } = await elb.setSubnets({ LoadBalancerArn, Subnets });
  expect(AvailabilityZones?.map(({ SubnetId }) => SubnetId)).toEqual(Subnets);
  await clock.sleep(minutes(10));
  await ec2.deleteSubnet({ SubnetId: subnetIds[1] });
});

test('a redirect is shown with what it was not given, and may not lead to itself', async () => {
  const aws = simulated();
  const { elb } = aws;
  const { balancer } = await site(aws);
  const redirecting = (to: object) =>
    elb.createListener({
      LoadBalancerArn: balancer.LoadBalancerArn,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', ...to } }],
    });
  expect(await refusal(redirecting({ Host: '#{host}' }))).toMatchObject({ name: 'InvalidLoadBalancerActionException' });
  const { Listeners } = await redirecting({ Protocol: 'HTTPS', Port: '443' });
  expect(Listeners?.[0]?.DefaultActions?.[0]?.RedirectConfig).toEqual({
    Protocol: 'HTTPS',
    Port: '443',
    Host: '#{host}',
    Path: '/#{path}',
    Query: '#{query}',
    StatusCode: 'HTTP_301',
  });
});
