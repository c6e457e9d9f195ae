import type { Service } from '../service.ts';
import { addresses, freeAddresses } from './addresses.ts';
import { consoles } from './console.ts';
import { defaultNetwork } from './default-network.ts';
import { gateways } from './gateways.ts';
import { instanceSettings } from './instance-settings.ts';
import { instanceCatalog } from './instance-types.ts';
import { instances } from './instances.ts';
import { interfaces } from './interfaces.ts';
import { inventory } from './inventory.ts';
import { profiles } from './profiles.ts';
import { routeTables } from './route-tables.ts';
import { securityGroups } from './security-groups.ts';
import { subnets } from './subnets.ts';
import { tagging } from './tagging.ts';
import { volumes } from './volumes.ts';
import { vpcParts } from './vpc-parts.ts';
import { vpcs } from './vpcs.ts';

/** Everything that the rehearsal knows of EC2. */
export const ec2 = {
  operations: {
    ...vpcs,
    ...subnets,
    ...vpcParts,
    ...gateways,
    ...routeTables,
    ...securityGroups,
    ...interfaces,
    ...addresses,
    ...instanceCatalog,
    ...instances,
    ...instanceSettings,
    ...consoles,
    ...profiles,
    ...volumes,
    ...tagging,
  },
  regional: {
    atFirst: (region, { addressesTaken }) => ({ ...defaultNetwork(region, addressesTaken), vpcParts: [] }),
    inventory,
  },
  settle: freeAddresses,
} satisfies Service;
