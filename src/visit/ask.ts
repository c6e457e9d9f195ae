import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { isIP } from 'node:net';
import { oneLine } from '../plain.ts';
import { distrustIn, type Distrust } from './distrust.ts';

/** Why an address gives no answer. */
export type Fault =
  /** No address is known for the name. */
  | { readonly is: 'unknown' }
  /** The resolvers of this machine do not say whether it has one. */
  | { readonly is: 'unresolved'; readonly why: string }
  /** Nobody answers at its addresses, or not in time; `silent` if the request was taken all the same. */
  | { readonly is: 'unreachable'; readonly why: string; readonly silent?: true }
  /** Somebody answers whom a browser does not trust to be the one. */
  | { readonly is: 'distrusted'; readonly why: string; readonly fault: Distrust };

export interface Answer {
  readonly is: 'answered';
  readonly status: number;
  readonly location: string | undefined;
  /** `name=value` of each that was set. */
  readonly cookies: readonly string[];
}

/** How addresses are found and asked. */
export interface Way {
  /** IPv4 addresses of a name; none when it has none. */
  addresses(host: string): Promise<readonly string[]>;
  /** What the ports of the two protocols are here. */
  readonly ports: Readonly<Record<'http:' | 'https:', number>>;
  /** How many milliseconds each answer may take. */
  readonly timeout: number;
  /** Whom to trust; whom Node trusts, when undefined. PEM. */
  readonly ca: string | undefined;
}

export const isSecure = ({ protocol }: URL): boolean => protocol === 'https:';

function faultOf(error: NodeJS.ErrnoException, isTaken: boolean): Fault {
  const isLate = error.name === 'AbortError' || error.name === 'TimeoutError';
  const why = isLate ? 'ETIMEDOUT' : oneLine(error.code ?? error.message);
  const fault = distrustIn(error);
  if (fault) return { is: 'distrusted', why, fault };
  return { is: 'unreachable', why, ...(isLate && isTaken && { silent: true }) };
}

async function addressesOf(host: string, way: Way): Promise<readonly string[] | Fault> {
  if (isIP(host)) return [host];
  try {
    const found = await way.addresses(host);
    return found.length > 0 ? found : { is: 'unknown' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { is: 'unresolved', why: oneLine(code ?? message) };
  }
}

const isFound = (found: readonly string[] | Fault): found is readonly string[] => Array.isArray(found);

/** Some applications give a program without these another answer than a browser. */
const asBrowsersSay = {
  'user-agent': 'Mozilla/5.0 (compatible; stepway)',
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
};

/** Asks for one address as a browser would, and reads no more than the head of the answer. Never rejects. */
export async function ask(url: URL, cookie: string, way: Way, signal: AbortSignal): Promise<Answer | Fault> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const found = await addressesOf(name, way);
  if (!isFound(found)) return found;
  const get = isSecure(url) ? getSecure : getPlain;
  let isTaken = false;
  try {
    const { statusCode = 0, headers } = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = get({
        host: name,
        port: url.port || way.ports[isSecure(url) ? 'https:' : 'http:'],
        path: url.pathname + url.search,
        headers: { host: url.host, ...asBrowsersSay, ...(cookie && { cookie }) },
        lookup: (_, { all }, done) => {
          const known = found.map((address) => ({ address, family: isIP(address) }));
          if (all) done(null, known);
          else done(null, known[0]?.address ?? '', known[0]?.family);
        },
        agent: false,
        ca: way.ca,
        signal: AbortSignal.any([signal, AbortSignal.timeout(way.timeout)]),
      });
      request.on('socket', (socket) =>
        socket.once(isSecure(url) ? 'secureConnect' : 'connect', () => (isTaken = true)),
      );
      request.on('error', reject);
      request.on('response', (response) => {
        // The page itself may have no end.
        response.destroy();
        resolve(response);
      });
    });
    const cookies = (headers['set-cookie'] ?? []).flatMap((one) => one.split(';', 1));
    return { is: 'answered', status: statusCode, location: headers.location, cookies };
  } catch (error) {
    return faultOf(error as NodeJS.ErrnoException, isTaken);
  }
}
