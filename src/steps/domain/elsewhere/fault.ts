import { isCloudflare } from '../../../dns/cloudflare.ts';
import type { AtName, Dns } from '../../../dns/dns.ts';
import { DnsUnreachable, orUnreachable } from '../../../dns/dns-unreachable.ts';
import { hostOf } from '../../../dns/hosts.ts';
import type { Words } from '../../../words.ts';
import type { Wanted } from './wanted.ts';

/** What is wrong with a record, and how to put it right. */
export interface Fault {
  readonly what: Words;
  /** Absent where there is nothing but to set it. */
  readonly fix?: Words;
}

/** A record as public DNS has it. */
export interface Seen {
  readonly found: AtName;
  /** Undefined when it is as it has to be. */
  readonly fault: Fault | undefined;
}

/**
 * What public DNS says of a record that somebody has to set, asked of the name servers that the domain has.
 *
 * @throws DnsUnreachable when they do not tell.
 */
export async function lookAt(dns: Dns, wanted: Wanted): Promise<Seen> {
  const found = await dns.at(wanted.name);
  const fault = isProof(wanted) ? await faultOfProof(dns, wanted, found) : await faultOfSite(dns, wanted, found);
  return { found, fault };
}

/** The name with which somebody proves to Amazon that a domain is theirs: visitors never come to it. */
const isProof = ({ name }: Wanted) => name.startsWith('_');

const list = (some: readonly string[]) => some.join(', ');

async function faultOfProof(dns: Dns, wanted: Wanted, found: AtName): Promise<Fault | undefined> {
  const { name, value } = wanted;
  const { alias, addresses } = found;
  if (alias === value) return undefined;
  if (alias !== undefined) return ledElsewhere(wanted, found, alias);
  if (addresses.some(isCloudflare)) return proxied(name);
  // Other addresses are of a wildcard record, which stands for every name that has no record of its own.
  return missing(dns, wanted, found);
}

async function faultOfSite(dns: Dns, wanted: Wanted, found: AtName): Promise<Fault | undefined> {
  const { name, type, value } = wanted;
  const { alias, addresses, addresses6, zone } = found;
  if (alias !== undefined) {
    const isThere = alias === value || alias === `dualstack.${value}` || (await leadsThere(dns, alias, wanted));
    if (!isThere) return ledElsewhere(wanted, found, alias);
    return name === zone ? aliasAtTop(name) : undefined;
  }
  if (addresses.length === 0 && addresses6.length === 0) return missing(dns, wanted, found);
  const right = type === 'A' ? [value] : await addressesOf(dns, value);
  const others = addresses.filter((one) => !right.includes(one));
  if (others.some(isCloudflare)) return proxied(name);
  // A load balancer has several addresses, which change: one of them is enough.
  const isThere = type === 'A' ? others.length === 0 : addresses.some((one) => right.includes(one));
  if (addresses.length > 0 && !isThere) return leftOver(wanted, 'A', others);
  return addresses6.length > 0 ? leftOver(wanted, 'AAAA', addresses6) : undefined;
}

/** Those of a name that does not exist yet are none. */
async function addressesOf(dns: Dns, name: string): Promise<readonly string[]> {
  const found = await orUnreachable(dns.addresses(name));
  return found instanceof DnsUnreachable ? [] : found;
}

/** Whether another name leads to the same in the end, as www. that leads to the domain. */
async function leadsThere(dns: Dns, alias: string, { type, value }: Wanted): Promise<boolean> {
  const [there, wanted] = await Promise.all([
    addressesOf(dns, alias),
    type === 'A' ? [value] : addressesOf(dns, value),
  ]);
  return there.length > 0 && there.every((one) => wanted.includes(one));
}

