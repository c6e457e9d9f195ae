import type { Change } from '@aws-sdk/client-route-53';
import { refuse } from '../errors.ts';
import { canonicalHostedZones } from '../elb/shared.ts';
import { canonical, type RecordSet, type Zone } from './data.ts';

const invalid = (what: string): never => refuse('InvalidChangeBatch', `[${what}]`);

/**
 * The record sets of a zone after a batch of changes: all of them, or none and an error.
 *
 * @param inSyncAt when all name servers will serve the change.
 */
export function changed(zone: Zone, changes: readonly Change[], inSyncAt: number): RecordSet[] {
  const seen = new Set<string>();
  let records = zone.records;
  for (const { Action, ResourceRecordSet } of changes) {
    if (!ResourceRecordSet) refuse('InvalidInput', 'A change lacks its ResourceRecordSet');
    const record = asRecord(ResourceRecordSet, inSyncAt);
    const set = `[name='${record.name}', type='${record.type}']`;
    checkPlace(record, zone);
    if (seen.has(`${Action} ${set}`)) {
      invalid(
        `The request contains an invalid set of changes for a resource record set '${record.type} ${record.name}'`,
      );
    }
    seen.add(`${Action} ${set}`);
    const there = records.find(({ name, type }) => name === record.name && type === record.type);
    if (Action === 'CREATE' && there) invalid(`Tried to create resource record set ${set} but it already exists`);
    if (Action === 'DELETE') {
      if (!there) invalid(`Tried to delete resource record set ${set} but it was not found`);
      else if (!sameRecord(there, record)) {
        invalid(`Tried to delete resource record set ${set} but the values provided do not match the current values`);
      }
    } else checkValues(record);
    records = records.filter((other) => other !== there);
    const before = there && { values: there.values, ...(there.alias && { alias: there.alias }) };
    if (Action !== 'DELETE') records = [...records, { ...record, ...(before && { before }) }];
  }
  for (const { name, type } of records) {
    if (type === 'CNAME' && records.some((other) => other.name === name && other.type !== 'CNAME')) {
      invalid(
        `RRSet of type CNAME with DNS name ${name} is not permitted as it conflicts with other records ` +
          `with the same DNS name in zone ${zone.name}`,
      );
    }
  }
  for (const type of ['NS', 'SOA'] as const) {
    if (!records.some((record) => record.name === zone.name && record.type === type)) {
      invalid(`A HostedZone must contain at least one ${type} record for the zone itself.`);
    }
  }
  return records;
}

function asRecord(input: NonNullable<Change['ResourceRecordSet']>, inSyncAt: number): RecordSet {
  const { Name = '', Type = 'A', TTL, ResourceRecords, AliasTarget, SetIdentifier } = input;
  if (SetIdentifier !== undefined) refuse('InvalidInput', 'The rehearsal plays simple record sets only');
  if (
    (TTL === undefined) === (AliasTarget === undefined) ||
    (ResourceRecords?.length ?? 0) > 0 === Boolean(AliasTarget)
  ) {
    refuse('InvalidInput', 'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords]]');
  }
  return {
    name: canonical(Name),
    type: Type,
    ...(TTL !== undefined && { ttl: TTL }),
    values: (ResourceRecords ?? []).map(({ Value = '' }) => Value),
    ...(AliasTarget && {
      alias: {
        zoneId: AliasTarget.HostedZoneId ?? '',
        name: canonical(AliasTarget.DNSName ?? ''),
        evaluate: AliasTarget.EvaluateTargetHealth ?? false,
      },
    }),
    inSyncAt,
  };
}

function checkPlace({ name, type }: RecordSet, zone: Zone): void {
  if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
    invalid(`RRSet with DNS name ${name} is not permitted in zone ${zone.name}`);
  }
  if (type === 'CNAME' && name === zone.name) {
    invalid(`RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone.name}`);
  }
}

function checkValues({ name, type, values, alias }: RecordSet): void {
  const total = values.join('').length;
  if (values.length > 400 || total > 32_000) invalid(`The record set ${name} ${type} is too large`);
  for (const value of values) {
    const problem = (what: string) =>
      invalid(`Invalid Resource Record: 'FATAL problem: ${what} encountered with '${value}''`);
    if (type === 'A' && !/^(\d{1,3}\.){3}\d{1,3}$/.test(value)) {
      problem('ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)');
    }
    if (type === 'TXT' && !/^"[^]*"$/.test(value)) {
      problem('InvalidCharacterString (Value should be enclosed in quotation marks)');
    }
    if (
      type === 'TXT' &&
      [...value.matchAll(/"((?:[^"\\]|\\[^])*)"/g)].some(([, text = '']) => unescaped(text) > 255)
    ) {
      problem('CharacterStringTooLong (Value is too long)');
    }
    if (type === 'MX' && !/^\d{1,5} \S+$/.test(value)) {
      problem("MXRRDATANotTwoFields (MX record doesn't have 2 fields)");
    }
    if (type === 'SRV' && !/^(\d{1,5} ){3}\S+$/.test(value)) {
      problem("SRVRRDATANotFourFields (SRV record doesn't have 4 fields)");
    }
    if (type === 'CAA' && !/^\d{1,3} [a-zA-Z0-9]+ "[^"]*"$/.test(value)) {
      problem('CAARRDATAIllegal (Value is not a CAA record)');
    }
  }
  if (type === 'CNAME' && values.length > 1)
    invalid(`RRSet of type CNAME with DNS name ${name} has more than one value`);
  if (alias) {
    const region = /\.([a-z0-9-]+)\.elb\.amazonaws\.com\.$/.exec(alias.name)?.[1];
    if (region && canonicalHostedZones(region) !== alias.zoneId) {
      invalid(
        `Tried to create an alias that targets ${alias.name}, type ${type} in zone ${alias.zoneId}, ` +
          'but the alias target name does not lie within the target zone',
      );
    }
  }
}

/** How many bytes a string has whose special ones are written as `\\"` or as `\\033`. */
const unescaped = (text: string): number => text.replace(/\\(\d{3}|[^])/g, 'x').length;

const sameRecord = (a: RecordSet, b: RecordSet): boolean =>
  a.ttl === b.ttl &&
  a.values.toSorted().join() === b.values.toSorted().join() &&
  a.alias?.name === b.alias?.name &&
  a.alias?.zoneId === b.alias?.zoneId &&
  a.alias?.evaluate === b.alias?.evaluate;
