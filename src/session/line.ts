import type { Socket } from 'node:net';
import type { Channel, Ended, Opening, Session } from './channel.ts';
import { payloadTypes } from './message.ts';
import { Mux } from './smux.ts';

/** What becomes of a line. */
export interface Fate {
  /** The server did not reach what is behind it. */
  unreached(): void;
  /** It ended by itself, with so many connections in it. */
  ended(why: Ended, connections: number): void;
}

/** What the agent says when it does not reach the port: ConnectToPortError in its contracts/model.go. */
const unreachable = 3;

/** Bytes that local programs have not taken before a session has to wait: as many as the agent's smux holds. */
const most = 4_194_304;

/** A session, and the local connections that go through it. */
export class Line {
  readonly #forwarding: Session;
  readonly #mux: Mux;
  readonly #sockets = new Set<Socket>();
  #isRetired = false;
  #isPaused = false;
  #isOver = false;

  private constructor(forwarding: Session, mux: Mux, fate: Fate) {
    this.#forwarding = forwarding;
    this.#mux = mux;
    void forwarding.channel.ended.then((why) => {
      const { size } = this.#sockets;
      mux.end();
      if (!this.#isOver) fate.ended(why, size);
    });
  }

  /** @param open opens a session that forwards the port which is meant. */
  static async open(open: (hears: Pick<Opening, 'received'>) => Promise<Session>, fate: Fate): Promise<Line> {
    let channel: Channel | undefined;
    const mux = new Mux(async (bytes) => channel?.send(payloadTypes.output, bytes));
    const forwarding = await open({
      received(type, payload) {
        if (type === payloadTypes.output && !mux.take(payload)) channel?.leave();
        else if (type === payloadTypes.flag && payload.length >= 4 && payload.readUInt32BE() === unreachable)
          fate.unreached();
      },
    });
    ({ channel } = forwarding);
    return new Line(forwarding, mux, fate);
  }

  /** Leads a connection through it, to the end of one of the two. */
  carry(socket: Socket): void {
    this.#sockets.add(socket);
    const far = this.#mux.open({
      data: (bytes) => {
        if (!socket.write(bytes)) this.#weigh();
      },
      end: () => socket.end(),
    });
    socket.on('data', (bytes: Buffer) => {
      socket.pause();
      void far.pass(bytes).then(() => socket.resume());
    });
    socket.on('drain', () => this.#weigh());
    // A connection that breaks is closed next.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#weigh();
      void far.end();
      if (this.#isRetired) this.retire();
    });
    socket.resume();
  }

  /** Keeps the session from being taken for idle while somebody is connected. */
  stir(): void {
    if (this.#sockets.size > 0) this.#mux.stir();
  }

  /** Ends once the last connection has. */
  retire(): void {
    this.#isRetired = true;
    if (this.#sockets.size === 0) void this.end();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    this.#mux.end();
    for (const socket of this.#sockets) socket.destroy();
    await this.#forwarding.end();
  }

  /** smux 1 has no way to make one stream wait: all of them do while too much has not been taken. */
  #weigh(): void {
    const held = [...this.#sockets].reduce((sum, { writableLength }) => sum + writableLength, 0);
    if (held > most === this.#isPaused) return;
    this.#isPaused = held > most;
    this.#forwarding.channel.pause(this.#isPaused);
  }
}
