import { writeFileSync } from 'node:fs';
import { get, request } from 'node:https';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import type { Authority } from './certificates.ts';
import type { Asked, Host, Said } from './hosts.ts';
import { eventually, serve, type Program } from './programs.ts';

/** A certificate authority that asks as Let's Encrypt does: the ACME server pebble, under Let's Encrypt's name. */
export interface Acme {
  readonly host: Host;
  /** The root of what it issues, in PEM; another one with each start. */
  readonly root: string;
  stop(): Promise<void>;
}

export interface AcmeOptions {
  /** How long a certificate is good for, in seconds; 90 days, when absent. */
  readonly validity?: number | undefined;
}

const name = 'acme-v02.api.letsencrypt.org';
const ports = { api: 14000, management: 15000 };

/** `address` is where it listens, and `resolver` whom it asks for the addresses that it then visits. */
export async function startAcme(
  folder: string,
  { address, resolver }: { readonly address: string; readonly resolver: string },
  authority: Authority,
  { validity }: AcmeOptions = {},
): Promise<Acme> {
  const { cert, key } = await authority.issue(name, address);
  const file = (what: string) => join(folder, `acme-${what}`);
  writeFileSync(file('cert.pem'), cert);
  writeFileSync(file('key.pem'), key);
  const pebble = {
    listenAddress: `${address}:${ports.api}`,
    managementListenAddress: `${address}:${ports.management}`,
    certificate: file('cert.pem'),
    privateKey: file('key.pem'),
    httpPort: 80,
    tlsPort: 443,
    ocspResponderURL: '',
    externalAccountBindingRequired: false,
    ...(validity !== undefined && { certificateValidityPeriod: validity }),
  };
  writeFileSync(file('config.json'), JSON.stringify({ pebble }));
  const args = ['-config', file('config.json'), '-dnsserver', `${resolver}:53`];
  // It does not wait up to 15 seconds before it looks, nor refuse one in twenty requests for the exercise.
  const env = { PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0', PEBBLE_AUTHZREUSE: '0' };
  const program: Program = serve(folder, 'pebble', args, env);
  const ask = (path: string) => read(`https://${address}:${ports.management}${path}`, authority.ca);
  const root = await eventually('pebble answers', () => ask('/roots/0'));

  /** Pebble has its directory at a path of its own. */
  const pass = ({ method, url, headers, body }: Asked) =>
    new Promise<Said>((resolve, reject) => {
      const path = url.pathname === '/directory' ? '/dir' : url.pathname;
      const to = { host: address, port: ports.api, method, path, headers, ca: authority.ca, agent: false };
      const sent = request(to, (answer) => {
        const { statusCode: status = 502, headers: said } = answer;
        buffer(answer).then(
          (content) => resolve({ status, body: content, headers: said as Record<string, string> }),
          reject,
        );
      });
      sent.on('error', reject).end(body);
    });
  return { host: { names: [name], answer: pass }, root, stop: () => program.stop() };
}

const read = (url: string, ca: string) =>
  new Promise<string>((resolve, reject) => {
    get(url, { ca }, (response) => text(response).then(resolve, reject)).on('error', reject);
  });
