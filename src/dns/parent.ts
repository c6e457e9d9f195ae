import type { DecodedPacket, DnskeyData } from 'dns-packet';
import { DnsUnreachable } from './dns-unreachable.ts';
import type { CaaRecord, Dns, PresentRecords } from './dns.ts';
import { getServers } from 'node:dns';
import { addressesOf, parentServers } from './parent-servers.ts';
import { inventory } from './inventory.ts';
import { query, type Query } from './query.ts';
import { normal } from './record-sets.ts';
import { formatServer, parseServer, type Server } from './server.ts';
import { codeName, hasAnswered, isAuthoritative, isConclusive, isNameError } from './replies.ts';
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
  /** Timeout per answer, in milliseconds; each gets two attempts. */
  readonly timeout?: number;
}

/**
 * Asks the parent zone's own servers, because a resolver's cache may be days old,
 * and what the zone says about itself counts only once the parent agrees.
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
    const said: string[] = [];
    for (const next of servers.slice(0, mostAsked)) {
      const reply = await query(next, { ...asked, timeout }).catch(() => undefined);
      if (reply && (isConclusive(reply, asked.recursion) || (hasAnswered(reply) && reply.answers?.length)))
        return reply;
      if (reply) said.push(codeName(reply));
    }
    throw new DnsUnreachable(servers.map(formatServer), { said });
  };
  const recursive = server ? [server] : resolvers;

  /** The keys that sign a zone, from its own name servers. */
  const keysOf = async (zone: string, nameServers: readonly string[]) => {
    const servers = server ? [server] : await findAddresses(nameServers);
    const { answers = [] } = await ask(servers, { type: 'DNSKEY', name: zone, recursion: server !== undefined });
    return answers.flatMap((record) => (record.type === 'DNSKEY' && normal(record.name) === zone ? [record.data] : []));
  };

  /** What the servers of the zone's parent say, at most two of them; none where there is no parent. */
  const askParent = async (zone: string): Promise<readonly (readonly string[])[]> => {
    const servers = server ? [server] : await findServers(zone);
    if (servers.length === 0) return [];

    const said: string[] = [];
    const queue = servers.values();
    /** Tries the servers until one knows. */
    const inquire = async (): Promise<readonly string[] | undefined> => {
      for (const next of queue) {
        const recursion = next === server;
        const reply = await query(next, { type: 'NS', name: zone, recursion, timeout }).catch(() => undefined);
        const names = reply && delegatedTo(zone, reply, recursion);
        if (names) return names;
        if (reply) said.push(codeName(reply));
      }
      return undefined;
    };

    // Two at a time share the queue: a change reaches the servers of a parent one after another.
    const answers = (await Promise.all([inquire(), inquire()])).filter((names) => names !== undefined);
    if (answers.length === 0) throw new DnsUnreachable(servers.map(formatServer), { said });
    return answers;
  };

  const allNames = (answers: readonly (readonly string[])[]) => [...new Set(answers.flat())].toSorted();

  const lookAround = async (zone: string, names: readonly string[]): Promise<PresentRecords> => {
    // As long as any server of the parent names them, somebody is sent there.
    const nameServers = allNames(await askParent(zone));
    if (nameServers.length === 0) return { nameServers, records: [], delegated: [], unanswered: [] };
    const servers = server ? [server] : await findAddresses(nameServers);
    const asking = { servers, recursion: server !== undefined, timeout: (2 / 3) * timeout, limit: mostLooking };
    return { nameServers, ...(await inventory(zone, names, asking)) };
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
      // A CNAME that points outside the zone, which its servers cannot resolve.
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
      const answers = await askParent(normal(name));
      // Both must agree; if they differ, the delegation is changing, and all names count.
      return answers.some((names) => names.length === 0) ? [] : allNames(answers);
    },

    records(name, names = []) {
      const zone = normal(name);
      const others = [...new Set(names.map(normal))].toSorted();
      const key = [zone, ...others].join(' ');
      const look = looks.get(key) ?? lookAround(zone, others);
      looks.set(key, look);
      // What did not answer may answer next time.
      look.catch(() => looks.delete(key));
      return look;
    },

    async at(given) {
      const name = normal(given);
      const { zone, nameServers } = await zoneOf(name, (one) => dns.delegation(one));
      const nothing = { zone, nameServers, alias: undefined, addresses: [], addresses6: [] };
      if (zone === undefined) return nothing;
      const servers = server ? [server] : await findAddresses(nameServers);
      const look = async (type: 'CNAME' | 'A' | 'AAAA') =>
        (await ask(servers, { type, name, recursion: server !== undefined })).answers ?? [];
      const [alias] = valuesAt(name, 'CNAME', await look('CNAME'));
      if (alias !== undefined) return { ...nothing, alias: normal(alias) };
      const [v4, v6] = await Promise.all([look('A'), look('AAAA')]);
      return { ...nothing, addresses: valuesAt(name, 'A', v4), addresses6: valuesAt(name, 'AAAA', v6) };
    },

    async addresses(given) {
      const name = normal(given);
      const { answers = [] } = await ask(recursive, { type: 'A', name, recursion: true });
      return valuesAt(endOf(name, answers), 'A', answers);
    },
  };
  return dns;
}

