import { randomBytes } from 'node:crypto';
import { AUTHORITATIVE_ANSWER, type DecodedPacket } from 'dns-packet';
import { DnsUnreachable } from './dns-unreachable.ts';
import type { CopiedType, PresentRecords, RecordSet } from './dns.ts';
import { oneLine } from '../plain.ts';
import { query, type Query } from './query.ts';
import { normal, recordSetOf } from './record-sets.ts';
import { formatServer, type Server } from './server.ts';
import { typesOfDomain, wellKnownNames } from './well-known.ts';

export interface Asking {
  /** The zone's name servers, or one that the user chose. */
  readonly servers: readonly Server[];
  /** Whether to allow recursion. */
  readonly recursion: boolean;
  /** Timeout per answer, in milliseconds. */
  readonly timeout: number;
  /** Timeout for everything, in milliseconds: whatever is unknown by then stays unknown. */
  readonly limit: number;
}

/** Concurrent queries per server. */
const atOnce = 12;

const nameError = 3;

type Found = 'nothing' | { readonly sets: readonly RecordSet[]; readonly leadsOn?: string };

/**
 * The records of a zone, from its own servers: at the domain itself and at common names. Wildcard
 * records (`*`) are found as well, and not counted again for each name.
 *
 * @throws DnsUnreachable if none of its servers answers for the zone.
 */
export async function inventory(zone: string, asking: Asking): Promise<Omit<PresentRecords, 'nameServers'>> {
  const { servers, recursion, timeout } = asking;
  const until = performance.now() + asking.limit;
  const knowing = await thoseThatKnow(zone, asking);
  if (knowing.length === 0) throw new DnsUnreachable(servers.map(formatServer));

  const ask = async (asked: Pick<Query, 'name' | 'type'>): Promise<DecodedPacket | undefined> => {
    for (const server of knowing.slice(0, 2)) {
      const left = Math.min(timeout, until - performance.now());
      if (left <= 0) return undefined;
      const reply = await query(server, { ...asked, recursion, timeout: left }).catch(() => undefined);
      if (reply && isHonest(reply, recursion, zone)) return reply;
    }
    return undefined;
  };

  const unanswered: string[] = [];
  const look = async (name: string, types: readonly CopiedType[]): Promise<Found> => {
    const sets: RecordSet[] = [];
    for (const type of types) {
      const reply = await ask({ name, type });
      if (!reply) {
        unanswered.push(name);
        break;
      }
      const { answers = [] } = reply;
      const leadsOn = referral(name, zone, reply);
      if (leadsOn) return { sets, leadsOn };
      const alias = recordSetOf(name, 'CNAME', answers);
      if (alias) return { sets: [alias] };
      const set = recordSetOf(name, type, answers);
      if (set) sets.push(set);
      if (codeOf(reply) === nameError) break;
    }
    return sets.length > 0 ? { sets } : 'nothing';
  };

  const chance = `stepway-${randomBytes(6).toString('hex')}.${zone}`;
  const asked: readonly (readonly [name: string, types: readonly CopiedType[]])[] = [
    [zone, typesOfDomain],
    [chance, ['A', 'AAAA', 'MX', 'TXT']],
    ...wellKnownNames.flatMap(({ names, types }) => names.map((name) => [`${name}.${zone}`, types] as const)),
  ];
  const found = await inTurns(asked, async ([name, types]) => [name, await look(name, types)] as const);

  const any = found.find(([name]) => name === chance)?.[1];
  const wild = any && any !== 'nothing' ? any.sets : [];
  const isWild = ({ type, values }: RecordSet) =>
    wild.some((set) => set.type === type && set.values.join() === values.join());

  const own = found.flatMap(([name, one]) => {
    if (one === 'nothing' || name === chance) return [];
    // A wildcard does not apply to a name that has a record of its own.
    return one.sets.every(isWild) ? [] : one.sets;
  });
  const leadOn = found.flatMap(([, one]) => (one === 'nothing' ? [] : (one.leadsOn ?? [])));
  return {
    records: [...own, ...wild.map((set) => ({ ...set, name: `*.${zone}` }))].toSorted(byName),
    delegated: [...new Set(leadOn)].toSorted(),
    unanswered: [...new Set(unanswered)].filter((name) => name !== chance).toSorted(),
  };
}

const byName = (a: RecordSet, b: RecordSet) =>
  a.name === b.name ? (a.type < b.type ? -1 : 1) : a.name < b.name ? -1 : 1;

const codeOf = ({ flags = 0 }: DecodedPacket) => flags & 0xf;

/** An answer from a server that has the zone, or has asked one that does. */
function isHonest(reply: DecodedPacket, recursion: boolean, zone: string): boolean {
  const code = codeOf(reply);
  if (code !== 0 && code !== nameError) return false;
  const authoritative = ((reply.flags ?? 0) & AUTHORITATIVE_ANSWER) !== 0;
  const within = (reply.authorities ?? []).some(({ type, name }) => type === 'NS' && normal(name).endsWith(`.${zone}`));
  return authoritative || recursion || within;
}

/** The servers that answer for the zone, fastest first. */
async function thoseThatKnow(zone: string, { servers, recursion, timeout }: Asking): Promise<Server[]> {
  const knowing: Server[] = [];
  await Promise.all(
    servers.map(async (server) => {
      const reply = await query(server, { name: zone, type: 'SOA', recursion, timeout }).catch(() => undefined);
      if (reply && codeOf(reply) === 0 && isHonest(reply, recursion, zone)) knowing.push(server);
    }),
  );
  return knowing;
}

/** The delegated part of the zone that a name is in, if the reply says so. */
function referral(name: string, zone: string, { answers = [], authorities = [] }: DecodedPacket): string | undefined {
  if (answers.length > 0) return undefined;
  const owner = authorities.find(({ type }) => type === 'NS')?.name;
  const part = owner && normal(owner);
  return part && part.endsWith(`.${zone}`) && (name === part || name.endsWith(`.${part}`)) ? oneLine(part) : undefined;
}

/** The results in order, computed a few at a time. */
async function inTurns<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = list.entries();
  const worker = async () => {
    for (const [at, one] of queue) results[at] = await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
