import type { ParameterType, Target } from '@aws-sdk/client-ssm';
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

/** What is run once on a server. */
export interface Command {
  id: string;
  /** The document's. */
  document: string;
  comment: string;
  parameters: Record<string, string[]>;
  instanceId: string;
  requestedAt: number;
  /** Until then nobody has heard of it on the server. */
  visibleAt: number;
  endsAt: number;
  exitCode: number;
  output: string;
  error: string;
}

/** A parameter of the account. */
export interface Parameter {
  name: string;
  type: ParameterType;
  /** Encrypted, if it is a secure one. */
  value: string;
  version: number;
  changedAt: number;
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    associations: Association[];
    commands: Command[];
    parameters: Parameter[];
  }
}
