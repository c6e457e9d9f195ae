import type { Tags } from '../tags.ts';

/** What of a database a modification can change that takes a while. */
interface Slow {
  instanceClass: string;
  storage: number;
  storageType?: string;
  multiAz: boolean;
  /** Where it is more or less than the baseline. */
  iops?: number;
}

export interface Database extends Slow {
  /** The identifier that the user chose, lower case. */
  id: string;
  resourceId: string;
  engine: string;
  version: string;
  user: string;
  databaseName?: string;
  port: number;
  subnetGroup: string;
  groupIds: string[];
  interfaceId: string;
  zone: string;
  host: string;
  encrypted: boolean;
  public: boolean;
  retention: number;
  copyTags: boolean;
  deletionProtection: boolean;
  minorUpgrades: boolean;
  lifecycleSupport: string;
  /** The managed password's secret, and when it is there. */
  secret?: { arn: string; activeAt: number };
  createdAt: number;
  /** Until then RDS itself does not admit that it exists. */
  visibleAt: number;
  /** When it is made, and has its address. */
  madeAt: number;
  /** Until then it says that it is available, and only then begins its first backup. */
  flapUntil: number;
  /** When its first backup is done too. */
  availableAt: number;
  /** Until then its grown storage is optimized. */
  optimizedAt?: number;
  modification?: { changes: Partial<Slow>; beginsAt: number; endsAt: number };
  /** A state that it does not leave by itself. */
  fate?: string;
  /** Deletion has begun. */
  deleting?: true;
  goneAt?: number;
  tags: Tags;
}

export interface SubnetGroup {
  name: string;
  visibleAt: number;
  description: string;
  vpcId: string;
  subnetIds: string[];
  tags: Tags;
}

export interface Snapshot {
  id: string;
  databaseId: string;
  engine: string;
  version: string;
  /** What a database made of it has; absent from one of an earlier rehearsal. */
  user?: string;
  databaseName?: string;
  port?: number;
  storage: number;
  encrypted: boolean;
  createdAt: number;
  availableAt: number;
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    databases: Database[];
    subnetGroups: SubnetGroup[];
    snapshots: Snapshot[];
  }
}