/** Many pages add the domain to whatever is typed, and so have it twice where it was typed as well. */
async function missing(dns: Dns, wanted: Wanted, { zone, nameServers }: AtName): Promise<Fault> {
  const { name, type, value } = wanted;
  const twice = zone === undefined ? undefined : `${name}.${zone}`;
  if (twice !== undefined) {
    const there = await orUnreachable(dns.at(twice));
    const isThere = !(there instanceof DnsUnreachable) && (there.alias === value || there.addresses.includes(value));
    if (isThere) return doubled(name, twice, zone ?? '');
  }
  if (zone === undefined)
    return {
      what: {
        en: `no name servers are set for ${name}: the domain is not registered, or has no DNS yet`,
        ko: `네임서버가 없는 이름입니다(${name}). 등록되지 않은 도메인이거나 아직 DNS가 없습니다`,
      },
    };
  const who = whoHosts(nameServers);
  return {
    what: {
      en: `${name} has no ${type === 'ALIAS' ? 'address' : type} record at ${who.en}, which answers for ${zone} (a record set at any other company is not seen)`,
      ko: `${who.ko}에 ${name} 레코드가 없습니다. ${zone}의 DNS는 그곳이 답하므로, 다른 업체에 추가한 레코드는 아무도 보지 못합니다`,
    },
  };
}

/** Who answers for a domain, by a name that people know. */
export function whoHosts(nameServers: readonly string[]): Words {
  const servers = list(nameServers);
  const name = hostOf(nameServers)?.name;
  return name ? { en: `${name.en} (${servers})`, ko: `${name.ko}(${servers})` } : { en: servers, ko: servers };
}

const doubled = (name: string, twice: string, zone: string): Fault => ({
  what: {
    en: `the record is at ${twice}, where the domain is in the name twice`,
    ko: `레코드 이름에 도메인이 두 번 들어갔습니다(${twice})`,
  },
  fix: {
    en: `There the page adds .${zone} itself: type the name without it, so that it is ${name} in full.`,
    ko: `그곳에서는 .${zone} 부분이 저절로 붙습니다. 그 부분을 빼고 입력해 전체 이름이 ${name} 하나가 되게 하세요.`,
  },
});

function ledElsewhere({ name, value }: Wanted, { zone }: AtName, alias: string): Fault {
  if (alias === `${value}.${zone}`)
    return {
      what: {
        en: `${name} leads to ${alias}: the domain was added to the value`,
        ko: `값 뒤에 도메인이 붙었습니다(${name} → ${alias})`,
      },
      fix: {
        en: `End the value with a dot: ${value}.`,
        ko: `값의 끝에 점을 찍으세요: ${value}.`,
      },
    };
  return {
    what: { en: `${name} leads to ${alias}, not to ${value}`, ko: `다른 곳으로 연결되어 있습니다(${name} → ${alias})` },
    fix: {
      en: `Change the CNAME record of ${name}, and let there be no other record of that name.`,
      ko: `${name}의 CNAME 값을 바꾸고, 같은 이름의 다른 레코드는 지우세요.`,
    },
  };
}

const proxied = (name: string): Fault => ({
  what: {
    en: `${name} is behind Cloudflare's proxy (the orange cloud), so Amazon and visitors meet Cloudflare instead`,
    ko: `Cloudflare 프록시(주황색 구름)가 켜져 있어 Amazon과 방문자가 Cloudflare로 갑니다(${name})`,
  },
  fix: {
    en: `At Cloudflare, set the record of ${name} to "DNS only" (the grey cloud).`,
    ko: `Cloudflare에서 ${name} 레코드를 DNS only(회색 구름)로 바꾸세요.`,
  },
});

const aliasAtTop = (name: string): Fault => ({
  what: {
    en: `${name} has a CNAME record, which hides the mail records (MX) and name servers of the whole domain`,
    ko: `${name}에 CNAME 레코드가 있어 도메인 전체의 메일(MX)과 네임서버 레코드가 가려집니다`,
  },
  fix: {
    en: `Replace that CNAME by an ALIAS or ANAME record; where there is none, use --domain www.${name}.`,
    ko: `그 CNAME을 지우고 ALIAS나 ANAME 레코드를 쓰세요. 없는 곳이면 --domain www.${name} 도메인을 쓰세요.`,
  },
});

const leftOver = ({ name }: Wanted, type: 'A' | 'AAAA', others: readonly string[]): Fault => ({
  what: {
    en: `${name} still has the ${type} record ${list(others)}, which leads somewhere else`,
    ko: `예전 ${type} 레코드가 남아 있습니다(${name} → ${list(others)})`,
  },
  fix: {
    en: `Delete the ${type} record ${list(others)} of ${name}.`,
    ko: `${name}의 ${type} 레코드 ${list(others)} 항목을 지우세요.`,
  },
});
