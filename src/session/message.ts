import { createHash, randomUUID } from 'node:crypto';

/**
 * The messages of Session Manager as its agent frames them: a header of fixed places, and a payload.
 * https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/session/contracts/agentmessage.go
 * https://github.com/aws/session-manager-plugin/blob/mainline/src/message/clientmessage.go
 */
export type MessageType =
  | 'input_stream_data'
  | 'output_stream_data'
  | 'acknowledge'
  | 'channel_closed'
  | 'start_publication'
  | 'pause_publication';

/** What a payload is. */
export const payloadTypes = {
  none: 0,
  output: 1,
  size: 3,
  handshakeRequest: 5,
  handshakeResponse: 6,
  handshakeComplete: 7,
  flag: 10,
} as const;

export interface Message {
  readonly type: MessageType;
  readonly sequence: number;
  /** Bit 0 begins a stream, bit 1 ends one. */
  readonly flags: number;
  readonly id: string;
  readonly payloadType: number;
  readonly payload: Buffer;
}

/** Where each part begins. The length of the header counts neither the payload's length nor the payload. */
const places = {
  type: 4,
  version: 36,
  created: 40,
  sequence: 48,
  flags: 56,
  id: 64,
  digest: 80,
  payloadType: 112,
  payloadLength: 116,
  payload: 120,
} as const;

/** The halves of an id change places on the wire. */
const swapped = (id: Buffer) => Buffer.concat([id.subarray(8, 16), id.subarray(0, 8)]);
const idBytes = (id: string) => swapped(Buffer.from(id.replaceAll('-', ''), 'hex'));
const idText = (bytes: Buffer) =>
  swapped(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const digestOf = (payload: Buffer) => createHash('sha256').update(payload).digest();

/** A new message, with an id of its own. */
export const newMessage = (message: Omit<Message, 'id' | 'flags'> & { readonly flags?: number }): Message => ({
  flags: 0,
  id: randomUUID(),
  ...message,
});

/** @param now when it was made, in milliseconds since 1970. */
export function encode({ type, sequence, flags, id, payloadType, payload }: Message, now: number): Buffer {
  const bytes = Buffer.alloc(places.payload + payload.length);
  bytes.writeUInt32BE(places.payloadLength, 0);
  bytes.write(type.padEnd(places.version - places.type), places.type);
  bytes.writeUInt32BE(1, places.version);
  bytes.writeBigUInt64BE(BigInt(now), places.created);
  bytes.writeBigInt64BE(BigInt(sequence), places.sequence);
  bytes.writeBigUInt64BE(BigInt(flags), places.flags);
  idBytes(id).copy(bytes, places.id);
  digestOf(payload).copy(bytes, places.digest);
  bytes.writeUInt32BE(payloadType, places.payloadType);
  bytes.writeUInt32BE(payload.length, places.payloadLength);
  payload.copy(bytes, places.payload);
  return bytes;
}

/** The message that these bytes are; undefined for what is none, or came damaged. */
export function decode(bytes: Buffer): Message | undefined {
  if (bytes.length < places.payloadLength) return undefined;
  // A longer header of a later version has what is known in the same places.
  const end = bytes.readUInt32BE(0);
  if (end < places.payloadLength || end + 4 > bytes.length) return undefined;
  const length = bytes.readUInt32BE(end);
  const payload = bytes.subarray(end + 4);
  const digest = bytes.subarray(places.digest, places.payloadType);
  if (payload.length !== length || (length > 0 && !digestOf(payload).equals(digest))) return undefined;
  const type = bytes.toString('latin1', places.type, places.version).replaceAll('\0', '').trim();
  return {
    type: type as MessageType,
    sequence: Number(bytes.readBigInt64BE(places.sequence)),
    flags: Number(bytes.readBigUInt64BE(places.flags)),
    id: idText(bytes.subarray(places.id, places.digest)),
    payloadType: bytes.readUInt32BE(places.payloadType),
    payload,
  };
}

/** What tells the sender of a message that it has come. */
export const acknowledgementOf = ({ type, id, sequence }: Message): Message =>
  newMessage({
    type: 'acknowledge',
    sequence: 0,
    flags: 3,
    payloadType: payloadTypes.none,
    payload: Buffer.from(
      JSON.stringify({
        AcknowledgedMessageType: type,
        AcknowledgedMessageId: id,
        AcknowledgedMessageSequenceNumber: sequence,
        IsSequentialMessage: true,
      }),
    ),
  });
