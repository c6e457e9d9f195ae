import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a server can find out about itself. */
export interface Identity {
  readonly 'instance-id': string;
  readonly 'instance-type': string;
  readonly 'local-ipv4': string;
  readonly 'public-ipv4'?: string;
  readonly region: string;
  readonly zone: string;
  /** The role in its profile. */
  readonly role?: string;
}

const longest = 21600;

/** The second version of the instance metadata service: nothing is said without a token, and tokens end. */
export async function serveMetadata(address: string, whoIs: (ip: string) => Identity | undefined) {
  const tokens = new Map<string, { readonly of: string; readonly until: number }>();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const end = (status: number, body = '') =>
      void response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
    const from = request.socket.remoteAddress ?? '';
    const identity = whoIs(from);
    const path = (request.url ?? '').replace(/\?.*$/, '');
    if (!identity) return end(404);
    if (path === '/latest/api/token') {
      const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
      if (request.method !== 'PUT') return end(405);
      if (!(seconds >= 1 && seconds <= longest)) return end(400);
      // Somebody passed the request on: it did not come from the server itself.
      if (request.headers['x-forwarded-for'] !== undefined) return end(403);
      const token = randomBytes(40).toString('base64url');
      tokens.set(token, { of: identity['instance-id'], until: performance.now() + seconds * 1000 });
      response.setHeader('x-aws-ec2-metadata-token-ttl-seconds', `${seconds}`);
      return end(200, token);
    }
    const token = tokens.get(String(request.headers['x-aws-ec2-metadata-token']));
    if (!token || token.of !== identity['instance-id'] || token.until < performance.now()) return end(401);
    if (request.method !== 'GET') return end(405);
    const said = about(identity)[path.replace(/^\/(latest|\d{4}-\d\d-\d\d)\//, '/').replace(/(?<=.)\/$/, '')];
    return said === undefined ? end(404) : end(200, said);
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(80, address, resolve));
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

function about(identity: Identity): Record<string, string | undefined> {
  const { region, zone, role, ...plain } = identity;
  const facts = Object.fromEntries(Object.entries(plain).map(([name, value]) => [`/meta-data/${name}`, value]));
  return {
    ...facts,
    '/meta-data/placement/region': region,
    '/meta-data/placement/availability-zone': zone,
    '/meta-data/services/domain': 'amazonaws.com',
    '/dynamic/instance-identity/document': JSON.stringify({
      accountId: '123456789012',
      architecture: 'x86_64',
      availabilityZone: zone,
      instanceId: identity['instance-id'],
      instanceType: identity['instance-type'],
      privateIp: identity['local-ipv4'],
      region,
      version: '2017-09-30',
    }),
    ...(role && {
      '/meta-data/iam/security-credentials': role,
      [`/meta-data/iam/security-credentials/${role}`]: JSON.stringify({
        Code: 'Success',
        Type: 'AWS-HMAC',
        AccessKeyId: 'ASIAGROUNDGROUNDGROU',
        SecretAccessKey: 'ground',
        Token: 'ground',
        LastUpdated: new Date().toISOString(),
        Expiration: new Date(Date.now() + longest * 1000).toISOString(),
      }),
    }),
  };
}
