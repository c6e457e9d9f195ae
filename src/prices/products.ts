/** Where to find a line of the price table in AWS's Price List. */
export interface Product {
  readonly serviceCode: string;
  /** Attributes that must match exactly. */
  readonly is: Readonly<Record<string, string>>;
  /** The end of its usage type, which begins with the region. */
  readonly usage: RegExp;
}

const single = { deploymentOption: 'Single-AZ', databaseEngine: 'PostgreSQL' };

const fixed: Readonly<Record<string, Product>> = {
  'ebs.gp3': {
    serviceCode: 'AmazonEC2',
    is: { productFamily: 'Storage', volumeApiName: 'gp3' },
    usage: /EBS:VolumeUsage\.gp3$/,
  },
  'rds.gp3': {
    serviceCode: 'AmazonRDS',
    is: { productFamily: 'Database Storage', volumeType: 'General Purpose-GP3', ...single },
    usage: /RDS:GP3-Storage$/,
  },
  alb: {
    serviceCode: 'AWSELB',
    is: { productFamily: 'Load Balancer-Application', operation: 'LoadBalancing:Application' },
    // Not its trust stores' usage type: TS-LoadBalancerUsage.
    usage: /^(?!.*TS-).*LoadBalancerUsage$/,
  },
  ipv4: { serviceCode: 'AmazonVPC', is: {}, usage: /PublicIPv4:InUseAddress$/ },
  zone: { serviceCode: 'AmazonRoute53', is: { productFamily: 'DNS Zone' }, usage: /^HostedZone$/ },
  s3: {
    serviceCode: 'AmazonS3',
    is: { productFamily: 'Storage', storageClass: 'General Purpose', volumeType: 'Standard' },
    usage: /(^|-)TimedStorage-ByteHrs$/,
  },
  secret: { serviceCode: 'AWSSecretsManager', is: { productFamily: 'Secret' }, usage: /AWSSecretsManager-Secrets$/ },
};

/** The product for a line of the price table; undefined if there is none. */
export function productOf(key: string): Product | undefined {
  if (Object.hasOwn(fixed, key)) return fixed[key];
  if (key.startsWith('ec2.'))
    return {
      serviceCode: 'AmazonEC2',
      is: {
        instanceType: key.slice('ec2.'.length),
        operatingSystem: 'Linux',
        tenancy: 'Shared',
        preInstalledSw: 'NA',
        capacitystatus: 'Used',
      },
      usage: /BoxUsage:/,
    };
  if (key.startsWith('rds.db.'))
    return {
      serviceCode: 'AmazonRDS',
      is: { instanceType: key.slice('rds.'.length), ...single },
      usage: /InstanceUsage:/,
    };
  return undefined;
}
