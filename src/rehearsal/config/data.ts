import type { ConfigRule, RecordingGroup, RecordingMode } from '@aws-sdk/client-config-service';
import type { Tags } from '../tags.ts';

interface Recorder {
  name: string;
  arn: string;
  roleArn: string;
  group: RecordingGroup;
  mode: RecordingMode;
  recording: boolean;
}

interface Channel {
  name: string;
  bucket: string;
}

export interface KeptRule {
  name: string;
  id: string;
  source: string;
  scope?: ConfigRule['Scope'];
  /** How many resources break it: what it looks at is not played. */
  broken: number;
  goneAt?: number;
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    recorders: Recorder[];
    deliveryChannels: Channel[];
    configRules: KeptRule[];
  }
}
