/**
 * The client's side of smux 1, by which the agent has many connections to a port in one session:
 * https://github.com/xtaci/smux, and for the values that both sides take
 * https://github.com/aws/amazon-ssm-agent/blob/mainline/agent/session/plugins/port/port_mux.go
 *
 * A frame is 1 (the version), its command, the length of its data and the number of its stream, both with their lowest
 * byte first, and the data.
 */
const version = 1;
const headLength = 8;
const commands = { open: 0, end: 1, data: 2, nothing: 3 } as const;

/** Bytes of data in a frame: far below what the other side takes, so that streams take turns. */
const pieceSize = 16_384;

export const frame = (command: keyof typeof commands, stream: number, data: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version, 0);
  head.writeUInt8(commands[command], 1);
  head.writeUInt16LE(data.length, 2);
  head.writeUInt32LE(stream, 4);
  return Buffer.concat([head, data]);
};

/** What is on this side of a stream. */
export interface Near {
  data(bytes: Buffer): void;
  /** Nothing comes any more. */
  end(): void;
}

/** What can be done with a stream. */
export interface Stream {
  /** Waits while too much is on the way. */
  pass(bytes: Buffer): Promise<void>;
  /** Ends it in both directions, once all that was passed on is sent: smux has no half of a connection. */
  end(): Promise<void>;
}

export class Mux {
  readonly #send: (bytes: Buffer) => Promise<void>;
  readonly #streams = new Map<number, Near>();
  // Its first number is 3: https://github.com/xtaci/smux/blob/master/session.go
  #last = 1;
  #held: Buffer = Buffer.alloc(0);

  constructor(send: (bytes: Buffer) => Promise<void>) {
    this.#send = send;
  }

  /** How many streams are open. */
  get size(): number {
    return this.#streams.size;
  }

  open(near: Near): Stream {
    this.#last += 2;
    const id = this.#last;
    this.#streams.set(id, near);
    void this.#send(frame('open', id));
    return {
      pass: async (bytes) => {
        for (let at = 0; at < bytes.length && this.#streams.has(id); at += pieceSize)
          await this.#send(frame('data', id, bytes.subarray(at, at + pieceSize)));
      },
      end: async () => {
        if (this.#streams.delete(id)) await this.#send(frame('end', id));
      },
    };
  }

  /** Says something that means nothing: who says nothing for long is taken for gone. */
  stir(): void {
    void this.#send(frame('nothing', 0));
  }

  /** What came, in order, however it is cut into pieces. Says whether it is smux. */
  take(bytes: Buffer): boolean {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    while (this.#held.length >= headLength) {
      if (this.#held.readUInt8(0) !== version) return false;
      const end = headLength + this.#held.readUInt16LE(2);
      if (this.#held.length < end) return true;
      const [command, id, data] = [
        this.#held.readUInt8(1),
        this.#held.readUInt32LE(4),
        this.#held.subarray(headLength, end),
      ];
      this.#held = this.#held.subarray(end);
      // Of a stream that this side has ended something may still be on its way.
      const near = this.#streams.get(id);
      if (command === commands.data) near?.data(data);
      else if (command === commands.end && this.#streams.delete(id)) near?.end();
    }
    return true;
  }

  /** Nothing comes any more on any of them. */
  end(): void {
    const all = [...this.#streams.values()];
    this.#streams.clear();
    for (const near of all) near.end();
  }
}
