import type { CertificateDetail } from '@aws-sdk/client-acm';
import type { Dns } from '../../dns/dns.ts';
import { DnsUnreachable, orUnreachable } from '../../dns/dns-unreachable.ts';
import { Trouble } from '../../errors.ts';
import { either } from '../../engine/needs.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { reads } from '../../permissions/allow.ts';
import { joined, type Words } from '../../words.ts';
import { lookAt } from '../domain/elsewhere/fault.ts';
import { bareName } from '../domain/find-hosted-zone.ts';
import { certificate, describe } from './certificate.ts';
import { refusalOf } from './refusals.ts';
import { validationElsewhere } from './validation-elsewhere.ts';
import { validationRecords } from './validation-records.ts';

export const issued = defineStep({
  id: 'issued',
  title: { en: 'Certificate issued', ko: '인증서 발급' },
  needs: { certificate, records: either(validationRecords, validationElsewhere) },
  allows: [reads('acm:DescribeCertificate')],
  making: {
    // People report over an hour; other tools wait 75 minutes.
    takes: { earliest: 10, usual: 120, every: 3, limit: 75 * 60 },
  },

  find: async ({ needs: { certificate } }) => ({ certificateArn: certificate.certificateArn }),

  async check({ acm, dns, clock }, { certificateArn }) {
    const found = await describe(acm, certificateArn);
    if (!found) return gone;
    if (found.Status === 'ISSUED') return ready();
    if (found.Status !== 'PENDING_VALIDATION') throw failedFor(found.FailureReason ?? found.Status);
    const isLate = clock.now() - Number(found.CreatedAt ?? clock.now()) > unusual;
    return (isLate && (await unseen(dns, found))) || pending(underway);
  },
});

const underway: Words = { en: 'Amazon is validating the domain', ko: 'Amazon이 도메인을 확인하는 중' };

/** After so many milliseconds it is worth asking why. */
const unusual = 5 * 60_000;

/** What Amazon waits for, where the world cannot see it: nothing is wrong with AWS then. */
async function unseen(dns: Dns, { DomainValidationOptions = [] }: CertificateDetail) {
  const records = DomainValidationOptions.flatMap(({ ResourceRecord }) => ResourceRecord ?? []).map((record) => ({
    name: bareName(record.Name),
    type: 'CNAME' as const,
    value: bareName(record.Value),
  }));
  const seen = await orUnreachable(Promise.all(records.map((record) => lookAt(dns, record))));
  const what = seen instanceof DnsUnreachable ? [seen.what] : seen.flatMap(({ fault }) => fault?.what ?? []);
  if (what.length === 0) return undefined;
  return pending(
    joined(
      ': ',
      { en: 'Amazon cannot see its record in public DNS', ko: 'Amazon이 공개 DNS에서 레코드를 찾지 못합니다' },
      joined('; ', ...what),
    ),
    {
      en: 'Check that the name servers set at your registrar are those that `stepway outputs` shows, and that DNSSEC is off there.',
      ko: '등록 업체에 설정된 네임서버가 `stepway outputs`에 나오는 것과 같은지, DNSSEC이 꺼져 있는지 확인하세요.',
    },
  );
}

function failedFor(reason: string | undefined): Trouble {
  const { note, fix } = refusalOf(reason ?? '');
  return new Trouble('aws', { en: `${note.en}.`, ko: `${note.ko}.` }, fix);
}
