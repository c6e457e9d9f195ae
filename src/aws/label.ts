import { AddTagsToCertificateCommand } from '@aws-sdk/client-acm';
import { TagResourceCommand } from '@aws-sdk/client-codedeploy';
import { CreateTagsCommand } from '@aws-sdk/client-ec2';
import { AddTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { TagInstanceProfileCommand, TagOpenIDConnectProviderCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';
import { AddTagsToResourceCommand as TagAssociationCommand } from '@aws-sdk/client-ssm';
import type { Aws } from './clients.ts';
import { markList, type Tags } from './tags.ts';

type Labelling<Client extends keyof Aws> = Pick<Aws, Client> & { readonly tags: Tags };

/** Each puts our tags on a thing that is there already; a name that somebody gave it stays. */
export const label = {
  ec2: ({ ec2, tags }: Labelling<'ec2'>, ...ids: string[]) =>
    ec2.send(new CreateTagsCommand({ Resources: ids, Tags: markList(tags) })),

  loadBalancing: ({ elb, tags }: Labelling<'elb'>, arn: string) =>
    elb.send(new AddTagsCommand({ ResourceArns: [arn], Tags: markList(tags) })),

  role: ({ iam, tags }: Labelling<'iam'>, RoleName: string) =>
    iam.send(new TagRoleCommand({ RoleName, Tags: markList(tags) })),

  instanceProfile: ({ iam, tags }: Labelling<'iam'>, InstanceProfileName: string) =>
    iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: markList(tags) })),

  identityProvider: ({ iam, tags }: Labelling<'iam'>, arn: string) =>
    iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, Tags: markList(tags) })),

  database: ({ rds, tags }: Labelling<'rds'>, arn: string) =>
    rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: markList(tags) })),

  certificate: ({ acm, tags }: Labelling<'acm'>, CertificateArn: string) =>
    acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: markList(tags) })),

  association: ({ ssm, tags }: Labelling<'ssm'>, ResourceId: string) =>
    ssm.send(new TagAssociationCommand({ ResourceType: 'Association', ResourceId, Tags: markList(tags) })),

  codeDeploy: ({ codeDeploy, tags }: Labelling<'codeDeploy'>, ResourceArn: string) =>
    codeDeploy.send(new TagResourceCommand({ ResourceArn, Tags: markList(tags) })),
};
