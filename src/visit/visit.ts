import { Resolver } from 'node:dns/promises';
import { proxyFor } from '../https-agent.ts';
import { isSecure, type Fault } from './ask.ts';
import { follow, shown, type Trail } from './follow.ts';

/** What a visitor who types the name into a browser sees; `at` is where redirects led, if not to the name itself. */
export type Visit =
  /** `plain` if plain HTTP answers where HTTPS does not. */
  | (Fault & { readonly at?: string; readonly plain?: true })
  /** A redirect to an address that only the server can reach. */
  | { readonly is: 'inward'; readonly at: string }
  /** Redirects that come back to where they began, or go on for ever. */
  | { readonly is: 'loop'; readonly chain: readonly string[] }
  | {
      readonly is: 'answered';
      /** What HTTPS answers. */
      readonly status: number;
      /** Whether plain HTTP leads to HTTPS. */
      readonly redirected: boolean;
      /** Plain HTTP does not get out of this network as HTTPS does, by a proxy: where it leads is not known. */
      readonly unasked?: true;
      readonly at?: string;
      /** In a rehearsal: what stands behind the address was not run, so that this is not known. */
      readonly assumed?: true;
    };

/** What a visitor sees at one of the names of a site. */
export interface Visited {
  readonly url: string;
  readonly visit: Visit;
}

export interface VisitOptions {
  /** What is asked for there; the front page, when absent. */
  readonly path?: string | undefined;
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

/** Each name is looked up once. */
function once(resolve: (host: string) => Promise<readonly string[]>) {
  const known = new Map<string, Promise<readonly string[]>>();
  return (host: string) => {
    const found = known.get(host) ?? resolve(host);
    known.set(host, found);
    return found;
  };
}

/** Whether plain HTTP leads to HTTPS. What a proxy has to say of it by itself is no answer of the site. */
function redirection({ urls, end }: Trail, home: URL) {
  if (urls.some(isSecure)) return { redirected: true };
  const isAnswered = end.is === 'answered' && end.status < 400;
  return { redirected: false, ...(!isAnswered && proxyFor(home.href) && { unasked: true as const }) };
}

const isGood = ({ end }: Trail): boolean => end.is === 'answered' && end.status < 500;

/**
 * Visits a site the way a browser does: looks up its name, connects over HTTP and over HTTPS, and follows where it is
 * led. What is worst is told. Never rejects.
 */
export async function visit(
  host: string,
  { path = '/', resolve = addressesOf, ports = { http: 80, https: 443 }, timeout = 10_000, ca }: VisitOptions = {},
): Promise<Visit> {
  const way = { addresses: once(resolve), ports: { 'http:': ports.http, 'https:': ports.https }, timeout, ca };
  const home = new URL(`https://${host}${path}`);
  const [typed, secure] = await Promise.all([follow(new URL(`http://${host}${path}`), way), follow(home, way)]);
  const isLed = typed.urls.length > 1;
  const { urls, end } = isLed && isGood(secure) && !isGood(typed) ? typed : secure;
  const last = urls.at(-1) ?? home;
  const at = last.href === home.href ? {} : { at: shown(last) };
  switch (end.is) {
    case 'loop':
      return end;
    case 'inward':
      return { ...end, at: shown(last) };
    case 'answered':
      return { ...end, ...redirection(typed, home), ...at };
    case 'unreachable':
      return { ...end, ...at, ...(urls.length === 1 && (isLed || typed.end.is === 'answered') && { plain: true }) };
    default:
      return { ...end, ...at };
  }
}
