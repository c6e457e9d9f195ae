import type { Channel, Ended } from './channel.ts';
import { payloadTypes } from './message.ts';

/** What the program on the server says, by the letter of its lines. */
export type Said =
  | { readonly is: 'output' | 'errors'; readonly data: Buffer }
  | { readonly is: 'exit'; readonly code: number }
  | { readonly is: 'answer'; readonly value: unknown }
  /** From here on what comes is that of a terminal, with a shell on it: as the app, or of whoever looks after the server. */
  | { readonly is: 'shell'; readonly as: string }
  /** A word for why it cannot be. */
  | { readonly is: 'refused'; readonly why: string };

/** How many bytes of input may be on the way to a command that has not taken them. */
const credit = 262_144;
const inputPiece = 24_576;

/**
 * The other end of the program that a session starts on a server: asks it for one thing, and hears what becomes of it.
 */
export class Remote {
  #channel: Channel | undefined;
  #held = '';
  #isTerminal = false;
  #open = credit;
  #room: (() => void) | undefined;
  #answered: () => void = () => undefined;
  readonly #hear: (said: Said) => void;
  readonly #there: Promise<void>;

  /** What came before the program said that it is there: why it may not be. */
  noise = '';

  constructor(hear: (said: Said) => void) {
    this.#hear = hear;
    this.#there = new Promise((resolve) => {
      this.#answered = resolve;
    });
  }

  /** What a channel of it is to be given. */
  readonly received = (payloadType: number, payload: Buffer): void => {
    if (payloadType !== payloadTypes.output) return;
    if (this.#isTerminal) return this.#hear({ is: 'output', data: payload });
    this.#held += payload.toString('latin1');
    for (let end = this.#held.indexOf('\n'); end >= 0 && !this.#isTerminal; end = this.#held.indexOf('\n')) {
      const line = this.#held.slice(0, end).replace(/\r$/, '');
      this.#held = this.#held.slice(end + 1);
      this.#line(line);
    }
  };

  /** Asks for something once the program is there; ends with the channel, if it never is. */
  async ask(channel: Channel, request: object): Promise<Ended | undefined> {
    this.#channel = channel;
    const ended = await Promise.race([this.#there, channel.ended]);
    if (ended) return ended;
    // Nobody takes anything any more, and nobody is to wait for that.
    void channel.ended.then(() => this.#took(Infinity));
    await this.#send('c', Buffer.from(JSON.stringify(request)));
    return undefined;
  }

  /** Passes bytes on to the command; it waits until that takes them. */
  async input(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += inputPiece) {
      const piece = bytes.subarray(at, at + inputPiece);
      while (this.#open < piece.length)
        await new Promise<void>((resolve) => {
          this.#room = resolve;
        });
      this.#open -= piece.length;
      await this.#send('i', piece);
    }
  }

  endInput(): Promise<void> {
    return this.#send('e', Buffer.alloc(0));
  }

  /** Signals the command and all that it has started: `INT`. */
  signal(name: string): Promise<void> {
    return this.#send('k', Buffer.from(name));
  }

  async #send(kind: string, data: Buffer): Promise<void> {
    await this.#channel?.send(payloadTypes.output, Buffer.from(`${kind}${data.toString('base64')}\n`));
  }

  #took(bytes: number): void {
    this.#open += bytes;
    this.#room?.();
  }

  #isNowTerminal(as: string): void {
    this.#isTerminal = true;
    const data = Buffer.from(this.#held, 'latin1');
    this.#hear({ is: 'shell', as });
    if (data.length > 0) this.#hear({ is: 'output', data });
  }

  #line(line: string): void {
    const data = Buffer.from(line.slice(1), 'base64');
    switch (line[0]) {
      case '1':
        return this.#hear({ is: 'output', data });
      case '2':
        return this.#hear({ is: 'errors', data });
      case 'x':
        return this.#hear({ is: 'exit', code: Number(data.toString()) });
      case '=':
        return this.#hear({ is: 'answer', value: JSON.parse(data.toString()) });
      case 's':
        return this.#isNowTerminal(data.toString());
      case '!':
        return this.#hear({ is: 'refused', why: data.toString() });
      case 'w':
        return this.#took(Number(data.toString()));
      case 'h':
        if (line === 'h') return this.#answered();
    }
    this.noise += `${line}\n`;
  }
}
