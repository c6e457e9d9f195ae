import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { acknowledgementOf, decode, encode, newMessage, payloadTypes, type Message } from './message.ts';
import { openSocket, type Socket } from './socket.ts';

/** What opens the stream of a session, as AWS gives it out. */
export interface Ticket {
  readonly url: string;
  readonly token: string;
}

/** How a channel ended. */
export type Ended =
  /** The other side ended it; what it said of that. */
  | { readonly is: 'closed'; readonly said: string }
  /** The connection was cut and could not be taken up again. */
  | { readonly is: 'lost'; readonly cause?: unknown }
  /** The account wants sessions encrypted with a key of its own besides. */
  | { readonly is: 'key-required' }
  | { readonly is: 'left' };

export interface Opening {
  readonly clock: Clock;
  readonly ticket: Ticket;
  /** A new ticket for the same session; undefined when that is over. It rejects where nobody answers. */
  resume(): Promise<Ticket | undefined>;
  /** What came, in order, each once. */
  received(payloadType: number, payload: Buffer): void;
  /** The connection was cut and is tried again, or is there again. */
  readonly cut?: ((isCut: boolean) => void) | undefined;
}

/** What Session Manager's own client calls itself in the version whose manners these are: the agent goes by it. */
const clientVersion = '1.2.707.0';

/** Bytes in a message: https://github.com/aws/session-manager-plugin/blob/mainline/src/config/config.go */
const pieceSize = 1024;

/** How many messages may be on the way without having come. */
const window = 256;

/** In milliseconds: between two looks at what is on the way, between two signs of life, and for how long a cut one is tried. */
const lookEvery = 100;
const pingEvery = 20_000;
const retryFor = 120_000;
const delays = [0, 200, 500, 1000, 2000];
const longest = 5000;

/** How long the way there and back takes, as TCP reckons it; in milliseconds. */
class RoundTrip {
  #usual = 100;
  #varies = 0;

  took(ms: number): void {
    this.#varies += (Math.abs(this.#usual - ms) - this.#varies) / 4;
    this.#usual += (ms - this.#usual) / 8;
  }

  /** After which time a message is sent again. */
  get limit(): number {
    return Math.min(1000, this.#usual + Math.max(100, 4 * this.#varies));
  }
}

interface Sent {
  readonly bytes: Buffer;
  readonly firstAt: number;
  lastAt: number;
}

/** A session that is open. */
export interface Session {
  readonly channel: Channel;
  end(): Promise<void>;
}

/**
 * The data channel of a Session Manager session: a stream of messages in order, none lost and none twice, over
 * connections that may be cut. Whatever is sent is kept until its coming is acknowledged.
 */
export class Channel {
  readonly #opening: Opening;
  readonly #clientId = randomUUID();
  readonly #roundTrip = new RoundTrip();
  /** By their numbers, in order. */
  readonly #onTheWay = new Map<number, Sent>();
  /** What came before its turn. */
  readonly #early = new Map<number, Message>();
  readonly #stop = new AbortController();
  #socket: Socket | undefined;
  #nextOut = 0;
  #nextIn = 0;
  #heardAt = 0;
  #isPaused = false;
  #room: (() => void)[] = [];
  #wake: (() => void) | undefined;
  #last: Promise<void> = Promise.resolve();
  #begin!: () => void;
  readonly #begun = new Promise<void>((resolve) => (this.#begin = resolve));
  #end!: (ended: Ended) => void;

  /** Settles once, with how it ended. */
  readonly ended: Promise<Ended>;

  private constructor(opening: Opening) {
    this.#opening = opening;
    this.ended = new Promise((resolve) => {
      this.#end = (ended) => {
        this.#stop.abort();
        this.#socket?.end();
        this.#begin();
        this.#wake?.();
        for (const go of this.#room.splice(0)) go();
        resolve(ended);
      };
    });
  }

  /** @throws what is in the way of the first connection. */
  static async open(opening: Opening): Promise<Channel> {
    const channel = new Channel(opening);
    await channel.#connect(opening.ticket);
    void channel.#resend();
    void channel.#stayAlive();
    return channel;
  }

  /** Sends bytes, after all that was to be sent before; it waits while too much is on the way. */
  send(payloadType: number, bytes: Buffer): Promise<void> {
    this.#last = this.#last.then(() => this.#sendAll(payloadType, bytes));
    return this.#last;
  }

