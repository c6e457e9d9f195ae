import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Phase } from '../phase.ts';
import type { Tags } from '../tags.ts';

export interface LoadBalancer {
  arn: string;
  visibleAt: number;
  name: string;
  dnsName: string;
  scheme: 'internet-facing' | 'internal';
  vpcId: string;
  subnetIds: string[];
  groupIds: string[];
  state: Phase<'provisioning' | 'active' | 'active_impaired' | 'failed'>;
  createdAt: number;
  /** When somebody whose DNS is elsewhere leads the site's names to it there, if somebody does. */
  ledToAt?: number;
  attributes: Record<string, string>;
  /** What it was made with: asking for the same again finds it. */
  request: string;
  tags: Tags;
}

export interface Target {
  id: string;
  port: number;
  registeredAt: number;
  /** How long the first good checks take once the target answers, in milliseconds. */
  checksTake: number;
}

export interface TargetGroup {
  arn: string;
  visibleAt: number;
  name: string;
  protocol: string;
  protocolVersion: string;
  port: number;
  vpcId: string;
  targetType: string;
  check: {
    protocol: string;
    port: string;
    path: string;
    interval: number;
    timeout: number;
    healthy: number;
    unhealthy: number;
    codes: string;
  };
  targets: Target[];
  attributes: Record<string, string>;
  request: string;
  tags: Tags;
}

export interface Listener {
  arn: string;
  visibleAt: number;
  loadBalancerArn: string;
  port: number;
  protocol: string;
  sslPolicy?: string;
  /** The default one first. */
  certificateArns: string[];
  actions: Action[];
  createdAt: number;
  request: string;
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData {
    loadBalancers: LoadBalancer[];
    targetGroups: TargetGroup[];
    listeners: Listener[];
  }
}
