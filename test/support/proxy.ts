import {
  createServer,
  request as forward,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen } from './listen.ts';

/** One request of the program to AWS. */
export interface Call {
  /** The service's name in the request's signature, such as `ec2`. */
  readonly service: string;
  /** Such as `CreateVpc`; for Route 53 the method and the path. */
  readonly operation: string;
  /** Whether it asked for a change. */
  readonly write: boolean;
}

/** What may happen to a call on its way: its connection is cut, or it is answered with something else. */
type Fate = 'drop' | Reply | void;

export interface Hooks {
  /** Sees a call before AWS does; after `drop` or another answer AWS never hears of it. */
  before?(call: Call): Fate | Promise<Fate>;
  /** Sees a call that AWS has answered; `drop` or another answer loses that one. */
  after?(call: Call): Fate | Promise<Fate>;
}

export interface Proxy {
  readonly url: string;
  /** All calls so far, in the order of their arrival. */
  readonly calls: Call[];
  hooks: Hooks;
  stop(): Promise<void>;
}

/** Stands between the program and `target`, and knows of every call. */
export async function startProxy(target: URL): Promise<Proxy> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const call = read(request, body.toString());
    proxy.calls.push(call);
    const answer = (reply: Reply | 'drop') => {
      if (reply === 'drop') request.socket.destroy();
      else response.writeHead(reply.status, reply.headers).end(reply.body);
    };
    const early = await proxy.hooks.before?.(call);
    if (early) return answer(early);
    const reply = await send(target, request, body);
    answer((await proxy.hooks.after?.(call)) ?? reply);
  };
  // Whatever goes wrong on the way, also when the program was killed in the middle of a call, is a cut line to the program.
  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const port = await listen(server);
  const proxy: Proxy = {
    url: `http://127.0.0.1:${port}`,
    calls: [],
    hooks: {},
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function read({ method, url, headers }: IncomingMessage, body: string): Call {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
  const form = new URLSearchParams(body);
  const target = headers['x-amz-target'];
  const operation = typeof target === 'string' ? target.replace(/^.*\./, '') : form.get('Action');
  if (!operation) return { service, operation: `${method} ${url}`, write: method !== 'GET' };
  const write = !/^(Describe|List|Get|Simulate)/.test(operation) && form.get('DryRun') !== 'true';
  return { service, operation, write };
}

export interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | string;
}

const send = (target: URL, { method, url, headers }: IncomingMessage, body: Buffer) =>
  new Promise<Reply>((resolve, reject) => {
    const onward = forward(new URL(url ?? '/', target), { method, headers }, (answer) => {
      const reply = (body: Buffer) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body });
      buffer(answer).then(reply, reject);
    });
    onward.on('error', reject).end(body);
  });
