import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  acknowledgementOf,
  decode,
  encode,
  newMessage,
  payloadTypes,
  type Message,
} from '../../src/session/message.ts';
import { wallClock, type Clock } from '../../src/clock.ts';
import { smuxServer } from './smux-server.ts';

/** What happens to messages on their way, in both directions. */
export interface Weather {
  /** In milliseconds, each way. */
  latency?: number;
  /** Every so many-th message is lost. */
  loses?: number;
  /** Every so many-th message comes late. */
  delays?: number;
}

/** What is to be on the other end. */
export type Behind =
  /** A command on a terminal, as AWS-StartInteractiveCommand runs it. */
  | { readonly is: 'terminal'; readonly command: string; readonly env?: Readonly<Record<string, string>> }
  /** Connections to a port, as AWS-StartPortForwardingSessionToRemoteHost makes them. */
  | { readonly is: 'port'; readonly host: string; readonly port: number }
  /** Sends back what comes. */
  | { readonly is: 'echo' };

/** A session as the agent on a server has it. */
export interface Session {
  readonly id: string;
  /** What came as input, each message once. */
  readonly sizes: unknown[];
  readonly openings: { readonly TokenValue: string; readonly ClientVersion: string }[];
  /** When something last came that was new, as the service sees whether a session is idle. */
  readonly heardAt: number;
  /** Cuts the connection; the session goes on. */
  cut(): void;
  /** Ends the session, as AWS does when nobody has used it for long. */
  close(said: string): void;
  readonly isOver: boolean;
}

interface Options {
  readonly weather?: Weather;
  /** By which it notes when something came. */
  readonly clock?: Clock;
  /** Whether the account has sessions encrypted with a key. */
  readonly key?: true;
}

const pty = fileURLToPath(new URL('terminal.py', import.meta.url));

/**
 * The agent's side of Session Manager, and the service between: framed messages over a WebSocket, acknowledged, sent
 * again, put in order, over connections that may be cut and are taken up with a new token.
 */
class Agent {
  readonly id = `tester-${randomUUID().slice(0, 8)}`;
  readonly sizes: unknown[] = [];
  readonly openings: Session['openings'] = [];
  heardAt = 0;
  isOver = false;
  token: string = randomUUID();
  #socket: WebSocket | undefined;
  #nextOut = 0;
  #nextIn = 0;
  #count = 0;
  readonly #onTheWay = new Map<number, { message: Message; at: number }>();
  readonly #early = new Map<number, Message>();
  readonly #behind: Behind;
  readonly #options: Options;
  #begun = false;
  #take: (message: Message) => void = () => undefined;
  #endBehind: () => void = () => undefined;
  #held: (() => void)[] = [];
  readonly #timer = setInterval(() => this.#resend(), 50);

  constructor(behind: Behind, options: Options) {
    this.#behind = behind;
    this.#options = options;
  }

