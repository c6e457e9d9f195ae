import type {
  BuildPhaseType,
  EnvironmentVariable,
  LogsConfig,
  ProjectArtifacts,
  ProjectCache,
  ProjectEnvironment,
  ProjectSource,
} from '@aws-sdk/client-codebuild';
import type { Tags } from '../tags.ts';

export interface BuildProject {
  name: string;
  description?: string;
  source: ProjectSource;
  artifacts: ProjectArtifacts;
  environment: ProjectEnvironment;
  roleArn: string;
  cache: ProjectCache;
  logs: LogsConfig;
  timeout: number;
  queuedTimeout: number;
  atOnce?: number;
  createdAt: number;
  changedAt: number;
  tags: Tags;
}

/** One phase of a build, with what it says of its failure. */
export interface BuildPhase {
  type: BuildPhaseType;
  from: number;
  to: number;
  failure?: { readonly code: string; readonly message: string };
}

/** All of it is known when it starts: what it shows follows from the time. */
export interface Build {
  id: string;
  project: string;
  number: number;
  token?: string;
  /** What it was started with, as JSON: the same token goes with nothing else. */
  input: string;
  sourceVersion?: string;
  variables: EnvironmentVariable[];
  logGroup?: string;
  phases: BuildPhase[];
  /** The last lines of what fails. */
  lines: string[];
  /** The bundle, which is put into its bucket when it is time for that. */
  artifact?: { readonly bucket: string; readonly key: string; readonly size: number; at: number; done?: true };
}

declare module '../account.ts' {
  interface RegionData {
    buildProjects: BuildProject[];
    builds: Build[];
  }
}
