import { AddTagsToCertificateCommand } from '@aws-sdk/client-acm';
import { TagResourceCommand } from '@aws-sdk/client-codedeploy';
import { CreateTagsCommand } from '@aws-sdk/client-ec2';
import { AddTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { TagInstanceProfileCommand, TagOpenIDConnectProviderCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';
import { ChangeTagsForResourceCommand } from '@aws-sdk/client-route-53';
import { AddTagsToResourceCommand as TagAssociationCommand } from '@aws-sdk/client-ssm';
import type { Aws } from './clients.ts';
import { markList, type TagList, type Tags } from './tags.ts';

type Labelling<Client extends keyof Aws> = Pick<Aws, Client> & { readonly tags: Tags };

/** The tags of a thing that is there already, and how ours are put back on it; a name that somebody gave it stays. */
export interface Tagged {
  readonly are: TagList;
  restore(): Promise<unknown>;
}

const tags =
  <Context, Ids extends string[]>(put: (context: Context, ...ids: Ids) => Promise<unknown>) =>
  (context: Context, are: TagList, ...ids: Ids): Tagged => ({ are, restore: () => put(context, ...ids) });

export const tagged = {
  ec2: tags(({ ec2, tags }: Labelling<'ec2'>, ...ids: string[]) =>
    ec2.send(new CreateTagsCommand({ Resources: ids, Tags: markList(tags) })),
  ),

  loadBalancing: tags(({ elb, tags }: Labelling<'elb'>, arn: string) =>
    elb.send(new AddTagsCommand({ ResourceArns: [arn], Tags: markList(tags) })),
  ),

  role: tags(({ iam, tags }: Labelling<'iam'>, RoleName: string) =>
    iam.send(new TagRoleCommand({ RoleName, Tags: markList(tags) })),
  ),

  instanceProfile: tags(({ iam, tags }: Labelling<'iam'>, InstanceProfileName: string) =>
    iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: markList(tags) })),
  ),

  identityProvider: tags(({ iam, tags }: Labelling<'iam'>, arn: string) =>
    iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, Tags: markList(tags) })),
  ),

  database: tags(({ rds, tags }: Labelling<'rds'>, arn: string) =>
    rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: markList(tags) })),
  ),

  certificate: tags(({ acm, tags }: Labelling<'acm'>, CertificateArn: string) =>
    acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: markList(tags) })),
  ),

  association: tags(({ ssm, tags }: Labelling<'ssm'>, ResourceId: string) =>
    ssm.send(new TagAssociationCommand({ ResourceType: 'Association', ResourceId, Tags: markList(tags) })),
  ),

  codeDeploy: tags(({ codeDeploy, tags }: Labelling<'codeDeploy'>, ResourceArn: string) =>
    codeDeploy.send(new TagResourceCommand({ ResourceArn, Tags: markList(tags) })),
  ),

  zone: tags(({ route53, tags }: Labelling<'route53'>, ResourceId: string) =>
    route53.send(new ChangeTagsForResourceCommand({ ResourceType: 'hostedzone', ResourceId, AddTags: markList(tags) })),
  ),
};
