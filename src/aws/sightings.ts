import { paginateDescribeTags, type Filter, type TagDescription } from '@aws-sdk/client-ec2';
import { paginateListInstanceProfiles, paginateListRoles } from '@aws-sdk/client-iam';
import { paginateDescribeDBInstances, paginateDescribeDBSubnetGroups } from '@aws-sdk/client-rds';
import { paginateListHostedZones } from '@aws-sdk/client-route-53';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import type { Aws } from './clients.ts';
import { isDenied } from './error-names.ts';
import { every } from './replies.ts';
import { describeLoadBalancer, ourLoadBalancer, tagsOf } from './load-balancing.ts';
import { idInName, nameOf } from './names.ts';
import { getProfile, getRole } from './roles.ts';
import { tagValue, type TagList } from './tags.ts';
import { forChecks, reads } from '../permissions/allow.ts';
import { makerOf } from './zone-reference.ts';

/** A stack that has something in the account. */
export interface Sighting {
  /** Absent for one of a version that did not write ids into tags yet. */
  readonly id: string | undefined;
  /** Absent where nothing tells. */
  readonly domain: string | undefined;
  /** Where its DNS is, if it is elsewhere. */
  readonly dns: string | undefined;
  /** The hosted zones that it made: more than one, when its domain changed to another one's. */
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  /** Its databases, and from what each was made: more than one after a restore. */
  readonly databases: readonly { readonly id: string; readonly from: string }[];
  /** The day it was begun, in ISO 8601. */
  readonly since: string | undefined;
  /** The ids of what was seen of it, as people know them. */
  readonly things: readonly string[];
}

interface Thing {
  readonly id: string;
  readonly tags: TagList;
  /** The stack's id, where a name tells it as well. */
  readonly of?: string | undefined;
  readonly zone?: string;
  /** From what a database was made. */
  readonly database?: string;
  /** It may be gone already, and tells no more than its tags do. */
  readonly isPassing?: boolean;
}

/** A zone is there in every region as well; its reference says which stack made it, from the first moment. */
async function zones({ route53 }: Pick<Aws, 'route53'>, name: string, region: string): Promise<Thing[]> {
  const all = await every(paginateListHostedZones({ client: route53 }, {}), ({ HostedZones }) => HostedZones);
  return all.flatMap((zone) => {
    const maker = makerOf(zone);
    if (maker?.stack !== name || maker.region !== region) return [];
    const { Id = '', Name = '' } = zone;
    return { id: Id.split('/').at(-1) ?? '', of: maker.id, tags: [], zone: Name.replace(/\.$/, '') };
  });
}

/** Whoever may not look has at least an id of their own: nothing of another stack is taken for theirs. */
const unlessDenied = (error: unknown): Thing[] => {
  if (isDenied(error)) return [];
  throw error;
};

/** EC2 has all kinds of things, and lists a server for an hour after it was terminated. */
const neverMind = new Set(['volume', 'network-interface']);

async function network({ ec2 }: Pick<Aws, 'ec2'>, name: string): Promise<Thing[]> {
  const tagsBy = (Filters: Filter[]) => every(paginateDescribeTags({ client: ec2 }, { Filters }), ({ Tags }) => Tags);
  const tagged = await tagsBy([
    { Name: 'key', Values: ['stepway:name'] },
    { Name: 'value', Values: [name] },
  ]);
  const kinds = new Map(
    tagged.flatMap(({ ResourceType = '', ResourceId }) =>
      ResourceId && !neverMind.has(ResourceType) ? [[ResourceId, ResourceType]] : [],
    ),
  );
  const ids = [...kinds.keys()];
  const tags: TagDescription[] = [];
  // As many as a filter takes.
  for (let from = 0; from < ids.length; from += 200)
    tags.push(...(await tagsBy([{ Name: 'resource-id', Values: ids.slice(from, from + 200) }])));
  return ids.map((id) => ({
    id,
    tags: tags.filter(({ ResourceId }) => ResourceId === id),
    isPassing: kinds.get(id) === 'instance',
  }));
}

/** Roles and profiles are there in every region: those of a stack elsewhere are not seen from here. */
async function roles({ iam }: Pick<Aws, 'iam'>, name: string, region: string): Promise<Thing[]> {
  const [all, profiles] = await Promise.all([
    every(paginateListRoles({ client: iam }, {}), ({ Roles }) => Roles),
    every(paginateListInstanceProfiles({ client: iam }, {}), ({ InstanceProfiles }) => InstanceProfiles),
  ]);
  const named = [
    ...all.map(({ RoleName: id = '' }) => ({ id, get: () => getRole(iam, id) })),
    ...profiles.map(({ InstanceProfileName: id = '' }) => ({ id, get: () => getProfile(iam, id) })),
  ];
  const found = named.flatMap(({ id, get }) => {
    const of = idInName(id, name);
    return of === undefined ? [] : [get().then((thing) => ({ id, of, tags: thing?.Tags }))];
  });
  return (await Promise.all(found)).filter(({ tags }) => tagValue(tags, 'stepway:region') === region);
}

