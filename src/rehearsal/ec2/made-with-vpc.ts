import type { Group, Resource, RouteTable, Rule, Vpc } from './data.ts';

/** The main route table that EC2 makes with a VPC; `base` is its id and what all resources have. */
export const mainRouteTable = (vpc: Vpc, base: Resource): RouteTable => ({
  ...base,
  vpcId: vpc.id,
  routes: [{ destination: vpc.cidr, gatewayId: 'local', origin: 'CreateRouteTable' }],
  associations: [{ id: base.id.replace('rtb', 'rtbassoc'), main: true }],
});

/** The rule that a new group has: everything may go out. */
export const everythingOut = (groupId: string, base: Resource): Rule => ({
  ...base,
  id: groupId.replace('sg', 'sgr'),
  groupId,
  egress: true,
  protocol: '-1',
  from: -1,
  to: -1,
  cidr: '0.0.0.0/0',
});

/** The default security group that EC2 makes with a VPC: its members may talk to each other and to everybody. */
export function groupWithRules(vpc: Vpc, base: Resource): { group: Group; rules: Rule[] } {
  const group = { ...base, vpcId: vpc.id, name: 'default', description: 'default VPC security group' };
  const out = everythingOut(group.id, { ...base, tags: {} });
  const { cidr: _, ...everything } = out;
  const among: Rule = {
    ...everything,
    id: group.id.replace('sg-0', 'sgr-1'),
    egress: false,
    referencedGroupId: group.id,
  };
  return { group, rules: [among, out] };
}
