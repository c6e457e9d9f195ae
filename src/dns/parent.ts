import type { DecodedPacket, DnskeyData } from 'dns-packet';
import { DnsUnreachable } from './dns-unreachable.ts';
import type { CaaRecord, Dns, PresentRecords } from './dns.ts';
import { getServers } from 'node:dns';
import { addressesOf, parentServers } from './parent-servers.ts';
import { inventory } from './inventory.ts';
import { query, type Query } from './query.ts';
import { normal } from './record-sets.ts';
import { formatServer, parseServer, type Server } from './server.ts';
import { oneLine } from '../plain.ts';

export interface ParentDnsOptions {
  /** Ask this server only, instead of those of the parent zone. */
  readonly server?: Server | undefined;
  /** How to find the servers of the zone above a zone. */
  readonly findServers?: (zone: string) => Promise<readonly Server[]>;
  /** How to find where name servers listen. */
  readonly findAddresses?: (nameServers: readonly string[]) => Promise<readonly Server[]>;
  /** The resolvers of this machine. */
  readonly resolvers?: readonly Server[];
  /** How many milliseconds an answer may take; it gets two chances. */
  readonly timeout?: number;
}

/**
 * Asks the servers of the parent zone themselves, because what a resolver remembers may be days old,
 * and what the zone says about itself holds only once the parent agrees.
 */
export function parentDns({
  server,
  findServers = parentServers,
  findAddresses = addressesOf,
  resolvers = getServers().map(parseServer),
  timeout = 3000,
}: ParentDnsOptions = {}): Dns {
  /** The first reply that says something: records, or that there are none. */
  const ask = async (servers: readonly Server[], asked: Pick<Query, 'type' | 'name' | 'recursion'>) => {
    for (const next of servers.slice(0, mostAsked)) {
      const reply = await query(next, { ...asked, timeout }).catch(() => undefined);
      if (reply && (codeOf(reply) === 0 || codeOf(reply) === nameError)) return reply;
    }
    throw new DnsUnreachable(servers.map(formatServer));
  };
  const recursive = server ? [server] : resolvers;

  /** The keys with which a zone is signed, as its own name servers have them. */
  const keysOf = async (zone: string, nameServers: readonly string[]) => {
    const servers = server ? [server] : await findAddresses(nameServers);
    const { answers = [] } = await ask(servers, { type: 'DNSKEY', name: zone, recursion: server !== undefined });
    return answers.flatMap((record) => (record.type === 'DNSKEY' && normal(record.name) === zone ? [record.data] : []));
  };

  const lookAround = async (zone: string): Promise<PresentRecords> => {
    const nameServers = await dns.delegation(zone);
    if (nameServers.length === 0) return { nameServers, records: [], delegated: [], unanswered: [] };
    const servers = server ? [server] : await findAddresses(nameServers);
    const asking = { servers, recursion: server !== undefined, timeout: Math.min(timeout, 2000), limit: mostLooking };
    return { nameServers, ...(await inventory(zone, asking)) };
  };
  const looks = new Map<string, Promise<PresentRecords>>();

  const dns: Dns = {
    async caa(name, nameServers) {
      const authoritative = nameServers && !server;
      const servers = authoritative ? await findAddresses(nameServers) : recursive;
      const asked = { type: 'CAA', name: normal(name) } as const;
      const { answers = [] } = await ask(servers, { ...asked, recursion: !authoritative });
      const end = endOf(asked.name, answers);
      const found = caaOf(end, answers);
      if (found.length > 0 || end === asked.name || !authoritative) return found;
      // An alias that leads out of the zone, where its servers do not know their way.
      const { answers: further = [] } = await ask(recursive, { type: 'CAA', name: end, recursion: true });
      return caaOf(endOf(end, further), further);
    },

    async hasLeftoverDs(name, nameServers) {
      const zone = normal(name);
      const servers = server ? [server] : await findServers(zone);
      if (servers.length === 0) return false;
      const { answers = [] } = await ask(servers, { type: 'DS', name: zone, recursion: server !== undefined });
      const signers = answers.flatMap((record) =>
        record.type === 'DS' && normal(record.name) === zone ? [record.data] : [],
      );
      if (signers.length === 0) return false;
      const keys = nameServers.length > 0 ? await keysOf(zone, nameServers) : [];
      return !signers.some(({ keyTag, algorithm }) =>
        keys.some((key) => keyTagOf(key) === keyTag && key.algorithm === algorithm),
      );
    },

    async delegation(name) {
      const zone = normal(name);
      const servers = server ? [server] : await findServers(zone);
      if (servers.length === 0) return [];

      let heard = false;
      const queue = servers.values();
      /** Goes through the servers until one knows. */
      const inquire = async (): Promise<readonly string[] | undefined> => {
        for (const next of queue) {
          const reply = await query(next, { type: 'NS', name: zone, recursion: next === server, timeout }).catch(
            () => undefined,
          );
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

    records(name) {
      const zone = normal(name);
      const look = looks.get(zone) ?? lookAround(zone);
      looks.set(zone, look);
      return look;
    },
  };
  return dns;
}

/** How many milliseconds it may take to look at all that a zone has. */
const mostLooking = 15_000;

const nameError = 3;

const codeOf = ({ flags = 0 }: DecodedPacket) => flags & 0xf;

/** As many servers as are waited for before nothing is known. */
const mostAsked = 3;

/** By what number a DS record calls a key (RFC 4034, appendix B). */
function keyTagOf({ flags, algorithm, key }: DnskeyData): number {
  const data = Buffer.concat([Buffer.from([flags >> 8, flags & 0xff, 3, algorithm]), key]);
  const sum = data.reduce((total, byte, at) => total + (at % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + ((sum >> 16) & 0xffff)) & 0xffff;
}

type Records = NonNullable<DecodedPacket['answers']>;

/** Where the aliases among some records lead from a name. */
function endOf(name: string, records: Records): string {
  const passed = new Set<string>();
  for (let at = name; ;) {
    passed.add(at);
    const alias = records.find((record) => record.type === 'CNAME' && normal(record.name) === at);
    if (alias?.type !== 'CNAME' || passed.has(normal(alias.data))) return at;
    at = normal(alias.data);
  }
}

/** Other people's text, which is shown. */
const caaOf = (name: string, records: Records): CaaRecord[] =>
  records.flatMap((record) =>
    record.type === 'CAA' && normal(record.name) === name
      ? [{ tag: oneLine(record.data.tag), value: oneLine(record.data.value) }]
      : [],
  );

/** The name servers that a reply gives for the zone; none when it says so, `undefined` when it does not know the zone. */
function delegatedTo(zone: string, reply: DecodedPacket): string[] | undefined {
  const { answers = [], authorities = [] } = reply;
  const code = codeOf(reply);
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
