import type { Repository as Shown } from '@aws-sdk/client-ecr';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call, Operations, Service } from '../service.ts';
import { tag, tagged, tagList } from '../tags.ts';
import type { Repository } from './data.ts';

const registryIn = (region: string) => `${accountId}.dkr.ecr.${region}.amazonaws.com`;
const arnOf = (name: string, region: string) => `arn:aws:ecr:${region}:${accountId}:repository/${name}`;

const invalid = (message: string) => refuse('InvalidParameterException', message);

function named(wanted: string | undefined, { here }: Call): Repository {
  const found = here.repositories.find(({ name }) => name === wanted);
  return (
    found ??
    refuse(
      'RepositoryNotFoundException',
      `The repository with name '${wanted}' does not exist in the registry with id '${accountId}'`,
    )
  );
}

const byArn = (arn: string | undefined, call: Call) => named(arn?.replace(/^.*:repository\//, ''), call);

const shown = ({ name, createdAt, immutable, scans }: Repository, region: string): Shown => ({
  repositoryArn: arnOf(name, region),
  registryId: accountId,
  repositoryName: name,
  repositoryUri: `${registryIn(region)}/${name}`,
  createdAt: new Date(createdAt),
  imageTagMutability: immutable ? 'IMMUTABLE' : 'MUTABLE',
  imageScanningConfiguration: { scanOnPush: scans },
  encryptionConfiguration: { encryptionType: 'AES256' },
});

interface Rule {
  readonly rulePriority?: unknown;
  readonly selection?: { readonly tagStatus?: unknown; readonly countType?: unknown; readonly countNumber?: unknown };
  readonly action?: { readonly type?: unknown };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
function checkLifecycle(text: string): void {
  const refused = (why: string) => invalid(`Invalid parameter at 'LifecyclePolicyText' failed to satisfy: ${why}`);
  const { rules = [] } = JSON.parse(text) as { rules?: readonly Rule[] };
  if (rules.length === 0) refused("'Lifecycle policy validation failure: no rules'");
  const last = Math.max(...rules.map(({ rulePriority }) => Number(rulePriority)));
  for (const { rulePriority, selection, action } of rules) {
    if (!Number.isInteger(rulePriority) || action?.type !== 'expire' || !(Number(selection?.countNumber) > 0))
      refused("'Lifecycle policy validation failure: rulePriority, action or countNumber'");
    if (selection?.tagStatus === 'any' && rulePriority !== last)
      refused("'Lifecycle policy validation failure: the rule with tagStatus any must have the highest priority'");
    if (!['imageCountMoreThan', 'sinceImagePushed'].includes(String(selection?.countType)))
      refused("'Lifecycle policy validation failure: countType'");
  }
}

const operations = {
  CreateRepository(input, call) {
    const { repositoryName: name = '' } = input;
    if (!/^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(name) || name.length > 256)
      invalid(`Invalid parameter at 'repositoryName' failed to satisfy constraint: '${name}'`);
    if (call.here.repositories.some((one) => one.name === name))
      refuse(
        'RepositoryAlreadyExistsException',
        `The repository with name '${name}' already exists in the registry with id '${accountId}'`,
      );
    if (input.encryptionConfiguration?.encryptionType === 'KMS') invalid('The rehearsal encrypts with AES256 only.');
    const repository: Repository = {
      name,
      createdAt: call.now,
      immutable: input.imageTagMutability === 'IMMUTABLE',
      scans: input.imageScanningConfiguration?.scanOnPush === true,
      images: [],
      tags: tagged(input.tags),
    };
    call.here.repositories.push(repository);
    return { repository: shown(repository, call.region) };
  },

  DescribeRepositories: ({ repositoryNames }, call) => ({
    repositories: (repositoryNames?.map((name) => named(name, call)) ?? call.here.repositories).map((one) =>
      shown(one, call.region),
    ),
  }),

  DeleteRepository({ repositoryName, force = false }, call) {
    const found = named(repositoryName, call);
    if (found.images.length > 0 && !force)
      refuse(
        'RepositoryNotEmptyException',
        `The repository with name '${found.name}' in registry with id '${accountId}' cannot be deleted because it still contains images`,
      );
    call.here.repositories = call.here.repositories.filter((one) => one !== found);
    return { repository: shown(found, call.region) };
  },

  PutImageTagMutability({ repositoryName, imageTagMutability }, call) {
    named(repositoryName, call).immutable = imageTagMutability === 'IMMUTABLE';
    return {};
  },

  PutImageScanningConfiguration({ repositoryName, imageScanningConfiguration }, call) {
    named(repositoryName, call).scans = imageScanningConfiguration?.scanOnPush === true;
    return {};
  },

  PutLifecyclePolicy({ repositoryName, lifecyclePolicyText = '' }, call) {
    const found = named(repositoryName, call);
    checkLifecycle(lifecyclePolicyText);
    found.lifecycle = lifecyclePolicyText;
    return { repositoryName, lifecyclePolicyText };
  },

  GetLifecyclePolicy({ repositoryName }, call) {
    const { lifecycle } = named(repositoryName, call);
    if (lifecycle === undefined)
      refuse(
        'LifecyclePolicyNotFoundException',
        `Lifecycle policy does not exist for the repository with name '${repositoryName}' in the registry with id '${accountId}'`,
      );
    return { repositoryName, lifecyclePolicyText: lifecycle };
  },

  DeleteLifecyclePolicy({ repositoryName }, call) {
    delete named(repositoryName, call).lifecycle;
    return { repositoryName };
  },

  GetAuthorizationToken: (_, { region, now }) => ({
    authorizationData: [
      {
        authorizationToken: Buffer.from('AWS:rehearsed').toString('base64'),
        expiresAt: new Date(now + 12 * 60 * 60 * 1000),
        proxyEndpoint: `https://${registryIn(region)}`,
      },
    ],
  }),

  TagResource({ resourceArn, tags }, call) {
    tag(byArn(resourceArn, call).tags, tags);
    return {};
  },

  ListTagsForResource: ({ resourceArn }, call) => ({
    tags: tagList(byArn(resourceArn, call).tags),
  }),
} satisfies Operations<typeof import('@aws-sdk/client-ecr')>;

/** Repositories of images. */
export const ecr = {
  operations,
  regional: {
    atFirst: () => ({ repositories: [] }),
    inventory: ({ repositories }) => repositories.map(({ name, tags }) => ({ kind: 'repository', id: name, tags })),
  },
} satisfies Service;
