import { createHash } from 'node:crypto';
import { paginateListCertificates, type ACMClient } from '@aws-sdk/client-acm';
import type { ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import { isDenied } from '../../aws/error-names.ts';
import { every } from '../../aws/replies.ts';
import { defineStep, gone, pending, ready, type Context, type Kept } from '../../engine/step.ts';
import { later, reads } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { bareName } from '../domain/find-hosted-zone.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import {
  allRecords,
  changeRecords,
  deleteRecords,
  findRecord,
  isServed,
  recordsAllowed,
  unchanged,
  type Changed,
} from '../domain/records.ts';
import { certificate, isOurs, keyTypes } from './certificate.ts';

type Validation = { readonly name: string; readonly value: string };

/**
 * TTL of a record that we make, in seconds: records cannot be tagged, so an unusual one, which depends on the stack,
 * tells ours from one that was there before. A region has one stack of a name.
 */
const ttlOf = ({ tags }: Pick<Context, 'tags'>): number => {
  const stack = `${tags['stepway:region']} ${tags['stepway:name']}`;
  return 301 + (createHash('sha256').update(stack).digest().readUInt16BE() % 298);
};

/** Whether a record is one that we made; an earlier version gave all of them the same TTL. */
const isMade = ({ TTL }: ResourceRecordSet, { tags, beforeIds }: Pick<Context, 'tags' | 'beforeIds'>): boolean =>
  TTL === ttlOf({ tags }) || (beforeIds && TTL === 300);

const findProof = async (route53: Route53Client, zoneId: string, { name, value }: Validation) => {
  const found = await findRecord(route53, zoneId, name, 'CNAME');
  return found && bareName(found.ResourceRecords?.[0]?.Value) === bareName(value) ? found : undefined;
};

const allThere = async (route53: Route53Client, zoneId: string, records: readonly Validation[]) =>
  (await Promise.all(records.map((record) => findProof(route53, zoneId, record)))).every(Boolean);

const isSame =
  ({ name, value }: Validation) =>
  (one: Validation): boolean =>
    one.name === name && one.value === value;

/** The domain that a validation record speaks for: `_x.example.com` → `example.com`. */
const validated = ({ name }: Validation) => bareName(name).replace(/^_[^.]+\./, '');

interface Proof extends Pick<Context, 'route53' | 'clock' | 'tags' | 'beforeIds'> {
  readonly needs: {
    readonly zone: { readonly zoneId: string };
    readonly certificate: { readonly certificateArn: string; readonly records: readonly Validation[] };
  };
}

/** `theirs`: it was there before us. */
type Proved = Validation & { readonly theirs?: true };
type Made = { readonly zoneId: string; readonly certificateArn: string; readonly records: readonly Proved[] };

const proved = ({ name, value }: Validation, theirs: boolean): Proved => ({ name, value, ...(theirs && { theirs }) });

const handleOf = (
  zoneId: string,
  { certificateArn }: Proof['needs']['certificate'],
  records: readonly Proved[],
  changed: Changed,
) => ({
  names: records.map(({ name }) => bareName(name)).join(', '),
  zoneId,
  certificateArn,
  records,
  ...changed,
});

/** Proves to ACM that the domain is ours; as long as it stays, ACM can renew the certificate. */
export const validationRecords = defineStep({
  id: 'validation-records',
  title: { en: 'Domain validation records', ko: '도메인 소유 확인 레코드' },
  needs: { zone: anyZone, certificate },
  allows: [
    ...recordsAllowed,
    reads('acm:DescribeCertificate'),
    later(reads('acm:ListCertificates', 'acm:ListTagsForCertificate')),
  ],
  follows: { live: ['certificate', 'zone'] },
  making: { takes: { earliest: 3, usual: 20, every: 2, limit: 600 } },

  async find(given) {
    const { route53, needs } = given;
    const { zone, certificate } = needs;
    const found = await Promise.all(
      certificate.records.map(async (record) => {
        const there = await findProof(route53, zone.zoneId, record);
        return there && proved(record, !isMade(there, given));
      }),
    );
    const records = found.filter((one) => one !== undefined);
    return records.length === found.length ? handleOf(zone.zoneId, certificate, records, unchanged) : undefined;
  },

  create: (given) => put(given, []),
  async change(given, before) {
    const now = await put(given, before.records);
    return { ...now, records: [...now.records, ...(await clean(given, before))] };
  },

  async check({ route53, clock }, { zoneId, records, changeId, changedAt }) {
    if (!(await allThere(route53, zoneId, records))) return gone;
    if (!(await isServed({ route53, clock }, { changeId, changedAt })))
      return pending({ en: 'propagating to the name servers', ko: '네임서버에 반영되는 중' });
    return ready();
  },

  async delete(context, { names, zoneId, records, certificateArn }) {
    const { going, staying } = await sort(context, zoneId, records, [certificateArn]);
    if (staying.some(({ why }) => why === mayBeNeeded)) return [{ id: names, unknown: true, why: mayBeNeeded }];
    const strays = await sort(context, zoneId, await straysIn(context, zoneId, records), [certificateArn]);
    await deleteRecords(context, zoneId, [...going, ...strays.going]);
    return staying.map(({ record, why }): Kept => ({ id: bareName(record.name), theirs: true, why }));
  },
});

/**
 * All records in one change. One that another certificate for the same name has left is identical, and is not
 * touched: from then on it proves for both.
 *
 * @param before what the state knows of them.
 */
