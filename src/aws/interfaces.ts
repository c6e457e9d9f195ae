import {
  DescribeInstancesCommand,
  paginateDescribeNetworkInterfaces,
  type NetworkInterface,
  type Tag,
} from '@aws-sdk/client-ec2';
import type { DBInstance } from '@aws-sdk/client-rds';
import { forChecks, later, reads, type Allowance } from '../permissions/allow.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';
import { isOurBalancer, named, type Blocker, type Whose } from './blocker.ts';
import { everyDatabase } from './databases.ts';
import { every } from './replies.ts';
import { isOfStack } from './tags.ts';

interface Maker {
  readonly what: Words;
  /** What the description looks like; the name or id of the thing is in parentheses. */
  readonly description: RegExp;
}

/**
 * What has made a network interface, which EC2 tells in its description only.
 * As listed in https://repost.aws/knowledge-center/vpc-find-owner-unknown-network-interface and in the guides of
 * each service on the network interfaces it creates.
 */
const makers: readonly Maker[] = [
  { what: { en: 'load balancer', ko: '로드 밸런서' }, description: /^ELB (?:\w+\/)?([\w-]+)/ },
  { what: { en: 'Lambda function', ko: 'Lambda 함수' }, description: /^AWS Lambda VPC ENI-(.+?)(?:-[\da-f-]{36})?$/ },
  { what: { en: 'VPC endpoint', ko: 'VPC 엔드포인트' }, description: /\b(vpce-\w+)/ },
  { what: { en: 'NAT gateway', ko: 'NAT 게이트웨이' }, description: /\b(nat-\w+)/ },
  { what: { en: 'EFS file system', ko: 'EFS 파일 시스템' }, description: /\b(fs-\w+)/ },
  { what: { en: 'transit gateway attachment', ko: 'Transit Gateway 연결' }, description: /\b(tgw-attach-\w+)/ },
  { what: { en: 'RDS proxy', ko: 'RDS Proxy' }, description: /\bDBProxy (\S+)/ },
  { what: { en: 'ElastiCache cache', ko: 'ElastiCache 캐시' }, description: /^ElastiCache (\S+)/ },
  { what: { en: 'ECS task', ko: 'ECS 태스크' }, description: /^arn:[\w-]+:ecs:.*attachment\/(\S+)/ },
  { what: { en: 'EKS cluster', ko: 'EKS 클러스터' }, description: /^Amazon EKS (\S+)/ },
  { what: { en: 'OpenSearch domain', ko: 'OpenSearch 도메인' }, description: /^ES (\S+)/ },
  { what: { en: 'directory', ko: '디렉터리' }, description: /\b(d-[\da-f]{10})\b/ },
];

const unknownThing: Words = { en: 'network interface', ko: '네트워크 인터페이스' };
const server: Words = { en: 'server', ko: '서버' };
const database: Words = { en: 'database', ko: '데이터베이스' };

/** All of RDS's look alike: which database it is follows from where it is. */
const isOfDatabase = ({ Description }: NetworkInterface) => Description === 'RDSNetworkInterface';

const couldBe = ({ SubnetId, Groups = [] }: NetworkInterface, one: DBInstance) =>
  one.DBSubnetGroup?.Subnets?.some(({ SubnetIdentifier }) => SubnetIdentifier === SubnetId) &&
  one.VpcSecurityGroups?.every(({ VpcSecurityGroupId }) =>
    Groups.some(({ GroupId }) => GroupId === VpcSecurityGroupId),
  );

/** By description, with the id of the interface itself for whoever looks for it in the console. */
function byDescription(whose: Whose, { Description = '', NetworkInterfaceId = '', TagSet }: NetworkInterface): Blocker {
  const description = oneLine(Description);
  for (const maker of makers) {
    const name = maker.description.exec(description)?.[1];
    if (!name) continue;
    const isOurs = description.startsWith('ELB ') && isOurBalancer(whose, name);
    return named(maker.what, `${name} (${NetworkInterfaceId})`, isOurs);
  }
  const said = description && ` ("${description}")`;
  return named(unknownThing, `${NetworkInterfaceId}${said}`, isOfStack(TagSet, whose));
}

/** The tags of the servers with these ids; what is not there has none. */
async function tagsOfServers({ ec2 }: Whose, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Tag[]>> {
  if (ids.length === 0) return new Map();
  const Filters = [{ Name: 'instance-id', Values: [...ids] }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  return new Map(
    Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId = '', Tags = [] }) => [InstanceId, Tags]),
  );
}

export const namedDatabase = (whose: Whose, { DBInstanceIdentifier = '', TagList }: DBInstance): Blocker =>
  named(database, DBInstanceIdentifier, isOfStack(TagList, whose));

/** What `behindInterfaces` looks at. */
export const readsBehindInterfaces: readonly Allowance[] = [
  later(reads('ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces')),
  forChecks(reads('rds:DescribeDBInstances')),
];

/** What is behind the network interfaces that a filter of EC2's finds. */
export async function behindInterfaces(
  whose: Whose,
  Name: string,
  id: string,
  matters: (one: NetworkInterface) => boolean = () => true,
): Promise<Blocker[]> {
  const pages = paginateDescribeNetworkInterfaces({ client: whose.ec2 }, { Filters: [{ Name, Values: [id] }] });
  const found = (await every(pages, ({ NetworkInterfaces }) => NetworkInterfaces)).filter(matters);
  const serverOf = ({ Attachment, RequesterManaged }: NetworkInterface) =>
    RequesterManaged ? undefined : Attachment?.InstanceId;
  const servers = await tagsOfServers(whose, [...new Set(found.flatMap((one) => serverOf(one) ?? []))]);
  const all = found.some(isOfDatabase) ? await everyDatabase(whose.rds) : [];
  return found.flatMap((one) => {
    const instanceId = serverOf(one);
    if (instanceId) return [named(server, instanceId, isOfStack(servers.get(instanceId), whose))];
    if (!isOfDatabase(one)) return [byDescription(whose, one)];
    const theirs = all.filter((other) => couldBe(one, other) && !isOfStack(other.TagList, whose));
    // A deleted database is gone before its interface is.
    if (theirs.length === 0) return [named(unknownThing, one.NetworkInterfaceId ?? '', true)];
    return theirs.map((other) => namedDatabase(whose, other));
  });
}
