import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  TagResourceCommand,
  type ECRClient,
  type Repository,
} from '@aws-sdk/client-ecr';
import { orNothing } from '../../aws/replies.ts';
import { markList, ofUniqueName, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { allow, later, makesAt, reads, usesAt } from '../../permissions/allow.ts';
import { monthly } from '../../prices/prices.ts';
import { bucket } from '../delivery/bucket.ts';
import { delivery } from '../delivery/questions.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { imageStorage } from './prices.ts';
import { docker } from './questions.ts';

/** Billed gigabytes: versions of an app share most of their layers. */
const usualSize = 2;

const anyOurs = 'arn:*:ecr:*:*:repository/*-images';
const made = makesAt('Registries of images, by name and label.', anyOurs);
const used = usesAt('Registries of images that have the label.', anyOurs);
const key = allow('The key to the account’s registry; what it opens is up to the other permissions.', '*');

/** Whoever pushes an image asks for these, on its repository; docker calls them. */
export const pushes = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
] as const;

/** Whoever pulls one, these: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-pull-iam.html */
export const pulls = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] as const;

export const images = defineStep({
  id: 'images',
  title: { en: 'Registry of images (ECR)', ko: '이미지 저장소(ECR)' },
  needs: { bucket },
  asks: { docker, delivery },
  allows: [
    reads('ecr:DescribeRepositories', 'ecr:ListTagsForResource'),
    made('ecr:CreateRepository', 'ecr:TagResource'),
    used('ecr:TagResource', ...pushes),
    key('ecr:GetAuthorizationToken'),
    later(used('ecr:DeleteRepository', 'ecr:PutImageScanningConfiguration', 'ecr:PutImageTagMutability')),
  ],
  follows: { initial: ['bucket', 'docker', 'delivery'], own: ['uid'] },
  when: ({ docker, delivery }) => docker && delivery !== 'none',

  settings: {
    imageTagMutability: {
      title: { en: 'tags that cannot be moved', ko: '태그를 다른 이미지로 옮기지 못하게 함' },
      wanted: 'IMMUTABLE',
    },
    scanOnPush: { title: { en: 'scan of each image', ko: '이미지를 올릴 때 취약점 검사' }, wanted: true },
  },

  async find(given) {
    const found = await ofUniqueName(given, { en: 'ECR repository', ko: 'ECR 저장소' }, (name) =>
      repositoryNamed(given.ecr, name),
    );
    return found && handleOf(found);
  },

  async create({ ecr, uniqueName, tags, wanted }) {
    const { repository = {} } = await ecr.send(
      new CreateRepositoryCommand({
        repositoryName: uniqueName,
        imageTagMutability: wanted.imageTagMutability,
        imageScanningConfiguration: { scanOnPush: wanted.scanOnPush },
        encryptionConfiguration: { encryptionType: 'AES256' },
        tags: tagList(tags),
      }),
    );
    return handleOf(repository);
  },

  async check(context, handle) {
    const found = await repositoryNamed(context.ecr, handle.repository);
    if (!found) return gone;
    if (whoseIs(inPlace(found), handle, context) === 'theirs') return nameTaken;
    return there({
      tags: { are: found.Tags, restore: () => putTags(context, handle.repositoryArn) },
      settings: {
        imageTagMutability: found.imageTagMutability,
        scanOnPush: found.imageScanningConfiguration?.scanOnPush,
      },
    });
  },

  async change({ ecr, wanted }, { repository: repositoryName }) {
    await ecr.send(
      new PutImageTagMutabilityCommand({
        repositoryName,
        imageTagMutability: wanted.imageTagMutability,
      }),
    );
    await ecr.send(
      new PutImageScanningConfigurationCommand({
        repositoryName,
        imageScanningConfiguration: { scanOnPush: wanted.scanOnPush },
      }),
    );
  },

  going: { loses: { en: 'with all images in it', ko: '안에 있는 이미지 모두 포함' } },

  async delete(context, handle) {
    const found = await repositoryNamed(context.ecr, handle.repository);
    return deleteOurs(found && inPlace(found), handle, context, async () => {
      await context.ecr.send(new DeleteRepositoryCommand({ repositoryName: handle.repository, force: true }));
    });
  },

  says: {
    price: () => [
      monthly(
        { en: `Images in ECR, about ${usualSize} GB`, ko: `이미지 보관(ECR), 약 ${usualSize}GB` },
        imageStorage,
        usualSize,
      ),
    ],
    outputs: ({ repositoryUri }) => ({ images: repositoryUri }),
    answers: () => ({ docker: true }),
    absence: { docker: false },
  },
});

type Described = Pick<Repository, 'repositoryName' | 'repositoryArn' | 'repositoryUri' | 'createdAt'>;

/** ECR gives a repository no id: one that was deleted and made again is told by the moment that it is from. */
const uidIn = ({ createdAt }: Described) => createdAt?.toISOString();

const handleOf = (found: Described) => ({
  repository: found.repositoryName ?? '',
  repositoryArn: found.repositoryArn ?? '',
  repositoryUri: found.repositoryUri ?? '',
  uid: uidIn(found),
});

const inPlace = (found: Named) => ({ tags: found.Tags, uid: uidIn(found) });

type Named = NonNullable<Awaited<ReturnType<typeof repositoryNamed>>>;

/** The repository of that name, with its tags; undefined when there is none. */
export async function repositoryNamed(ecr: ECRClient, name: string) {
  const described = await orNothing(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })));
  const [found] = described?.repositories ?? [];
  const tagged =
    found && (await orNothing(ecr.send(new ListTagsForResourceCommand({ resourceArn: found.repositoryArn }))));
  return tagged && { ...found, Tags: tagged.tags };
}

const putTags = ({ ecr, tags }: Context, resourceArn: string) =>
  ecr.send(new TagResourceCommand({ resourceArn, tags: markList(tags) }));
