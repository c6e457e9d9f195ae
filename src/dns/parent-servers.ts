import { Resolver } from 'node:dns/promises';
import { DnsUnreachable } from './dns-unreachable.ts';
import type { Server } from './server.ts';

/**
 * The name servers of the zone above `zone`, from the system's resolver: those of the closest name above it
 * that has any. Empty if there are none, as under a top-level domain that does not exist.
 */
export async function parentServers(
  zone: string,
  resolver = new Resolver({ timeout: 3000, tries: 2 }),
): Promise<readonly Server[]> {
  const labels = zone.split('.');
  for (let above = 1; above < labels.length; above++) {
    const names = await nameServersOf(labels.slice(above).join('.'), resolver);
    if (names.length > 0) return addressesOf(names, resolver);
  }
  return [];
}

async function nameServersOf(name: string, resolver: Resolver): Promise<readonly string[]> {
  try {
    return await resolver.resolveNs(name);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENODATA' || code === 'ENOTFOUND') return [];
    const said = /^E(REFUSED|SERVFAIL)$/.exec(code)?.[1];
    throw new DnsUnreachable(resolver.getServers(), { cause, said: said === undefined ? [] : [said] });
  }
}

/** The addresses of some name servers, from the system's resolver. */
export async function addressesOf(
  names: readonly string[],
  resolver = new Resolver({ timeout: 3000, tries: 2 }),
): Promise<readonly Server[]> {
  // Four are as good as the thirteen that a top-level domain can have.
  const some = names.slice(0, 4);
  const none = (): string[] => [];
  const v4 = Promise.all(some.map((name) => resolver.resolve4(name).catch(none)));
  const v6 = Promise.all(some.map((name) => resolver.resolve6(name).catch(none)));
  // IPv6 last: nothing is lost if it does not work.
  const hosts = [...(await v4), ...(await v6)].flat();
  if (hosts.length === 0) throw new DnsUnreachable(some);
  return hosts.map((host) => ({ host, port: 53 }));
}
