import type { EventSelector } from '@aws-sdk/client-cloudtrail';
import type { Tags } from '../tags.ts';

/** A record of calls. */
export interface Trail {
  name: string;
  arn: string;
  /** Where it was made; it is changed there alone. */
  home: string;
  bucket: string;
  multiRegion: boolean;
  global: boolean;
  validated: boolean;
  selectors: EventSelector[];
  /** Since when it records. */
  loggingSince?: number;
  stoppedAt?: number;
  /** When its first file is in the bucket. */
  deliversAt?: number;
  tags: Tags;
}

declare module '../account.ts' {
  /** One that is of all Regions shows in each of them. */
  interface AccountData {
    trails: Trail[];
  }
}
