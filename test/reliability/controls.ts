import type { ReadBack } from './read-back.ts';

/**
 * Where the ids come from: AWS Security Hub's Foundational Security Best Practices; the CIS AWS Foundations Benchmark
 * 5.0, 6.0 and 7.0, as Prowler maps them; and the checks of Prowler (August 2026), Checkov (August 2026) and cfn_nag
 * (June 2022).
 */
interface Ids {
  readonly securityHub?: readonly string[];
  /** The number in each of the three versions, with slashes between. */
  readonly cis?: readonly string[];
  readonly prowler?: readonly string[];
  readonly checkov?: readonly string[];
  readonly cfnNag?: readonly string[];
}

/** What a stack may have or not; what is asked of the others is asked of every stack. */
export type Part =
  | 'own network'
  | 'load balancer'
  | 'fixed address'
  | 'database'
  | 'PostgreSQL'
  | 'delivery'
  | 'GitHub'
  | 'builds on AWS';

export interface Met extends Ids {
  readonly requirement: string;
  /** How it is met. */
  readonly met: string;
  /** Only asked of stacks that have this. */
  readonly of?: Part;
  /** Whether it is so, by what AWS's API shows. */
  holds(seen: ReadBack): boolean;
  /** Makes it not so, to show that `holds` would notice. */
  spoil(seen: Spoilable): void;
  /** Why the simulator moto cannot witness it. */
  readonly notOnMoto?: string;
}

export interface NotMet extends Ids {
  readonly requirement: string;
  /** Why it is not met, knowingly. */
  readonly not: string;
}

/** Nothing of the kind is made. */
export interface NotThere extends Ids {
  readonly requirement: string;
  readonly absent: string;
}

export type Control = Met | NotMet | NotThere;

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
export type Spoilable = Mutable<ReadBack>;

const world = (rule: { CidrIpv4?: string | undefined; CidrIpv6?: string | undefined }) =>
  rule.CidrIpv4 === '0.0.0.0/0' || rule.CidrIpv6 === '::/0';
const covers =
  (...ports: number[]) =>
  ({ FromPort = 0, ToPort = 65535, IpProtocol }: { FromPort?: number; ToPort?: number; IpProtocol?: string }) =>
    IpProtocol === '-1' || FromPort === -1 || ports.some((port) => FromPort <= port && port <= ToPort);
const every = <T>(list: readonly T[], test: (one: T) => boolean) => list.length > 0 && list.every(test);
const listOf = (value: string | readonly string[] | undefined) => (value === undefined ? [] : [value].flat());

/** The ports that EC2.19 names. */
const risky = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888,
  9200, 9300,
];

