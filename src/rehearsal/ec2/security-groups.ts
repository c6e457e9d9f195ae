import type { RevokeSecurityGroupIngressRequest, SecurityGroup, TagSpecification } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call, Operations } from '../service.ts';
import type { Group, Rule } from './data.ts';
import { everythingOut } from './made-with-vpc.ts';
import type { Fields } from './resources.ts';
import { listed, newResource, one, onlyTagsFor, remove, Tags, visible } from './resources.ts';
import { allowances, asPermissions, portsOf, ruleDescription, sameAllowance, showRule } from './rules.ts';

const show = (group: Group, call: Call): SecurityGroup => {
  const rules = visible(call, 'rules').filter(({ groupId }) => groupId === group.id);
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: accountId,
    SecurityGroupArn: `arn:aws:ec2:${call.region}:${accountId}:security-group/${group.id}`,
    IpPermissions: asPermissions(rules.filter(({ egress }) => !egress)),
    IpPermissionsEgress: asPermissions(rules.filter(({ egress }) => egress)),
    Tags: Tags(group),
  };
};

const referredTo = (rules: readonly Rule[], { id }: Group, outwards: boolean) =>
  rules
    .filter(({ groupId, egress }) => groupId === id && egress === outwards)
    .flatMap(({ referencedGroupId }) => referencedGroupId ?? []);

const groupFields = ({ here }: Call): Fields<Group> => ({
  'group-id': ({ id }) => id,
  'group-name': ({ name }) => name,
  'vpc-id': ({ vpcId }) => vpcId,
  description: ({ description }) => description,
  'owner-id': () => accountId,
  'ip-permission.group-id': (group) => referredTo(here.rules, group, false),
  'egress.ip-permission.group-id': (group) => referredTo(here.rules, group, true),
});

const ruleFields: Fields<Rule> = {
  'security-group-rule-id': ({ id }) => id,
  'group-id': ({ groupId }) => groupId,
};

interface Authorization {
  readonly GroupId?: string | undefined;
  readonly TagSpecifications?: TagSpecification[] | undefined;
}

function authorize(input: Authorization & Parameters<typeof allowances>[0], egress: boolean, call: Call) {
  const group = one(call, 'groups', input.GroupId);
  onlyTagsFor(input.TagSpecifications, 'rules');
  const asked = allowances(input, call);
  for (const rule of asked) {
    const there = call.here.rules.find(
      (other) => other.groupId === group.id && other.egress === egress && sameAllowance(other, rule),
    );
    if (there) {
      const peer = rule.cidr ?? rule.cidr6 ?? rule.referencedGroupId;
      refuse(
        'InvalidPermission.Duplicate',
        `the specified rule "peer: ${peer}, ${rule.protocol.toUpperCase()}, ` +
          `from port: ${rule.from}, to port: ${rule.to}, ALLOW" already exists`,
      );
    }
  }
  const rules = asked.map((rule): Rule => ({
    ...newResource(call, 'rules', input.TagSpecifications),
    groupId: group.id,
    egress,
    ...rule,
  }));
  call.here.rules.push(...rules);
  return { Return: true, SecurityGroupRules: rules.map((rule) => showRule(rule, call.region)) };
}

