import { createHash } from 'node:crypto';
import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListTagsForCertificateCommand,
  paginateListCertificates,
  RequestCertificateCommand,
  type ACMClient,
  type CertificateDetail,
  type CertificateSummary,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm';
import { usersAt } from '../../aws/blockers.ts';
import { every, orNothing, said } from '../../aws/replies.ts';
import { carries, isOfStack, markList, tagList, type Tags } from '../../aws/tags.ts';
import { optional } from '../../engine/needs.ts';
import { defineStep, drifted, gone, pending, ready, type Context } from '../../engine/step.ts';
import { same } from '../../facts.ts';
import { later, makes, reads, uses } from '../../permissions/allow.ts';
import { delegated } from '../domain/delegated.ts';
import { caaAllows } from '../domain/caa.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { namesOf } from '../domain/present.ts';
import { copyRecords, dnsHost, domain, www, zone as zoneName } from '../domain/questions.ts';
import { entryOf } from '../entries.ts';
import { entry } from '../firewall/questions.ts';
import { letGo } from './let-go.ts';
import { refusalOf } from './refusals.ts';

/** Every key type: by default ACM lists only RSA keys of up to 2048 bits. */
export const keyTypes = [
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
] as const;

const request = (
  { domain, www }: { readonly domain: string; readonly www: boolean },
  token: string,
  tags: Tags,
): RequestCertificateCommandInput => ({
  DomainName: domain,
  ...(www && { SubjectAlternativeNames: [`www.${domain}`] }),
  ValidationMethod: 'DNS',
  KeyAlgorithm: 'RSA_2048',
  IdempotencyToken: token,
  Tags: tagList(tags),
});

const putTags = ({ acm, tags }: Context, CertificateArn: string) =>
  acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags: markList(tags) }));

const tagsOf = async (acm: ACMClient, CertificateArn: string) =>
  (await acm.send(new ListTagsForCertificateCommand({ CertificateArn }))).Tags;

export const certificate = defineStep({
  id: 'certificate',
  title: { en: 'Certificate (ACM)', ko: '인증서(ACM)' },
  // Requested only once the domain is delegated to our zone: a certificate that cannot be validated fails for good.
  // Where the DNS is elsewhere, the record that proves it cannot be known before.
  needs: { delegated: optional(delegated), zone: optional(anyZone) },
  asks: { entry, domain, www, zoneName, copies: copyRecords, dns: dnsHost },
  allows: [
    reads('acm:DescribeCertificate', 'acm:ListCertificates', 'acm:ListTagsForCertificate'),
    makes('acm:AddTagsToCertificate', 'acm:RequestCertificate'),
    later(uses('acm:DeleteCertificate', 'elasticloadbalancing:RemoveListenerCertificates')),
    later(reads('elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeTags')),
  ],
  // The names on a certificate are fixed when it is issued.
  follows: {
    replaces: ['domain', 'www'],
    initial: ['delegated', 'zone', 'entry', 'zoneName', 'copies', 'dns'],
    former: { dns: 'route53' },
  },
  making: { takes: { earliest: 1, usual: 4, every: 1, limit: 300 } },
  when: (answers) => entryOf(answers.entry)?.https === 'aws',

  preflight: [caaAllows({ name: 'Amazon', caa: ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'] })],

  async find(given) {
    const { acm, answers, retired } = given;
    const pages = paginateListCertificates({ client: acm }, { Includes: { keyTypes: [...keyTypes] } });
    const all = await every(pages, ({ CertificateSummaryList }) => CertificateSummaryList);
    // Of two, one of which takes the place of the other, the one with the names that are wanted.
    const wanted = namesOf(answers).toSorted();
    const isWanted = ({ SubjectAlternativeNameSummaries: names = [] }: CertificateSummary) =>
      same(names.toSorted(), wanted);
    const likely = all
      .filter(({ DomainName }) => DomainName === answers.domain)
      .toSorted((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
    for (const { CertificateArn } of likely)
      if (CertificateArn && !retired.includes(CertificateArn) && carries(await tagsOf(acm, CertificateArn), given))
        return { certificateArn: CertificateArn };
    return undefined;
  },

  async create({ acm, tags, token, answers }) {
    const made = await acm.send(new RequestCertificateCommand(request(answers, token, tags)));
    return { certificateArn: said(made, 'CertificateArn') };
  },

  async check(context, { certificateArn }) {
    const found = await describe(context.acm, certificateArn);
    if (!found) return gone;
    if (found.Status === 'FAILED' || found.Status === 'VALIDATION_TIMED_OUT') {
      const { note, fix } = refusalOf(found.FailureReason ?? found.Status);
      return drifted(note, fix);
    }
    const options = found.DomainValidationOptions ?? [];
    const records = options.flatMap(({ ResourceRecord }) => ResourceRecord ?? []);
    if (records.length === 0 || records.length < options.length)
      return pending({ en: 'waiting for its validation record', ko: '검증 레코드를 기다리는 중' });
    const output = {
      // Names that share a record each list it; Route 53 refuses a change that has the same record twice.
      records: [...new Map(records.map((one) => [said(one, 'Name'), said(one, 'Value')]))].map(([name, value]) => ({
        name,
        value,
      })),
    };
    return ready(output, async () => ({
      tags: { are: await tagsOf(context.acm, certificateArn), restore: () => putTags(context, certificateArn) },
    }));
  },

  /** A failed certificate never recovers: a new one takes its place. */
  async change({ acm, tags, token, answers }, { certificateArn }) {
    const found = await describe(acm, certificateArn);
    if (found && found.Status !== 'FAILED' && found.Status !== 'VALIDATION_TIMED_OUT') return { certificateArn };
    const after = createHash('sha256').update(`${token} ${certificateArn}`).digest('hex').slice(0, 32);
    const made = await acm.send(new RequestCertificateCommand(request(answers, after, tags)));
    // Gone already when the answer to an earlier request was lost.
    if (found) await orNothing(acm.send(new DeleteCertificateCommand({ CertificateArn: certificateArn })));
    return { certificateArn: said(made, 'CertificateArn') };
  },

  going: {
    takes: { earliest: 0, usual: 30, every: 5, limit: 30 * 60 },
    async blockers(context, { certificateArn }) {
      const { InUseBy = [] } = (await describe(context.acm, certificateArn)) ?? {};
      // AWS keeps listing ours as in use for some minutes after the load balancer is gone.
      return usersAt(context, InUseBy);
    },
  },

  async delete(context, { certificateArn }) {
    const { acm } = context;
    if (context.replaced) await letGo(context, (await describe(acm, certificateArn))?.InUseBy ?? [], certificateArn);
    await acm.send(new DeleteCertificateCommand({ CertificateArn: certificateArn }));
  },

  says: { outputs: ({ certificateArn }) => ({ certificateArn }) },
});

/** Whether a certificate is this stack's, by its tags. */
export const isOurs = async (context: Context, certificateArn: string): Promise<boolean> =>
  isOfStack(await orNothing(tagsOf(context.acm, certificateArn)), context);

export async function describe(acm: ACMClient, CertificateArn: string): Promise<CertificateDetail | undefined> {
  return (await orNothing(acm.send(new DescribeCertificateCommand({ CertificateArn }))))?.Certificate;
}
