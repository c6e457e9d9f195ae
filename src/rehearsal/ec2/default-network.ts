import { hex } from '../ids.ts';
import { zonesOf } from './catalog.ts';
import type { NetworkData, Resource } from './data.ts';
import { groupWithRules, mainRouteTable } from './made-with-vpc.ts';

/** What EC2 has in a region of every account: the default VPC and its parts; and the addresses that others use. */
export function defaultNetwork(region: string, addressesTaken: number): NetworkData {
  const provided = (prefix: string, what: string): Resource => ({
    id: `${prefix}-0${hex(`default ${region} ${what}`, 16)}`,
    tags: {},
    visibleAt: 0,
    provided: true,
  });
  const available = { first: 'available', until: 0, next: 'available' } as const;
  const vpc = {
    ...provided('vpc', 'vpc'),
    cidr: '172.31.0.0/16',
    isDefault: true,
    state: { ...available },
    dnsSupport: true,
    dnsHostnames: true,
  };
  const gateway = { ...provided('igw', 'gateway'), vpcId: vpc.id };
  const table = mainRouteTable(vpc, provided('rtb', 'routes'));
  table.routes.push({ destination: '0.0.0.0/0', gatewayId: gateway.id, origin: 'CreateRoute' });
  const { group, rules } = groupWithRules(vpc, provided('sg', 'group'));
  return {
    vpcs: [vpc],
    subnets: zonesOf(region).map((zone, index) => ({
      ...provided('subnet', zone),
      vpcId: vpc.id,
      cidr: `172.31.${index * 16}.0/20`,
      zone,
      isDefault: true,
      state: { ...available },
      mapPublicIp: true,
    })),
    gateways: [gateway],
    routeTables: [table],
    groups: [group],
    rules,
    instances: [],
    volumes: [],
    interfaces: [],
    addresses: Array.from({ length: addressesTaken }, (_, index) => ({
      ...provided('eipalloc', `address ${index}`),
      ip: `192.0.2.${index + 1}`,
    })),
  };
}
