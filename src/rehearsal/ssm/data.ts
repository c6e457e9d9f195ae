import type { Target } from '@aws-sdk/client-ssm';
import type { Tags } from '../tags.ts';

/** A document that State Manager runs on servers. */
export interface Association {
  id: string;
  /** The document's. */
  document: string;
  name?: string;
  parameters: Record<string, string[]>;
  targets: Target[];
  schedule?: string;
  version: number;
  createdAt: number;
  /** When it was last made or changed, at which it runs. */
  changedAt: number;
  /** How long a run takes, in milliseconds. */
  takes: number;
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    associations: Association[];
  }
}
