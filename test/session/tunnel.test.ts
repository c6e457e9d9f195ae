import { randomBytes } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { wallClock, type Clock } from '../../src/clock.ts';
import { Channel } from '../../src/session/channel.ts';
import { frame, Mux } from '../../src/session/smux.ts';
import { dig, takePort, thisComputer } from '../../src/session/tunnel.ts';
import { listen } from '../support/listen.ts';
import { startPlace, type Weather } from './agent.ts';
import { handClock } from './hand-clock.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A program behind the server that sends back what it hears, and how often it was connected to. */
async function echo(): Promise<{ server: Server; port: number; readonly count: number }> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  const port = await listen(server);
  closing.push(() => void server.close());
  return {
    server,
    port,
    get count() {
      return count;
    },
  };
}

async function tunnel({ port, weather = {}, clock = wallClock() }: { port: number; weather?: Weather; clock?: Clock }) {
  const place = await startPlace({ weather, clock });
  closing.push(() => place.stop());
  const said: string[] = [];
  const channels: Channel[] = [];
  const server = await takePort(0);
  const dug = await dig(server!, {
    clock,
    async open({ received }) {
      const { id, ...ticket } = place.open({ is: 'port', host: '127.0.0.1', port });
      const channel = await Channel.open({ clock, ticket, resume: async () => place.resume(id), received });
      channels.push(channel);
      return {
        channel,
        async end() {
          channel.leave();
          place.terminate(id);
        },
      };
    },
    unreached: () => said.push('unreached'),
    broken: ({ is }) => said.push(is),
    refused: () => said.push('refused'),
  });
  closing.push(() => dug.end());
  const call = () => {
    const socket = connect(dug.port, thisComputer);
    socket.on('error', () => undefined);
    return socket;
  };
  return { place, channels, dug, said, call };
}

const answer = async (socket: Socket, text: string) => {
  socket.write(text);
  let heard = '';
  const hear = (data: Buffer) => (heard += data.toString());
  socket.on('data', hear);
  await expect.poll(() => heard, { timeout: 15_000 }).toBe(text);
  socket.off('data', hear);
};

test('a frame is as smux has it', () => {
  expect(frame('data', 0x0102, Buffer.from('hi')).toString('hex')).toBe('01020200020100006869');
  expect(frame('open', 3).toString('hex')).toBe('0100000003000000');
});

test('what comes is understood however it is cut, and what is no smux is told apart', async () => {
  const sent: Buffer[] = [];
  const mux = new Mux(async (bytes) => void sent.push(bytes));
  const heard: string[] = [];
  mux.open({ data: (bytes) => heard.push(bytes.toString()), end: () => heard.push('end') });
  expect(sent.map((one) => one.toString('hex'))).toEqual(['0100000003000000']);
  const all = Buffer.concat([
    frame('nothing', 0),
    frame('data', 3, Buffer.from('one')),
    frame('data', 9),
    frame('end', 3),
  ]);
  for (const byte of all) expect(mux.take(Buffer.from([byte]))).toBe(true);
  expect(heard).toEqual(['one', 'end']);
  expect(mux.take(Buffer.alloc(8, 2))).toBe(false);
});

describe('a tunnel', () => {
  test('carries many connections at once through one session, each to the byte', async () => {
    const behind = await echo();
    const { call, place } = await tunnel({ ...behind, weather: { latency: 2 } });
    const all = Array.from({ length: 8 }, (_, at) => ({ socket: call(), bytes: randomBytes(60_000 + at * 1000) }));
    await Promise.all(
      all.map(async ({ socket, bytes }) => {
        const came: Buffer[] = [];
        socket.on('data', (data: Buffer) => came.push(data));
        socket.write(bytes);
        await expect.poll(() => Buffer.concat(came).length, { timeout: 20_000 }).toBe(bytes.length);
        expect(Buffer.concat(came).equals(bytes)).toBe(true);
        socket.destroy();
      }),
    );
    expect(behind.count).toBe(8);
    expect(place.sessions).toHaveLength(1);
  });

  test('loses nothing of a connection that is cut and taken up again', async () => {
    const { call, place, said } = await tunnel({ ...(await echo()), weather: { latency: 3 } });
    const socket = call();
    const bytes = randomBytes(200_000);
    const came: Buffer[] = [];
    socket.on('data', (data: Buffer) => came.push(data));
    socket.write(bytes.subarray(0, 100_000));
    await expect.poll(() => came.length).toBeGreaterThan(0);
    place.sessions[0]!.cut();
    socket.write(bytes.subarray(100_000));
    await expect.poll(() => Buffer.concat(came).length, { timeout: 20_000 }).toBe(bytes.length);
    expect(Buffer.concat(came).equals(bytes)).toBe(true);
    expect(said).toEqual([]);
  });

  test('ends a connection where the other end does, with all that was said before', async () => {
    const bytes = randomBytes(150_000);
    const server = createServer((socket) => socket.end(bytes));
    closing.push(() => void server.close());
    const { call } = await tunnel({ port: await listen(server) });
    expect((await buffer(call())).equals(bytes)).toBe(true);
  });

  test('ends the other end where the local one does, with all that was said before', async () => {
    const heard: Promise<Buffer>[] = [];
    const server = createServer((socket) => void heard.push(buffer(socket)));
    closing.push(() => void server.close());
    const { call } = await tunnel({ port: await listen(server) });
    const bytes = randomBytes(150_000);
    call().end(bytes);
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
    expect((await heard[0]!).equals(bytes)).toBe(true);
  });

  test('says when the server does not reach the other end, and asks anew for the next connection', async () => {
    const gone = createServer();
    const port = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    const { call, place, said } = await tunnel({ port });
    expect((await buffer(call())).length).toBe(0);
    await expect.poll(() => said).toEqual(['unreached']);
    const server = createServer((socket) => socket.end('there'));
    await new Promise<void>((resolve) => server.listen(port, thisComputer, resolve));
    closing.push(() => void server.close());
    expect((await buffer(call())).toString()).toBe('there');
    await expect.poll(() => place.sessions.map(({ isOver }) => isOver)).toEqual([true, false]);
  });

  test('without a connection it may end unseen; with one that is said, and the next one opens another session', async () => {
    const { call, place, channels, said } = await tunnel({ ...(await echo()) });
    place.sessions[0]!.close('Your session timed out.');
    await channels[0]!.ended;
    const first = call();
    await answer(first, 'one');
    expect(said).toEqual([]);
    place.sessions[1]!.close('Your session timed out.');
    await new Promise((resolve) => first.once('close', resolve));
    expect(said).toEqual(['closed']);
    await answer(call(), 'two');
    expect(place.sessions).toHaveLength(3);
  });

  test('ten minutes in which a connection says nothing are no idle session, even where a minute makes one', async () => {
    const { clock, pass } = handClock();
    const { call, place } = await tunnel({ ...(await echo()), clock });
    const socket = call();
    await answer(socket, 'before');
    const session = place.sessions[0]!;
    for (let seconds = 0; seconds < 600; seconds += 10) {
      await pass(10_000);
      expect(clock.now() - session.heardAt).toBeLessThan(60_000);
    }
    await answer(socket, 'after');
    expect(place.sessions).toHaveLength(1);
    expect(session.openings).toHaveLength(1);
  });
});
