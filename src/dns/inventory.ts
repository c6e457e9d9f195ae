import { randomBytes } from 'node:crypto';
import type { DecodedPacket } from 'dns-packet';
import { DnsUnreachable } from './dns-unreachable.ts';
import type { CopiedType, PresentRecords, RecordSet, Unanswered } from './dns.ts';
import { oneLine } from '../plain.ts';
import { query, type Query } from './query.ts';
import { normal, recordSetOf } from './record-sets.ts';
import { codeName, hasAnswered, isConclusive, isNameError } from './replies.ts';
import { formatServer, type Server } from './server.ts';
import { typesOfDomain, wellKnownNames } from './well-known.ts';

export interface Asking {
  /** The zone's name servers, or one that the user chose. */
  readonly servers: readonly Server[];
  readonly recursion: boolean;
  /** Timeout per answer, in milliseconds. */
  readonly timeout: number;
  /** Timeout for everything, in milliseconds: whatever is unknown by then stays unknown. */
  readonly limit: number;
}

/** Concurrent queries per server. */
const atOnce = 12;

type Found = 'nothing' | { readonly sets: readonly RecordSet[]; readonly leadsOn?: string };

/**
 * The records of a zone, from its own servers: at the domain itself, at common names and at some others. Wildcard
 * records (`*`) are found as well, and not counted again for each name.
 *
 * @throws DnsUnreachable if none of its servers answers for the zone.
 */
export async function inventory(
  zone: string,
  others: readonly string[],
  asking: Asking,
): Promise<Omit<PresentRecords, 'nameServers'>> {
  const { recursion, timeout } = asking;
  const until = performance.now() + asking.limit;
  const knowing = await thoseThatKnow(zone, asking);

  /** What the servers say; if none says anything, whether they answered at all. */
  const ask = async (asked: Pick<Query, 'name' | 'type'>): Promise<DecodedPacket | 'failure' | 'silence'> => {
    let heard = false;
    for (const server of knowing) {
      const left = Math.min(timeout, until - performance.now());
      if (left <= 0) break;
      const reply = await query(server, { ...asked, recursion, timeout: left }).catch(() => undefined);
      if (reply && isHonest(reply, recursion, zone)) return reply;
      heard ||= reply !== undefined;
    }
    return heard ? 'failure' : 'silence';
  };

  const unanswered: Unanswered[] = [];
  const look = async (name: string, types: readonly CopiedType[]): Promise<Found> => {
    const sets: RecordSet[] = [];
    for (const [at, type] of types.entries()) {
      const reply = await ask({ name, type });
      if (reply === 'silence') {
        // Those that are silent about one type are hardly waited for again.
        unanswered.push(...types.slice(at).map((one) => ({ name, type: one })));
        break;
      }
      if (reply === 'failure') {
        unanswered.push({ name, type });
        continue;
      }
      const { answers = [] } = reply;
      const leadsOn = referral(name, zone, reply);
      if (leadsOn) return { sets, leadsOn };
      const alias = recordSetOf(name, 'CNAME', answers);
      if (alias) return { sets: [alias] };
      const set = recordSetOf(name, type, answers);
      if (set) sets.push(set);
      if (isNameError(reply)) break;
    }
    return sets.length > 0 ? { sets } : 'nothing';
  };

  const chance = `stepway-${randomBytes(6).toString('hex')}.${zone}`;
  const wellKnown = wellKnownNames.flatMap(({ names, types }) =>
    names.map((name) => [`${name}.${zone}`, types] as const),
  );
  const known = new Set<string>(wellKnown.map(([name]) => name));
  const asked: readonly (readonly [name: string, types: readonly CopiedType[]])[] = [
    [zone, typesOfDomain],
    [chance, ['A', 'AAAA', 'MX', 'TXT']],
    ...wellKnown,
    ...others.filter((name) => !known.has(name) && name.endsWith(`.${zone}`)).map((name) => [name, addresses] as const),
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
    unanswered: unanswered
      .map(({ name, type }) => ({ name: name === chance ? `*.${zone}` : name, type }))
      .toSorted(byName),
  };
}

const addresses: readonly CopiedType[] = ['A', 'AAAA'];

const byName = (a: Unanswered, b: Unanswered) =>
  a.name === b.name ? (a.type < b.type ? -1 : 1) : a.name < b.name ? -1 : 1;

/** An answer from a server that has the zone, or has asked one that does; or a referral to a part of it. */
function isHonest(reply: DecodedPacket, recursion: boolean, zone: string): boolean {
  if (isConclusive(reply, recursion)) return true;
  const isWithin = (name: string) => normal(name).endsWith(`.${zone}`);
  return hasAnswered(reply) && (reply.authorities ?? []).some(({ type, name }) => type === 'NS' && isWithin(name));
}

/**
 * The servers that answer for the zone, fastest first.
 *
 * @throws DnsUnreachable if there are none.
 */
async function thoseThatKnow(zone: string, { servers, recursion, timeout }: Asking): Promise<Server[]> {
  const knowing: Server[] = [];
  const said: string[] = [];
  await Promise.all(
    servers.map(async (server) => {
      const reply = await query(server, { name: zone, type: 'SOA', recursion, timeout }).catch(() => undefined);
      if (reply && isConclusive(reply, recursion) && !isNameError(reply)) knowing.push(server);
      else if (reply) said.push(codeName(reply));
    }),
  );
  if (knowing.length === 0) throw new DnsUnreachable(servers.map(formatServer), { said });
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
