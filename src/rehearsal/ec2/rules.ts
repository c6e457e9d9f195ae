import type { IpPermission, SecurityGroupRule } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call } from '../service.ts';
import { range } from './cidr.ts';
import type { Rule } from './data.ts';
import { one, Tags } from './resources.ts';

/** What a rule allows, apart from which group it is in. */
type Allowance = Pick<Rule, 'protocol' | 'from' | 'to' | 'cidr' | 'cidr6' | 'referencedGroupId' | 'description'>;

/** The shorthand for one rule at the top of an Authorize or Revoke request. */
interface Shorthand {
  readonly IpPermissions?: IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
}

/** The description of a rule, in the few characters that EC2 allows there. */
export function ruleDescription(text: string): string {
  if (/^[\w. \-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(text)) return text;
  return refuse(
    'InvalidParameterValue',
    'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  ' +
      'a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
  );
}

/** The rules that a request speaks of: each range and each group of a permission is a rule of its own. */
export function allowances(input: Shorthand, call: Call): Allowance[] {
  const { IpProtocol, FromPort, ToPort, CidrIp } = input;
  const permissions = input.IpPermissions?.length
    ? input.IpPermissions
    : CidrIp
      ? [{ IpProtocol, FromPort, ToPort, IpRanges: [{ CidrIp }] }]
      : refuse('MissingParameter', 'The request must contain the parameter ipPermissions');
  return permissions.flatMap((permission) => {
    const ports = portsOf(permission);
    const described = (text: string | undefined) => (text === undefined ? {} : { description: ruleDescription(text) });
    return [
      ...(permission.IpRanges ?? []).map(({ CidrIp: cidr = '', Description }) => {
        if (!range(cidr)) refuse('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
        return { ...ports, cidr, ...described(Description) };
      }),
      ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6: cidr6 = '', Description }) => {
        if (!/^[\da-f:]+\/\d+$/i.test(cidr6)) refuse('InvalidParameterValue', `CIDR block ${cidr6} is malformed`);
        return { ...ports, cidr6, ...described(Description) };
      }),
      ...(permission.UserIdGroupPairs ?? []).map(({ GroupId, Description }) => ({
        ...ports,
        referencedGroupId: one(call, 'groups', GroupId).id,
        ...described(Description),
      })),
    ];
  });
}

/** A protocol and its ports, as EC2 writes them. */
export function portsOf({ IpProtocol, FromPort, ToPort }: Shorthand): { protocol: string; from: number; to: number } {
  const protocol = { 6: 'tcp', 17: 'udp', 1: 'icmp', all: '-1' }[IpProtocol ?? ''] ?? IpProtocol ?? '';
  if (!/^(tcp|udp|icmp|icmpv6|-1|\d+)$/.test(protocol)) {
    refuse('InvalidParameterValue', `Invalid value '${protocol}' for IP protocol. Unknown protocol.`);
  }
  if (protocol === '-1') return { protocol, from: -1, to: -1 };
  const from = FromPort ?? -1;
  const to = ToPort ?? -1;
  if (/^(tcp|udp)$/.test(protocol) && !(0 <= from && from <= to && to <= 65535)) {
    refuse('InvalidParameterValue', `Invalid ${protocol.toUpperCase()} port range (${from}-${to})`);
  }
  return { protocol, from, to };
}

/** Whether two rules allow the same, whatever their descriptions say. */
export const sameAllowance = (a: Allowance, b: Allowance): boolean =>
  (['protocol', 'from', 'to', 'cidr', 'cidr6', 'referencedGroupId'] as const).every((key) => a[key] === b[key]);

/** Whether the groups' rules let TCP to `port` in from a machine with `sourceGroups`. */
export const letsIn = (
  rules: readonly Rule[],
  groups: readonly string[],
  port: number,
  sourceGroups: readonly string[],
) =>
  rules.some(
    ({ groupId, egress, protocol, from, to, cidr, referencedGroupId }) =>
      groups.includes(groupId) &&
      !egress &&
      (protocol === '-1' || (protocol === 'tcp' && from <= port && port <= to)) &&
      (cidr === '0.0.0.0/0' || (referencedGroupId !== undefined && sourceGroups.includes(referencedGroupId))),
  );

export const showRule = (rule: Rule, region: string): SecurityGroupRule => ({
  SecurityGroupRuleId: rule.id,
  SecurityGroupRuleArn: `arn:aws:ec2:${region}:${accountId}:security-group-rule/${rule.id}`,
  GroupId: rule.groupId,
  GroupOwnerId: accountId,
  IsEgress: rule.egress,
  IpProtocol: rule.protocol,
  FromPort: rule.from,
  ToPort: rule.to,
  CidrIpv4: rule.cidr,
  CidrIpv6: rule.cidr6,
  ReferencedGroupInfo: rule.referencedGroupId ? { GroupId: rule.referencedGroupId, UserId: accountId } : undefined,
  Description: rule.description,
  Tags: Tags(rule),
});

/** Rules as DescribeSecurityGroups shows them: those with the same protocol and ports together. */
export function asPermissions(rules: readonly Rule[]): IpPermission[] {
  const byPorts = new Map<string, Rule[]>();
  for (const rule of rules) {
    const ports = `${rule.protocol} ${rule.from} ${rule.to}`;
    byPorts.set(ports, [...(byPorts.get(ports) ?? []), rule]);
  }
  return [...byPorts.values()].map((same) => ({
    IpProtocol: same[0]?.protocol,
    ...(same[0]?.protocol !== '-1' && { FromPort: same[0]?.from, ToPort: same[0]?.to }),
    IpRanges: same.flatMap(({ cidr, description }) => (cidr ? [{ CidrIp: cidr, Description: description }] : [])),
    Ipv6Ranges: same.flatMap(({ cidr6, description }) =>
      cidr6 ? [{ CidrIpv6: cidr6, Description: description }] : [],
    ),
    PrefixListIds: [],
    UserIdGroupPairs: same.flatMap(({ referencedGroupId, description }) =>
      referencedGroupId ? [{ GroupId: referencedGroupId, UserId: accountId, Description: description }] : [],
    ),
  }));
}
