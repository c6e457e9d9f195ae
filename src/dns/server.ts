import { isIPv6 } from 'node:net';

export interface Server {
  readonly host: string;
  readonly port: number;
  /** Where it takes DNS over HTTPS; one without takes it over UDP and TCP. */
  readonly path?: string;
}

/** Parses `HOST`, `HOST:PORT` or `https://HOST/PATH`; an IPv6 address with a port needs brackets. */
export function parseServer(text: string): Server {
  if (text.startsWith('https://') && URL.canParse(text)) {
    const { hostname, port, pathname } = new URL(text);
    return { host: hostname.replaceAll(/^\[|\]$/g, ''), port: Number(port || 443), path: pathname };
  }
  if (isIPv6(text)) return { host: text, port: 53 };
  const [, bracketed, plain, digits] = /^(?:\[(.+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits ?? 53);
  if (!host || (bracketed && !isIPv6(bracketed)) || port < 1 || port > 65535) {
    throw new Error(`"${text}" is not a server: it must be HOST, HOST:PORT or https://HOST/PATH`);
  }
  return { host, port };
}

/** The server in the form that {@link parseServer} reads. */
export function formatServer({ host, port, path }: Server): string {
  const address = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return path === undefined ? address : new URL(`https://${address}${path}`).href;
}
