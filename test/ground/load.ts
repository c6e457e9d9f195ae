import { full, thorough } from '../support/thorough.ts';
import { Agent as PlainAgent, request as requestPlain } from 'node:http';
import { Agent as SecureAgent, request as requestSecure } from 'node:https';

/** One request that failed, and what of it. */
export interface Failed {
  /** Milliseconds since the load began. */
  readonly at: number;
  readonly why: string;
  readonly kept: boolean;
}

export interface Result {
  readonly requests: number;
  readonly failed: readonly Failed[];
  /** How many answers there were of each body. */
  readonly answers: ReadonlyMap<string, number>;
  /** How often a kept connection was closed just when it was to be used again, and the request sent on a new one. */
  readonly again: number;
  /** The longest that one took, in milliseconds. */
  readonly slowest: number;
}

export interface Load {
  /** How many requests are answered so far. */
  readonly requests: number;
  /** Asks on until there are at least so many requests, and stops. */
  stop(least?: number): Promise<Result>;
}

export interface LoadOptions {
  readonly url: string;
  /** IPv4 addresses of the name. */
  readonly lookup: (name: string) => readonly string[] | undefined;
  readonly ca?: string;
  /** How many ask at a time on connections that are kept, and how many on a new one each time. */
  readonly kept?: number;
  readonly fresh?: number;
  /** The pause of each between two requests, in milliseconds. Requests take most of what a ground asks of the processor. */
  readonly pause?: number;
  /** Bounds of it all: how long, in seconds, and how many. */
  readonly seconds?: number;
  readonly most?: number;
}

/** How many requests there are, at least, while something happens that no visitor may notice. */
export const many = thorough ? 10_000 : full ? 4_000 : 1_500;

class Stale extends Error {}

/** Visitors who ask for a page again and again, until they are told to stop or have asked often enough. */
export function startLoad(options: LoadOptions): Load {
  const { url, lookup, ca, kept = 4, fresh = 4, pause = thorough ? 5 : 15, seconds = 600, most = 200_000 } = options;
  const { hostname, port, pathname, protocol } = new URL(url);
  const [address = ''] = lookup(hostname) ?? [];
  const secure = protocol === 'https:';
  const began = performance.now();
  const failed: Failed[] = [];
  const answers = new Map<string, number>();
  let requests = 0;
  let again = 0;
  let slowest = 0;
  let least = Infinity;
  const isOver = () => requests >= least || requests >= most || performance.now() - began > seconds * 1000;

  const ask = (agent: PlainAgent | SecureAgent): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const to = {
        host: address,
        port: port || (secure ? 443 : 80),
        path: pathname,
        headers: { host: hostname },
        timeout: 30_000,
        agent,
      };
      const send = secure ? requestSecure({ ...to, servername: hostname, ...(ca && { ca }) }) : requestPlain(to);
      send.on('response', (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (body += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      });
      send.on('timeout', () => send.destroy(new Error('no answer in 30 s')));
      send.on('error', (error: NodeJS.ErrnoException) =>
        reject(send.reusedSocket && error.code === 'ECONNRESET' ? new Stale(error.message) : error),
      );
      send.end();
    });
  // A server may close a connection that is idle just when a request is on its way: every browser then asks again.
  const askAsBrowser = (agent: PlainAgent | SecureAgent) =>
    ask(agent).catch((error: unknown) => {
      if (!(error instanceof Stale)) throw error;
      again += 1;
      return ask(agent);
    });

  async function visitor(keepAlive: boolean): Promise<void> {
    const options = { keepAlive, maxSockets: 1 };
    const agent = secure ? new SecureAgent({ ...options, maxCachedSessions: 0 }) : new PlainAgent(options);
    while (!isOver()) {
      const at = performance.now();
      const fail = (why: string) => failed.push({ at: Math.round(at - began), why, kept: keepAlive });
      try {
        const { status, body } = await askAsBrowser(agent);
        answers.set(body, (answers.get(body) ?? 0) + 1);
        if (status < 200 || status > 299) fail(`${status}`);
      } catch (error) {
        fail(error instanceof Error ? error.message : String(error));
      }
      requests += 1;
      slowest = Math.max(slowest, performance.now() - at);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    agent.destroy();
  }

  const all = [...Array(kept).fill(true), ...Array(fresh).fill(false)].map((keepAlive: boolean) => visitor(keepAlive));
  return {
    get requests() {
      return requests;
    },
    async stop(wanted = 0) {
      least = wanted;
      await Promise.all(all);
      return { requests, failed, answers, again, slowest };
    },
  };
}
