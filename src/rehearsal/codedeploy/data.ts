import type {
  AutoRollbackConfiguration,
  DeploymentStyle,
  EC2TagFilter,
  LifecycleErrorCode,
  LoadBalancerInfo,
  RevisionLocation,
} from '@aws-sdk/client-codedeploy';
import type { Tags } from '../tags.ts';

export interface Application {
  id: string;
  name: string;
  createdAt: number;
  revisions: { location: RevisionLocation; description?: string; registeredAt: number }[];
  tags: Tags;
}

export interface DeploymentGroup {
  id: string;
  application: string;
  name: string;
  config: string;
  roleArn: string;
  /** Any of each list. */
  tagSets: EC2TagFilter[][];
  style: DeploymentStyle;
  loadBalancer?: LoadBalancerInfo;
  rollback?: AutoRollbackConfiguration;
  tags: Tags;
}

/** One thing that happens on the server during a deployment. */
export interface LifecycleStep {
  name: string;
  from: number;
  to: number;
}

/** What goes wrong, in CodeDeploy's words. */
export interface Failure {
  readonly code: LifecycleErrorCode;
  readonly message: string;
  readonly scriptName?: string | undefined;
  readonly logTail?: string | undefined;
}

/** All of it is known when it begins: what it shows follows from the time. */
export interface Deployment {
  id: string;
  application: string;
  group: string;
  revision: RevisionLocation;
  description?: string;
  creator: 'user' | 'codeDeployRollback';
  createdAt: number;
  startAt: number;
  endAt: number;
  instanceId?: string;
  steps: LifecycleStep[];
  /** In its last step. */
  failure?: Failure;
  /** Of the whole, where no step says why. */
  error?: { code: 'NO_INSTANCES' | 'HEALTH_CONSTRAINTS'; message: string };
  stoppedAt?: number;
  /** The one that puts the last good revision back, which begins when this one fails. */
  rollbackId?: string;
  /** The one that it makes up for. */
  failedId?: string;
  /** Where visitors are kept from the server meanwhile. */
  traffic?: { targetGroup: string; port: number; checksTake: number; blocked?: true; allowed?: true };
  autoRollback?: AutoRollbackConfiguration;
}

declare module '../account.ts' {
  interface RegionData {
    applications: Application[];
    deploymentGroups: DeploymentGroup[];
    deployments: Deployment[];
  }
}
