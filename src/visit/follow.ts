import { BlockList, isIP } from 'node:net';
import { oneLine } from '../plain.ts';
import { ask, type Answer, type Fault, type Way } from './ask.ts';

/** As many as browsers follow. */
const mostRedirects = 20;

/** Where a visitor who follows all redirects ends. */
export type End =
  | { readonly is: 'answered'; readonly status: number }
  | Fault
  /** At an address that means something else, or nothing, to everybody but the server. */
  | { readonly is: 'inward' }
  /** Nowhere: it is sent on and on. */
  | { readonly is: 'loop'; readonly chain: readonly string[] };

export interface Trail {
  /** Where it led, the first address included. */
  readonly urls: readonly URL[];
  readonly end: End;
}

/** An address as it is shown: what follows the `?` may be a secret. */
export const shown = ({ origin, pathname, search }: URL): string =>
  oneLine(`${origin}${pathname}`).slice(0, 200) + (search && '?…');

const redirects = new Set([301, 302, 303, 307, 308]);

/** Where an answer leads; undefined if nowhere that a browser would ask. */
function nextAfter({ status, location }: Answer, from: URL): URL | undefined {
  if (!redirects.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const next = new URL(location, from);
  next.hash = next.username = next.password = '';
  return /^https?:$/.test(next.protocol) ? next : undefined;
}

const inner = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inner.addSubnet(net, bits);
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inner.addSubnet(net, bits, 'ipv6');

/** Whether an address is one of the server's own network: a browser would look for it on the visitor's computer. */
function isInward({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version > 0) return inner.check(host, version === 6 ? 'ipv6' : 'ipv4');
  return !host.includes('.') || /\.(localhost|local|internal)\.?$/.test(host);
}

/** The way from the last address back to itself; all of it if none came twice. */
function circle(urls: readonly URL[]): readonly string[] {
  const last = urls.at(-1)?.href;
  const before = urls.slice(0, -1).findLastIndex(({ href }) => href === last);
  return urls.slice(Math.max(before, 0)).map((url) => shown(url));
}

/** Follows redirects as a browser does whose cookies are those of this one visit. Never rejects. */
export async function follow(from: URL, way: Way): Promise<Trail> {
  const urls = [from];
  const asked = new Set<string>();
  const jar = new Map<string, Map<string, string>>();
  // However many redirects there are: nobody waits for longer than three slow answers.
  const signal = AbortSignal.timeout(3 * way.timeout);
  for (let url = from; ;) {
    const kept = jar.get(url.host) ?? new Map<string, string>();
    const cookie = [...kept.values()].join('; ');
    // Without anything new the answer will be the same.
    const question = `${url.href} ${cookie}`;
    if (asked.has(question) || urls.length > mostRedirects) return { urls, end: { is: 'loop', chain: circle(urls) } };
    asked.add(question);
    const answer = await ask(url, cookie, way, signal);
    if (answer.is !== 'answered') return { urls, end: answer };
    for (const one of answer.cookies) kept.set(one.replace(/=.*/, ''), one);
    jar.set(url.host, kept);
    const next = nextAfter(answer, url);
    if (!next) return { urls, end: { is: 'answered', status: answer.status } };
    urls.push(next);
    if (isInward(next)) return { urls, end: { is: 'inward' } };
    url = next;
  }
}
