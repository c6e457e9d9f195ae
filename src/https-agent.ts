import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { HttpsProxyAgent } from 'hpagent';
import { getProxyForUrl } from 'proxy-from-env';
import { Trouble } from './errors.ts';
import { oneLine } from './plain.ts';

/** The proxy between this machine and the internet refuses a connection, or cannot be reached itself. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  /** Its address, without whoever signs in to it. */
  readonly proxy: string;
  /** What it answered, if it did. */
  readonly status: number | undefined;
  /** Node's code of a connection that failed: the SDK asks again, as it does without a proxy. */
  readonly code: string | undefined;
  /** For the SDK: whether it passes. */
  readonly $retryable: object | undefined;

  constructor({ host }: URL, cause: NodeJS.ErrnoException) {
    const status = /^Bad response: (\d+)$/.exec(cause.message)?.[1];
    super(status ? `it answered ${status}` : (cause.code ?? cause.message), { cause });
    this.proxy = host;
    this.status = status === undefined ? undefined : Number(status);
    this.code = cause.code;
    if (this.status !== undefined && this.status >= 500) this.$retryable = {};
  }
}

type Connect = (...args: Parameters<Agent['createConnection']>) => ReturnType<Agent['createConnection']>;

/** Opens each connection as the environment says: `HTTPS_PROXY` and `NO_PROXY`, in capital or small letters. */
class OutboundAgent extends Agent {
  readonly #proxies = new Map<string, Agent>();
  readonly #ca: string[] | undefined;

  constructor(ca: string[] | undefined) {
    // As many connections as the SDK keeps open itself.
    super({ keepAlive: true, maxSockets: 50, ca });
    this.#ca = ca;
  }

  override createConnection: Connect = (options, callback) => {
    const proxy = proxyFor(`https://${options.host}:${options.port}`);
    if (!proxy) return super.createConnection(options, callback);
    const agent = this.#proxies.get(proxy.href) ?? new HttpsProxyAgent(reaching(proxy, this.#ca));
    this.#proxies.set(proxy.href, agent);
    return agent.createConnection(options, (error, stream) =>
      callback?.(error && new ProxyFailure(proxy, error), stream),
    );
  };
}

/** How a proxy is reached. A server is not named by an address (RFC 6066, 3), which the agent would do for `https:`. */
function reaching(proxy: URL, ca: string[] | undefined) {
  const plain = bare(proxy);
  const isNameless = plain.protocol === 'https:' && isIP(plain.hostname) !== 0;
  return {
    proxy: isNameless ? Object.assign(plain, { protocol: 'tls:' }) : plain,
    proxyRequestOptions: { ...(ca && { ca }), ...(isNameless && { servername: '' }) },
  };
}

/** Who signs in to a proxy, as its header. */
export const proxyLogin = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (!username && !password) return {};
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { 'proxy-authorization': `Basic ${login}` };
};

/** Its host as the resolver takes it: an address of IPv6 without brackets. */
const bare = ({ protocol, hostname, port, username, password }: URL): URL =>
  ({ protocol, hostname: hostname.replaceAll(/^\[|\]$/g, ''), port, username, password }) as Partial<URL> as URL;

/** An HTTP proxy as the environment names it; without a scheme, as for curl and the AWS CLI. Undefined for what is none. */
function httpProxy(named: string): URL | undefined {
  try {
    const proxy = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`);
    decodeURIComponent(proxy.username + proxy.password);
    return /^https?:$/.test(proxy.protocol) ? proxy : undefined;
  } catch {
    // It is no address.
    return undefined;
  }
}

/** @throws Trouble `usage` for a proxy that is named and can be none. */
function checkProxy(): void {
  const { HTTPS_PROXY, https_proxy: small } = process.env;
  const named = small || HTTPS_PROXY;
  if (!named || httpProxy(named)) return;
  throw new Trouble(
    'usage',
    {
      en: 'HTTPS_PROXY in the environment is no address of an HTTP proxy.',
      ko: '환경 변수 HTTPS_PROXY가 HTTP 프록시의 주소가 아닙니다.',
    },
    {
      en: 'Write it as http://<host>:<port>, with special characters of a name and password as in URLs (% is %25), or unset it. SOCKS proxies are not supported.',
      ko: 'http://<호스트>:<포트>처럼 쓰고, 이름과 암호의 특수 문자는 URL 방식으로 쓰거나(%는 %25), 필요 없으면 지우세요. SOCKS 프록시는 지원하지 않습니다.',
    },
  );
}

/** The HTTP proxy of an address; undefined without one, and for one of another kind, such as `socks5://`. */
export function proxyFor(address: string): URL | undefined {
  const found = getProxyForUrl(address);
  // The scheme of the address is put before a host that has none.
  const named = Object.values(process.env).includes(found) ? found : found.replace(/^https:\/\//, '');
  return found ? httpProxy(named) : undefined;
}

/**
 * Whom to trust besides those whom Node trusts: networks that read TLS along have a CA of their own.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-gen-config.html (the AWS CLI trusts them alone)
 */
function trusted(): string[] | undefined {
  const { AWS_CA_BUNDLE, NODE_EXTRA_CA_CERTS: extra } = process.env;
  const bundle = AWS_CA_BUNDLE || bundleOfProfile;
  if (!bundle) return undefined;
  const name = AWS_CA_BUNDLE ? 'AWS_CA_BUNDLE' : 'ca_bundle';
  return [
    ...rootCertificates,
    certificatesIn(bundle, name),
    ...(extra ? [certificatesIn(extra, 'NODE_EXTRA_CA_CERTS')] : []),
  ];
}

function certificatesIn(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const path = oneLine(file);
    throw new Trouble(
      'usage',
      {
        en: `The file of certificates that ${name} names cannot be read: ${path}.`,
        ko: `${name} 값으로 지정한 인증서 파일을 읽을 수 없습니다: ${path}.`,
      },
      {
        en: `Correct the path, or unset ${name} if your network does not need it.`,
        ko: `경로를 고치세요. 필요 없는 네트워크라면 ${name} 설정을 지우세요.`,
      },
      { cause },
    );
  }
}

let agent: Agent | undefined;
let bundleOfProfile: string | undefined;

/** Trusts the certificates that a profile of AWS names (`ca_bundle`), unless the environment names others. */
export function trustAlso(bundle: string | undefined): void {
  if (bundle === bundleOfProfile) return;
  bundleOfProfile = bundle;
  agent = undefined;
}

/**
 * The agent of all HTTPS requests to others than the site, and to the site through a proxy.
 *
 * @throws Trouble `usage` when `HTTPS_PROXY` or `AWS_CA_BUNDLE` will not do.
 */
export function httpsAgent(): Agent {
  if (!agent) {
    checkProxy();
    agent = new OutboundAgent(trusted());
  }
  return agent;
}
