import { domainToASCII } from 'node:url';
import { getDomain, getPublicSuffix } from 'tldts';

/** Of a name in DNS, in octets. */
export const longestName = 253;

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** A host name in the form DNS uses, lower case and without a trailing dot; undefined for what is none. */
export function hostName(raw: string): string | undefined {
  // `domainToASCII` reads a whole URL's worth and silently drops what follows the name.
  if (/[/\\?#%@:\s]/.test(raw)) return undefined;
  const ascii = domainToASCII(raw.replace(/\.$/, '')).toLowerCase();
  const labels = ascii.split('.');
  if (ascii.length > longestName || labels.length < 2 || !labels.every((one) => label.test(one))) return undefined;
  // The last label of a name is no number, as that of an address, and no single letter: ACM takes neither.
  if (!/^[a-z].*.$/.test(labels.at(-1) ?? '')) return undefined;
  return ascii;
}

/** The part of a name that its owner registered: `example.co.kr` of `api.example.co.kr`. */
export const registrable = (host: string): string | undefined => getDomain(host) ?? undefined;

/** Whether a name is one under which others register theirs: `com`, `co.kr`. */
export const isPublicSuffix = (host: string): boolean => getPublicSuffix(host) === host;

export const isWithin = (host: string, zone: string): boolean => host === zone || host.endsWith(`.${zone}`);
