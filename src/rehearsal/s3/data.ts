import type {
  CORSRule,
  LifecycleRule,
  ObjectLockConfiguration,
  PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3';
import type { Tags } from '../tags.ts';

/** One version of an object; a delete marker has no body. */
export interface Version {
  key: string;
  /** `null` in a bucket without versions. */
  id: string;
  at: number;
  marker?: true;
  etag: string;
  size: number;
  type?: string;
  /** Base64; of small objects only. */
  body?: string;
  /** Until then nobody can delete it. */
  lockedUntil?: number;
}

export interface Bucket {
  name: string;
  region: string;
  createdAt: number;
  /** When all of S3 has heard of it. */
  knownAt: number;
  /** Until when one change of its settings keeps others out. */
  busyUntil: number;
  /** Deleted; until then its name is not free. */
  goneAt?: number;
  /** It belongs to another account. */
  foreign?: true;
  tags: Tags;
  publicAccess?: PublicAccessBlockConfiguration;
  versioning?: 'Enabled' | 'Suspended';
  policy?: string;
  lifecycle?: LifecycleRule[];
  cors?: CORSRule[];
  /** Absent where objects cannot be locked. */
  lock?: ObjectLockConfiguration;
  /** Oldest first. */
  versions: Version[];
  uploads: { key: string; id: string }[];
}

declare module '../account.ts' {
  /** Names of buckets are the same in all regions and accounts. */
  interface AccountData {
    buckets: Bucket[];
  }
}