  async #sendAll(payloadType: number, bytes: Buffer): Promise<void> {
    // What comes before hands are shaken the agent acknowledges, and drops.
    await this.#begun;
    for (let at = 0; at < bytes.length; at += pieceSize) {
      while (this.#onTheWay.size >= window && !this.#stop.signal.aborted)
        await new Promise<void>((resolve) => this.#room.push(resolve));
      if (this.#stop.signal.aborted) return;
      this.#post(payloadType, bytes.subarray(at, at + pieceSize));
    }
  }

  /** Has the other side wait, and go on. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    if (isPaused) this.#socket?.pause();
    else this.#socket?.resume();
  }

  leave(): void {
    this.#end({ is: 'left' });
  }

  #post(payloadType: number, payload: Buffer): void {
    const now = this.#opening.clock.now();
    const sequence = this.#nextOut++;
    const bytes = encode(newMessage({ type: 'input_stream_data', sequence, payloadType, payload }), now);
    this.#onTheWay.set(sequence, { bytes, firstAt: now, lastAt: now });
    this.#wake?.();
    this.#socket?.send(bytes);
  }

  async #connect({ url, token }: Ticket): Promise<void> {
    const socket: Socket = await openSocket(url, {
      message: (data) => this.#take(data),
      alive: () => {
        this.#heardAt = this.#opening.clock.now();
      },
      ended: () => {
        if (this.#socket !== socket) return;
        this.#socket = undefined;
        void this.#reconnect();
      },
    });
    if (this.#stop.signal.aborted) return socket.end();
    this.#heardAt = this.#opening.clock.now();
    socket.send(
      JSON.stringify({
        MessageSchemaVersion: '1.0',
        RequestId: randomUUID(),
        TokenValue: token,
        ClientId: this.#clientId,
        ClientVersion: clientVersion,
      }),
    );
    this.#socket = socket;
    if (this.#isPaused) socket.pause();
    const now = this.#opening.clock.now();
    for (const sent of this.#onTheWay.values()) {
      sent.lastAt = now;
      socket.send(sent.bytes);
    }
  }

  async #reconnect(): Promise<void> {
    const { clock, resume } = this.#opening;
    const until = clock.now() + retryFor;
    if (this.#stop.signal.aborted) return;
    this.#opening.cut?.(true);
    for (let tries = 0; !this.#stop.signal.aborted; tries += 1) {
      await clock.sleep(delays[tries] ?? longest, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      try {
        const ticket = await resume();
        if (!ticket) return this.#end({ is: 'closed', said: '' });
        await this.#connect(ticket);
        return this.#opening.cut?.(false);
      } catch (cause) {
        if (clock.now() > until) return this.#end({ is: 'lost', cause });
      }
    }
  }

  /** The oldest alone: a message that nobody acknowledges was lost, or came before the other side was ready for it. */
  async #resend(): Promise<void> {
    const { clock } = this.#opening;
    while (!this.#stop.signal.aborted) {
      if (this.#onTheWay.size === 0)
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      await clock.sleep(lookEvery, this.#stop.signal);
      const now = clock.now();
      const [oldest] = this.#onTheWay.values();
      if (!oldest || now - oldest.lastAt <= this.#roundTrip.limit) continue;
      oldest.lastAt = now;
      this.#socket?.send(oldest.bytes);
    }
  }

  /** What stands between closes lines on which nothing moves, and a line can be dead without anybody saying so. */
  async #stayAlive(): Promise<void> {
    const { clock } = this.#opening;
    while (!this.#stop.signal.aborted) {
      const askedAt = clock.now();
      this.#socket?.ping();
      await clock.sleep(pingEvery, this.#stop.signal);
      if (this.#heardAt < askedAt && !this.#isPaused) this.#socket?.end();
    }
  }

  #take(data: Buffer): void {
    const message = decode(data);
    if (!message) return;
    if (message.type === 'acknowledge') this.#acknowledged(message.payload);
    else if (message.type === 'channel_closed') this.#end({ is: 'closed', said: said(message.payload) });
    else if (message.type === 'output_stream_data') this.#inTurn(message);
  }

  #acknowledged(payload: Buffer): void {
    const { AcknowledgedMessageSequenceNumber: sequence } = parsed(payload);
    if (typeof sequence !== 'number') return;
    const sent = this.#onTheWay.get(sequence);
    if (!sent) return;
    this.#onTheWay.delete(sequence);
    // Of one that was sent again nobody knows which of the two is meant.
    if (sent.firstAt === sent.lastAt) this.#roundTrip.took(this.#opening.clock.now() - sent.firstAt);
    this.#room.shift()?.();
  }

  #inTurn(message: Message): void {
    // One that came before is acknowledged again: its acknowledgement was lost.
    this.#socket?.send(encode(acknowledgementOf(message), this.#opening.clock.now()));
    if (message.sequence < this.#nextIn) return;
    this.#early.set(message.sequence, message);
    for (;;) {
      const next = this.#early.get(this.#nextIn);
      if (!next) return;
      this.#early.delete(this.#nextIn);
      this.#nextIn += 1;
      this.#deliver(next);
    }
  }

  #deliver({ payloadType, payload }: Message): void {
    if (payloadType === payloadTypes.handshakeRequest) return this.#shakeHands(payload);
    // Not every kind of session begins with shaking hands.
    this.#begin();
    if (payloadType !== payloadTypes.handshakeComplete) this.#opening.received(payloadType, payload);
  }

  #shakeHands(payload: Buffer): void {
    const asked = parsed(payload)['RequestedClientActions'];
    const actions = (Array.isArray(asked) ? asked : []) as readonly { readonly ActionType?: string }[];
    // 1 is done, 3 is not supported.
    const answers = actions.map(({ ActionType }) => ({
      ActionType,
      ActionStatus: ActionType === 'SessionType' ? 1 : 3,
    }));
    const answer = { ClientVersion: clientVersion, ProcessedClientActions: answers, Errors: [] };
    this.#post(payloadTypes.handshakeResponse, Buffer.from(JSON.stringify(answer)));
    if (actions.some(({ ActionType }) => ActionType === 'KMSEncryption')) this.#end({ is: 'key-required' });
  }
}

function parsed(payload: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(payload.toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const said = (payload: Buffer): string => {
  const { Output } = parsed(payload);
  return typeof Output === 'string' ? Output : '';
};
