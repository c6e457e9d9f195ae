import { createHash } from 'node:crypto';
import type { _Error as S3Error, DeletedObject } from '@aws-sdk/client-s3';
import { refuse, Refusal, RehearsalError } from '../errors.ts';
import { lowers } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import type { Bucket, Version } from './data.ts';
import { bucketNamed, latest } from './shared.ts';

/** What is larger is only weighed. */
const keptBytes = 256 * 1024;

function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as string);
  throw new RehearsalError('The rehearsal takes a body of text or bytes, and no stream');
}

const add = (bucket: Bucket, version: Omit<Version, 'id' | 'at'>, call: Call): Version =>
  write(bucket, version, call.now, call.seed());

/** Puts a version into a bucket, by the rules that the bucket has. */
export function write(bucket: Bucket, version: Omit<Version, 'id' | 'at'>, at: number, seed = `${at}`): Version {
  const id = bucket.versioning === 'Enabled' ? lowers(`version ${seed}`, 32) : 'null';
  if (id === 'null') bucket.versions = bucket.versions.filter((one) => one.key !== version.key || one.id !== 'null');
  const { Days = 0, Years = 0 } = bucket.lock?.Rule?.DefaultRetention ?? {};
  const days = version.marker ? 0 : Days + Years * 365;
  const added = { ...version, id, at, ...(days > 0 && { lockedUntil: at + days * 86_400_000 }) };
  bucket.versions.push(added);
  return added;
}

/** Takes one version away, or says with a marker that there is no current one. */
function remove(bucket: Bucket, key: string, versionId: string | undefined, call: Call) {
  // Where versioning is suspended, the marker takes the place of the null version (user guide, DeletingObjectsfromVersioningSuspendedBuckets).
  if (versionId === undefined && bucket.versioning) {
    const marker = add(bucket, { key, marker: true, etag: '', size: 0 }, call);
    return { DeleteMarker: true, VersionId: marker.id };
  }
  const wanted = versionId ?? 'null';
  const isLocked = bucket.versions.some(
    (one) => one.key === key && one.id === wanted && (one.lockedUntil ?? 0) > call.now,
  );
  // In governance mode some could; no bucket here is in it.
  if (isLocked) refuse('AccessDenied', 'Access Denied because object protected by object lock.', 403);
  bucket.versions = bucket.versions.filter((one) => one.key !== key || one.id !== wanted);
  return { ...(versionId && { VersionId: versionId }) };
}