const secretLooking = /AKIA|ASIA|aws_secret|passw(or)?d\s*[=:]|PRIVATE KEY|token\s*=\s*['"]?[\w-]{16}/i;

const accountWide = 'It is an account-wide setting, which would affect everything else in the account.';

/** AWS's policies that are safe on TLS 1.2 and 1.3 with post-quantum key exchange. */
const safePolicies = ['ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', 'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09'];

/** Everything in a bucket, and every setting of one stack's app. */
const ownContents = /(?<=^arn:aws:(s3:::[\w-]+|ssm:[\w-]+:\d+:parameter\/stepway\/[0-9a-f]+\/env)\/)\*$/;

export const controls: readonly Control[] = [
  {
    requirement: 'The server’s metadata requires a session token (IMDSv2) and is limited to one hop',
    securityHub: ['EC2.8'],
    cis: ['5.7 / 6.7 / 6.7'],
    prowler: ['ec2_instance_imdsv2_enabled'],
    checkov: ['CKV_AWS_79', 'CKV_AWS_341'],
    met: 'The server is launched that way, and `stepway up` restores it.',
    holds: ({ instance: { MetadataOptions: has } }) =>
      has?.HttpTokens === 'required' && has.HttpPutResponseHopLimit === 1,
    spoil: ({ instance }) => void (instance.MetadataOptions!.HttpTokens = 'optional'),
  },
  {
    requirement: 'Every new server in the account requires IMDSv2 by default',
    prowler: ['ec2_instance_account_imdsv2_enabled'],
    not: accountWide,
  },
  {
    requirement: 'The server’s disk is encrypted',
    securityHub: ['EC2.3'],
    prowler: ['ec2_ebs_volume_encryption'],
    checkov: ['CKV_AWS_3', 'CKV_AWS_8'],
    cfnNag: ['F1'],
    met: 'With AWS’s own key.',
    holds: ({ volumes }) => every(volumes, ({ Encrypted }) => Encrypted === true),
    spoil: ({ volumes }) => void (volumes[0]!.Encrypted = false),
  },
  {
    requirement: 'Every new disk in the account is encrypted by default',
    securityHub: ['EC2.7'],
    cis: ['5.1.1 / 6.1.1 / 6.1.1'],
    prowler: ['ec2_ebs_default_encryption'],
    checkov: ['CKV_AWS_106'],
    not: accountWide,
  },
  {
    requirement: 'No secret is in the user data',
    prowler: ['ec2_instance_secrets_user_data'],
    checkov: ['CKV_AWS_46'],
    met: 'It sets up nginx with a welcome page and, without a load balancer, a certificate.',
    holds: ({ userData }) => userData.startsWith('#!/bin/bash') && !secretLooking.test(userData),
    spoil: (seen) => void (seen.userData += 'password=hunter2'),
  },
  {
    requirement: 'The server has a role instead of keys on its disk',
    cis: ['1.17 / 2.17 / 2.16'],
    prowler: ['ec2_instance_profile_attached'],
    checkov: ['CKV2_AWS_41'],
    met: 'Its own role.',
    holds: ({ instance, profileRoles }) => Boolean(instance.IamInstanceProfile?.Arn) && profileRoles.length === 1,
    spoil: ({ instance }) => void delete instance.IamInstanceProfile,
  },
  {
    requirement: 'The server is managed by Systems Manager: a shell needs neither SSH nor a key',
    securityHub: ['SSM.1'],
    prowler: ['ec2_instance_managed_by_ssm'],
    met: 'Amazon Linux 2023 includes the agent, and the role lets it talk to Systems Manager.',
    holds: ({ role, instance }) =>
      role.attached.some(({ PolicyName }) => PolicyName === 'AmazonSSMManagedInstanceCore') && !instance.KeyName,
    spoil: ({ role }) => void (role.attached = []),
  },
  {
    requirement: 'The server has no public address',
    securityHub: ['EC2.9'],
    prowler: ['ec2_instance_public_ip'],
    checkov: ['CKV_AWS_88'],
    not: 'Without one, it could reach updates and Systems Manager only through a NAT gateway, which costs more than the server (about 35 USD a month). The firewall allows only the load balancer in; with --entry elastic-ip the address is the entry point itself.',
  },
  {
    requirement: 'SSH and Remote Desktop are not open to the internet',
    securityHub: ['EC2.13', 'EC2.14'],
    cis: ['5.3, 5.4 / 6.3, 6.4 / 6.3, 6.4'],
    prowler: [
      'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22',
      'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389',
    ],
    checkov: ['CKV_AWS_24', 'CKV_AWS_25'],
    cfnNag: ['W2'],
    met: 'SSH is closed, or open to the range given with --ssh; the whole internet is refused.',
    holds: ({ rules }) => every(rules, (rule) => !(world(rule) && covers(22, 3389)(rule as never))),
    spoil: ({ rules }) => void Object.assign(rules[0]!, { CidrIpv4: '0.0.0.0/0', FromPort: 22, ToPort: 22 }),
  },
  {
    requirement: 'No high-risk port is open to the internet: databases, search engines, development servers',
    securityHub: ['EC2.19'],
    prowler: [
      'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432',
      'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306',
      'ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports',
    ],
    met: 'The internet reaches 80 and 443; only the load balancer reaches the server, and only the server the database.',
    holds: ({ rules }) =>
      every(rules, (rule) => !(world(rule) && covers(...risky)(rule as never))) &&
      every(rules.filter(world), ({ FromPort, ToPort }) => FromPort === ToPort && [80, 443].includes(FromPort!)),
    spoil: ({ rules }) => void Object.assign(rules[0]!, { CidrIpv4: '0.0.0.0/0', FromPort: 5432, ToPort: 5432 }),
  },
  {
    requirement: 'The default security group of the network is closed',
    securityHub: ['EC2.2'],
    cis: ['5.5 / 6.5 / 6.5'],
    prowler: ['ec2_securitygroup_default_restrict_traffic'],
    checkov: ['CKV2_AWS_12'],
    of: 'own network',
    met: 'It has no rules, and `stepway up` removes any new ones. With --network default it is the account’s own and left alone.',
    holds: ({ defaultGroups }) =>
      every(
        defaultGroups,
        ({ IpPermissions, IpPermissionsEgress }) => !IpPermissions?.length && !IpPermissionsEgress?.length,
      ),
    spoil: ({ defaultGroups }) => void (defaultGroups[0]!.IpPermissions = [{ IpProtocol: '-1' }] as never),
  },
  {
    requirement: 'Each security group is in use, and each of its rules has a description',
    securityHub: ['EC2.22'],
    prowler: ['ec2_securitygroup_not_used'],
    checkov: ['CKV_AWS_23', 'CKV2_AWS_5'],
    cfnNag: ['W36'],
    met: 'One group each for the load balancer, the server and the database.',
    holds({ groups, rules, instance, balancers, databases }) {
      const used = new Set([
        ...(instance.NetworkInterfaces ?? []).flatMap(({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId)),
        ...balancers.flatMap(({ SecurityGroups }) => SecurityGroups ?? []),
        ...databases.flatMap(({ VpcSecurityGroups = [] }) =>
          VpcSecurityGroups.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId),
        ),
      ]);
      return (
        every(groups, ({ GroupId, Description }) => used.has(GroupId) && Boolean(Description)) &&
        every(rules, ({ Description }) => Boolean(Description))
      );
    },
    spoil: ({ rules }) => void delete rules[0]!.Description,
    notOnMoto: 'it forgets the description of a rule whose source is a group',
  },
  {
    requirement: 'VPC flow logs are kept',
    securityHub: ['EC2.6'],
    cis: ['3.7 / 4.7 / 4.7'],
    prowler: ['vpc_flow_logs_enabled'],
    checkov: ['CKV2_AWS_11'],
    cfnNag: ['W60'],
    not: 'They are billed by traffic, need storage that outlives the stack, and help only those who read them.',
  },
  {
    requirement: 'Subnets do not assign public addresses automatically',
    securityHub: ['EC2.15'],
    prowler: ['vpc_subnet_no_public_ip_by_default'],
    checkov: ['CKV_AWS_130'],
    cfnNag: ['W33'],
    of: 'own network',
    met: 'The server requests its address itself. With --network default the subnets are the account’s own and left alone.',
    holds: ({ subnets }) => every(subnets, ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch === false),
    spoil: ({ subnets }) => void (subnets[0]!.MapPublicIpOnLaunch = true),
  },
  {
    requirement: 'The Elastic IP is attached',
    securityHub: ['EC2.12'],
    prowler: ['ec2_elastic_ip_unassigned'],
    checkov: ['CKV2_AWS_19'],
    of: 'fixed address',
    met: 'It is attached to the server, and released with the stack.',
    holds: ({ addresses, instance }) => every(addresses, ({ InstanceId }) => InstanceId === instance.InstanceId),
    spoil: ({ addresses }) => void delete addresses[0]!.InstanceId,
  },
  {
    requirement: 'The database cannot be reached from the internet',
    securityHub: ['RDS.2'],
    cis: ['2.2.3 / 3.2.3 / 3.2.3'],
    prowler: ['rds_instance_no_public_access'],
    checkov: ['CKV_AWS_17'],
    cfnNag: ['F22'],
    of: 'database',
    met: 'It has no public address, even in the default network; `stepway up` removes one that was added.',
    holds: ({ databases }) => every(databases, ({ PubliclyAccessible }) => PubliclyAccessible === false),
    spoil: ({ databases }) => void (databases[0]!.PubliclyAccessible = true),
  },
  {
    requirement: 'The database’s storage is encrypted',
    securityHub: ['RDS.3'],
    cis: ['2.2.1 / 3.2.1 / 3.2.1'],
    prowler: ['rds_instance_storage_encrypted'],
    checkov: ['CKV_AWS_16'],
    cfnNag: ['F27'],
    of: 'database',
    met: 'With AWS’s own key.',
    holds: ({ databases }) => every(databases, ({ StorageEncrypted }) => StorageEncrypted === true),
    spoil: ({ databases }) => void (databases[0]!.StorageEncrypted = false),
  },
  {
    requirement: 'PostgreSQL accepts only encrypted connections',
    securityHub: ['RDS.38'],
    prowler: ['rds_instance_transport_encrypted'],
    checkov: ['CKV2_AWS_69'],
    of: 'PostgreSQL',
    met: 'RDS enforces it from version 15 on (rds.force_ssl is 1); stepway creates version 18.',
    holds: ({ databases }) => every(databases, ({ EngineVersion }) => parseInt(EngineVersion ?? '', 10) >= 15),
    spoil: ({ databases }) => void (databases[0]!.EngineVersion = '14.9'),
  },
  {
    requirement: 'MySQL accepts only encrypted connections',
    securityHub: ['RDS.39'],
    not: 'RDS offers encryption and leaves the choice to the client. Enforcing it takes a custom parameter group (require_secure_transport), and permissions to create one, for which the policy has no room. Only the server can reach the database; enable TLS in your app’s connection.',
  },
  {
    requirement: 'The database is protected against deletion',
    securityHub: ['RDS.8'],
    prowler: ['rds_instance_deletion_protection'],
    checkov: ['CKV_AWS_293'],
    cfnNag: ['F80'],
    of: 'database',
    met: 'Protection is turned off only after you choose what to do with the data.',
    holds: ({ databases }) => every(databases, ({ DeletionProtection }) => DeletionProtection === true),
    spoil: ({ databases }) => void (databases[0]!.DeletionProtection = false),
  },
  {
    requirement: 'The database is backed up for at least seven days, and snapshots carry its tags',
    securityHub: ['RDS.11', 'RDS.17'],
    prowler: ['rds_instance_backup_enabled', 'rds_instance_copy_tags_to_snapshots'],
    checkov: ['CKV_AWS_133', 'CKV2_AWS_60'],
    cfnNag: ['W75'],
    of: 'database',
    met: 'Daily, kept for seven days.',
    holds: ({ databases }) =>
      every(
        databases,
        ({ BackupRetentionPeriod = 0, CopyTagsToSnapshot }) =>
          BackupRetentionPeriod >= 7 && CopyTagsToSnapshot === true,
      ),
    spoil: ({ databases }) => void (databases[0]!.BackupRetentionPeriod = 1),
  },
  {
    requirement: 'The database installs minor updates automatically',
    securityHub: ['RDS.13'],
    cis: ['2.2.2 / 3.2.2 / 3.2.2'],
    prowler: ['rds_instance_minor_version_upgrade_enabled'],
    checkov: ['CKV_AWS_226'],
    of: 'database',
    met: 'In its maintenance window.',
    holds: ({ databases }) => every(databases, ({ AutoMinorVersionUpgrade }) => AutoMinorVersionUpgrade === true),
    spoil: ({ databases }) => void (databases[0]!.AutoMinorVersionUpgrade = false),
  },
  {
    requirement: 'IAM users can sign in to the database',
    securityHub: ['RDS.10'],
    prowler: ['rds_instance_iam_authentication_enabled'],
    checkov: ['CKV_AWS_161'],
    not: 'It needs 300 to 1000 MiB of extra memory, and the default class has 1 GiB in total. AWS manages the password in Secrets Manager and rotates it every seven days.',
  },
  {
    requirement: 'The database’s logs go to CloudWatch',
    securityHub: ['RDS.9'],
    prowler: ['rds_instance_integration_cloudwatch_logs'],
    checkov: ['CKV_AWS_129'],
    not: 'They are billed by size and remain, with their costs, after the database is deleted. RDS shows the last few days of logs for free.',
  },
  {
    requirement: 'The database has a standby in another zone',
    securityHub: ['RDS.5'],
    cis: ['2.2.4 / 3.2.4 / 3.2.4'],
    prowler: ['rds_instance_multi_az'],
    checkov: ['CKV_AWS_157'],
    not: 'It doubles the price of the database. stepway has no option for it, and `stepway up` undoes it when it was turned on in the console.',
  },
  {
    requirement: 'The database’s administrator has no default name, and a generated password',
    securityHub: ['RDS.25'],
    prowler: ['rds_instance_default_admin'],
    cfnNag: ['F23', 'F24'],
    of: 'database',
    met: 'RDS generates the password and stores it in Secrets Manager; neither you nor stepway sees it.',
    holds: ({ databases }) =>
      every(
        databases,
        ({ MasterUsername = '', MasterUserSecret }) =>
          !['', 'admin', 'postgres', 'mysql', 'root'].includes(MasterUsername) && Boolean(MasterUserSecret?.SecretArn),
      ),
    spoil: ({ databases }) => void (databases[0]!.MasterUsername = 'admin'),
  },
  {
    requirement: 'The password in Secrets Manager is rotated, and not public',
    securityHub: ['SecretsManager.1'],
    cis: ['– / – / 2.21'],
    prowler: ['secretsmanager_automatic_rotation_enabled', 'secretsmanager_not_publicly_accessible'],
    checkov: ['CKV2_AWS_57'],
    of: 'database',
    met: 'RDS owns the secret, rotates it every seven days, and lets nobody attach a policy to it. One role can read it.',
    holds: ({ databases }) => every(databases, ({ MasterUserSecret }) => Boolean(MasterUserSecret?.SecretArn)),
    spoil: ({ databases }) => void delete databases[0]!.MasterUserSecret,
  },
  {
    requirement: 'The password is encrypted with a customer managed key',
    checkov: ['CKV_AWS_149'],
    cfnNag: ['W77'],
    not: 'A customer managed key costs 1 USD a month. It is encrypted with AWS’s key for secrets.',
  },
  {
    requirement: 'HTTP is redirected to HTTPS',
    securityHub: ['ELB.1'],
    prowler: ['elbv2_ssl_listeners'],
    checkov: ['CKV_AWS_2', 'CKV2_AWS_20'],
    cfnNag: ['W56'],
    of: 'load balancer',
    met: 'By the load balancer, or by nginx on the server with --entry elastic-ip.',
    holds: ({ listeners }) =>
      listeners.length === 2 &&
      listeners.every(
        ({ Protocol, DefaultActions: [action] = [] }) =>
          Protocol === 'HTTPS' || (action?.Type === 'redirect' && action.RedirectConfig?.Protocol === 'HTTPS'),
      ),
    spoil: ({ listeners }) =>
      void Object.assign(listeners[0]!, { Protocol: 'HTTP', DefaultActions: [{ Type: 'forward' }] }),
  },
  {
    requirement: 'HTTPS uses TLS 1.2 or 1.3 only, with post-quantum key exchange',
    securityHub: ['ELB.17'],
    prowler: ['elbv2_insecure_ssl_ciphers', 'elbv2_listener_pqc_tls_enabled'],
    checkov: ['CKV_AWS_103', 'CKV2_AWS_74'],
    cfnNag: ['W55'],
    of: 'load balancer',
    met: `The policy that AWS recommends, ${safePolicies[0]}; the API’s default dates from 2016.`,
    holds: ({ listeners }) =>
      every(
        listeners.filter(({ Protocol }) => Protocol === 'HTTPS'),
        ({ SslPolicy = '' }) => safePolicies.includes(SslPolicy),
      ),
    spoil: ({ listeners }) =>
      void Object.assign(
        listeners.find(({ Protocol }) => Protocol === 'HTTPS')!,
        {
          SslPolicy: 'ELBSecurityPolicy-2016-08',
        },
      ),
  },
  {
    requirement: 'The load balancer drops malformed headers',
    securityHub: ['ELB.4'],
    prowler: ['elbv2_alb_drop_invalid_header_fields_enabled'],
    checkov: ['CKV_AWS_131'],
    of: 'load balancer',
    met: 'It is turned on, and `stepway up` restores it.',
    holds: ({ attributes }) => attributes['routing.http.drop_invalid_header_fields.enabled'] === 'true',
    spoil: ({ attributes }) => void (attributes['routing.http.drop_invalid_header_fields.enabled'] = 'false'),
  },
  {
    requirement: 'The load balancer defends against request smuggling',
    securityHub: ['ELB.12'],
    prowler: ['elbv2_desync_mitigation_mode'],
    checkov: ['CKV_AWS_328'],
    of: 'load balancer',
    met: 'The mode is “defensive”, AWS’s default.',
    holds: ({ attributes }) =>
      ['defensive', 'strictest'].includes(attributes['routing.http.desync_mitigation_mode'] ?? ''),
    spoil: ({ attributes }) => void (attributes['routing.http.desync_mitigation_mode'] = 'monitor'),
    notOnMoto: 'it does not list the attribute',
  },
  {
    requirement: 'The load balancer is protected against deletion',
    securityHub: ['ELB.6'],
    prowler: ['elbv2_deletion_protection'],
    checkov: ['CKV_AWS_150'],
    of: 'load balancer',
    met: '`stepway teardown` turns protection off just before it deletes the load balancer.',
    holds: ({ attributes }) => attributes['deletion_protection.enabled'] === 'true',
    spoil: ({ attributes }) => void (attributes['deletion_protection.enabled'] = 'false'),
  },
  {
    requirement: 'The load balancer is in two zones',
    securityHub: ['ELB.13'],
    prowler: ['elbv2_is_in_multiple_az'],
    of: 'load balancer',
    met: 'In two.',
    holds: ({ balancers }) => every(balancers, ({ AvailabilityZones = [] }) => AvailabilityZones.length >= 2),
    spoil: ({ balancers }) => void balancers[0]!.AvailabilityZones?.pop(),
  },
  {
    requirement: 'The load balancer writes access logs',
    securityHub: ['ELB.5'],
    cis: ['– / – / 4.10'],
    prowler: ['elbv2_logging_enabled'],
    checkov: ['CKV_AWS_91'],
    cfnNag: ['W52'],
    not: 'They need a bucket, are billed by size, and contain your visitors’ addresses, so the choice is yours.',
  },
  {
    requirement: 'A web application firewall (WAF) protects the load balancer',
    securityHub: ['ELB.16'],
    prowler: ['elbv2_waf_acl_attached'],
    checkov: ['CKV2_AWS_28'],
    not: 'It costs at least 6 USD a month, plus a fee for each rule and request.',
  },
  {
    requirement: 'The certificate has a strong key and no wildcard, and renews itself',
    securityHub: ['ACM.1', 'ACM.2'],
    prowler: ['acm_certificates_with_secure_key_algorithms', 'acm_certificates_expiration_check'],
    checkov: ['CKV2_AWS_71'],
    of: 'load balancer',
    met: '2048-bit RSA, for your names only; ACM renews it as long as its record stays in the zone.',
    holds: ({ certificates }) =>
      every(
        certificates,
        ({
          KeyAlgorithm = '',
          SubjectAlternativeNames: names = [],
          DomainName = '',
          DomainValidationOptions: how = [],
        }) =>
          /^(RSA[-_](2048|3072|4096)|EC_)/.test(KeyAlgorithm) &&
          ![DomainName, ...names].some((name) => name.includes('*')) &&
          every(how, ({ ValidationMethod }) => ValidationMethod === 'DNS'),
      ),
    spoil: ({ certificates }) => void (certificates[0]!.DomainName = '*.example.com'),
  },
  {
    requirement: 'Buckets block public access',
    securityHub: ['S3.8'],
    cis: ['2.1.4 / 3.1.4 / 3.1.4'],
    prowler: ['s3_bucket_level_public_access_block'],
    checkov: ['CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56', 'CKV2_AWS_6'],
    cfnNag: ['W51'],
    of: 'delivery',
    met: 'All four settings are on, and `stepway up` restores them.',
    holds: ({ bucket }) =>
      ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
        (block) => (bucket?.publicAccess as Record<string, boolean> | undefined)?.[block],
      ),
    spoil: ({ bucket }) => void (bucket!.publicAccess!.BlockPublicPolicy = false),
  },
  {
    requirement: 'Every bucket in the account is private by default',
    securityHub: ['S3.1'],
    prowler: ['s3_account_level_public_access_blocks'],
    not: accountWide,
  },
  {
    requirement: 'Buckets require TLS',
    securityHub: ['S3.5'],
    cis: ['2.1.1 / 3.1.1 / 3.1.1'],
    prowler: ['s3_bucket_secure_transport_policy'],
    checkov: ['CKV_AWS_379'],
    of: 'delivery',
    met: 'The bucket’s policy denies everything else.',
    holds: ({ bucket }) =>
      bucket?.policy.some(
        ({ Effect, Action, Principal, Condition }) =>
          Effect === 'Deny' &&
          Action === 's3:*' &&
          Principal === '*' &&
          JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
      ) ?? false,
    spoil: ({ bucket }) => void (bucket!.policy = []),
  },
  {
    requirement: 'Buckets have no ACLs, are encrypted and versioned, and expire old versions',
    securityHub: ['S3.12', 'S3.13', 'S3.14'],
    prowler: ['s3_bucket_acl_prohibited', 's3_bucket_object_versioning', 's3_bucket_lifecycle_enabled'],
    checkov: ['CKV2_AWS_65', 'CKV_AWS_19', 'CKV_AWS_21', 'CKV2_AWS_61', 'CKV_AWS_300'],
    cfnNag: ['W41'],
    of: 'delivery',
    met: 'No ACLs, and encryption, are AWS’s defaults; versions are kept, and old ones and unfinished uploads expire.',
    holds: ({ bucket }) =>
      bucket?.ownership === 'BucketOwnerEnforced' &&
      bucket.encryption === 'AES256' &&
      bucket.versioning === 'Enabled' &&
      every(
        bucket.rules,
        ({ Status, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload }) =>
          Status === 'Enabled' && Boolean(NoncurrentVersionExpiration && AbortIncompleteMultipartUpload),
      ),
    spoil: ({ bucket }) => void (bucket!.versioning = 'Suspended'),
  },
  {
    requirement: 'Buckets log access',
    cfnNag: ['W35'],
    not: 'It would need another bucket for the logs. This one contains only versions of your app; CloudTrail shows who changes them if you turn on data events.',
  },
  {
    requirement: 'The server’s role has least privilege: no wildcards, no administrator rights, no escalation',
    securityHub: ['IAM.1'],
    cis: ['1.15 / 2.15 / 2.14'],
    prowler: [
      'iam_inline_policy_no_administrative_privileges',
      'iam_role_administratoraccess_policy',
      'iam_inline_policy_allows_privilege_escalation',
    ],
    checkov: [
      'CKV_AWS_62',
      'CKV_AWS_63',
      'CKV_AWS_286',
      'CKV_AWS_287',
      'CKV_AWS_288',
      'CKV_AWS_289',
      'CKV_AWS_290',
      'CKV_AWS_355',
      'CKV2_AWS_40',
    ],
    cfnNag: ['F3', 'F4', 'F38', 'F39', 'W11'],
    met: 'It can use Systems Manager, read the secret of its database, the bucket with its versions and the settings of its app; those of other stacks are denied to it.',
    holds: ({ role }) =>
      every(role.attached, ({ PolicyArn = '' }) => PolicyArn.endsWith(':aws:policy/AmazonSSMManagedInstanceCore')) &&
      role.inline.every(
        ({ Effect, Action, Resource }) =>
          Effect === 'Deny' ||
          (listOf(Action).every((action) =>
            /^(secretsmanager:(Get|Describe)Secret|s3:GetObject|ssm:GetParametersByPath$)/.test(action),
          ) &&
            listOf(Resource).every((resource) => !resource.replace(ownContents, '').includes('*'))),
      ),
    spoil: ({ role }) => void role.inline.push({ Effect: 'Allow', Action: '*', Resource: '*' }),
  },
  {
    requirement: 'Only the service that needs it can assume the server’s role',
    checkov: ['CKV_AWS_60', 'CKV_AWS_61'],
    cfnNag: ['F2'],
    met: 'Only EC2 can.',
    holds: ({ role }) =>
      every(
        role.trust,
        ({ Action, Principal }) =>
          Action === 'sts:AssumeRole' && JSON.stringify(Principal) === JSON.stringify({ Service: 'ec2.amazonaws.com' }),
      ),
    spoil: ({ role }) => void (role.trust[0]!.Principal = { AWS: '*' }),
  },
  {
    requirement: 'The role’s trust policy names the source account (confused deputy)',
    prowler: ['iam_role_cross_service_confused_deputy_prevention'],
    not: 'AWS does not document that EC2 sends it when a server assumes its role, and a condition that is never true would leave the server without a role. A role reaches a server only through iam:PassRole, which does not cross accounts.',
  },
  {
    requirement: 'A role for GitHub Actions trusts one repository only',
    checkov: ['CKV_AWS_358', 'CKV_AWS_393'],
    of: 'GitHub',
    met: 'One branch of one repository, by its name and, as GitHub tells them, by its IDs. Whether tokens have IDs depends on the repository’s age, so both forms are listed; Checkov does not know the second one.',
    holds: ({ githubTrust }) =>
      every(
        githubTrust,
        ({ Condition }) =>
          JSON.stringify(Condition?.['StringEquals']).includes('"sts.amazonaws.com"') &&
          every(listOf(Condition?.['StringLike']?.['token.actions.githubusercontent.com:sub']), (subject) =>
            /^repo:octocat(@583231)?\/shop(@1296269)?:ref:refs\/heads\/main$/.test(subject),
          ),
      ),
    spoil: ({ githubTrust }) =>
      void (githubTrust[0]!.Condition!['StringLike']!['token.actions.githubusercontent.com:sub'] = ['repo:octocat/*']),
  },
  {
    requirement: 'Topics are encrypted and not public',
    securityHub: ['SNS.1'],
    prowler: ['sns_topics_kms_encryption_at_rest_enabled', 'sns_topics_not_publicly_accessible'],
    checkov: ['CKV_AWS_26', 'CKV_AWS_169'],
    cfnNag: ['F18', 'W47'],
    absent: 'stepway creates no topics.',
  },
  {
    requirement: 'Alarms do something',
    securityHub: ['CloudWatch.15', 'CloudWatch.16', 'CloudWatch.17'],
    prowler: ['cloudwatch_alarm_actions_enabled', 'cloudwatch_alarm_actions_alarm_state_configured'],
    checkov: ['CKV_AWS_319'],
    absent: 'stepway creates no alarms.',
  },
  {
    requirement: 'Logs are kept for a limited time',
    prowler: ['cloudwatch_log_group_retention_policy_specific_days_enabled'],
    checkov: ['CKV_AWS_66', 'CKV_AWS_338'],
    cfnNag: ['W86'],
    of: 'builds on AWS',
    met: 'Those of builds for 30 days.',
    holds: ({ logGroups }) => every(logGroups, ({ retentionInDays }) => retentionInDays !== undefined),
    spoil: ({ logGroups }) => void delete logGroups[0]!.retentionInDays,
  },
  {
    requirement: 'Logs are encrypted with a customer managed key',
    checkov: ['CKV_AWS_158'],
    cfnNag: ['W84'],
    not: 'A customer managed key costs 1 USD a month. CloudWatch Logs encrypts all logs with a key of its own.',
  },
  {
    requirement: 'Builds are logged, and have neither privileged mode nor secrets in plain text',
    securityHub: ['CodeBuild.2', 'CodeBuild.4', 'CodeBuild.5'],
    prowler: [
      'codebuild_project_logging_enabled',
      'codebuild_project_no_secrets_in_variables',
      'codebuild_project_user_controlled_buildspec',
    ],
    checkov: ['CKV_AWS_314', 'CKV_AWS_316'],
    of: 'builds on AWS',
    met: 'The project has a log group, no variables, and a buildspec of its own, whatever the sources contain.',
    holds: ({ projects }) =>
      every(
        projects,
        ({ environment, logsConfig, source }) =>
          logsConfig?.cloudWatchLogs?.status === 'ENABLED' &&
          environment?.privilegedMode === false &&
          (environment.environmentVariables ?? []).length === 0 &&
          (source?.buildspec ?? '').startsWith('version: '),
      ),
    spoil: ({ projects }) => void (projects[0]!.environment!.privilegedMode = true),
  },
  {
    requirement: 'What builds make is encrypted with a customer managed key',
    checkov: ['CKV_AWS_78', 'CKV_AWS_147'],
    cfnNag: ['W32'],
    not: 'A customer managed key costs 1 USD a month. The bucket encrypts all that is in it, and the server needs no right to a key.',
  },
  {
    requirement: 'The role of builds has least privilege, and only CodeBuild can assume it, for this project',
    prowler: ['iam_role_cross_service_confused_deputy_prevention'],
    of: 'builds on AWS',
    met: 'It reads the sources, writes the bundle and its log, and cannot reach anything else in the bucket.',
    holds: ({ builder }) =>
      builder !== undefined &&
      every(
        builder.trust,
        ({ Principal, Condition }) =>
          JSON.stringify(Principal) === JSON.stringify({ Service: 'codebuild.amazonaws.com' }) &&
          /:project\/demo-build-project"/.test(JSON.stringify(Condition?.['StringEquals'])),
      ) &&
      every(builder.inline, ({ Action, Resource }) => {
        const [actions, resources] = [listOf(Action), listOf(Resource)];
        return (
          actions.every((action) =>
            /^(s3:(GetObject(Version)?|PutObject|GetBucketAcl|GetBucketLocation)|logs:(CreateLogStream|PutLogEvents))$/.test(
              action,
            ),
          ) && resources.every((one) => !one.replace(/(?<=:log-group:[\w/-]+:)\*$/, '').includes('*'))
        );
      }),
    spoil: ({ builder }) => void builder!.inline.push({ Effect: 'Allow', Action: 's3:*', Resource: '*' }),
  },
  {
    requirement: 'No DNS record points at something you no longer own',
    prowler: ['route53_dangling_ip_subdomain_takeover'],
    checkov: ['CKV2_AWS_23'],
    met: 'Every record points at the stack’s own resources; teardown deletes it before the address or the load balancer.',
    holds({ records, balancers, addresses }) {
      const bare = (name = '') => name.toLowerCase().replace(/\.$/, '');
      const ours = new Set([
        ...balancers.map(({ DNSName }) => bare(DNSName)),
        ...addresses.map(({ PublicIp }) => bare(PublicIp)),
      ]);
      return every(
        records.filter(({ Type }) => Type === 'A'),
        ({ AliasTarget, ResourceRecords = [] }) =>
          [...(AliasTarget ? [AliasTarget.DNSName] : []), ...ResourceRecords.map(({ Value }) => Value)].every(
            (target) => ours.has(bare(target).replace(/^dualstack\./, '')),
          ),
      );
    },
    spoil: ({ records }) =>
      void Object.assign(
        records.find(({ Type }) => Type === 'A')!,
        { ResourceRecords: [{ Value: '192.0.2.1' }] },
      ),
  },
];

export const isMet = (control: Control): control is Met => 'met' in control;
export const isNotMet = (control: Control): control is NotMet => 'not' in control;
export const isNotThere = (control: Control): control is NotThere => 'absent' in control;

export const idsOf = ({ securityHub = [], cis = [], prowler = [], checkov = [], cfnNag = [] }: Ids) => [
  ...securityHub,
  ...cis.map((numbers) => `CIS ${numbers}`),
  ...prowler,
  ...checkov,
  ...cfnNag,
];
