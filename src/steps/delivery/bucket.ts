import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  type BucketLocationConstraint,
  type S3Client,
  type Tag,
} from '@aws-sdk/client-s3';
import { named } from '../../aws/blocker.ts';
import { isNotFound } from '../../aws/error-names.ts';
import { fit } from '../../aws/names.ts';
import { markList, ofUniqueName, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { allow, later } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import { monthly } from '../../prices/prices.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { storage } from './prices.ts';
import { delivery } from './questions.ts';

/** The limit for bucket names, which all of AWS shares. */
const nameLimit = 63;

const bucketNameOf = ({ uniqueName }: Context): string => fit(uniqueName, nameLimit);

/** An earlier version made it unique by the account. */
const formerNameOf = ({ stack, account, region }: Context): string =>
  fit(`${stack}-delivery-${account}-${region}`, nameLimit);

/** Billed gigabytes: ten bundles of an ordinary app. */
const usualSize = 1;

export const inBuckets = allow(
  'By name: S3 does not support conditions on labels until a bucket is set up for it.',
  'arn:*:s3:::*-delivery-*',
);
export const inObjects = allow('The contents of those buckets.', 'arn:*:s3:::*-delivery-*/*');

export const bucket = defineStep({
  id: 'delivery-bucket',
  title: { en: 'Bucket for app versions (S3)', ko: '앱 버전을 보관할 버킷(S3)' },
  needs: {},
  asks: { delivery },
  allows: [
    inBuckets('s3:CreateBucket', 's3:GetBucketTagging', 's3:PutBucketTagging', 's3:TagResource'),
    later(inBuckets('s3:DeleteBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions')),
    later(inObjects('s3:AbortMultipartUpload', 's3:DeleteObject', 's3:DeleteObjectVersion')),
  ],
  follows: { initial: ['delivery'] },
  when: (answers) => answers.delivery !== 'none',

  async find(given) {
    const uniqueNames = [bucketNameOf(given), ...(given.beforeIds ? [formerNameOf(given)] : [])];
    const found = await ofUniqueName({ ...given, uniqueNames }, { en: 'S3 bucket', ko: 'S3 버킷' }, async (bucket) => {
      const Tags = await tagsOf(given.s3, bucket);
      return Tags && { bucket, Tags };
    });
    return found && { bucket: found.bucket };
  },

  async create(given) {
    const { s3, region, tags } = given;
    const name = bucketNameOf(given);
    await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        CreateBucketConfiguration: {
          // us-east-1 is the one region that must not be named.
          ...(region !== 'us-east-1' && { LocationConstraint: region as BucketLocationConstraint }),
          Tags: tagList(tags),
        },
      }),
    );
    return { bucket: name };
  },

  async check(context, handle) {
    const tags = await tagsOf(context.s3, handle.bucket);
    if (!tags) return gone;
    if (whoseIs({ tags }, handle, context) === 'theirs') return nameTaken;
    return there({ tags: { are: tags, restore: () => putTags(context, handle.bucket) } });
  },

  going: {
    /** It was emptied a moment ago: somebody, such as a log, writes into it. */
    async blockers({ s3 }, { bucket }) {
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 3 }));
      return Versions.map(({ Key = '' }) => named({ en: 'new object', ko: '새로 쓰인 객체' }, oneLine(Key)));
    },
  },

  // Deletes all versions as well; if something is written meanwhile, the bucket stays and the engine tries again.
  async delete(context, handle) {
    const { s3 } = context;
    const { bucket } = handle;
    const tags = await tagsOf(s3, bucket);
    return deleteOurs(tags && { tags }, handle, context, async () => {
      await empty(s3, bucket);
      await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    });
  },

  says: {
    price: () => [
      monthly(
        { en: `App versions in S3, about ${usualSize} GB`, ko: `앱 버전 보관(S3), 약 ${usualSize}GB` },
        storage,
        usualSize,
      ),
    ],
    outputs: ({ bucket }) => ({ delivery: { bucket } }),
    answers: () => ({ delivery: 'local' }),
    absence: { delivery: 'none' },
  },
});

/** A bucket's tags are written as a whole: what others put there stays. */
async function putTags({ s3, tags }: Context, Bucket: string): Promise<void> {
  const ours = markList(tags);
  const others = ((await tagsOf(s3, Bucket)) ?? []).filter(({ Key }) => !ours.some((one) => one.Key === Key));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [...others, ...ours] } }));
}

/** The tags of a bucket; undefined when there is none of this name. */
async function tagsOf(s3: S3Client, Bucket: string): Promise<Tag[] | undefined> {
  try {
    return (await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet ?? [];
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchTagSet') return [];
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Deletes every version, delete marker and unfinished upload. */
async function empty(s3: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    // What was listed is gone before the next listing, which therefore needs no marker.
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [refused] = Errors;
    if (refused) throw Object.assign(new Error(refused.Message), { name: refused.Code, $metadata: {} });
  }
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
}
