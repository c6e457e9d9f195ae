import { ChangeTagsForResourceCommand } from '@aws-sdk/client-route-53';
import type { Untag } from '../../support/spoiling.ts';

export const untag: Untag = {
  'zone-tags': ({ aws }, ResourceId, RemoveTagKeys) =>
    aws.route53.send(new ChangeTagsForResourceCommand({ ResourceType: 'hostedzone', ResourceId, RemoveTagKeys })),
};