async function put(given: Proof, before: readonly Proved[]) {
  const { route53, clock, needs } = given;
  const { zone, certificate } = needs;
  const records = await Promise.all(
    certificate.records.map(async (record) => {
      const found = await findProof(route53, zone.zoneId, record);
      const known = before.find(isSame(record));
      const isOurs = known ? !known.theirs : found !== undefined && isMade(found, given);
      return { isThere: found !== undefined, record: proved(record, found !== undefined && !isOurs) };
    }),
  );
  const changes = records
    .filter(({ isThere }) => !isThere)
    .map(({ record: { name, value } }) => ({
      Action: 'UPSERT' as const,
      ResourceRecordSet: {
        Name: name,
        Type: 'CNAME' as const,
        TTL: ttlOf(given),
        ResourceRecords: [{ Value: value }],
      },
    }));
  const changed = changes.length > 0 ? await changeRecords({ route53, clock }, zone.zoneId, changes) : unchanged;
  return handleOf(
    zone.zoneId,
    certificate,
    records.map(({ record }) => record),
    changed,
  );
}

/**
 * Deletes what only the certificate before was proved by: it is not renewed any more.
 *
 * @returns what others need, or may need.
 */
async function clean(given: Context & Proof, before: Made): Promise<Proved[]> {
  const { certificate: now } = given.needs;
  const others = before.records.filter((record) => !now.records.some(isSame(record)));
  const { going, staying } = await sort(given, before.zoneId, others, [before.certificateArn, now.certificateArn]);
  await deleteRecords(given, before.zoneId, going);
  return staying.map(({ record }) => record);
}

/** The records that ACM asks for, at any name: `_32 hexadecimal digits.NAME` leads to a name of `acm-validations.aws`. */
const asksFor = ({ name, value }: Validation) =>
  /^_[0-9a-f]{32}\./.test(name) && bareName(value).endsWith('.acm-validations.aws');

/** What this stack made and does not know of: a change of names was stopped before it was written down. */
async function straysIn(context: Context, zoneId: string, known: readonly Validation[]): Promise<Proved[]> {
  const all = await allRecords(context.route53, zoneId);
  return all
    .filter(({ Type, TTL }) => Type === 'CNAME' && TTL === ttlOf(context))
    .map(({ Name = '', ResourceRecords = [] }) => ({ name: Name, value: ResourceRecords[0]?.Value ?? '' }))
    .filter((one) => asksFor(one) && !known.some(({ name }) => bareName(name) === bareName(one.name)));
}

/** Those that are still there, by whether somebody else needs them; `ours` are the certificates that do not count. */
async function sort(context: Context, zoneId: string, records: readonly Proved[], ours: readonly string[]) {
  const going: ResourceRecordSet[] = [];
  const staying: { readonly record: Proved; readonly why: Words }[] = [];
  for (const record of records) {
    const found = await findProof(context.route53, zoneId, record);
    if (!found) continue;
    const why = record.theirs ? wasThere : await whyNeeded(context, validated(record), ours);
    if (why) staying.push({ record, why });
    else going.push(found);
  }
  return { going, staying };
}

const wasThere: Words = {
  en: 'it was there before, and certificates in other regions or of other stacks may renew through it',
  ko: '원래 있던 레코드이며, 다른 리전이나 다른 스택의 인증서가 이 레코드로 갱신할 수 있습니다',
};

/**
 * Why a record that we made has to stay: other certificates, here or where CloudFront has its own, renew through it.
 * ACM gives the same record for a name in all regions of an account.
 */
async function whyNeeded(context: Context, name: string, ours: readonly string[]): Promise<Words | undefined> {
  const { acm, globalAcm } = context;
  try {
    const all = await Promise.all([acm, globalAcm].map((one) => otherCertificates(one, name, ours)));
    const arns = new Set<string>();
    // Of several that a change has left, all of this stack's go.
    for (const arn of new Set(all.flat())) if (!(await isOurs(context, arn))) arns.add(arn);
    return arns.size > 0 ? stillNeeded([...arns]) : undefined;
  } catch (error) {
    if (isDenied(error)) return mayBeNeeded;
    throw error;
  }
}

/** ACM validates all of an account's certificates for a name, and for everything below it, through the same record. */
async function otherCertificates(acm: ACMClient, name: string, ours: readonly string[]): Promise<string[]> {
  const pages = paginateListCertificates({ client: acm }, { Includes: { keyTypes: [...keyTypes] } });
  const all = await every(pages, ({ CertificateSummaryList }) => CertificateSummaryList);
  return all.flatMap(({ CertificateArn, DomainName, SubjectAlternativeNameSummaries = [] }) => {
    const names = [DomainName, ...SubjectAlternativeNameSummaries].map((one) => one?.replace(/^\*\./, ''));
    return CertificateArn && !ours.includes(CertificateArn) && names.includes(name) ? CertificateArn : [];
  });
}

const stillNeeded = (arns: readonly string[]): Words => ({
  en: `also used to renew another certificate for that name: ${arns.join(', ')}`,
  ko: `같은 이름의 다른 인증서도 이 레코드로 갱신합니다: ${arns.join(', ')}`,
});

const mayBeNeeded: Words = {
  en: 'whether another certificate is renewed through it could not be looked up (acm:ListCertificates). Allow that action, and run teardown again',
  ko: '이 레코드로 갱신하는 다른 인증서가 있는지 조회할 수 없었습니다(acm:ListCertificates). 이 권한을 허용하고 teardown을 다시 실행하세요',
};
