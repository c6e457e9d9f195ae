import { isIPv6 } from 'node:net';

export interface Server {
  readonly host: string;
  readonly port: number;
}

/** Parses `HOST` or `HOST:PORT`; an IPv6 address with a port needs brackets. */
export function parseServer(text: string): Server {
  if (isIPv6(text)) return { host: text, port: 53 };
  const [, bracketed, plain, digits] = /^(?:\[(.+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits ?? 53);
  if (!host || (bracketed && !isIPv6(bracketed)) || port < 1 || port > 65535) {
    throw new Error(`"${text}" is not a server: it must be HOST or HOST:PORT`);
  }
  return { host, port };
}

/** The server in the form that {@link parseServer} reads. */
export const formatServer = ({ host, port }: Server): string => `${isIPv6(host) ? `[${host}]` : host}:${port}`;
