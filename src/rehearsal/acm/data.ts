import type { FailureReason } from '@aws-sdk/client-acm';
import { accountId, hex } from '../ids.ts';
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
  /** When somebody whose DNS is elsewhere has set them there, if somebody does. */
  provenAt?: number;
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

/** The validation record of a name: the same for the same name in one account, and for its wildcard. */
export function validationRecord(name: string): { name: string; value: string } {
  const plain = name.replace(/^\*\./, '');
  const seed = `${accountId} ${plain}`;
  return {
    name: `_${hex(`name ${seed}`, 32)}.${plain}.`,
    value: `_${hex(`value ${seed}`, 32)}.${hex(seed, 10)}.acm-validations.aws.`,
  };
}
