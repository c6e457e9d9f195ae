import type { FailureReason } from '@aws-sdk/client-acm';
import type { Tags } from '../tags.ts';

export interface Certificate {
  arn: string;
  domain: string;
  /** All names, the domain first. */
  names: string[];
  keyAlgorithm: string;
  token?: string;
  request: string;
  createdAt: number;
  /** When ACM tells the validation records. */
  recordAt: number;
  /** How long ACM takes to find the records once the world can see them, in milliseconds. */
  issueTakes: number;
  issuedAt?: number;
  /** Until then ACM itself does not admit that it exists. */
  visibleAt: number;
  /** How long load balancers take to hear that it is issued, in milliseconds. */
  heardAfter: number;
  /** Why Amazon refused it, which is for good. */
  refused?: FailureReason;
  /** Load balancers that have let go of it, and when ACM will have noticed. */
  released: { by: string; until: number }[];
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    certificates: Certificate[];
  }
}
