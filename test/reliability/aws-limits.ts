/** What AWS documents of a member of a request, independent of how this program makes it. */
export interface Limit {
  /** The request and the path of its member; `[]` stands for each of a list. */
  readonly of: string;
  readonly pattern: RegExp;
  readonly but?: (value: string) => boolean;
  /** The page of the AWS API reference that says so. */
  readonly source: string;
}

const elb = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/';
const rds = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/';
const ec2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/';
const iam = 'https://docs.aws.amazon.com/IAM/latest/APIReference/';
const route53 = 'https://docs.aws.amazon.com/Route53/latest/APIReference/';
const codeDeploy = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/';
const acm = 'https://docs.aws.amazon.com/acm/latest/APIReference/';

/** At most 32 letters, digits and hyphens, none at either end. */
const balancing = /^(?!-)[a-zA-Z0-9-]{1,32}(?<!-)$/;
const identifier = /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{0,62}(?<!-)$/;
const groupText = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;
const tagKey = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const tagValue = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const dnsName = /^(?=.{1,254}$)([a-z0-9_*]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.?$/;

/** Words that PostgreSQL or MySQL keeps to itself, or that RDS refuses as a user or a database, of those one would think of. */
const reserved = new Set(
  'admin all analyse analyze and any array as asc between both by case cast check column constraint create database databases default delete desc distinct do drop else end except false for foreign from grant group having in index insert into is join key keys leading left like limit master mysql natural not null offset on only or order owner placing postgres primary public rdsadmin references right root schema schemas select session_user set some system table template0 template1 then to trailing true union unique update user users using values view when where window with'.split(
    ' ',
  ),
);
const notReserved = (word: string) => !reserved.has(word.toLowerCase()) && !/^(pg_|rds)/i.test(word);

export const limits: readonly Limit[] = [
  {
    of: 'CreateLoadBalancer.Name',
    pattern: balancing,
    but: (name) => !name.startsWith('internal-'),
    source: `${elb}API_CreateLoadBalancer.html`,
  },
  { of: 'CreateTargetGroup.Name', pattern: balancing, source: `${elb}API_CreateTargetGroup.html` },
  {
    of: 'CreateTargetGroup.HealthCheckPath',
    pattern: /^\/[\x21-\x7e]{0,1023}$/,
    source: `${elb}API_CreateTargetGroup.html`,
  },
  {
    of: 'CreateTargetGroup.Port',
    pattern: /^\d+$/,
    but: (port) => Number(port) >= 1 && Number(port) <= 65_535,
    source: `${elb}API_CreateTargetGroup.html`,
  },
  {
    of: 'CreateBucket.Bucket',
    pattern: /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3|--x-s3)$/,
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  { of: 'CreateApplication.applicationName', pattern: /^.{1,100}$/, source: `${codeDeploy}API_CreateApplication.html` },
  {
    of: 'CreateDeploymentGroup.deploymentGroupName',
    pattern: /^.{1,100}$/,
    source: `${codeDeploy}API_CreateDeploymentGroup.html`,
  },
  {
    of: 'CreateAssociation.AssociationName',
    pattern: /^[a-zA-Z0-9_\-.]{3,128}$/,
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateAssociation.html',
  },
  { of: 'CreateDBInstance.DBInstanceIdentifier', pattern: identifier, source: `${rds}API_CreateDBInstance.html` },
  {
    of: 'CreateDBInstance.DBName',
    pattern: /^[a-zA-Z][a-zA-Z0-9_]{0,62}$/,
    but: notReserved,
    source: `${rds}API_CreateDBInstance.html`,
  },
  {
    of: 'CreateDBInstance.MasterUsername',
    pattern: /^[a-zA-Z][a-zA-Z0-9_]{0,15}$/,
    but: notReserved,
    source: `${rds}API_CreateDBInstance.html`,
  },
  {
    of: 'CreateDBInstance.AllocatedStorage',
    pattern: /^\d+$/,
    but: (size) => Number(size) >= 20 && Number(size) <= 65_536,
    source: `${rds}API_CreateDBInstance.html`,
  },
  {
    of: 'CreateDBSubnetGroup.DBSubnetGroupName',
    pattern: /^[a-zA-Z][a-zA-Z0-9._ -]{0,254}$/,
    but: (name) => name.toLowerCase() !== 'default',
    source: `${rds}API_CreateDBSubnetGroup.html`,
  },
  {
    of: 'DeleteDBInstance.FinalDBSnapshotIdentifier',
    pattern: /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{0,254}(?<!-)$/,
    source: `${rds}API_DeleteDBInstance.html`,
  },
  { of: 'CreateRole.RoleName', pattern: /^[\w+=,.@-]{1,64}$/, source: `${iam}API_CreateRole.html` },
  {
    of: 'CreateRole.Description',
    pattern: /^[\t\n\r\x20-\x7e\xa1-\xff]{0,1000}$/,
    source: `${iam}API_CreateRole.html`,
  },
  {
    of: 'CreateInstanceProfile.InstanceProfileName',
    pattern: /^[\w+=,.@-]{1,128}$/,
    source: `${iam}API_CreateInstanceProfile.html`,
  },
  { of: 'PutRolePolicy.PolicyName', pattern: /^[\w+=,.@-]{1,128}$/, source: `${iam}API_PutRolePolicy.html` },
  { of: 'PutRolePolicy.PolicyDocument', pattern: /^[^]{1,10240}$/, source: `${iam}API_PutRolePolicy.html` },
  {
    of: 'CreateSecurityGroup.GroupName',
    pattern: groupText,
    but: (name) => !name.startsWith('sg-'),
    source: `${ec2}API_CreateSecurityGroup.html`,
  },
  { of: 'CreateSecurityGroup.Description', pattern: groupText, source: `${ec2}API_CreateSecurityGroup.html` },
  ...['IpRanges', 'UserIdGroupPairs'].map((member) => ({
    of: `AuthorizeSecurityGroupIngress.IpPermissions[].${member}[].Description`,
    pattern: groupText,
    source: `${ec2}API_IpRange.html`,
  })),
  {
    of: 'AuthorizeSecurityGroupIngress.IpPermissions[].IpRanges[].CidrIp',
    pattern: /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/,
    // EC2 refuses a range whose host bits are not zero.
    but: (range) => {
      const [address = '', bits] = range.split('/');
      const whole = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      return Number(bits) <= 32 && whole % 2 ** (32 - Number(bits)) === 0;
    },
    source: `${ec2}API_AuthorizeSecurityGroupIngress.html`,
  },
  {
    of: 'RunInstances.ClientToken',
    pattern: /^[\x21-\x7e]{1,64}$/,
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html',
  },
  {
    of: 'RunInstances.UserData',
    pattern: /^[A-Za-z0-9+/]+=*$/,
    but: (data) => Buffer.from(data, 'base64').length <= 16_384,
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html',
  },
  { of: 'CreateHostedZone.Name', pattern: dnsName, source: `${route53}API_CreateHostedZone.html` },
  {
    of: 'CreateHostedZone.CallerReference',
    pattern: /^[\x20-\x7e]{1,128}$/,
    source: `${route53}API_CreateHostedZone.html`,
  },
  {
    of: 'CreateHostedZone.HostedZoneConfig.Comment',
    pattern: /^[^]{0,256}$/,
    source: `${route53}API_HostedZoneConfig.html`,
  },
  {
    of: 'ChangeResourceRecordSets.ChangeBatch.Changes[].ResourceRecordSet.Name',
    pattern: dnsName,
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html',
  },
  {
    of: 'RequestCertificate.DomainName',
    pattern: /^((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/,
    // The common name of a certificate, by RFC 5280.
    but: (name) => name.length <= 64,
    source: `${acm}API_RequestCertificate.html`,
  },
  {
    of: 'RequestCertificate.SubjectAlternativeNames[]',
    pattern: /^(?=.{1,253}$)((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9]\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/,
    source: `${acm}API_RequestCertificate.html`,
  },
  { of: 'RequestCertificate.IdempotencyToken', pattern: /^\w{1,32}$/, source: `${acm}API_RequestCertificate.html` },
  ...['Tags[]', 'TagSpecifications[].Tags[]', 'AddTags[]'].flatMap((member) => [
    {
      of: `*.${member}.Key`,
      pattern: tagKey,
      source: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
    },
    {
      of: `*.${member}.Value`,
      pattern: tagValue,
      source: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
    },
  ]),
];

/** The values at a path of a request. */
function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (value === undefined || value === null) return [];
  const [first, ...rest] = path;
  if (first === undefined) return [typeof value === 'string' ? value : JSON.stringify(value)];
  const member = (value as Record<string, unknown>)[first.replace('[]', '')];
  if (!first.endsWith('[]')) return valuesAt(member, rest);
  return ((member as unknown[] | undefined) ?? []).flatMap((one) => valuesAt(one, rest));
}

/** What AWS would refuse of a request, and which limits were held against it. */
export function offences(operation: string, input: unknown): { readonly wrong: string[]; readonly held: string[] } {
  const wrong: string[] = [];
  const held: string[] = [];
  for (const { of, pattern, but, source } of limits) {
    const [of1 = '', ...path] = of.split('.');
    if (of1 !== '*' && of1 !== operation) continue;
    for (const value of valuesAt(input, path)) {
      held.push(of);
      if (!pattern.test(value) || (but && !but(value)))
        wrong.push(`${operation}: ${of} is ${JSON.stringify(value)} (${source})`);
    }
  }
  return { wrong, held };
}
