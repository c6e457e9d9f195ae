import { either } from '../../engine/needs.ts';
import { defineStep } from '../../engine/step.ts';
import { defaultSubnets, defaultVpc } from './default-network.ts';
import { privateAssociationIn, publicAssociationIn } from './route-table-associations.ts';
import { defaultRoute } from './route-tables.ts';
import { privateSubnetIn, publicSubnetIn } from './subnets.ts';
import { vpc } from './vpc.ts';

/** Our public subnets, once they can reach the internet. */
export const ownPublicSubnets = defineStep({
  id: 'public-subnets',
  title: { en: 'Public part of the network', ko: '퍼블릭 네트워크' },
  needs: {
    a: publicSubnetIn.a,
    b: publicSubnetIn.b,
    routedA: publicAssociationIn.a,
    routedB: publicAssociationIn.b,
    route: defaultRoute,
  },
  allows: [],
  find: async ({ needs }) => ({ subnetIds: [needs.a.subnetId, needs.b.subnetId] }),
});

/** Our private subnets: no route to the internet or back. */
export const ownPrivateSubnets = defineStep({
  id: 'private-subnets',
  title: { en: 'Private part of the network', ko: '프라이빗 네트워크' },
  needs: {
    a: privateSubnetIn.a,
    b: privateSubnetIn.b,
    routedA: privateAssociationIn.a,
    routedB: privateAssociationIn.b,
  },
  allows: [],
  find: async ({ needs }) => ({ subnetIds: [needs.a.subnetId, needs.b.subnetId] }),
});

/** The network that other chapters build on, whichever one the answers chose. */
export const anyVpc = either(vpc, defaultVpc);
export const publicSubnets = either(ownPublicSubnets, defaultSubnets);
export const privateSubnets = either(ownPrivateSubnets, defaultSubnets);
