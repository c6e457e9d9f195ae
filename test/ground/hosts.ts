import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Authority } from './certificates.ts';

/** What a host says to a request: a status, and what goes with it. */
export interface Said {
  readonly status: number;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  /** The public address that it comes from. */
  readonly from: string;
  readonly body: Buffer;
  /** Aborts when the other side has left. */
  readonly gone: AbortSignal;
}

export interface Host {
  /** Its names, `*` in place of the first label for any. */
  readonly names: readonly string[];
  answer(asked: Asked): Said | Promise<Said>;
}

const fits = (pattern: string, name: string) =>
  pattern === name || (pattern.startsWith('*.') && name.replace(/^[^.]+/, '*') === pattern);

export const hostNamed = (hosts: readonly Host[], name: string): Host | undefined =>
  hosts.find(({ names }) => names.some((pattern) => fits(pattern, name)));

/** Serves all hosts over HTTPS at one address, with a certificate for all of their names. */
export async function serveHosts(address: string, authority: Authority, hosts: readonly Host[]) {
  const issued = await authority.issue(...hosts.flatMap(({ names }) => names));
  const server = createServer(issued, (request, response) => {
    void respond(hosts, request, response);
  });
  await new Promise<void>((resolve) => void server.listen(443, address, resolve));
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

async function respond(hosts: readonly Host[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', headers, socket } = request;
    const url = new URL(request.url ?? '/', `https://${headers.host}`);
    const asked = {
      method,
      url,
      headers,
      from: socket.remoteAddress ?? '',
      body: Buffer.concat(chunks),
      gone: gone.signal,
    };
    const said = (await hostNamed(hosts, url.hostname)?.answer(asked)) ?? { status: 404 };
    response.writeHead(said.status, said.headers).end(said.body);
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.stack : String(error));
  }
}
