import { createHash } from 'node:crypto';
import type { Change, ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import { orNothing } from '../../aws/replies.ts';
import type { Dns, RecordSet } from '../../dns/dns.ts';
import { Trouble } from '../../errors.ts';
import { DnsUnreachable } from '../../dns/dns-unreachable.ts';
import { defineStep, drifted, gone, ready, type Context } from '../../engine/step.ts';
import { ownZone } from './hosted-zone.ts';
import { doubtOf, namesOf, notHeard, toTakeAlong, type Site } from './present.ts';
import type { Words } from '../../words.ts';
import { copyRecords, domain, www } from './questions.ts';
import { allRecords, changeRecords, deleteRecords, plainName, recordsAllowed } from './records.ts';

/** TTL of our marker record, in seconds. */
const ttl = 300;

/** How many fingerprints fit into one string of a TXT record (255 characters). */
const inString = 14;

type Copied = {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly values: readonly string[];
};

const nameOfMark = (zoneName: string) => `_stepway.${zoneName}`;

const fingerprint = ({ name, type, ttl, values }: Copied): string =>
  createHash('sha256')
    .update([name, type, ttl, ...values].join('\n'))
    .digest('hex')
    .slice(0, 16);

/** Marks which records are our copies: records cannot be tagged, and a state file can be lost. */
function markOf({ tags }: Pick<Context, 'tags'>, zoneName: string, records: readonly Copied[]): ResourceRecordSet {
  const prints = records.map(fingerprint);
  const strings = Array.from({ length: Math.ceil(prints.length / inString) }, (_, at) =>
    prints.slice(at * inString, (at + 1) * inString).join(' '),
  );
  return {
    Name: nameOfMark(zoneName),
    Type: 'TXT',
    TTL: ttl,
    ResourceRecords: [{ Value: [`stepway ${tags['stepway:id']}`, ...strings].map((one) => `"${one}"`).join(' ') }],
  };
}

const recordSet = ({ name, type, ttl, values }: Copied): ResourceRecordSet => ({
  Name: name,
  Type: type as RecordSet['type'],
  TTL: ttl,
  ResourceRecords: values.map((Value) => ({ Value })),
});

/** A zone's record set as the state keeps it; undefined for an alias, which is never ours. */
const copiedFrom = ({ Name, Type, TTL, ResourceRecords }: ResourceRecordSet): Copied | undefined =>
  Type && TTL !== undefined && ResourceRecords
    ? {
        name: plainName(Name),
        type: Type,
        ttl: TTL,
        values: ResourceRecords.map(({ Value = '' }) => Value).toSorted(),
      }
    : undefined;

const isSame = (a: Copied, b: Copied) => fingerprint(a) === fingerprint(b);

/** What the zone has now, aliases aside; undefined when it is gone. */
async function inZone(route53: Route53Client, zoneId: string): Promise<Copied[] | undefined> {
  return (await orNothing(allRecords(route53, zoneId)))?.flatMap((record) => copiedFrom(record) ?? []);
}

/**
 * What has to be copied.
 *
 * @throws Trouble when that is unknown: a part of it, copied, would look like all of it.
 */
async function look(dns: Dns, site: Site): Promise<Copied[]> {
  const present = await dns.records(site.zoneName, namesOf(site)).catch((error: unknown) => {
    throw error instanceof DnsUnreachable ? notCopied(notHeard(site.zoneName, error)) : error;
  });
  const doubt = doubtOf(present, site);
  if (doubt) throw notCopied(doubt);
  return toTakeAlong(present, site).map((set) => ({ ...set }));
}

const notCopied = ({ en, ko }: Words) =>
  new Trouble(
    'waiting',
    { en: `${en} So nothing was copied.`, ko: `${ko} 그래서 아무것도 복사하지 않았습니다.` },
    {
      en: 'Leave the name servers as they are, and run the same command again later; or copy the records yourself from the console of your current DNS, and add --no-copy-records.',
      ko: '네임서버를 바꾸지 말고 나중에 같은 명령을 다시 실행하세요. 지금 쓰는 DNS의 관리 화면을 보고 직접 옮기려면 --no-copy-records를 추가하세요.',
    },
  );

const create = (record: ResourceRecordSet): Change => ({ Action: 'CREATE', ResourceRecordSet: record });

const takes = (a: Copied, b: Copied) =>
  a.name === b.name && (a.type === b.type || a.type === 'CNAME' || b.type === 'CNAME');

/**
 * Existing records are copied into the new zone, all in one change and before the name servers are moved.
 * Whatever somebody edits there afterwards is theirs: it is neither restored nor deleted.
 */
export const copiedRecords = defineStep({
  id: 'copied-records',
  title: { en: 'Copy of existing DNS records', ko: '도메인의 기존 레코드 복사본' },
  needs: { zone: ownZone },
  asks: { copies: copyRecords, domain, www },
  allows: [...recordsAllowed],
  follows: { initial: ['domain', 'www'], replaces: ['zone'], outlasts: true },
  when: ({ copies }) => copies,

  async find(given) {
    const { route53, stack, tags, beforeIds, needs } = given;
    const { zone } = needs;
    const there = await inZone(route53, zone.zoneId);
    const mark = there?.find(({ name, type }) => name === nameOfMark(zone.zoneName) && type === 'TXT');
    const words = new Set(
      mark?.values
        .join(' ')
        .match(/"[^"]*"/g)
        ?.flatMap((text) => text.slice(1, -1).split(' ')),
    );
    // An earlier version marked them with the stack's name.
    if (!there || !(words.has(tags['stepway:id']) || (beforeIds && words.has(stack)))) return undefined;
    const copied = there.filter((record) => words.has(fingerprint(record)));
    return handleOf(zone, copied);
  },

  async create(given) {
    const { dns, route53, needs, answers } = given;
    const { zone } = needs;
    const records = await look(dns, { ...zone, ...answers });
    const there = (await inZone(route53, zone.zoneId)) ?? [];
    const wanted = records.filter((record) => !there.some((other) => takes(record, other)));
    const mark = markOf(given, zone.zoneName, wanted);
    await changeRecords(given, zone.zoneId, [mark, ...wanted.map(recordSet)].map(create));
    return handleOf(zone, wanted);
  },

  async check({ route53 }, handle) {
    const there = await inZone(route53, handle.zoneId);
    if (!there?.some((record) => isOurs(handle, record))) return gone;
    if (!handle.heard) return drifted(notSeen);
    const missing = missingFrom(there, handle.records);
    if (missing.length === 0) return ready();
    const names = missing.map(({ name, type }) => `${name} ${type}`).join(', ');
    return drifted({ en: `missing: ${names}`, ko: `없어진 레코드: ${names}` });
  },

  async change(given, handle) {
    const { dns, route53, needs, answers } = given;
    const { zone } = needs;
    const there = (await inZone(route53, zone.zoneId)) ?? [];
    const records = handle.heard ? handle.records : await look(dns, { ...zone, ...answers });
    const missing = missingFrom(there, records);
    const mark = { Action: 'UPSERT' as const, ResourceRecordSet: markOf(given, zone.zoneName, records) };
    await changeRecords(given, zone.zoneId, [mark, ...missing.map(recordSet).map(create)]);
    return handleOf(zone, records);
  },

  going: {
    loses: {
      en: 'mail (MX) and others: they stop working while the domain uses these name servers',
      ko: '메일(MX) 등의 레코드: 도메인이 이 네임서버를 쓰는 동안 메일도 동작하지 않음',
    },
  },

  async delete(context, handle) {
    // Route 53 deletes only exact matches; a record that differs by now is somebody else's.
    const ours = (await allRecords(context.route53, handle.zoneId)).filter((listed) => {
      const record = copiedFrom(listed);
      return record && isOurs(handle, record);
    });
    await deleteRecords(context, handle.zoneId, ours);
  },

  says: { answers: () => ({ copies: true }) },
});

const isOurs = ({ mark, records }: { readonly mark: string; readonly records: readonly Copied[] }, record: Copied) =>
  (record.name === mark && record.type === 'TXT') || records.some((one) => isSame(one, record));

const notSeen = {
  en: 'the existing records could not be read when they were to be copied',
  ko: '복사할 때 기존 레코드를 확인하지 못했습니다',
};

/** Copies that are missing, with nothing in their place. */
const missingFrom = (there: readonly Copied[], records: readonly Copied[]): Copied[] =>
  records.filter((record) => !there.some((other) => takes(record, other)));

const handleOf = (
  { zoneId, zoneName }: { readonly zoneId: string; readonly zoneName: string },
  records: readonly Copied[],
) => ({
  mark: nameOfMark(zoneName),
  zoneId,
  records,
  /** Whether the domain's servers answered. An earlier version made a copy of nothing when they did not. */
  heard: true as boolean,
});
