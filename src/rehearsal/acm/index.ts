import type { CertificateDetail, DomainValidation } from '@aws-sdk/client-acm';
import { amazonMayIssue } from '../caa.ts';
import { refuse } from '../errors.ts';
import { accountId, uuid } from '../ids.ts';
import { page } from '../pages.ts';
import { canonical, zoneFor, type Zone } from '../route53/data.ts';
import { fingerprint } from '../same.ts';
import type { Call, Moment, Operations, Service } from '../service.ts';
import { tag, tagged, tagList } from '../tags.ts';
import { setElsewhere } from '../elsewhere.ts';
import { validationRecord, type Certificate } from './data.ts';

const hour = 3_600_000;

/** Issues the certificates whose every name has had its validation record in public view for long enough. */
function issueCertificates({ account, here, scenario, now }: Moment): void {
  for (const certificate of here.certificates) {
    if (certificate.issuedAt !== undefined || certificate.refused) continue;
    const seenAt = certificate.names.map((name) => {
      const record = validationRecord(name).name;
      // Elsewhere it is there, or it is not: since when, nobody asks.
      if (setElsewhere(account, scenario, record, now)) return certificate.provenAt ?? now;
      return seenInPublic(name, zoneFor(account, scenario, canonical(record), now));
    });
    const issuedAt = Math.max(certificate.recordAt, ...seenAt) + certificate.issueTakes;
    if (issuedAt > now) continue;
    if (certificate.names.every((name) => amazonMayIssue(account, scenario, name, now)))
      certificate.issuedAt = issuedAt;
    else certificate.refused = 'CAA_ERROR';
  }
}

/** Since when the world sees the validation record of a name; never, when it does not. */
function seenInPublic(name: string, zone: Zone | undefined): number {
  const wanted = validationRecord(name);
  const record = zone?.records.find(
    (one) => one.type === 'CNAME' && one.name === wanted.name && one.values.map(canonical).includes(wanted.value),
  );
  return zone && record ? Math.max(zone.delegatedAt, record.inSyncAt) : Infinity;
}

/** The ARNs of the load balancers that use a certificate, or did a moment ago. */
function usersOf({ arn, released }: Certificate, { here, now }: Call): string[] {
  const listeners = here.listeners.filter(({ certificateArns }) => certificateArns.includes(arn));
  const lingering = released.filter(({ until }) => until > now).map(({ by }) => by);
  return [...new Set([...listeners.map(({ loadBalancerArn }) => loadBalancerArn), ...lingering])];
}

const statusOf = ({ issuedAt, refused }: Certificate) =>
  refused ? 'FAILED' : issuedAt === undefined ? 'PENDING_VALIDATION' : 'ISSUED';

const validationOf = (certificate: Certificate, name: string, now: number): DomainValidation => {
  const record = validationRecord(name);
  return {
    DomainName: name,
    ValidationDomain: name,
    ValidationMethod: 'DNS',
    ValidationStatus: certificate.issuedAt === undefined ? 'PENDING_VALIDATION' : 'SUCCESS',
    ...(certificate.recordAt <= now && { ResourceRecord: { Name: record.name, Type: 'CNAME', Value: record.value } }),
  };
};

const show = (certificate: Certificate, call: Call): CertificateDetail => ({
  CertificateArn: certificate.arn,
  DomainName: certificate.domain,
  SubjectAlternativeNames: certificate.names,
  DomainValidationOptions: certificate.names.map((name) => validationOf(certificate, name, call.now)),
  Status: statusOf(certificate),
  FailureReason: certificate.refused,
  Type: 'AMAZON_ISSUED',
  KeyAlgorithm: certificate.keyAlgorithm.replace('_', '-') as never,
  CreatedAt: new Date(certificate.createdAt),
  InUseBy: usersOf(certificate, call),
  RenewalEligibility: usersOf(certificate, call).length > 0 ? 'ELIGIBLE' : 'INELIGIBLE',
  ...(certificate.issuedAt !== undefined && {
    IssuedAt: new Date(certificate.issuedAt),
    NotBefore: new Date(certificate.issuedAt),
    NotAfter: new Date(certificate.issuedAt + 198 * 24 * hour),
  }),
});