/** What costs most may be left where somebody deleted the rest by hand; a restore makes another one. */
async function databases({ rds }: Pick<Aws, 'rds'>, name: string): Promise<Thing[]> {
  const all = await every(paginateDescribeDBInstances({ client: rds }, {}), ({ DBInstances }) => DBInstances);
  return all.flatMap(({ DBInstanceIdentifier: id = '', TagList: tags = [] }) =>
    id === nameOf(name, 'database') || tagValue(tags, 'stepway:name') === name
      ? { id, tags, database: tagValue(tags, 'stepway:from') ?? 'empty' }
      : [],
  );
}

/** In the account's default network, the last that is left of a stack may be this. */
async function subnetGroups({ rds }: Pick<Aws, 'rds'>, name: string): Promise<Thing[]> {
  const all = await every(paginateDescribeDBSubnetGroups({ client: rds }, {}), ({ DBSubnetGroups }) => DBSubnetGroups);
  return all.flatMap(({ DBSubnetGroupName: id = '' }) => {
    const of = idInName(id, name);
    return of === undefined ? [] : { id, of, tags: [] };
  });
}

/** A bucket whose files are locked outlasts all else: who may have an audit may look for its. S3 says where each is when it is asked about those of a name. */
async function buckets({ s3 }: Pick<Aws, 's3'>, name: string, region: string): Promise<Thing[]> {
  const asked = { Prefix: `${name}-`, BucketRegion: region };
  const all = await every(paginateListBuckets({ client: s3 }, asked), ({ Buckets }) => Buckets);
  return all.flatMap(({ Name: id = '', BucketRegion }) => {
    const of = idInName(id, name);
    // One for files stays where that was ordered, and is nobody's stack.
    return of === undefined || BucketRegion !== region || !id.endsWith('-audit-bucket') ? [] : { id, of, tags: [] };
  });
}

async function loadBalancer({ elb }: Pick<Aws, 'elb'>, name: string): Promise<Thing[]> {
  const found = await describeLoadBalancer(elb, { name: ourLoadBalancer({ stack: name }) });
  if (!found?.LoadBalancerArn) return [];
  return [{ id: found.LoadBalancerArn, tags: await tagsOf(elb, found.LoadBalancerArn) }];
}

/** What `stacksCalled` looks at, as far as it may. */
export const readsStacks = forChecks(
  reads(
    'ec2:DescribeTags',
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeTags',
    'iam:GetInstanceProfile',
    'iam:GetRole',
    'iam:ListInstanceProfiles',
    'iam:ListRoles',
    'rds:DescribeDBInstances',
    'rds:DescribeDBSubnetGroups',
    'route53:ListHostedZones',
  ),
);

/**
 * The stacks of this name that have something in the region of these clients. What carries none of our tags is no
 * stack's: the step that would make one of its name says so.
 */
export async function stacksCalled(
  aws: Pick<Aws, 'ec2' | 'rds' | 'elb' | 'iam' | 'route53' | 's3'>,
  name: string,
  region: string,
): Promise<readonly Sighting[]> {
  const all = [
    network(aws, name),
    databases(aws, name),
    subnetGroups(aws, name),
    loadBalancer(aws, name),
    roles(aws, name, region),
    zones(aws, name, region),
    buckets(aws, name, region),
  ];
  const things = (await Promise.all(all.map((some) => some.catch(unlessDenied)))).flat();
  const stacks = new Map<string, Thing[]>();
  for (const thing of things) {
    if (!thing.of && tagValue(thing.tags, 'stepway:name') !== name) continue;
    const id = tagValue(thing.tags, 'stepway:id') ?? thing.of ?? '';
    stacks.set(id, [...(stacks.get(id) ?? []), thing]);
  }
  return [...stacks].flatMap(([id, all]) => {
    const of = all.filter(({ isPassing }) => !isPassing);
    if (of.length === 0) return [];
    // A server is told of another domain, which the rest was not made for.
    const byServers = all.toSorted((a, b) => Number(b.isPassing ?? false) - Number(a.isPassing ?? false));
    const told = (key: string) => byServers.map(({ tags }) => tagValue(tags, key)).find((value) => value !== undefined);
    return {
      id: id || undefined,
      domain: told('stepway:domain'),
      dns: told('stepway:dns'),
      databases: of.flatMap(({ id, database: from }) => (from === undefined ? [] : { id, from })),
      zones: of.flatMap(({ id, zone: name }) => (name === undefined ? [] : { id, name })),
      since: told('stepway:since'),
      things: of.map((thing) => thing.id),
    };
  });
}
