import { on, type Authorizations, type Input, type Scene } from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';

const zone = (context: (input: Input) => Asked['context']) => (scene: Scene) => {
  const { input, operation } = scene;
  const id = String(input.HostedZoneId ?? input.ResourceId ?? input.Id).replace('/hostedzone/', '');
  return [on(`route53:${operation}`, `arn:aws:route53:::hostedzone/${id}`, context(input))];
};

export const authorizations: Authorizations = {
  'route53:ChangeResourceRecordSets': zone(({ ChangeBatch }) => ({
    'route53:ChangeResourceRecordSetsRecordTypes': ChangeBatch.Changes.map(
      ({ ResourceRecordSet }: { ResourceRecordSet: { Type: string } }) => ResourceRecordSet.Type,
    ),
  })),
  'route53:ChangeTagsForResource': zone(() => ({})),
  'route53:CreateHostedZone': () => [on('route53:CreateHostedZone', '*')],
  'route53:DeleteHostedZone': zone(() => ({})),
};