function certificateAt({ here, now }: Call, arn: string | undefined): Certificate {
  if (!arn?.startsWith('arn:aws:acm:')) {
    refuse('InvalidArnException', `The ARN '${arn}' is invalid.`);
  }
  return (
    here.certificates.find((certificate) => certificate.arn === arn && certificate.visibleAt <= now) ??
    refuse('ResourceNotFoundException', `Could not find certificate ${arn}.`)
  );
}

const operations = {
  RequestCertificate(input, call) {
    const { DomainName = '', SubjectAlternativeNames = [], IdempotencyToken: token, KeyAlgorithm } = input;
    const names = [...new Set([DomainName, ...SubjectAlternativeNames].map((name) => name.toLowerCase()))];
    for (const name of names) {
      if (!/^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/.test(name)) {
        refuse('InvalidDomainValidationOptionsException', `The domain name '${name}' is not valid.`);
      }
    }
    if (names.length > 10) refuse('LimitExceededException', 'A certificate has 10 names at most.');
    if (token !== undefined && !/^\w{1,32}$/.test(token)) {
      refuse('InvalidParameterException', `The idempotency token '${token}' is not valid.`);
    }
    const request = fingerprint(input);
    const before = call.here.certificates.find(
      (one) => token !== undefined && one.token === token && one.request === request && call.now - one.createdAt < hour,
    );
    if (before) return { CertificateArn: before.arn };
    const recordAt = call.after('certificate record');
    const certificate: Certificate = {
      arn: `arn:aws:acm:${call.region}:${accountId}:certificate/${uuid(call.seed())}`,
      domain: DomainName.toLowerCase(),
      names,
      keyAlgorithm: KeyAlgorithm ?? 'RSA_2048',
      ...(token !== undefined && { token }),
      request,
      createdAt: call.now,
      visibleAt: call.after('certificate visible'),
      heardAfter: call.after('issued certificate visible') - call.now,
      recordAt,
      provenAt: call.after('records set elsewhere') - call.now + recordAt,
      ...(call.scenario.fates.certificate && { refused: call.scenario.fates.certificate }),
      issueTakes: call.after('certificate issued') - call.now,
      released: [],
      tags: tagged(input.Tags),
    };
    call.here.certificates.push(certificate);
    return { CertificateArn: certificate.arn };
  },

  DescribeCertificate: ({ CertificateArn }, call) => ({ Certificate: show(certificateAt(call, CertificateArn), call) }),

  ListCertificates({ CertificateStatuses, Includes, MaxItems, NextToken }, call) {
    // Without being asked for others, ACM lists RSA keys of up to 2048 bits only.
    const keyTypes: readonly string[] = Includes?.keyTypes ?? ['RSA_1024', 'RSA_2048'];
    const found = call.here.certificates.filter(
      (certificate) =>
        certificate.visibleAt <= call.now &&
        keyTypes.includes(certificate.keyAlgorithm) &&
        (!CertificateStatuses?.length || CertificateStatuses.includes(statusOf(certificate))),
    );
    const { items, next } = page(found, MaxItems, NextToken);
    return {
      CertificateSummaryList: items.map((certificate) => ({
        CertificateArn: certificate.arn,
        DomainName: certificate.domain,
        SubjectAlternativeNameSummaries: certificate.names,
        Status: statusOf(certificate),
        Type: 'AMAZON_ISSUED' as const,
        KeyAlgorithm: certificate.keyAlgorithm as never,
        InUse: usersOf(certificate, call).length > 0,
        CreatedAt: new Date(certificate.createdAt),
      })),
      NextToken: next,
    };
  },

  ListTagsForCertificate: ({ CertificateArn }, call) => ({ Tags: tagList(certificateAt(call, CertificateArn).tags) }),

  AddTagsToCertificate({ CertificateArn, Tags }, call) {
    tag(certificateAt(call, CertificateArn).tags, Tags);
    return {};
  },

  DeleteCertificate({ CertificateArn }, call) {
    const certificate = certificateAt(call, CertificateArn);
    if (usersOf(certificate, call).length > 0) {
      refuse('ResourceInUseException', `Certificate ${certificate.arn} in account ${accountId} is in use.`);
    }
    call.here.certificates.splice(call.here.certificates.indexOf(certificate), 1);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-acm')>;

export const acm = {
  operations,
  regional: {
    atFirst: () => ({ certificates: [] }),
    inventory: ({ certificates }) => certificates.map(({ arn, tags }) => ({ kind: 'certificate', id: arn, tags })),
  },
  settle: issueCertificates,
} satisfies Service;
