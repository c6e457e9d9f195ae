import type { InstanceStateName } from '@aws-sdk/client-ec2';
import type { Phase } from '../phase.ts';
import type { Tags } from '../tags.ts';

/** Anything of EC2's. Times are in milliseconds since 1970. */
export interface Resource {
  id: string;
  tags: Tags;
  /** Until then EC2 does not yet admit that it exists. */
  visibleAt: number;
  goneAt?: number;
  /** It was there before the rehearsal began. */
  provided?: true;
}

export interface Vpc extends Resource {
  cidr: string;
  isDefault: boolean;
  state: Phase<'pending' | 'available'>;
  dnsSupport: boolean;
  dnsHostnames: boolean;
}

export interface Subnet extends Resource {
  vpcId: string;
  cidr: string;
  zone: string;
  isDefault: boolean;
  state: Phase<'pending' | 'available'>;
  mapPublicIp: boolean;
}

export interface Gateway extends Resource {
  vpcId?: string;
}

export interface RouteTable extends Resource {
  vpcId: string;
  routes: { destination: string; gatewayId: string; origin: 'CreateRouteTable' | 'CreateRoute' }[];
  associations: { id: string; main: boolean; subnetId?: string }[];
  token?: string;
  request?: string;
}

export interface Group extends Resource {
  vpcId: string;
  name: string;
  description: string;
}

export interface Rule extends Resource {
  groupId: string;
  egress: boolean;
  protocol: string;
  from: number;
  to: number;
  cidr?: string;
  cidr6?: string;
  referencedGroupId?: string;
  description?: string;
}

export interface Instance extends Resource {
  imageId: string;
  type: string;
  subnetId: string;
  vpcId: string;
  interfaceId: string;
  volumeId: string;
  state: Phase<InstanceStateName>;
  /** Why AWS shuts it down. */
  reason?: string;
  launchedAt: number;
  /** When the program on it begins to answer. */
  upAt: number;
  profile?: {
    arn: string;
    id: string;
    /** Made after the launch. */
    association?: { id: string; doneAt: number };
  };
  keyName?: string;
  userData?: string;
  credits?: string;
  metadata: { tokens: string; hops: number; endpoint: string };
  apiTermination: boolean;
  /** Stop protection. */
  apiStop?: false;
  token?: string;
  request?: string;
}

export interface Volume extends Resource {
  instanceId: string;
  device: string;
  size: number;
  type: string;
  encrypted: boolean;
  zone: string;
  createdAt: number;
}

export interface NetworkInterface extends Resource {
  subnetId: string;
  vpcId: string;
  groupIds: string[];
  description: string;
  privateIp: string;
  publicIp?: string;
  instanceId?: string;
  /** The service that made it and alone can take it away. */
  requester?: string;
}

export interface Address extends Resource {
  ip: string;
  /** When somebody whose DNS is elsewhere leads the site's names to it there, if somebody does. */
  ledToAt?: number;
  association?: { id: string; interfaceId: string };
}

export interface NetworkData {
  vpcs: Vpc[];
  subnets: Subnet[];
  gateways: Gateway[];
  routeTables: RouteTable[];
  groups: Group[];
  rules: Rule[];
  instances: Instance[];
  volumes: Volume[];
  interfaces: NetworkInterface[];
  addresses: Address[];
}

/** Something else that a VPC can hold, which others put there: here it can be looked at, and keeps the VPC. */
export interface VpcPart {
  kind: 'network-acl' | 'vpc-endpoint' | 'vpc-peering-connection' | 'vpn-gateway' | 'egress-only-internet-gateway';
  id: string;
  vpcId: string;
  tags: Tags;
}

declare module '../account.ts' {
  interface RegionData extends NetworkData {
    vpcParts: VpcPart[];
  }
}
