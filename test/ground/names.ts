import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import dnsPacket, { type DecodedPacket, type Packet } from 'dns-packet';

/** Addresses of a name; undefined for a name that nobody has. */
export type Lookup = (name: string) => readonly string[] | undefined;

/** The resolver of a ground, over UDP and TCP: it knows addresses only, and nobody else to ask. */
export async function serveNames(address: string, lookup: Lookup): Promise<() => Promise<void>> {
  const reply = (query: DecodedPacket) => {
    const { id = 0, questions = [] } = query;
    const { name = '', type = 'A' } = questions[0] ?? {};
    const found = lookup(name.toLowerCase());
    const message: Packet = {
      type: 'response',
      id,
      questions,
      flags: dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | (found ? 0 : 3),
      answers: type === 'A' ? (found ?? []).map((data) => ({ type: 'A', name, ttl: 5, data })) : [],
    };
    return message;
  };

  const udp = createSocket('udp4', (data, { port, address: from }) => {
    udp.send(dnsPacket.encode(reply(dnsPacket.decode(data))), port, from);
  });
  const open = new Set<Socket>();
  const tcp = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    socket.once('data', (data) => socket.end(dnsPacket.streamEncode(reply(dnsPacket.decode(data, 2)))));
  });
  await new Promise<void>((resolve) => udp.bind(53, address, resolve));
  await new Promise<void>((resolve) => void tcp.listen(53, address, resolve));
  return async () => {
    udp.close();
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => tcp.close(resolve));
  };
}
