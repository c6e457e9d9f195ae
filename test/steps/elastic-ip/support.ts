import { idOf, pointSite, type Prefix, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';
import { made, things, withAssociation, type Authorizations, type Scene } from '../../support/authorizing.ts';

/** The same address, which resolvers keep for a day. */
const keptForLong = (prefix: Prefix) => ({
  record: (stack: Stack) =>
    pointSite(stack, prefix, { TTL: 86_400, ResourceRecords: [{ Value: idOf(stack, 'elastic-ip', 'publicIp') }] }),
});

export const spoilers: Spoilers = {
  'site-address': keptForLong('app.'),
  'www-address': keptForLong('www.app.'),
};

const interfaceOf = (id: string | undefined, scene: Scene) => [id && scene.thing(id)?.interfaceId];

export const authorizations: Authorizations = {
  'ec2:AllocateAddress': made('elastic-ip'),
  'ec2:AssociateAddress': things(
    ['elastic-ip', ({ AllocationId }) => [AllocationId]],
    ['instance', ({ InstanceId }) => [InstanceId]],
    ['network-interface', ({ InstanceId }, scene) => interfaceOf(InstanceId, scene)],
  ),
  'ec2:DisassociateAddress': things(
    ['elastic-ip', ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.id]],
    [
      'network-interface',
      ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.association.interfaceId],
    ],
  ),
  'ec2:ReleaseAddress': things(['elastic-ip', ({ AllocationId }) => [AllocationId]]),
};
