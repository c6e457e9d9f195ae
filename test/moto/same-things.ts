import { tagOf, type Account, type Sight, type Tag } from './account.ts';

/** What differs from one account to the next, and from one minute to the next. */
const accidental =
  /Time$|Date$|^(CreatedAt|CallerReference|ClientToken|ReservationId|RequestId|LaunchTime|Serial|RoleId|InstanceProfileId|DbiResourceId|NotBefore|NotAfter|MacAddress|OwnerId|KmsKeyId|CreationDate|\$metadata)$|DnsName$|IpAddress|^PublicIp$/i;

/** Ids of things that nobody names. That of the image is the same in every account. */
const generated = /\b(?!ami-)([a-z]+(?:-[a-z]+)*)-[0-9a-f]{17}\b/g;
const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Every id that AWS chose, and what the thing is: by the step that its tags name, or its place. */
function names(sight: Sight): Map<string, string> {
  const known = new Map<string, string>();
  // Each stack has an id of its own, and some of its names contain it.
  for (const { Tags } of sight.vpcs) {
    const id = tagOf(Tags, 'stepway:id');
    if (id) known.set(id, '<stack>');
  }
  const name = (id: string | undefined, what: string) => {
    if (id) known.set(id, `<${what}>`);
  };
  const tagged = (tags: readonly Tag[] | undefined) => tagOf(tags, 'stepway:step') ?? 'not ours';
  sight.vpcs.forEach(({ VpcId, Tags }) => name(VpcId, tagged(Tags)));
  sight.subnets.forEach(({ SubnetId, Tags, AvailabilityZone }) =>
    name(SubnetId, `${tagged(Tags)} ${AvailabilityZone}`),
  );
  sight.gateways.forEach(({ InternetGatewayId, Tags }) => name(InternetGatewayId, tagged(Tags)));
  sight.routeTables.forEach(({ RouteTableId, Tags }) => name(RouteTableId, tagged(Tags)));
  sight.groups.forEach(({ GroupId, GroupName }) => name(GroupId, `group ${GroupName}`));
  sight.instances.forEach(({ InstanceId, Tags }) => name(InstanceId, tagged(Tags)));
  sight.volumes.forEach(({ VolumeId, Tags }) => name(VolumeId, `disk of ${tagged(Tags)}`));
  sight.addresses.forEach(({ AllocationId, PublicIp, Tags }) => {
    name(AllocationId, tagged(Tags));
    name(PublicIp, 'elastic address');
  });
  sight.zones.forEach((zone) => name(zone.id, `zone ${zone.name}`));
  sight.certificates.forEach(({ CertificateArn, DomainName, DomainValidationOptions = [] }) => {
    name(CertificateArn, `certificate of ${DomainName}`);
    DomainValidationOptions.forEach(({ DomainName, ResourceRecord }) => {
      name(ResourceRecord?.Name, `proof of ${DomainName}`);
      name(ResourceRecord?.Value, `proof of ${DomainName}, value`);
    });
  });
  sight.loadBalancers.forEach(({ LoadBalancerArn, LoadBalancerName, DNSName }) => {
    name(LoadBalancerArn, `${LoadBalancerName}`);
    name(DNSName, `address of ${LoadBalancerName}`);
  });
  sight.targetGroups.forEach(({ TargetGroupArn, TargetGroupName }) => name(TargetGroupArn, `${TargetGroupName}`));
  sight.listeners.forEach(({ ListenerArn, Port }) => name(ListenerArn, `listener ${Port}`));
  sight.secrets.forEach(({ ARN }) => name(ARN, 'secret'));
  return known;
}

/** The same facts in an order of their own, without what is accidental. */
function plain(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    // IAM gives policies back URL-encoded.
    let text = value.startsWith('%7B') ? decodeURIComponent(value) : value;
    for (const [id, name] of known) text = text.replaceAll(id, name);
    return text.replaceAll(generated, '<$1>').replaceAll(uuid, '<uuid>');
  }
  if (Array.isArray(value)) {
    const texts = value.map((item) => plain(item, known));
    return texts.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return undefined;
  const fields = Object.entries(value).filter(([key]) => !accidental.test(key));
  return Object.fromEntries(
    fields
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [
        plain(key, known),
        typeof item === 'number' || typeof item === 'boolean' ? item : plain(item, known),
      ]),
  );
}

/**
 * All that there is in an account, in words of its own: two that were built alike have the same. Ids become names,
 * moments and addresses are left out, nothing else is.
 */
export async function thingsOf(account: Account): Promise<Record<string, unknown>> {
  const { ec2, elb, iam } = account;
  const sight = await account.look();
  const details = {
    userData: await Promise.all(
      sight.instances.map(({ InstanceId }) => ec2.describeInstanceAttribute({ InstanceId, Attribute: 'userData' })),
    ),
    credits: await ec2.describeInstanceCreditSpecifications({}),
    policies: await Promise.all(
      sight.roles.map(async ({ RoleName }) => {
        const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName });
        return {
          attached: (await iam.listAttachedRolePolicies({ RoleName })).AttachedPolicies,
          inline: await Promise.all(PolicyNames.map((PolicyName) => iam.getRolePolicy({ RoleName, PolicyName }))),
        };
      }),
    ),
    balancing: await Promise.all(
      sight.loadBalancers.map(({ LoadBalancerArn }) => elb.describeLoadBalancerAttributes({ LoadBalancerArn })),
    ),
    targets: await Promise.all(
      sight.targetGroups.map(async ({ TargetGroupArn }) => [
        await elb.describeTargetGroupAttributes({ TargetGroupArn }),
        await elb.describeTargetHealth({ TargetGroupArn }),
      ]),
    ),
    tags: await tagsOf(account, sight),
  };
  return plain({ ...sight, ...details }, names(sight)) as Record<string, unknown>;
}

/** The tags that are asked for apart from what they are on. */
async function tagsOf({ acm, elb }: Account, sight: Sight) {
  const arns = [
    ...sight.loadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
    ...sight.targetGroups.map(({ TargetGroupArn }) => TargetGroupArn),
    ...sight.listeners.map(({ ListenerArn }) => ListenerArn),
  ].filter((arn) => arn !== undefined);
  return {
    balancing: arns.length > 0 ? (await elb.describeTags({ ResourceArns: arns })).TagDescriptions : [],
    certificates: await Promise.all(
      sight.certificates.map(({ CertificateArn }) => acm.listTagsForCertificate({ CertificateArn })),
    ),
  };
}
