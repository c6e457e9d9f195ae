import { defineStep, either } from '../../engine/step.ts';
import { defaultSubnets, defaultVpc } from './default-network.ts';
import {
  defaultRoute,
  privateAssociationA,
  privateAssociationB,
  publicAssociationA,
  publicAssociationB,
} from './route-tables.ts';
import { privateSubnetA, privateSubnetB, publicSubnetA, publicSubnetB } from './subnets.ts';
import { vpc } from './vpc.ts';

/** Our public subnets, once the internet can be reached from them. */
export const ownPublicSubnets = defineStep({
  id: 'public-subnets',
  title: { en: 'Public part of the network', ko: '퍼블릭 네트워크' },
  needs: {
    a: publicSubnetA,
    b: publicSubnetB,
    routedA: publicAssociationA,
    routedB: publicAssociationB,
    route: defaultRoute,
  },
  asks: {},
  find: async ({ needs }) => ({ subnetIds: [needs.a.subnetId, needs.b.subnetId] }),
});

/** Our private subnets: no way leads from them to the internet or back. */
export const ownPrivateSubnets = defineStep({
  id: 'private-subnets',
  title: { en: 'Private part of the network', ko: '프라이빗 네트워크' },
  needs: { a: privateSubnetA, b: privateSubnetB, routedA: privateAssociationA, routedB: privateAssociationB },
  asks: {},
  find: async ({ needs }) => ({ subnetIds: [needs.a.subnetId, needs.b.subnetId] }),
});

/** What other chapters build on, whichever network the answers chose. */
export const anyVpc = either(vpc, defaultVpc);
export const publicSubnets = either(ownPublicSubnets, defaultSubnets);
export const privateSubnets = either(ownPrivateSubnets, defaultSubnets);
