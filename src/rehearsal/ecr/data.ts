import type { Tags } from '../tags.ts';

/** A repository of images. */
export interface Repository {
  name: string;
  createdAt: number;
  immutable: boolean;
  scans: boolean;
  /** As JSON. */
  lifecycle?: string;
  /** The tags of its images. */
  images: string[];
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    repositories: Repository[];
  }
}
