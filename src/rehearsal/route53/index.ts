import type { ChangeInfo, HostedZone, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { refuse } from '../errors.ts';
import { capitals } from '../ids.ts';
import type { Call, Operations, Service } from '../service.ts';
import { tag, tagList, untag } from '../tags.ts';
import { changed } from './changes.ts';
import { healthCheckOf, healthChecking } from './health-checks.ts';
import { byLabels, canonical, newZone, type Change, type RecordSet, type Zone } from './data.ts';

/** How long a change keeps its zone to itself, in milliseconds: about as long as its request takes. */
const changeTakes = 100;

const bare = (id: string | undefined) => (id ?? '').replace(/^\/?(hostedzone|change)\//, '');

const visible = ({ account, now }: Call): Zone[] => account.zones.filter(({ visibleAt }) => visibleAt <= now);

const zoneOf = (call: Call, wanted: string | undefined): Zone =>
  visible(call).find(({ id }) => id === bare(wanted)) ??
  refuse('NoSuchHostedZone', `No hosted zone found with ID: ${bare(wanted)}`, 404);

const showZone = (zone: Zone): HostedZone => ({
  Id: `/hostedzone/${zone.id}`,
  Name: zone.name,
  CallerReference: zone.callerReference,
  Config: { PrivateZone: zone.private ?? false, ...(zone.comment !== undefined && { Comment: zone.comment }) },
  ResourceRecordSetCount: zone.records.length,
});

const showChange = ({ id, submittedAt, inSyncAt, comment }: Change, now: number): ChangeInfo => ({
  Id: `/change/${id}`,
  Status: now < inSyncAt ? 'PENDING' : 'INSYNC',
  SubmittedAt: new Date(submittedAt),
  Comment: comment,
});

const showRecord = ({ name, type, ttl, values, alias }: RecordSet): ResourceRecordSet => ({
  Name: name,
  Type: type,
  ...(alias
    ? { AliasTarget: { HostedZoneId: alias.zoneId, DNSName: alias.name, EvaluateTargetHealth: alias.evaluate } }
    : { TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) }),
});

function newChange(call: Call, inSyncAt: number, comment?: string): ChangeInfo {
  const id = `C${capitals(call.seed(), 20)}`;
  const visibleAt = call.after('change visible');
  const change = { id, submittedAt: call.now, visibleAt, inSyncAt, ...(comment !== undefined && { comment }) };
  call.account.changes.push(change);
  return showChange(change, call.now);
}

/** Keeps the zone to this request; another one at the same time is refused, and comes again. */
function claim(zone: Zone, call: Call): void {
  if (call.now < zone.busyUntil) {
    refuse(
      'PriorRequestNotComplete',
      `The request was rejected because Route 53 was still processing a prior request.`,
    );
  }
  zone.busyUntil = call.now + changeTakes;
}

const tagSet = (zone: Zone) => ({ ResourceType: 'hostedzone' as const, ResourceId: zone.id, Tags: tagList(zone.tags) });

const taggedOf = (call: Call, type: string | undefined, id: string | undefined) =>
  type === 'healthcheck' ? healthCheckOf(call, id) : zoneOf(call, id);

const operations = {
  CreateHostedZone({ Name = '', CallerReference = '', HostedZoneConfig }, call) {
    const name = canonical(Name);
    if (!/^([a-z0-9_-]{1,63}\.)+$/.test(name)) refuse('InvalidDomainName', `${Name} is not a valid domain name`);
    if (call.account.zones.some(({ callerReference }) => callerReference === CallerReference)) {
      refuse(
        'HostedZoneAlreadyExists',
        `A hosted zone has already been created with the specified caller reference: ${CallerReference}`,
        409,
      );
    }
    const Comment = HostedZoneConfig?.Comment;
    const zone = newZone(call.seed(), name, {
      callerReference: CallerReference,
      ...(Comment !== undefined && { comment: Comment }),
      createdAt: call.now,
      visibleAt: call.after('zone visible'),
      delegatedAt: call.after('name servers set'),
    });
    call.account.zones.push(zone);
    return {
      HostedZone: showZone(zone),
      ChangeInfo: newChange(call, call.after('dns in sync')),
      DelegationSet: { NameServers: zone.nameServers },
      Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
    };
  },

  GetHostedZone({ Id }, call) {
    const zone = zoneOf(call, Id);
    return { HostedZone: showZone(zone), DelegationSet: { NameServers: zone.nameServers } };
  },

  ListHostedZones({ Marker, MaxItems = 100 }, call) {
    const all = visible(call);
    const from = Marker ? all.findIndex(({ id }) => id === Marker) : 0;
    const zones = all.slice(from, from + MaxItems);
    const next = all[from + MaxItems]?.id;
    return {
      HostedZones: zones.map(showZone),
      IsTruncated: next !== undefined,
      Marker,
      NextMarker: next,
      MaxItems,
    };
  },

  ListHostedZonesByName({ DNSName, HostedZoneId, MaxItems = 100 }, call) {
    const ordered = visible(call).toSorted((a, b) => byLabels(a.name, b.name) || (a.id < b.id ? -1 : 1));
    const first = DNSName === undefined ? '' : canonical(DNSName);
    const rest = ordered.filter(({ name, id }) => {
      const order = byLabels(name, first);
      return order > 0 || (order === 0 && (!HostedZoneId || id >= bare(HostedZoneId)));
    });
    const next = rest[MaxItems];
    return {
      HostedZones: rest.slice(0, MaxItems).map(showZone),
      DNSName,
      HostedZoneId,
      IsTruncated: next !== undefined,
      NextDNSName: next?.name,
      NextHostedZoneId: next?.id,
      MaxItems,
    };
  },

  GetDNSSEC({ HostedZoneId }, call) {
    const { keys = [] } = zoneOf(call, HostedZoneId);
    return {
      Status: { ServeSignature: keys.length > 0 ? 'SIGNING' : 'NOT_SIGNING' },
      KeySigningKeys: keys.map((Name) => ({ Name, Status: 'ACTIVE' })),
    };
  },

  DeleteHostedZone({ Id }, call) {
    const zone = zoneOf(call, Id);
    claim(zone, call);
    if (zone.records.length > 2) {
      refuse(
        'HostedZoneNotEmpty',
        'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
      );
    }
    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
    if (zone.keys?.length) {
      refuse(
        'HostedZoneNotEmpty',
        'The specified hosted zone contains DNSSEC Key Signing Keys and so cannot be deleted.',
      );
    }
    call.account.zones.splice(call.account.zones.indexOf(zone), 1);
    return { ChangeInfo: newChange(call, call.after('dns in sync')) };
  },

  ChangeResourceRecordSets({ HostedZoneId, ChangeBatch }, call) {
    const zone = zoneOf(call, HostedZoneId);
    claim(zone, call);
    // Each change spreads at its own pace, whatever else in the zone is still on its way.
    const inSyncAt = call.after('dns in sync');
    zone.records = changed(zone, ChangeBatch?.Changes ?? [], inSyncAt);
    return { ChangeInfo: newChange(call, inSyncAt, ChangeBatch?.Comment) };
  },

  ListResourceRecordSets({ HostedZoneId, StartRecordName, StartRecordType, MaxItems = 300 }, call) {
    const start = StartRecordName === undefined ? undefined : canonical(StartRecordName);
    const rest = zoneOf(call, HostedZoneId)
      .records.toSorted((a, b) => byLabels(a.name, b.name) || (a.type < b.type ? -1 : 1))
      .filter(({ name, type }) => {
        const order = start === undefined ? 1 : byLabels(name, start);
        return order > 0 || (order === 0 && type >= (StartRecordType ?? ''));
      });
    const next = rest[MaxItems];
    return {
      ResourceRecordSets: rest.slice(0, MaxItems).map(showRecord),
      IsTruncated: next !== undefined,
      NextRecordName: next?.name,
      NextRecordType: next?.type,
      MaxItems,
    };
  },

  GetChange({ Id }, { account, now }) {
    const change =
      account.changes.find(({ id, visibleAt }) => id === bare(Id) && visibleAt <= now) ??
      refuse('NoSuchChange', `A change with the specified change ID does not exist: ${bare(Id)}`, 404);
    return { ChangeInfo: showChange(change, now) };
  },

  ...healthChecking,

  ChangeTagsForResource({ ResourceType, ResourceId, AddTags, RemoveTagKeys }, call) {
    const { tags } = taggedOf(call, ResourceType, ResourceId);
    tag(tags, AddTags);
    untag(tags, RemoveTagKeys);
    return {};
  },

  ListTagsForResource: ({ ResourceType, ResourceId }, call) => ({
    ResourceTagSet: {
      ResourceType,
      ResourceId,
      Tags: tagList(taggedOf(call, ResourceType, ResourceId).tags),
    },
  }),

  ListTagsForResources({ ResourceIds = [] }, call) {
    if (ResourceIds.length > 10) refuse('InvalidInput', 'At most 10 resources may be asked for at once');
    return { ResourceTagSets: ResourceIds.map((id) => tagSet(zoneOf(call, id))) };
  },
} satisfies Operations<typeof import('@aws-sdk/client-route-53')>;

export const route53 = {
  operations,
  global: {
    atFirst: () => ({ zones: [], changes: [], healthChecks: [] }),
    inventory: ({ zones, healthChecks }) => [
      ...zones.filter(({ provided }) => !provided).map(({ id, tags }) => ({ kind: 'hosted-zone', id, tags })),
      ...healthChecks.map(({ id, tags }) => ({ kind: 'health-check', id, tags })),
    ],
  },
} satisfies Service;
