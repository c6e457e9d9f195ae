import { domainToASCII } from 'node:url';
import { getDomain, getPublicSuffix } from 'tldts';

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

/** The registered part of a name: `example.co.kr` for `api.example.co.kr`. */
export const registrable = (host: string): string | undefined => getDomain(host) ?? undefined;

/** Whether a name is a public suffix, under which others register domains: `com`, `co.kr`. */
export const isPublicSuffix = (host: string): boolean => getPublicSuffix(host) === host;

export const isWithin = (host: string, zone: string): boolean => host === zone || host.endsWith(`.${zone}`);

/** A name and those above it, as far as `top`, the longest first. */
export function namesUpTo(host: string, top: string): string[] {
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.')).filter((name) => isWithin(name, top));
}