/** One object; `HEAD` has no body to say more than 404. */
function read(
  input: { Bucket?: string | undefined; Key?: string | undefined; VersionId?: string | undefined },
  call: Call,
  head: boolean,
) {
  const bucket = bucketNamed(call, input);
  const found = input.VersionId
    ? bucket.versions.find(({ key, id }) => key === input.Key && id === input.VersionId)
    : latest(bucket, input.Key);
  if (!found)
    return refuse(head ? 'NotFound' : 'NoSuchKey', head ? 'NotFound' : 'The specified key does not exist.', 404);
  if (found.marker)
    return refuse('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  return found;
}

const facts = (found: Version) => ({
  ETag: found.etag,
  ContentLength: found.size,
  ContentType: found.type ?? 'application/octet-stream',
  LastModified: new Date(found.at),
  ServerSideEncryption: 'AES256' as const,
  ...(found.id !== 'null' && { VersionId: found.id }),
});

export const objects = {
  PutObject(input, call) {
    const bucket = bucketNamed(call, input);
    const { Key: key = '' } = input;
    if (input.IfNoneMatch === '*' && latest(bucket, key))
      refuse('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
    const body = bytesOf(input.Body);
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    const { id } = add(
      bucket,
      {
        key,
        etag,
        size: body.length,
        ...(input.ContentType && { type: input.ContentType }),
        ...(body.length <= keptBytes && { body: body.toString('base64') }),
      },
      call,
    );
    return { ETag: etag, ServerSideEncryption: 'AES256' as const, ...(id !== 'null' && { VersionId: id }) };
  },

  HeadObject: (input, call) => facts(read(input, call, true)),

  GetObject(input, call) {
    const found = read(input, call, false);
    if (found.body === undefined) throw new RehearsalError(`The rehearsal did not keep what is in ${found.key}`);
    // Made a stream of on the way out.
    return { ...facts(found), Body: Buffer.from(found.body, 'base64') as never };
  },

  DeleteObject: (input, call) => remove(bucketNamed(call, input), input.Key ?? '', input.VersionId, call),

  DeleteObjects(input, call) {
    const bucket = bucketNamed(call, input);
    const wanted = input.Delete?.Objects ?? [];
    if (wanted.length === 0 || wanted.length > 1000)
      refuse(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    const deleted: DeletedObject[] = [];
    const errors: S3Error[] = [];
    for (const { Key = '', VersionId } of wanted)
      try {
        deleted.push({ Key, ...remove(bucket, Key, VersionId, call) });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        errors.push({ Key, VersionId, Code: error.code, Message: error.message });
      }
    return { ...(!input.Delete?.Quiet && { Deleted: deleted }), ...(errors.length > 0 && { Errors: errors }) };
  },

  GetObjectRetention(input, call) {
    const { lockedUntil } = read(input, call, false);
    if (lockedUntil === undefined)
      return refuse(
        'NoSuchObjectLockConfiguration',
        'The specified object does not have a ObjectLock configuration',
        404,
      );
    return { Retention: { Mode: 'COMPLIANCE' as const, RetainUntilDate: new Date(lockedUntil) } };
  },

  ListObjectsV2(input, call) {
    const bucket = bucketNamed(call, input);
    const keys = [...new Set(bucket.versions.map(({ key }) => key))]
      .filter((key) => key.startsWith(input.Prefix ?? ''))
      .toSorted();
    const there = keys.flatMap((key) => latest(bucket, key) ?? []);
    const { items, next } = page(there, input.MaxKeys ?? 1000, input.ContinuationToken);
    return {
      Name: bucket.name,
      KeyCount: items.length,
      IsTruncated: next !== undefined,
      NextContinuationToken: next,
      Contents: items.map(({ key, etag, size, at }) => ({
        Key: key,
        ETag: etag,
        Size: size,
        LastModified: new Date(at),
      })),
    };
  },

  ListObjectVersions(input, call) {
    const bucket = bucketNamed(call, input);
    const wanted = bucket.versions
      .filter(({ key }) => key.startsWith(input.Prefix ?? ''))
      .toReversed()
      .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const { items, next } = page(wanted, input.MaxKeys ?? 1000, input.VersionIdMarker);
    const shown = ({ key, id, at, etag, size, marker }: Version) => ({
      Key: key,
      VersionId: id,
      LastModified: new Date(at),
      IsLatest: bucket.versions.findLast((one) => one.key === key)?.id === id,
      ...(!marker && { ETag: etag, Size: size }),
    });
    return {
      Name: bucket.name,
      IsTruncated: next !== undefined,
      ...(next !== undefined && { NextKeyMarker: items.at(-1)?.key, NextVersionIdMarker: next }),
      Versions: items.filter(({ marker }) => !marker).map(shown),
      DeleteMarkers: items.filter(({ marker }) => marker).map(shown),
    };
  },

  ListMultipartUploads: (input, call) => ({
    Bucket: input.Bucket,
    IsTruncated: false,
    Uploads: bucketNamed(call, input).uploads.map(({ key, id }) => ({ Key: key, UploadId: id })),
  }),

  AbortMultipartUpload(input, call) {
    const bucket = bucketNamed(call, input);
    const found = bucket.uploads.findIndex(({ id }) => id === input.UploadId);
    if (found < 0) refuse('NoSuchUpload', 'The specified upload does not exist.', 404);
    bucket.uploads.splice(found, 1);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-s3')>;
