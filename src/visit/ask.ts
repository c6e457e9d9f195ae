import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { httpsAgent, ProxyFailure, proxyFor, proxyLogin } from '../https-agent.ts';
import { oneLine } from '../plain.ts';
import { distrustIn, type Distrust } from './distrust.ts';

/** Why an address gives no answer. */
export type Fault =
  /** No address is known for the name. */
  | { readonly is: 'unknown' }
  /** The resolvers of this machine do not say whether it has one. */
  | { readonly is: 'unresolved'; readonly why: string }
  /** Nobody answers at its addresses or through the proxy, or not in time; `silent` if the request was taken all the same. */
  | { readonly is: 'unreachable'; readonly why: string; readonly silent?: true; readonly proxy?: string }
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

function faultOf(error: NodeJS.ErrnoException, isTaken: boolean, proxy: URL | undefined): Fault {
  const isLate = error.name === 'AbortError' || error.name === 'TimeoutError';
  const said = error instanceof ProxyFailure && error.status !== undefined ? `HTTP ${error.status}` : undefined;
  const why = isLate ? 'ETIMEDOUT' : (said ?? oneLine(error.code ?? error.message));
  const fault = distrustIn(error);
  if (fault) return { is: 'distrusted', why, fault };
  if (isLate && isTaken) return { is: 'unreachable', why, silent: true };
  return { is: 'unreachable', why, ...(proxy && { proxy: proxy.host }) };
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

/** How a request is sent. */
interface Target {
  readonly get: typeof getPlain;
  readonly options: RequestOptions;
  /** What the proxy is told besides. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** To the addresses that the name has. */
async function straightTo(url: URL, way: Way): Promise<Target | Fault> {
  const host = bareHost(url);
  const found = await addressesOf(host, way);
  if (!isFound(found)) return found;
  const options: RequestOptions = {
    host,
    port: portOf(url, way),
    lookup: (_, { all }, done) => {
      const known = found.map((address) => ({ address, family: isIP(address) }));
      if (all) done(null, known);
      else done(null, known[0]?.address ?? '', known[0]?.family);
    },
    agent: false,
    ca: way.ca,
  };
  return { get: isSecure(url) ? getSecure : getPlain, options };
}

/** Through a proxy, which looks the name up itself: in a tunnel, or as it takes requests for plain HTTP (RFC 9112, 3.2.2). */
function through(proxy: URL, url: URL, way: Way): Target {
  if (isSecure(url))
    return { get: getSecure, options: { host: bareHost(url), port: portOf(url, way), agent: httpsAgent() } };
  const options = { host: bareHost(proxy), port: proxy.port, path: url.href, agent: false };
  return { get: isSecure(proxy) ? getSecure : getPlain, options, headers: proxyLogin(proxy) };
}

const bareHost = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '');
const portOf = (url: URL, { ports }: Way) => url.port || ports[isSecure(url) ? 'https:' : 'http:'];

const isFound = (found: readonly string[] | Fault): found is readonly string[] => Array.isArray(found);

/** Some applications give a program without these another answer than a browser. */
const asBrowsersSay = {
  'user-agent': 'Mozilla/5.0 (compatible; stepway)',
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
};

/** Asks for one address as a browser would, and reads no more than the head of the answer. Never rejects. */
export async function ask(url: URL, cookie: string, way: Way, signal: AbortSignal): Promise<Answer | Fault> {
  const proxy = proxyFor(url.href);
  const target = proxy ? through(proxy, url, way) : await straightTo(url, way);
  if ('is' in target) return target;
  let isTaken = false;
  try {
    const { statusCode = 0, headers } = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = target.get({
        path: url.pathname + url.search,
        ...target.options,
        headers: { host: url.host, ...asBrowsersSay, ...(cookie && { cookie }), ...target.headers },
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
    return faultOf(error as NodeJS.ErrnoException, isTaken, proxy);
  }
}
