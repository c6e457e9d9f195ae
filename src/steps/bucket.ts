import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  GetObjectRetentionCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  type BucketLocationConstraint,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  type S3Client,
  type Tag,
} from '@aws-sdk/client-s3';
import { named } from '../aws/blocker.ts';
import { isNotFound } from '../aws/error-names.ts';
import { fit } from '../aws/names.ts';
import { orNothing, refusedPart } from '../aws/replies.ts';
import { markList, ofUniqueName, tagList } from '../aws/tags.ts';
import { defineStep, gone, there, type Asks, type Context, type Definition, type Kept } from '../engine/step.ts';
import { later, type Allowing } from '../permissions/allow.ts';
import { oneLine } from '../plain.ts';
import { deleteOurs, nameTaken, whoseIs } from './ours.ts';

/** The limit for bucket names, which all of AWS shares. */
const nameLimit = 63;

const bucketName = (uniqueName: string): string => fit(uniqueName, nameLimit);

type Handle = { readonly bucket: string };

/** What a bucket's calls may touch: the buckets of this name, of every stack, and what is in them. */
export interface BucketScope {
  readonly buckets: Allowing;
  readonly objects: Allowing;
}

type Part<A> = Pick<
  Definition<Record<never, never>, A, Handle, Record<never, never>, Record<never, never>>,
  'id' | 'title' | 'asks' | 'when' | 'follows' | 'going' | 'preflight' | 'says'
>;

/** A bucket of the stack's own. Its settings are steps: S3 makes them once it is there. */
export const bucketFor = <const A extends Asks>({
  scope,
  locks = false,
  keepable = false,
  formerName,
  going,
  ...step
}: Part<A> & {
  readonly scope: BucketScope;
  /** Whether what is in it can be locked, which is said when it is made: it has versions from then on. */
  readonly locks?: boolean;
  /** Whether what is in it cannot be made again, and can be ordered to stay with its bucket. */
  readonly keepable?: boolean;
  /** The name that an earlier version gave it. */
  readonly formerName?: (context: Context) => string;
}) =>
  defineStep<Record<never, never>, A, Handle>({
    ...step,
    allows: [
      scope.buckets(
        's3:CreateBucket',
        's3:GetBucketTagging',
        's3:PutBucketTagging',
        's3:TagResource',
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
        ...(locks ? ['s3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'] : []),
      ),
      later(scope.buckets('s3:DeleteBucket', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions')),
      later(
        scope.objects(
          's3:AbortMultipartUpload',
          's3:DeleteObject',
          's3:DeleteObjectVersion',
          ...(locks ? ['s3:GetObjectRetention'] : []),
        ),
      ),
    ],

    async find(given) {
      const former = given.beforeIds && formerName ? [bucketName(formerName(given))] : [];
      const uniqueNames = [bucketName(given.uniqueName), ...former];
      const found = await ofUniqueName(
        { ...given, uniqueNames },
        { en: 'S3 bucket', ko: 'S3 버킷' },
        async (bucket) => {
          const Tags = await tagsOf(given.s3, bucket);
          return Tags && { bucket, Tags };
        },
      );
      return found && { bucket: found.bucket };
    },

    async create({ s3, region, tags, uniqueName }) {
      const name = bucketName(uniqueName);
      await s3.send(
        new CreateBucketCommand({
          Bucket: name,
          ...(locks && { ObjectLockEnabledForBucket: true }),
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
      ...going,
      ...(keepable && {
        data: { kept: { en: 'the bucket, unless it is empty', ko: '버킷과 파일(비어 있으면 삭제)' } },
      }),
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
        const until = locks ? await lockedUntil(s3, bucket) : undefined;
        if (until && until.getTime() > context.clock.now()) return [stillLocked(bucket, until)];
        if (keepable && context.data === 'snapshot' && !(await isEmpty(s3, bucket))) return [keptAsOrdered(bucket)];
        await empty(s3, bucket);
        await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
      });
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

/** Until when the last of what is in it is locked: all of it came in under the same rule, so the newest counts. */
async function lockedUntil(s3: S3Client, Bucket: string): Promise<Date | undefined> {
  const at = ({ LastModified }: ObjectVersion) => LastModified?.getTime() ?? 0;
  let newest: ObjectVersion | undefined;
  for (let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {}; next;) {
    const page: ListObjectVersionsCommandOutput = await s3.send(new ListObjectVersionsCommand({ Bucket, ...next }));
    for (const one of page.Versions ?? []) if (!newest || at(one) > at(newest)) newest = one;
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
  if (!newest) return undefined;
  const { Key, VersionId } = newest;
  const found = await orNothing(s3.send(new GetObjectRetentionCommand({ Bucket, Key, VersionId })));
  return found?.Retention?.RetainUntilDate;
}

const stillLocked = (bucket: string, until: Date): Kept => {
  // It may be a minute short of midnight.
  const day = new Date(until.getTime() + 86_400_000).toISOString().slice(0, 10);
  return {
    id: bucket,
    until: day,
    why: {
      en: `what is in it is locked, and nobody can delete it before ${day}: the same command removes it from then on`,
      ko: `안에 있는 파일이 잠겨 있어 ${day} 전에는 누구도 삭제할 수 없습니다. 그날부터는 같은 명령을 다시 실행하면 삭제합니다`,
    },
  };
};

const isEmpty = async (s3: S3Client, Bucket: string): Promise<boolean> => {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }));
  return Versions.length === 0;
};

const keptAsOrdered = (bucket: string): Kept => ({
  id: bucket,
  theirs: true,
  why: {
    en: 'kept with all files, as you chose; each GB costs as before. Once you have them elsewhere, empty and delete it in the S3 console',
    ko: '선택하신 대로 파일과 함께 남겼고 요금은 그대로 나옵니다. 파일을 옮긴 뒤 S3 콘솔에서 비우고 삭제하세요',
  },
});

/** Deletes every version, delete marker and unfinished upload. */
async function empty(s3: S3Client, Bucket: string): Promise<void> {
  for (;;) {
    // What was listed is gone before the next listing, which therefore needs no marker.
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [refused] = Errors;
    if (refused) throw refusedPart(refused.Code, refused.Message);
  }
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
}
