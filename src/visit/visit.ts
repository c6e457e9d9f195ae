import { Resolver } from 'node:dns/promises';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { oneLine } from '../plain.ts';

/** What a visitor who types the name into a browser sees. */
export type Visit =
  /** No address is known for the name. */
  | { readonly is: 'unknown' }
  /** The resolvers of this machine do not say whether it has one. */
  | { readonly is: 'unresolved'; readonly why: string }
  /** Nobody answers at its addresses, or not in time. */
  | { readonly is: 'unreachable'; readonly why: string }
  /** Somebody answers whose certificate a browser does not trust for this name. */
  | { readonly is: 'distrusted'; readonly why: string }
  /** `redirected` tells whether plain HTTP leads to HTTPS; `status` is what HTTPS answers. */
  | { readonly is: 'answered'; readonly status: number; readonly redirected: boolean };

export interface VisitOptions {
  /** IPv4 addresses of a name; none when it has none. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly ports?: { readonly http: number; readonly https: number };
  /** How many milliseconds each answer may take. */
  readonly timeout?: number;
  /** Whom to trust; whom Node trusts, when absent. PEM. */
  readonly ca?: string;
}

/** Asks resolvers, and no cache of this machine. */
const addressesOf = (host: string) =>
  new Resolver({ timeout: 3000, tries: 2 }).resolve4(host).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return [];
    throw error;
  });

/** Visits a site the way a browser does: looks up its name, connects over HTTP, then over HTTPS. Never rejects. */
export async function visit(
  host: string,
  { resolve = addressesOf, ports = { http: 80, https: 443 }, timeout = 10_000, ca }: VisitOptions = {},
): Promise<Visit> {
  try {
    const found = await resolve(host).catch((error: NodeJS.ErrnoException) => oneLine(error.code ?? error.message));
    if (typeof found === 'string') return { is: 'unresolved', why: found };
    const [address] = found;
    if (address === undefined) return { is: 'unknown' };
    const to = { host: address, path: '/', timeout, headers: { host }, agent: false };
    const plain = await answer((done) => getPlain({ ...to, port: ports.http }, done)).catch(() => undefined);
    const secure = await answer((done) => getSecure({ ...to, port: ports.https, servername: host, ca }, done));
    const redirected = plain?.headers.location?.toLowerCase().startsWith(`https://${host.toLowerCase()}`) ?? false;
    return { is: 'answered', status: secure.statusCode ?? 0, redirected };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const why = oneLine(code || message);
    return /CERT|SIGNATURE|SSL|TLS|ISSUER/.test(code) ? { is: 'distrusted', why } : { is: 'unreachable', why };
  }
}

function answer(send: (done: (response: IncomingMessage) => void) => ReturnType<typeof getPlain>) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const request = send((response) => {
      response.resume();
      resolve(response);
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })));
    request.on('error', reject);
  });
}