/** Timeout for reading everything in a zone, in milliseconds. */
const mostLooking = 15_000;

/** How many servers to wait for before giving up. */
const mostAsked = 3;

/** The key tag that a DS record uses for a key (RFC 4034, appendix B). */
function keyTagOf({ flags, algorithm, key }: DnskeyData): number {
  const data = Buffer.concat([Buffer.from([flags >> 8, flags & 0xff, 3, algorithm]), key]);
  const sum = data.reduce((total, byte, at) => total + (at % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + ((sum >> 16) & 0xffff)) & 0xffff;
}

type Records = NonNullable<DecodedPacket['answers']>;

/** The final target of a name's CNAME chain among some records. */
function endOf(name: string, records: Records): string {
  const passed = new Set<string>();
  for (let at = name; ;) {
    passed.add(at);
    const alias = records.find((record) => record.type === 'CNAME' && normal(record.name) === at);
    if (alias?.type !== 'CNAME' || passed.has(normal(alias.data))) return at;
    at = normal(alias.data);
  }
}

/** The values that these records have at a name. Text from outside, which is displayed. */
const valuesAt = (name: string, type: 'A' | 'AAAA' | 'CNAME', records: Records): string[] =>
  records
    .flatMap((record) => (record.type === type && normal(record.name) === name ? [oneLine(record.data)] : []))
    .toSorted();

/** The zone that a name is in: the closest name from it upwards that is delegated. */
async function zoneOf(name: string, delegation: Dns['delegation']) {
  const labels = name.split('.');
  for (let above = 0; above < labels.length - 1; above++) {
    const zone = labels.slice(above).join('.');
    const nameServers = await delegation(zone);
    if (nameServers.length > 0) return { zone, nameServers };
  }
  return { zone: undefined, nameServers: [] };
}

/** Text from outside, which is displayed. */
const caaOf = (name: string, records: Records): CaaRecord[] =>
  records.flatMap((record) =>
    record.type === 'CAA' && normal(record.name) === name
      ? [{ tag: oneLine(record.data.tag), value: oneLine(record.data.value) }]
      : [],
  );

/** The zone's name servers in a reply; empty if it says there are none, `undefined` if it does not know. */
function delegatedTo(zone: string, reply: DecodedPacket, recursion: boolean): string[] | undefined {
  const { answers = [], authorities = [] } = reply;
  if (!hasAnswered(reply)) return undefined;
  if (isNameError(reply)) return [];
  // A referral lists them as authorities; a server that also has the zone puts them in the answer.
  const records = [...answers, ...authorities];
  const names = records.flatMap((record) =>
    record.type === 'NS' && normal(record.name) === zone ? [record.data] : [],
  );
  // A label may contain any byte, and these are displayed.
  if (names.length > 0) return names.map((name) => oneLine(normal(name)));
  // If there are none, the server must have the parent, or have asked it: a referral elsewhere proves nothing.
  const isReferral = authorities.some(({ type }) => type === 'NS') && !isAuthoritative(reply);
  const proves = authorities.some(({ type }) => type === 'SOA') || isAuthoritative(reply);
  return proves || (recursion && !isReferral) ? [] : undefined;
}
