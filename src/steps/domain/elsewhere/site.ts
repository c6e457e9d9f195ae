import { DnsUnreachable, orUnreachable } from '../../../dns/dns-unreachable.ts';
import { flattens } from '../../../dns/hosts.ts';
import { defineStep, type Context, type Needs, type OutputsOf } from '../../../engine/step.ts';
import { noteworthy, obstacle, ok, type Check } from '../../../engine/verdict.ts';
import { reads } from '../../../permissions/allow.ts';
import { joined, type Words } from '../../../words.ts';
import type { Entry } from '../../entry/entry.ts';
import { caaAllows, letsEncrypt, unheard } from '../caa.ts';
import { bareId, isDelegatedTo, nameServersOf, publicZones } from '../find-hosted-zone.ts';
import { isOnesOwn } from '../given-away.ts';
import { registrable } from '../names.ts';
import { namesOf } from '../present.ts';
import { copyRecords, dnsHost, domain, www, zone as zoneName } from '../questions.ts';
import { remembered } from '../remembered.ts';
import { endOf, type Target } from '../site-record.ts';
import { whoHosts } from './fault.ts';
import { allSet, stays, takes, taskFor, type Asked } from './gate.ts';
import { lineOf, type Wanted } from './wanted.ts';

interface SiteElsewhere<N> {
  readonly kind: 'alias' | 'address';
  readonly entry: Entry;
  readonly needs: N;
  target(needs: OutputsOf<N>): Target;
}

const zoneOf = (domain: string): string => registrable(domain) ?? domain;

/** At the top of a zone there can be no CNAME. */
function wantedAt(name: string, target: Target): Wanted {
  if ('address' in target) return { name, type: 'A', value: target.address };
  return { name, type: name === zoneOf(name) ? 'ALIAS' : 'CNAME', value: target.dnsName };
}

/** Where the zone is in this account already, nothing has to be set by hand: and what is in it must not go. */
const isElsewhere: Check<Context & { readonly answers: { readonly domain: string } }> = {
  about: { en: 'where the DNS is', ko: 'DNS가 있는 곳' },
  async ask({ dns, route53, answers }) {
    const found = await orUnreachable(dns.at(answers.domain));
    if (found instanceof DnsUnreachable) return unheard(found);
    const { zone, nameServers } = found;
    if (zone === undefined) return ok;
    for (const { Id } of await publicZones(route53, zone)) {
      const id = bareId(Id);
      if (!isDelegatedTo(await nameServersOf(route53, id), nameServers)) continue;
      return obstacle(
        {
          en: `The DNS of ${zone} is in this account already (hosted zone ${id}), and stepway can set the records there itself.`,
          ko: `${zone}의 DNS는 이미 이 계정의 호스팅 영역(${id})에 있어 stepway가 레코드를 직접 만들 수 있습니다.`,
        },
        {
          en: 'Use --dns route53. To move the DNS away, first copy all records to the other host and set its name servers.',
          ko: '--dns route53을 쓰세요. DNS를 옮기려면 먼저 모든 레코드를 다른 곳에 복사하고 그곳의 네임서버로 바꾸세요.',
        },
        'usage',
      );
    }
    return ok;
  },
};

