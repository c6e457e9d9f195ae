import { afterEach, expect, test } from 'vitest';
import { wallClock } from '../../src/clock.ts';
import { Channel } from '../../src/session/channel.ts';
import { decode, encode, newMessage, payloadTypes } from '../../src/session/message.ts';
import { startPlace, type Place } from './agent.ts';

const places: Place[] = [];
afterEach(() => Promise.all(places.splice(0).map((place) => place.stop())));

async function echo(options: Parameters<typeof startPlace>[0] = {}, clock = wallClock()) {
  const place = await startPlace(options);
  places.push(place);
  const { id, ...ticket } = place.open({ is: 'echo' });
  const came: Buffer[] = [];
  const channel = await Channel.open({
    clock,
    ticket,
    resume: async () => place.resume(id),
    received: (type, payload) => type === payloadTypes.output && came.push(payload),
  });
  const received = async (length: number) => {
    await expect.poll(() => came.reduce((sum, { length: more }) => sum + more, 0), { timeout: 20_000 }).toBe(length);
    return Buffer.concat(came);
  };
  return { place, channel, received, session: place.sessions[0]! };
}

const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 256));

test('a message is framed as the agent frames it', () => {
  const id = '00112233-4455-6677-8899-aabbccddeeff';
  const message = {
    type: 'input_stream_data',
    sequence: 5,
    flags: 0,
    id,
    payloadType: 1,
    payload: Buffer.from('hi'),
  } as const;
  const framed = encode(message, 0x0102);
  expect(framed.toString('hex')).toBe(
    [
      '00000074', // the header's length, 116
      Buffer.from('input_stream_data'.padEnd(32)).toString('hex'),
      '00000001',
      '0000000000000102',
      '0000000000000005',
      '0000000000000000',
      '8899aabbccddeeff0011223344556677', // the lower half of the id comes first
      '8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4', // SHA-256 of the payload
      '00000001',
      '00000002',
      '6869',
    ].join(''),
  );
  expect(decode(framed)).toEqual(message);
});

test('what comes damaged or cut off is no message', () => {
  const framed = encode(newMessage({ type: 'output_stream_data', sequence: 0, payloadType: 1, payload: bytes(20) }), 1);
  for (let length = 0; length < framed.length; length += 1) expect(decode(framed.subarray(0, length))).toBeUndefined();
  const damaged = Buffer.from(framed);
  damaged[125]! ^= 1;
  expect(decode(damaged)).toBeUndefined();
});

test('bytes of any kind go there and back, in order', async () => {
  const { channel, received } = await echo();
  const sent = bytes(300_000);
  await channel.send(payloadTypes.output, sent);
  expect((await received(sent.length)).equals(sent)).toBe(true);
  channel.leave();
  expect(await channel.ended).toEqual({ is: 'left' });
});

test('nothing is lost, doubled or out of order where messages are', async () => {
  const { channel, received } = await echo({ weather: { latency: 2, loses: 23, delays: 7 } });
  const sent = bytes(60_000);
  await channel.send(payloadTypes.output, sent);
  expect((await received(sent.length)).equals(sent)).toBe(true);
  channel.leave();
});

test('a connection that is cut is taken up again with a new token, and nothing is missing', async () => {
  const { channel, received, session } = await echo({ weather: { latency: 5 } });
  const sent = bytes(400_000);
  for (let at = 0; at < sent.length; at += 100_000) {
    await channel.send(payloadTypes.output, sent.subarray(at, at + 100_000));
    session.cut();
  }
  expect((await received(sent.length)).equals(sent)).toBe(true);
  expect(session.openings.length).toBeGreaterThan(2);
  expect(new Set(session.openings.map(({ TokenValue }) => TokenValue)).size).toBe(session.openings.length);
  channel.leave();
});

test('a session that ended meanwhile has ended', async () => {
  const { channel, session } = await echo();
  session.close('Your session timed out.');
  expect(await channel.ended).toEqual({ is: 'closed', said: 'Your session timed out.' });
});

test('an account that has sessions encrypted with a key is told apart', async () => {
  const { channel } = await echo({ key: true });
  expect(await channel.ended).toEqual({ is: 'key-required' });
});
