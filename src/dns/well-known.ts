import type { CopiedType } from './dns.ts';

/** Common subdomains, and the record types that they usually have. */
interface WellKnown {
  readonly types: readonly CopiedType[];
  readonly names: readonly string[];
}

const listed = (types: readonly CopiedType[], names: string): WellKnown => ({
  types,
  names: names.trim().split(/\s+/),
});

/**
 * A zone's names cannot be listed, so we ask for those that mail and common services use. A CNAME comes with
 * whatever type is asked for. `_acme-challenge` is left out: it exists for minutes only.
 */
export const wellKnownNames: readonly WellKnown[] = [
  listed(['A', 'AAAA', 'MX', 'TXT'], `www mail email send mg em bounce news newsletter`),
  listed(
    ['A', 'AAAA'],
    `webmail smtp pop pop3 imap mx mx1 autodiscover autoconfig mta-sts ftp blog shop store m mobile api dev test stage
     staging beta demo admin app web cdn static img image assets docs help support status vpn git portal my home forum
     link click calendar drive sites intranet remote cpanel ns1 ns2 lyncdiscover sip msoid enterpriseregistration
     enterpriseenrollment`,
  ),
  listed(
    ['TXT'],
    `_dmarc _mta-sts _smtp._tls default._bimi _amazonses google._domainkey selector1._domainkey selector2._domainkey
     default._domainkey mail._domainkey dkim._domainkey k1._domainkey k2._domainkey k3._domainkey s1._domainkey
     s2._domainkey mandrill._domainkey resend._domainkey zoho._domainkey zmail._domainkey pm._domainkey
     protonmail._domainkey protonmail2._domainkey protonmail3._domainkey fm1._domainkey fm2._domainkey fm3._domainkey
     sig1._domainkey`,
  ),
  listed(
    ['SRV'],
    `_autodiscover._tcp _sip._tls _sipfederationtls._tcp _imap._tcp _imaps._tcp _pop3s._tcp _submission._tcp
     _submissions._tcp _caldavs._tcp _carddavs._tcp _xmpp-client._tcp _xmpp-server._tcp _matrix._tcp _minecraft._tcp`,
  ),
];

/** The record types that a domain itself usually has. */
export const typesOfDomain: readonly CopiedType[] = ['A', 'AAAA', 'MX', 'TXT', 'CAA'];
