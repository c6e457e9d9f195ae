import { made, things, withAssociation, type Authorizations, type Scene } from '../../support/authorizing.ts';

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
