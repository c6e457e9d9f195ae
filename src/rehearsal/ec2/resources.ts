import type { Filter, TagSpecification } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { hex } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call } from '../service.ts';
import { tagged, tagList } from '../tags.ts';
import type { NetworkData, Resource } from './data.ts';

type Kind = keyof NetworkData;

/** How EC2 speaks of each kind of thing: the ids' prefix, the type in tags, the error for an unknown id. */
export const kinds: { readonly [K in Kind]: { prefix: string; type: string; code: string; noun: string } } = {
  vpcs: { prefix: 'vpc', type: 'vpc', code: 'InvalidVpcID.NotFound', noun: 'vpc ID' },
  subnets: { prefix: 'subnet', type: 'subnet', code: 'InvalidSubnetID.NotFound', noun: 'subnet ID' },
  gateways: {
    prefix: 'igw',
    type: 'internet-gateway',
    code: 'InvalidInternetGatewayID.NotFound',
    noun: 'internetGateway ID',
  },
  routeTables: { prefix: 'rtb', type: 'route-table', code: 'InvalidRouteTableID.NotFound', noun: 'routeTable ID' },
  groups: { prefix: 'sg', type: 'security-group', code: 'InvalidGroup.NotFound', noun: 'security group' },
  rules: {
    prefix: 'sgr',
    type: 'security-group-rule',
    code: 'InvalidSecurityGroupRuleId.NotFound',
    noun: 'security group rule ID',
  },
  instances: { prefix: 'i', type: 'instance', code: 'InvalidInstanceID.NotFound', noun: 'instance ID' },
  volumes: { prefix: 'vol', type: 'volume', code: 'InvalidVolume.NotFound', noun: 'volume' },
  interfaces: {
    prefix: 'eni',
    type: 'network-interface',
    code: 'InvalidNetworkInterfaceID.NotFound',
    noun: 'networkInterface ID',
  },
  addresses: {
    prefix: 'eipalloc',
    type: 'elastic-ip',
    code: 'InvalidAllocationID.NotFound',
    noun: 'allocation ID',
  },
};

/** What a new thing of a kind has in common with all: an id, the tags asked for, and a moment before it shows. */
export function newResource(call: Call, kind: Kind, specifications?: TagSpecification[]): Resource {
  const { prefix, type } = kinds[kind];
  const tags = specifications?.find(({ ResourceType }) => ResourceType === type)?.Tags;
  return { id: `${prefix}-0${hex(call.seed(), 16)}`, tags: tagged(tags), visibleAt: call.after('ec2 visible') };
}

/** Refuses tags meant for things that the operation does not make. */
export function onlyTagsFor(specifications: TagSpecification[] | undefined, ...made: Kind[]): void {
  for (const { ResourceType } of specifications ?? []) {
    if (!made.some((kind) => kinds[kind].type === ResourceType)) {
      refuse('InvalidParameterValue', `'${ResourceType}' is not a valid taggable resource type for this operation.`);
    }
  }
}

/** The things of a kind that EC2 admits to. */
export const visible = <K extends Kind>({ here, now }: Call, kind: K): NetworkData[K][number][] =>
  (here[kind] as NetworkData[K][number][]).filter(({ visibleAt }) => visibleAt <= now);

/** The thing with that id, or EC2's error. */
export function one<K extends Kind>(call: Call, kind: K, id: string | undefined): NetworkData[K][number] {
  const { code, noun } = kinds[kind];
  if (!id) refuse('MissingParameter', `The request must contain the ${noun}`);
  return visible(call, kind).find((thing) => thing.id === id) ?? refuse(code, `The ${noun} '${id}' does not exist`);
}

/** Takes a thing out of the account at once. */
export function remove<K extends Kind>({ here }: Call, kind: K, thing: NetworkData[K][number]): void {
  const things = here[kind] as Resource[];
  things.splice(things.indexOf(thing), 1);
}

/** What the filters of a kind look at, by the filters' names. */
export type Fields<Thing> = Readonly<
  Record<string, (thing: Thing) => string | undefined | readonly (string | undefined)[]>
>;

interface Listing {
  readonly Filters?: Filter[] | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** The things of a kind that a Describe operation asks for: by ids, which must exist, and by filters. */
export function listed<K extends Kind>(
  call: Call,
  kind: K,
  ids: readonly string[] | undefined,
  { Filters, MaxResults, NextToken }: Listing,
  fields: Fields<NetworkData[K][number]>,
): { items: NetworkData[K][number][]; next: string | undefined } {
  const things = ids?.length ? ids.map((id) => one(call, kind, id)) : visible(call, kind);
  return page(filtered(things, Filters, fields), MaxResults, NextToken);
}

/** The things that fit every filter. A filter fits when one of its values does; * and ? stand for any text. */
export function filtered<Thing extends object>(
  things: readonly Thing[],
  filters: Filter[] | undefined,
  fields: Fields<Thing>,
): Thing[] {
  const tests = (filters ?? []).map(({ Name = '', Values = [] }) => {
    const patterns = Values.map(
      (value) =>
        new RegExp(
          `^${value
            .split(/([*?])/)
            .map(pattern)
            .join('')}$`,
          's',
        ),
    );
    const field = Name.startsWith('tag:')
      ? (thing: Thing) => tagsOf(thing)[Name.slice(4)]
      : Name === 'tag-key'
        ? (thing: Thing) => Object.keys(tagsOf(thing))
        : (fields[Name] ?? refuse('InvalidParameterValue', `The filter '${Name}' is invalid`));
    return (thing: Thing) =>
      [field(thing)].flat().some((value) => value !== undefined && patterns.some((fits) => fits.test(value)));
  });
  return things.filter((thing) => tests.every((test) => test(thing)));
}

const tagsOf = (thing: { tags?: Record<string, string> }) => thing.tags ?? {};

const pattern = (part: string) =>
  part === '*' ? '.*' : part === '?' ? '.' : part.replace(/[.+^${}()|[\]\\/-]/g, '\\$&');

/** The tags of a thing as EC2 shows them. */
export const Tags = ({ tags }: Resource) => tagList(tags);