function revoke(input: RevokeSecurityGroupIngressRequest, egress: boolean, call: Call) {
  const group = one(call, 'groups', input.GroupId);
  const within = call.here.rules.filter((rule) => rule.groupId === group.id && rule.egress === egress);
  const rules = input.SecurityGroupRuleIds?.length
    ? input.SecurityGroupRuleIds.map((id) => within.find((rule) => rule.id === id) ?? one(call, 'rules', id))
    : allowances(input, call).map(
        (asked) =>
          within.find((rule) => sameAllowance(rule, asked)) ??
          refuse('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.'),
      );
  for (const rule of rules) {
    if (!within.includes(rule)) {
      refuse('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${rule.id}' does not exist`);
    }
    remove(call, 'rules', rule);
  }
  return { Return: true };
}

export const securityGroups = {
  CreateSecurityGroup(input, call) {
    const defaultVpc = call.here.vpcs.find(({ isDefault }) => isDefault);
    const vpc = one(call, 'vpcs', input.VpcId ?? defaultVpc?.id);
    const { GroupName: name = '', Description: description = '' } = input;
    onlyTagsFor(input.TagSpecifications, 'groups');
    if (!/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/.test(name) || name.startsWith('sg-') || name === 'default') {
      refuse('InvalidParameterValue', `Value (${name}) for parameter GroupName is invalid.`);
    }
    if (!/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/.test(description)) {
      refuse(
        'InvalidParameterValue',
        `Value (${description}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`,
      );
    }
    if (call.here.groups.some((group) => group.vpcId === vpc.id && group.name === name)) {
      refuse('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc.id}'`);
    }
    const base = newResource(call, 'groups', input.TagSpecifications);
    const group: Group = { ...base, vpcId: vpc.id, name, description };
    call.here.groups.push(group);
    call.here.rules.push(everythingOut(group.id, { ...base, tags: {} }));
    return {
      GroupId: group.id,
      SecurityGroupArn: `arn:aws:ec2:${call.region}:${accountId}:security-group/${group.id}`,
      Tags: Tags(group),
    };
  },

  DescribeSecurityGroups(input, call) {
    const { items, next } = listed(call, 'groups', input.GroupIds, input, groupFields(call));
    const named = input.GroupNames?.length ? items.filter(({ name }) => input.GroupNames?.includes(name)) : items;
    return { SecurityGroups: named.map((group) => show(group, call)), NextToken: next };
  },

  DeleteSecurityGroup(input, call) {
    const group = one(call, 'groups', input.GroupId);
    if (group.name === 'default') {
      refuse('CannotDelete', `the specified group: "${group.id}" name: "default" cannot be deleted by a user`);
    }
    const { interfaces, rules } = call.here;
    if (
      interfaces.some(({ groupIds }) => groupIds.includes(group.id)) ||
      rules.some(({ referencedGroupId, groupId }) => referencedGroupId === group.id && groupId !== group.id)
    ) {
      refuse('DependencyViolation', `resource ${group.id} has a dependent object`);
    }
    for (const rule of rules.filter(({ groupId }) => groupId === group.id)) remove(call, 'rules', rule);
    remove(call, 'groups', group);
    return { Return: true, GroupId: group.id };
  },

  AuthorizeSecurityGroupIngress: (input, call) => authorize(input, false, call),
  AuthorizeSecurityGroupEgress: (input, call) => authorize(input, true, call),
  RevokeSecurityGroupIngress: (input, call) => revoke(input, false, call),
  RevokeSecurityGroupEgress: (input, call) => revoke(input, true, call),

  DescribeSecurityGroupRules(input, call) {
    const { items, next } = listed(call, 'rules', input.SecurityGroupRuleIds, input, ruleFields);
    return { SecurityGroupRules: items.map((rule) => showRule(rule, call.region)), NextToken: next };
  },

  ModifySecurityGroupRules({ GroupId, SecurityGroupRules }, call) {
    const group = one(call, 'groups', GroupId);
    for (const { SecurityGroupRuleId, SecurityGroupRule } of SecurityGroupRules ?? []) {
      const rule = one(call, 'rules', SecurityGroupRuleId);
      if (rule.groupId !== group.id) {
        refuse('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${rule.id}' does not exist`);
      }
      const { CidrIpv4, CidrIpv6, ReferencedGroupId, Description } = SecurityGroupRule ?? {};
      const { id, tags, visibleAt, groupId, egress } = rule;
      const changed: Rule = {
        id,
        tags,
        visibleAt,
        groupId,
        egress,
        ...portsOf(SecurityGroupRule ?? {}),
        ...(CidrIpv4 && { cidr: CidrIpv4 }),
        ...(CidrIpv6 && { cidr6: CidrIpv6 }),
        ...(ReferencedGroupId && { referencedGroupId: one(call, 'groups', ReferencedGroupId).id }),
        ...(Description && { description: ruleDescription(Description) }),
      };
      call.here.rules.splice(call.here.rules.indexOf(rule), 1, changed);
    }
    return { Return: true };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
