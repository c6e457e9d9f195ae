import type { Tags } from '../tags.ts';

export interface LogGroup {
  name: string;
  createdAt: number;
  retention?: number;
  tags: Tags;
  /** Since then nothing has come, whatever the servers say. */
  silentSince?: number;
}

declare module '../account.ts' {
  interface RegionData {
    logGroups: LogGroup[];
  }
}
