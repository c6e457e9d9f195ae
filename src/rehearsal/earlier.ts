import type { CopiedType, RecordSet } from '../dns/dns.ts';

/** Where the DNS of every domain is before anything is done: at a registrar, with mail. */
export const earlierNameServers: readonly string[] = ['ns.gabia.co.kr', 'ns.gabia.net', 'ns1.gabia.co.kr'];

const records: readonly (readonly [name: string, type: CopiedType, ...values: string[]])[] = [
  ['', 'A', '198.51.100.7'],
  ['', 'MX', '10 mx.mail.example.net.', '20 mx2.mail.example.net.'],
  ['', 'TXT', '"v=spf1 include:mail.example.net -all"'],
  ['_dmarc.', 'TXT', '"v=DMARC1; p=quarantine"'],
  ['google._domainkey.', 'TXT', `"v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQ'.repeat(4)}"`],
  ['mail.', 'CNAME', 'webmail.example.net.'],
  ['www.', 'CNAME', 'sites.example.net.'],
];

/** What a zone has there. */
export const earlierRecords = (zone: string): RecordSet[] =>
  records.map(([prefix, type, ...values]) => ({ name: `${prefix}${zone}`, type, ttl: 3600, values }));
