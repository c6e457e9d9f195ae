import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { RECURSION_DESIRED, TRUNCATED_RESPONSE, decode, encode, type DecodedPacket, type Packet } from 'dns-packet';
import { overHttps } from './over-https.ts';
import type { CopiedType } from './dns.ts';
import type { Server } from './server.ts';

export interface Query {
  readonly type: 'NS' | 'SOA' | 'DS' | 'DNSKEY' | CopiedType;
  readonly name: string;
  /** Whether the server should recurse, or answer only what it knows itself. */
  readonly recursion: boolean;
  /** Timeout, in milliseconds. */
  readonly timeout: number;
}

/** Asks one server for a name's records of one type; rejects if it does not answer. */
export async function query(server: Server, { type, name, recursion, timeout }: Query): Promise<DecodedPacket> {
  const question: Packet = {
    type: 'query',
    id: randomInt(1, 0x10000),
    flags: recursion ? RECURSION_DESIRED : 0,
    questions: [{ type, name }],
  };
  const message = encode(question);
  if (server.path !== undefined) return decode(await overHttps(server, message, timeout));
  // UDP may lose a packet, so try twice.
  const answer = await overUdp(server, message, timeout).catch(() => overUdp(server, message, timeout));
  return decode(isTruncated(answer) ? await overTcp(server, message, timeout) : answer);
}

const isTruncated = (answer: Buffer) => (answer.readUInt16BE(2) & TRUNCATED_RESPONSE) !== 0;

const headerLength = 12;

function overUdp({ host, port }: Server, message: Buffer, timeout: number): Promise<Buffer> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  const answer = new Promise<Buffer>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (reply) => {
      // A late answer to another query, or a forged one, has a different id.
      if (reply.length >= headerLength && reply.subarray(0, 2).equals(message.subarray(0, 2))) resolve(reply);
    });
    // A connected socket accepts answers from this server only, and fails at once if nothing listens there.
    socket.on('connect', () => socket.send(message));
    socket.connect(port, host);
  });
  return within(timeout, answer).finally(() => socket.close());
}

function overTcp({ host, port }: Server, message: Buffer, timeout: number): Promise<Buffer> {
  const socket = connect(port, host);
  const answer = new Promise<Buffer>((resolve, reject) => {
    let received = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed the connection before its answer was complete')));
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      const length = received.length < 2 ? Infinity : received.readUInt16BE(0);
      if (received.length >= 2 + length) resolve(received.subarray(2, 2 + length));
    });
    // Over TCP, every message follows its length.
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    socket.write(Buffer.concat([length, message]));
  });
  return within(timeout, answer).finally(() => socket.destroy());
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
