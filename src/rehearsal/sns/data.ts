import type { Tags } from '../tags.ts';

export interface Topic {
  arn: string;
  name: string;
  attributes: Record<string, string>;
  tags: Tags;
}

export interface Subscription {
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
  /** When somebody clicks the link in the mail, if anybody does. */
  confirmedAt: number;
  /** When SNS forgets that nobody did. */
  goneAt?: number;
}

/** A mail that went out. */
export interface Mail {
  at: number;
  topicArn: string;
  to: string;
  subject: string;
  text: string;
}

declare module '../account.ts' {
  interface RegionData {
    topics: Topic[];
    subscriptions: Subscription[];
    mails: Mail[];
  }
}