/** A load balancer has a name and no fixed address: the top of a zone can lead to it only where the host flattens. */
const fitsTop: Check<Context & { readonly answers: { readonly domain: string } }> = {
  about: { en: 'a record for the domain itself', ko: '도메인 자체의 레코드' },
  async ask({ dns, answers: { domain } }) {
    const found = await orUnreachable(dns.at(domain));
    if (found instanceof DnsUnreachable) return unheard(found);
    if (domain !== (found.zone ?? zoneOf(domain))) return undefined;
    const who = whoHosts(found.nameServers);
    const type = flattens(found.nameServers);
    if (type)
      return noteworthy({
        en: `${who.en} can lead ${domain} itself to a load balancer, by a record of the type ${type} named @.`,
        ko: `${who.ko}에서는 이름이 @인 ${type} 레코드로 ${domain} 자체를 로드 밸런서에 연결할 수 있습니다.`,
      });
    return obstacle(
      {
        en: `${domain} itself cannot lead to a load balancer by a CNAME record, and whether its DNS host${who.en ? ` ${who.en}` : ''} has a record that can (ALIAS, ANAME) is not known.`,
        ko: `${domain}처럼 앞에 이름이 없는 도메인은 CNAME으로 로드 밸런서에 연결할 수 없고, DNS 업체${who.ko ? `(${who.ko})` : ''}에 대신 쓸 레코드(ALIAS, ANAME)가 있는지 알 수 없습니다.`,
      },
      {
        en: `Use --domain www.${domain} (or another name below it), or --entry elastic-ip, which takes an ordinary A record. Or move the DNS to Cloudflare, which can flatten a CNAME, or to Route 53 (--dns route53).`,
        ko: `--domain www.${domain} 같은 하위 도메인을 쓰거나, 보통의 A 레코드로 되는 --entry elastic-ip를 쓰세요. 또는 CNAME을 평탄화하는 Cloudflare나 Route 53(--dns route53)으로 DNS를 옮기세요.`,
      },
      'usage',
    );
  },
};

/** At many DNS hosts a record is remembered for an hour, and what its TTL was nobody can ask once it has been changed. */
const lingers = { seconds: 3600, note: remembered };

const ahead = {
  en: 'set the site’s record at your DNS host (stepway shows it as soon as it is known)',
  ko: 'DNS를 관리하는 곳에 사이트의 레코드 추가하기(값은 정해지는 대로 화면에 나옵니다)',
};

/** Before there is a certificate, visitors of a site that is there already would be warned. */
const hintOf = ({ https }: Entry): Words | undefined =>
  https === 'aws'
    ? {
        en: 'If a site answers there now, set this one last, once the certificate is issued.',
        ko: '지금 그 주소에서 운영 중인 사이트가 있다면, 이 레코드는 인증서가 발급된 뒤 마지막에 바꾸세요.',
      }
    : undefined;

/** The names of the site, where its DNS is elsewhere: a person leads them to where visitors come in. */
export const siteElsewhere = <const N extends Needs>(site: SiteElsewhere<N>) =>
  defineStep({
    id: `${site.kind}-elsewhere`,
    title: { en: 'Site’s records at your DNS host', ko: 'DNS 업체의 사이트 레코드' },
    needs: site.needs,
    asks: { domain, www, dns: dnsHost, zoneName, copies: copyRecords },
    allows: [reads('route53:GetHostedZone', 'route53:ListHostedZonesByName')],
    when: (answers) => answers.dns === 'manual',
    follows: { replaces: ['domain', 'www'] },
    making: {
      takes,
      task: { ahead, now: (asked: Asked) => joined('\n', taskFor(asked), hintOf(site.entry)) },
    },

    preflight: [
      endOf(''),
      isOnesOwn,
      isElsewhere,
      ...(site.kind === 'alias' ? [fitsTop] : []),
      ...(site.entry.https === 'server' ? [caaAllows(letsEncrypt)] : []),
    ],

    async find({ needs, answers }) {
      if (answers.dns !== 'manual') return undefined;
      const target = site.target(needs);
      const records = namesOf(answers).map((name) => wantedAt(name, target));
      return { names: namesOf(answers).join(', '), zoneName: zoneOf(answers.domain), records };
    },

    check: ({ dns }, asked) => allSet(dns, asked, hintOf(site.entry)),

    going: { stays, lingers },

    says: {
      outputs: ({ records: [first, second] }) => ({
        ...(first && { url: `https://${first.name}` }),
        ...(second && { www: `https://${second.name}` }),
        siteRecords: [first, second].flatMap((one) => (one ? [lineOf(one)] : [])),
      }),
    },
  });
