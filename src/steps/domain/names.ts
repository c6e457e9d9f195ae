import { domainToASCII } from 'node:url';
import type { Words } from '../../words.ts';
import { parse } from 'tldts';

/** Maximum length of a DNS name, in octets. */
export const longestName = 253;

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** A host name in DNS form, lower case and without a trailing dot; undefined if it is not one. */
export function hostName(raw: string): string | undefined {
  // `domainToASCII` accepts a whole URL and silently drops what follows the name.
  if (/[/\\?#%@:\s]/.test(raw)) return undefined;
  const ascii = domainToASCII(raw.replace(/\.$/, '')).toLowerCase();
  const labels = ascii.split('.');
  if (ascii.length > longestName || labels.length < 2 || !labels.every((one) => label.test(one))) return undefined;
  // The last label must not be a number, as in an IP address, or a single letter: ACM accepts neither.
  if (!/^[a-z].*.$/.test(labels.at(-1) ?? '')) return undefined;
  return ascii;
}

/** By the Public Suffix List, with the names under which companies give names away (`github.io`). */
const parsed = (host: string) => parse(host, { allowPrivateDomains: true });

/** The registered part of a name: `example.co.kr` for `api.example.co.kr`. */
export const registrable = (host: string): string | undefined => parsed(host).domain ?? undefined;

/** The suffix under which a company gives names away, if the name is below one: `github.io`, `uk.com`. */
export function givenAwayUnder(host: string): string | undefined {
  const { isPrivate, publicSuffix } = parsed(host);
  return isPrivate ? (publicSuffix ?? undefined) : undefined;
}

/** Why nobody can own a name, whatever the DNS says; undefined when somebody can. */
export function whyNobodys(host: string): Words | undefined {
  const { isIcann, isPrivate, publicSuffix } = parsed(host);
  if (!isIcann && !isPrivate)
    return {
      en: `must be a name that can be registered: .${publicSuffix} is no top-level domain of the internet`,
      ko: `등록할 수 있는 도메인이어야 합니다. 인터넷에 없는 최상위 도메인입니다: .${publicSuffix}`,
    };
  if (publicSuffix === host)
    return {
      en: `must be a domain of your own: ${host} is a suffix that others have their names under (such as shop.${host})`,
      ko: `내 도메인이어야 합니다. ${host} 자체는 여러 사람이 함께 쓰는 뒷부분입니다(예: shop.${host})`,
    };
  return undefined;
}

/** The name that a visitor types who leaves out `www.`; undefined where there is no such, or nobody can own it. */
export const withoutWww = (host: string): string | undefined =>
  host.startsWith('www.') && registrable(host) !== host ? host.slice('www.'.length) : undefined;

export const isWithin = (host: string, zone: string): boolean => host === zone || host.endsWith(`.${zone}`);

/** A name and those above it, as far as `top`, the longest first. */
export function namesUpTo(host: string, top: string): string[] {
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.')).filter((name) => isWithin(name, top));
}
