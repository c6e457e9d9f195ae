/** What `outputs --json` prints; what a stack does not have is absent. */
export interface Outputs {
  readonly url?: string;
  readonly nameServers?: readonly string[];
  readonly hostedZoneId?: string;
  readonly certificateArn?: string;
  /** The load balancer's DNS name. */
  readonly loadBalancer?: string;
  readonly instanceId?: string;
  /** The Elastic IP; without one the server's address changes, so it is not recorded. */
  readonly publicIp?: string;
  readonly vpcId?: string;
  readonly database?: {
    readonly engine: string;
    readonly host: string;
    readonly port: number;
    /** Where Secrets Manager keeps the user name and the password; absent when RDS does not manage it any more. */
    readonly secretArn?: string;
  };
  /** How the user's app is deployed. */
  readonly delivery?: {
    readonly bucket?: string;
    readonly application?: string;
    readonly deploymentGroup?: string;
    /** The role that the repository's workflow assumes. */
    readonly role?: string;
  };
}
