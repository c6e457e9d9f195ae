import { paginateListCertificates, type ACMClient } from '@aws-sdk/client-acm';
import type { Route53Client } from '@aws-sdk/client-route-53';
import { defineStep, gone, pending, ready, type Context, type Kept } from '../../engine/step.ts';
import { bareName } from '../domain/find-hosted-zone.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { changeRecords, deleteRecord, findRecord, isServed, unchanged, type Changed } from '../domain/records.ts';
import { certificate, keyTypes } from './certificate.ts';

interface Validation {
  readonly name: string;
  readonly value: string;
}

/** TTL, in seconds. */
const ttl = 300;

const recordSet = ({ name, value }: Validation) => ({
  Name: name,
  Type: 'CNAME' as const,
  TTL: ttl,
  ResourceRecords: [{ Value: value }],
});

async function isThere(route53: Route53Client, zoneId: string, { name, value }: Validation): Promise<boolean> {
  const found = await findRecord(route53, zoneId, name, 'CNAME');
  return bareName(found?.ResourceRecords?.[0]?.Value) === bareName(value);
}

const allThere = async (route53: Route53Client, zoneId: string, records: readonly Validation[]) =>
  (await Promise.all(records.map((record) => isThere(route53, zoneId, record)))).every(Boolean);

/** The domain that a validation record speaks for: `_x.example.com` → `example.com`. */
const validated = ({ name }: Validation) => bareName(name).replace(/^_[^.]+\./, '');

interface Proof extends Pick<Context, 'route53' | 'clock'> {
  readonly needs: {
    readonly zone: { readonly zoneId: string };
    readonly certificate: { readonly certificateArn: string; readonly records: readonly Validation[] };
  };
}

const handleOf = (zoneId: string, { certificateArn, records }: Proof['needs']['certificate'], changed: Changed) => ({
  names: records.map(({ name }) => bareName(name)).join(', '),
  zoneId,
  certificateArn,
  records: records.map(({ name, value }) => ({ name, value })),
  ...changed,
});

/** Proves to ACM that the domain is ours; as long as it stays, ACM can renew the certificate. */
export const validationRecords = defineStep({
  id: 'validation-records',
  title: { en: 'Domain validation records', ko: '도메인 소유 확인 레코드' },
  needs: { zone: anyZone, certificate },
  asks: {},
  live: ['certificate'],
  takes: { earliest: 3, usual: 20, every: 2, limit: 600 },

  async find({ route53, needs: { zone, certificate } }) {
    const { records } = certificate;
    return (await allThere(route53, zone.zoneId, records)) ? handleOf(zone.zoneId, certificate, unchanged) : undefined;
  },

  create: put,
  change: put,

  async check({ route53, clock }, { zoneId, records, changeId, changedAt }) {
    if (!(await allThere(route53, zoneId, records))) return gone;
    if (!(await isServed({ route53, clock }, { changeId, changedAt })))
      return pending({ en: 'propagating to the name servers', ko: '네임서버에 반영되는 중' });
    return ready();
  },

  async delete({ route53, acm, clock }, { zoneId, records, certificateArn }) {
    const kept: Kept[] = [];
    for (const record of records) {
      const others = await otherCertificates(acm, validated(record), certificateArn);
      if (others.length > 0) kept.push(stillNeeded(record, others));
      else if (await isThere(route53, zoneId, record))
        await deleteRecord({ route53, clock }, zoneId, recordSet(record));
    }
    return kept;
  },
});

/** All records in one change; one left by another certificate for the same name is identical. */
async function put({ route53, clock, needs: { zone, certificate } }: Proof) {
  const changes = certificate.records.map((record) => ({
    Action: 'UPSERT' as const,
    ResourceRecordSet: recordSet(record),
  }));
  return handleOf(zone.zoneId, certificate, await changeRecords({ route53, clock }, zone.zoneId, changes));
}

/** ACM validates all of an account's certificates for a name, and for everything below it, through the same record. */
async function otherCertificates(acm: ACMClient, name: string, ours: string): Promise<string[]> {
  const arns: string[] = [];
  for await (const page of paginateListCertificates({ client: acm }, { Includes: { keyTypes: [...keyTypes] } }))
    for (const { CertificateArn, DomainName, SubjectAlternativeNameSummaries = [] } of page.CertificateSummaryList ??
      []) {
      const names = [DomainName, ...SubjectAlternativeNameSummaries].map((one) => one?.replace(/^\*\./, ''));
      if (CertificateArn && CertificateArn !== ours && names.includes(name)) arns.push(CertificateArn);
    }
  return arns;
}

const stillNeeded = ({ name }: Validation, arns: readonly string[]): Kept => ({
  id: bareName(name),
  theirs: true,
  why: {
    en: `also used to renew another certificate for that name: ${arns.join(', ')}`,
    ko: `같은 이름의 다른 인증서도 이 레코드로 갱신합니다: ${arns.join(', ')}`,
  },
});
