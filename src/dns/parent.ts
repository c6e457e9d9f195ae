import type { DecodedPacket } from 'dns-packet';
import { DnsUnreachable } from './dns-unreachable.ts';
import type { Dns } from './dns.ts';
import { parentServers } from './parent-servers.ts';
import { query } from './query.ts';
import { formatServer, type Server } from './server.ts';
import { oneLine } from '../plain.ts';

export interface ParentDnsOptions {
  /** Ask this server only, instead of those of the parent zone. */
  readonly server?: Server | undefined;
  /** How to find the servers of the zone above a zone. */
  readonly findServers?: (zone: string) => Promise<readonly Server[]>;
  /** How many milliseconds an answer may take; it gets two chances. */
  readonly timeout?: number;
}

/**
 * Asks the servers of the parent zone themselves, because what a resolver remembers may be days old,
 * and what the zone says about itself holds only once the parent agrees.
 */
export function parentDns({ server, findServers = parentServers, timeout = 3000 }: ParentDnsOptions = {}): Dns {
  return {
    async delegation(name) {
      const zone = normal(name);
      const servers = server ? [server] : await findServers(zone);
      if (servers.length === 0) return [];

      let heard = false;
      const queue = servers.values();
      /** Goes through the servers until one knows. */
      const inquire = async (): Promise<readonly string[] | undefined> => {
        for (const next of queue) {
          const reply = await query(next, { name: zone, recursion: next === server, timeout }).catch(() => undefined);
          if (!reply) continue;
          heard = true;
          const names = delegatedTo(zone, reply);
          if (names) return names;
        }
        return undefined;
      };

      // Two at a time share the queue: a change reaches the servers of a parent one after another.
      const answers = (await Promise.all([inquire(), inquire()])).filter((names) => names !== undefined);
      if (!heard) throw new DnsUnreachable(servers.map(formatServer));
      // A delegation holds when both know it; where they differ, it is changing, and all names count.
      if (answers.some((names) => names.length === 0)) return [];
      return [...new Set(answers.flat())].toSorted();
    },
  };
}

const nameError = 3;

/** The name servers that a reply gives for the zone; none when it says so, `undefined` when it does not know the zone. */
function delegatedTo(zone: string, { flags = 0, answers = [], authorities = [] }: DecodedPacket): string[] | undefined {
  const code = flags & 0xf;
  if (code === nameError) return [];
  if (code !== 0) return undefined;
  // A referral has them among the authorities; a server that has the zone as well answers with them.
  const records = [...answers, ...authorities];
  const names = records.flatMap((record) =>
    record.type === 'NS' && normal(record.name) === zone ? [record.data] : [],
  );
  // A label may hold any byte, and these are shown.
  if (names.length > 0) return names.map((name) => oneLine(normal(name)));
  // Without any, the start of the zone above says that there are none, and not that the server is the wrong one.
  return authorities.some(({ type }) => type === 'SOA') ? [] : undefined;
}

const normal = (name: string) => name.toLowerCase().replace(/\.$/, '');
