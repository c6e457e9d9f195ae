import { canonical, type Facts } from '../facts.ts';

/** Where the console of each partition is: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const hosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

const lastOf = (text: string, separator: string) => text.slice(text.lastIndexOf(separator) + 1);

/** The console writes what is in the address of a log group twice encoded, with a dollar for the per cent. */
const inHash = (text: string) => encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');

/**
 * Pages of the console, by the field of a handle that has the id: what follows the host. AWS publishes no list of them;
 * these are the addresses that the console itself shows, without the region: that goes before the hash, where a service has one.
 */
const pages: Readonly<Record<string, (id: string, account: string) => string>> = {
  vpcId: (id) => `vpcconsole/home#VpcDetails:VpcId=${id}`,
  gatewayId: (id) => `vpcconsole/home#InternetGateway:internetGatewayId=${id}`,
  subnetId: (id) => `vpcconsole/home#SubnetDetails:subnetId=${id}`,
  routeTableId: (id) => `vpcconsole/home#RouteTableDetails:RouteTableId=${id}`,
  groupId: (id) => `ec2/home#SecurityGroup:groupId=${id}`,
  instanceId: (id) => `ec2/home#InstanceDetails:instanceId=${id}`,
  allocationId: (id) => `vpcconsole/home#ElasticIpDetails:AllocationId=${id}`,
  loadBalancerArn: (arn) => `ec2/home#LoadBalancer:loadBalancerArn=${arn}`,
  targetGroupArn: (arn) => `ec2/home#TargetGroup:targetGroupArn=${arn}`,
  certificateArn: (arn) => `acm/home#/certificates/${lastOf(arn, '/')}`,
  zoneId: (id) => `route53/v2/hostedzones#ListRecordSets/${id}`,
  identifier: (name) => `rds/home#database:id=${name};is-cluster=false`,
  roleName: (name) => `iam/home#/roles/details/${name}`,
  bucket: (name) => `s3/buckets/${name}`,
  application: (name) => `codesuite/codedeploy/applications/${name}`,
  project: (name, account) => `codesuite/codebuild/${account}/projects/${name}`,
  repository: (name, account) => `ecr/repositories/private/${account}/${name}`,
  dashboard: (name) => `cloudwatch/home#dashboards/dashboard/${name}`,
  logGroup: (name) => `cloudwatch/home#logsV2:log-groups/log-group/${inHash(name)}`,
};

/** Where something lives. */
interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** The page of the console that shows what a handle is of; undefined where there is none. */
export function consolePage(handle: Facts, { account, region, partition }: Place): string | undefined {
  const host = hosts[partition];
  const [field, id] = Object.entries(handle).find(([name]) => Object.hasOwn(pages, name)) ?? [];
  const page = field === undefined || host === undefined ? undefined : pages[field];
  if (!page || id === undefined) return undefined;
  const address = page(typeof id === 'string' ? id : canonical(id), account);
  if (/^(?:iam|route53)\//.test(address)) return `https://${host}/${address}`;
  const [path = '', hash] = address.split('#');
  return `https://${region}.${host}/${path}?region=${region}${hash === undefined ? '' : `#${hash}`}`;
}
