import type { Tags } from '../tags.ts';

export interface LogGroup {
  name: string;
  createdAt: number;
  retention?: number;
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    logGroups: LogGroup[];
  }
}
