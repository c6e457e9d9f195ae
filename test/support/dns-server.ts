import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import dnsPacket, { type Answer, type DecodedPacket, type Packet } from 'dns-packet';
import type { Server } from '../../src/dns/server.ts';
import { listen } from './listen.ts';

/** What a server says about a name. */
export type Said =
  | { readonly is: 'answer'; readonly nameServers: readonly string[] }
  /** A referral is to the name asked for, or to another zone. */
  | { readonly is: 'referral'; readonly nameServers: readonly string[]; readonly zone?: string }
  /** The name is a machine's. */
  | { readonly is: 'host'; readonly address: string }
  /** Those of its records that were asked for, and aliases. */
  | { readonly is: 'records'; readonly records: readonly Answer[] }
  /** The answer fits only into TCP. */
  | { readonly is: 'truncated'; readonly nameServers: readonly string[] }
  /** It depends on what type of record was asked for; of the others there is none. */
  | ({ readonly is: 'by type' } & { readonly [type in Type]?: Said })
  /** Over UDP it says that the answer is too long, and over TCP nothing. */
  | { readonly is: 'no such name' | 'no such record' | 'refused' | 'failed' | 'empty' | 'cut off' | 'silence' };

type Type = 'A' | 'AAAA' | 'CAA' | 'DNSKEY' | 'DS' | 'MX' | 'NS' | 'SOA' | 'SRV' | 'TXT';

/** What says nothing about whether there is a record. `empty` is from a server that does not have the zone. */
export const useless = ['refused', 'failed', 'empty', 'cut off', 'silence'] as const;

export interface DnsServer extends Server {
  /** What it was asked, and how: `udp` or `tcp`, and whether it should have asked others. */
  readonly asked: { readonly by: 'udp' | 'tcp'; readonly name: string; readonly recursion: boolean }[];
}

/**
 * A name server on the loopback interface, over UDP and TCP, until the test ends.
 *
 * @param otherwise what it says of names that `says` lacks; it refuses them, when absent.
 */
export async function startDnsServer(
  says: Readonly<Record<string, Said>>,
  otherwise: (name: string) => Said = () => ({ is: 'refused' }),
): Promise<DnsServer> {
  const asked: DnsServer['asked'] = [];
  const reply = (by: 'udp' | 'tcp', query: DecodedPacket) => {
    const name = query.questions?.[0]?.name ?? '';
    asked.push({ by, name, recursion: query.flag_rd });
    return replyTo(query, name, says[name] ?? otherwise(name), by);
  };

  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const message = reply('tcp', dnsPacket.decode(data, 2));
      if (!message) return;
      const framed = dnsPacket.streamEncode(message);
      // In two pieces, as it may come over a real line.
      socket.write(framed.subarray(0, 5), () => setImmediate(() => socket.end(framed.subarray(5))));
    });
  });
  const port = await listen(tcp);

  const udp = createSocket('udp4');
  udp.on('message', (data, { port, address }) => {
    const message = reply('udp', dnsPacket.decode(data));
    if (message) udp.send(dnsPacket.encode(message), port, address);
  });
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject);
    udp.bind(port, '127.0.0.1', resolve);
  });

  onTestFinished(() => {
    udp.close();
    tcp.close();
  });
  return { host: '127.0.0.1', port, asked };
}

/** The answer of a resolver to a message that came over HTTPS. */
export function dnsOverHttps(message: Buffer, says: Readonly<Record<string, Said>>): Buffer {
  const query = dnsPacket.decode(message);
  const name = query.questions?.[0]?.name ?? '';
  return dnsPacket.encode(replyTo(query, name, says[name] ?? { is: 'no such name' }, 'tcp') ?? {});
}

const codes = { 'no such name': 3, 'no such record': 0, refused: 5, failed: 2, empty: 0 };

function replyTo(
  { id = 0, questions = [] }: DecodedPacket,
  name: string,
  said: Said,
  by: 'udp' | 'tcp',
): Packet | undefined {
  const message = { type: 'response' as const, id, questions };
  const authoritative = { ...message, flags: dnsPacket.AUTHORITATIVE_ANSWER };
  switch (said.is) {
    case 'silence':
      return undefined;
    case 'by type': {
      const type = questions[0]?.type;
      const one = said[type as Type];
      return replyTo({ id, questions } as DecodedPacket, name, one ?? { is: 'no such record' }, by);
    }
    case 'answer':
      return { ...authoritative, answers: nameServerRecords(name, said.nameServers) };
    case 'referral':
      return { ...message, authorities: nameServerRecords(said.zone ?? name, said.nameServers) };
    case 'host':
      return questions[0]?.type === 'A'
        ? { ...authoritative, answers: [{ type: 'A' as const, name, ttl: 60, data: said.address }] }
        : { ...authoritative, authorities: [startOfZone(name)] };
    case 'records': {
      const type = questions[0]?.type;
      const answers = said.records.filter((record) => record.type === type || record.type === 'CNAME');
      return answers.length > 0
        ? { ...authoritative, answers }
        : { ...authoritative, authorities: [startOfZone(name)] };
    }
    case 'truncated':
      return by === 'tcp'
        ? { ...message, authorities: nameServerRecords(name, said.nameServers) }
        : { ...message, flags: dnsPacket.TRUNCATED_RESPONSE };
    case 'cut off':
      return by === 'tcp' ? undefined : { ...message, flags: dnsPacket.TRUNCATED_RESPONSE };
    case 'refused':
    case 'failed':
    case 'empty':
      return { ...message, flags: codes[said.is] };
    default:
      return {
        ...authoritative,
        flags: dnsPacket.AUTHORITATIVE_ANSWER | codes[said.is],
        authorities: [startOfZone(name)],
      };
  }
}

const nameServerRecords = (name: string, nameServers: readonly string[]) =>
  nameServers.map((data) => ({ type: 'NS' as const, name, ttl: 60, data }));

const startOfZone = (name: string) => ({
  type: 'SOA' as const,
  name: name.replace(/^[^.]+\./, ''),
  data: { mname: 'ns.example', rname: 'who.example', serial: 1, refresh: 1, retry: 1, expire: 1, minimum: 1 },
});