  accept(socket: WebSocket): void {
    socket.once('message', (data: Buffer) => {
      const opening = JSON.parse(data.toString()) as Session['openings'][number];
      if (opening.TokenValue !== this.token) return socket.close();
      this.token = '';
      this.openings.push(opening);
      this.#socket = socket;
      socket.on('message', (bytes: Buffer) => this.#weather(() => this.#message(bytes)));
      if (!this.#begun) {
        this.#begun = true;
        this.#begin();
      }
    });
  }

  cut(): void {
    this.#socket?.terminate();
    this.#socket = undefined;
  }

  close(said: string): void {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.#timer);
    this.#endBehind();
    const payload = Buffer.from(JSON.stringify({ SessionId: this.id, Output: said }));
    const message = newMessage({ type: 'channel_closed', sequence: 0, payloadType: 0, payload });
    setTimeout(() => this.#socket?.send(encode(message, Date.now())), this.#options.weather?.latency ?? 0);
    setTimeout(() => this.#socket?.close(), 1000 + (this.#options.weather?.latency ?? 0)).unref();
  }

  #weather(arrive: () => void): void {
    const { latency = 0, loses, delays } = this.#options.weather ?? {};
    this.#count += 1;
    if (loses && this.#count % loses === 0) return;
    const late = delays && this.#count % delays === 0 ? 40 : 0;
    if (latency + late === 0) arrive();
    else setTimeout(arrive, latency + late);
  }

  #send(message: Message): void {
    this.#weather(() => {
      if (this.#socket?.readyState === 1) this.#socket.send(encode(message, Date.now()));
    });
  }

  #post(payloadType: number, bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += 1024) {
      const sequence = this.#nextOut++;
      const payload = Buffer.from(bytes.subarray(at, at + 1024));
      const message = newMessage({ type: 'output_stream_data', sequence, payloadType, payload });
      this.#onTheWay.set(sequence, { message, at: Date.now() });
      this.#send(message);
    }
  }

  #resend(): void {
    let most = 50;
    for (const one of this.#onTheWay.values()) {
      if (most-- === 0) return;
      if (Date.now() - one.at < 200 + 2 * (this.#options.weather?.latency ?? 0)) continue;
      one.at = Date.now();
      this.#send(one.message);
    }
  }

  #message(bytes: Buffer): void {
    const message = decode(bytes);
    if (!message) throw new Error('not a message');
    if (message.type === 'acknowledge') {
      const { AcknowledgedMessageSequenceNumber: sequence } = JSON.parse(message.payload.toString()) as {
        AcknowledgedMessageSequenceNumber: number;
      };
      this.#onTheWay.delete(sequence);
      if (this.#onTheWay.size < 2000) for (const go of this.#held.splice(0)) go();
      return;
    }
    if (message.type !== 'input_stream_data') throw new Error(`unexpected ${message.type}`);
    this.#send(acknowledgementOf(message));
    if (message.sequence < this.#nextIn) return;
    this.#early.set(message.sequence, message);
    for (;;) {
      const next = this.#early.get(this.#nextIn);
      if (!next) return;
      this.#early.delete(this.#nextIn++);
      this.heardAt = (this.#options.clock ?? wallClock()).now();
      if (next.payloadType === payloadTypes.handshakeResponse) this.#shaken(next);
      else if (next.payloadType === payloadTypes.size) {
        this.sizes.push(JSON.parse(next.payload.toString()));
        this.#take(next);
      } else this.#take(next);
    }
  }

  /** A terminal begins at once; only what needs an answer shakes hands. */
  #begin(): void {
    if (this.#behind.is === 'terminal' && !this.#options.key) return this.#start();
    const actions: object[] = [
      {
        ActionType: 'SessionType',
        ActionParameters: { SessionType: 'Port', Properties: { type: 'LocalPortForwarding' } },
      },
      ...(this.#options.key ? [{ ActionType: 'KMSEncryption', ActionParameters: { KMSKeyId: 'a-key' } }] : []),
    ];
    const request = { AgentVersion: '3.3.1142.0', RequestedClientActions: actions };
    this.#post(payloadTypes.handshakeRequest, Buffer.from(JSON.stringify(request)));
  }

  #shaken({ payload }: Message): void {
    const { ProcessedClientActions } = JSON.parse(payload.toString()) as {
      ProcessedClientActions: { ActionStatus: number }[];
    };
    if (ProcessedClientActions.some(({ ActionStatus }) => ActionStatus !== 1)) return this.close('Handshake failed');
    this.#post(payloadTypes.handshakeComplete, Buffer.from('{"HandshakeTimeToComplete":1,"CustomerMessage":""}'));
    this.#start();
  }

  #start(): void {
    const behind = this.#behind;
    const output = (bytes: Buffer) => this.#post(payloadTypes.output, bytes);
    if (behind.is === 'echo') this.#take = ({ payload }) => output(payload);
    else if (behind.is === 'port') {
      const failed = () => this.#post(payloadTypes.flag, Buffer.from([0, 0, 0, 3]));
      const mux = smuxServer(behind, output, failed);
      this.#endBehind = () => mux.end();
      this.#take = ({ payloadType, payload }) => {
        if (payloadType === payloadTypes.output) mux.take(payload);
        else if (payloadType === payloadTypes.flag && payload.readUInt32BE() === 2) this.close('');
      };
    } else this.#startTerminal(behind.command, { ...process.env, TERM: 'xterm-256color', ...behind.env }, output);
  }

  #startTerminal(command: string, env: NodeJS.ProcessEnv, output: (bytes: Buffer) => void): void {
    const child: ChildProcess = spawn('python3', [pty, command], { env, stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
    this.#endBehind = () => child.stdin?.destroy();
    child.stdout?.on('data', (data: Buffer) => {
      output(data);
      if (this.#onTheWay.size < 4000) return;
      child.stdout?.pause();
      this.#held.push(() => child.stdout?.resume());
    });
    child.stdin?.on('error', () => undefined);
    child.stdio[3]?.on('error', () => undefined);
    this.#take = ({ payloadType, payload }) => {
      if (payloadType === payloadTypes.output) child.stdin?.write(payload);
      if (payloadType !== payloadTypes.size) return;
      const { cols, rows } = JSON.parse(payload.toString()) as { cols: number; rows: number };
      (child.stdio[3] as NodeJS.WritableStream).write(`${rows} ${cols}\n`);
    };
    // All that was said comes before the end of it.
    let left = 2;
    const over = () => {
      left -= 1;
      if (left > 0) return;
      child.stdin?.destroy();
      const look = setInterval(() => {
        if (this.#onTheWay.size > 0 && !this.isOver) return;
        clearInterval(look);
        this.close('');
      }, 5);
    };
    child.on('exit', over);
    child.stdout?.on('end', over);
  }
}

/** A place where sessions are opened. */
export interface Place {
  readonly url: string;
  readonly sessions: readonly Session[];
  open(behind: Behind): { readonly url: string; readonly token: string; readonly id: string };
  resume(id: string): { readonly url: string; readonly token: string } | undefined;
  terminate(id: string): void;
  stop(): Promise<void>;
}

/** The service's stream endpoint, with servers behind it. */
export async function startPlace(options: Options = {}): Promise<Place> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const agents = new Map<string, Agent>();
  sockets.on('connection', (socket, { url = '' }) => {
    const agent = agents.get(url.split('/').at(-1) ?? '');
    if (agent) agent.accept(socket);
    else socket.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/data-channel`;
  const ticket = (agent: Agent) => ({ url: `${url}/${agent.id}`, token: agent.token, id: agent.id });
  return {
    url,
    get sessions() {
      return [...agents.values()];
    },
    open(behind) {
      const agent = new Agent(behind, options);
      agents.set(agent.id, agent);
      return ticket(agent);
    },
    resume(id) {
      const agent = agents.get(id);
      if (!agent || agent.isOver) return undefined;
      agent.token = randomUUID();
      return ticket(agent);
    },
    terminate: (id) => agents.get(id)?.close('terminated'),
    async stop() {
      for (const agent of agents.values()) agent.close('stopped');
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
