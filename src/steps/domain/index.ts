import type { Chapter } from '../chapter.ts';
import { script } from './by-hand.ts';
import { copiedRecords } from './copied-records.ts';
import { delegated } from './delegated.ts';
import { existingZone, ownZone, zoneTags } from './hosted-zone.ts';
import { hosting } from './prices.ts';
import { copyRecords, dnsHost, domain, hostedZone, www, zone } from './questions.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly nameServers?: readonly string[];
    readonly hostedZoneId?: string;
    /** What has to be at a DNS that is elsewhere, as NAME TYPE VALUE. */
    readonly siteRecords?: readonly string[];
  }
}

const steps = [existingZone, ownZone, zoneTags, copiedRecords, delegated];

export const domainChapter: Chapter = {
  id: 'domain',
  title: { en: 'Domain', ko: '도메인' },
  why: {
    en: 'DNS turns your domain into an address, and Route 53 hosts your domain’s records. The internet finds them once your registrar, the company that sold you the domain, points it at Route 53’s four name servers. Only you can do that; stepway tells you when and how. With --dns manual the name servers stay as they are, and you set two or three records at your present DNS host instead.',
    ko: 'DNS는 도메인을 IP 주소로 바꿔 주는 인터넷의 전화번호부입니다. 여러분 도메인의 레코드는 Route 53에 두는데, 도메인을 등록한 업체에서 네임서버를 Route 53의 네 개로 바꿔야 방문자가 이 레코드를 찾을 수 있습니다. 이 일만은 여러분이 직접 해야 하며, 언제 어떻게 하는지 알려 드립니다. --dns manual을 쓰면 네임서버는 그대로 두고, 지금 DNS를 관리하는 곳에 레코드 두세 개만 추가합니다.',
  },
  asks: [domain, dnsHost, zone, hostedZone, www, copyRecords],
  steps,
  links: [{ id: 'delegation', title: { en: 'Name servers', ko: '네임서버' }, at: 'delegation', steps }],
  bystanders: (answered) =>
    answered(dnsHost) === 'manual'
      ? [
          {
            on: 'names',
            sign: 'names',
            name: { en: 'DNS host of the domain', ko: '도메인의 DNS 업체' },
            details: { en: 'tells the address of the site', ko: '사이트의 주소를 알려 줌' },
          },
        ]
      : [
          {
            on: 'names',
            sign: 'names',
            name: { en: 'Route 53', ko: 'Route 53' },
            details: { en: 'tells the address of the site', ko: '사이트의 주소를 알려 줌' },
          },
        ],
  shows: ({ url, www: other, nameServers = [], siteRecords = [] }) => [
    { at: 'site', what: { en: 'Site', ko: '사이트' }, lines: [url, other] },
    { at: 'names', what: { en: 'Name servers', ko: '네임서버' }, lines: nameServers },
    {
      at: 'names',
      what: { en: 'Site’s records at your DNS host', ko: 'DNS 업체에 둔 사이트 레코드' },
      lines: siteRecords,
    },
  ],
  rates: [hosting],
  script,
};
