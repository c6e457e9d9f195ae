import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { createServer as createSocketServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { visit } from '../../src/visit/visit.ts';
import { listen } from '../support/listen.ts';
import { certificate, early, expired, issued, ofSeveral } from './certificate.ts';

const host = 'app.example.com';
const resolve = async () => ['127.0.0.1'];
const ca = certificate.cert;

async function serving(server: Server): Promise<number> {
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server);
}

const plain = (answer: RequestListener) => serving(createServer(answer));
const secure = (answer: RequestListener, options: ServerOptions = certificate) =>
  serving(createSecureServer(options, answer));

/** A server that takes connections and says nothing. */
async function silent(): Promise<number> {
  const server = createSocketServer();
  onTestFinished(() => void server.close());
  return listen(server);
}

const redirect: RequestListener = ({ headers, url }, response) =>
  response.writeHead(301, { location: `https://${headers.host}:443${url}` }).end();
const fine: RequestListener = (_, response) => response.writeHead(200).end('hello');
const saying =
  (status: number): RequestListener =>
  (_, response) =>
    response.writeHead(status).end();
const leading =
  (location: string, status = 302): RequestListener =>
  (_, response) =>
    response.writeHead(status, { location }).end();

/** What answers at each address; at others with HTTPS nothing is found, and plain HTTP leads to HTTPS. */
async function web(pages: Readonly<Record<string, RequestListener>>) {
  const on = (scheme: string, otherwise: RequestListener): RequestListener => {
    return (request, response) =>
      (pages[`${scheme}://${request.headers.host}${request.url}`] ?? otherwise)(request, response);
  };
  const http = await plain(on('http', redirect));
  const https = await secure(on('https', saying(404)), ofSeveral);
  return { resolve, ports: { http, https }, ca: ofSeveral.cert };
}

test('another page than the first can be asked for', async () => {
  const way = await web({ 'https://app.example.com/nope': saying(410), 'https://app.example.com/': fine });
  expect(await visit(host, { ...way, path: '/nope' })).toMatchObject({ is: 'answered', status: 410 });
  expect(await visit(host, way)).toMatchObject({ is: 'answered', status: 200 });
});

test('a visitor is led from HTTP to HTTPS, and is answered there under the name of the site', async () => {
  let asked: string | undefined;
  const ports = {
    http: await plain(redirect),
    https: await secure((request, response) => {
      asked = request.headers.host;
      fine(request, response);
    }),
  };
  expect(await visit(host, { resolve, ports, ca })).toEqual({ is: 'answered', status: 200, redirected: true });
  expect(asked).toBe(host);
});

test('one is not, when plain HTTP answers by itself or not at all', async () => {
  const https = await secure(fine);
  const http = await plain(fine);
  expect(await visit(host, { resolve, ports: { http, https }, ca })).toMatchObject({ redirected: false });
  expect(await visit(host, { resolve, ports: { http: 1, https }, ca })).toMatchObject({ redirected: false });
});

test('to lead to another name that only begins the same is to lead elsewhere', async () => {
  const there = await web({
    [`http://${host}/`]: leading(`https://${host}.evil.example/`),
    [`https://${host}/`]: fine,
  });
  const only = async (name: string) => (name === host ? ['127.0.0.1'] : []);
  expect(await visit(host, { ...there, resolve: only })).toEqual({
    is: 'unknown',
    at: `https://${host}.evil.example/`,
  });
});

test.for([400, 401, 403, 404, 500, 503])('the answer %i is what it is', async (status) => {
  const there = await web({ [`https://${host}/`]: saying(status) });
  expect(await visit(host, there)).toEqual({ is: 'answered', status, redirected: true });
});

test('a name without an address is unknown', async () => {
  expect(await visit(host, { resolve: async () => [] })).toEqual({ is: 'unknown' });
});

test.for(['ESERVFAIL', 'EREFUSED', 'ETIMEOUT'])(
  'a resolver that fails with %s does not say that there is no such name',
  async (code) => {
    const failing = () => Promise.reject(Object.assign(new Error(`queryA ${code} ${host}`), { code }));
    expect(await visit(host, { resolve: failing })).toEqual({ is: 'unresolved', why: code });
  },
);

describe('a visitor who is led on', () => {
  test.for([301, 302, 303, 307, 308])('with %i gets what is there', async (status) => {
    const there = await web({
      [`https://${host}/`]: leading('login', status),
      [`https://${host}/login`]: saying(503),
    });
    expect(await visit(host, there)).toEqual({
      is: 'answered',
      status: 503,
      redirected: true,
      at: `https://${host}/login`,
    });
  });

  test('asks with GET, as a browser, in the name of the host that it was led to', async () => {
    const asked: string[] = [];
    const there = await web({
      [`https://${host}/`]: leading('//user:password@other.example.com/in?token=secret#top', 307),
      'https://other.example.com/in?token=secret': ({ method, headers }, response) => {
        asked.push(`${method} ${headers.accept} ${headers.authorization} ${headers['user-agent']}`);
        response.writeHead(200).end();
      },
    });
    const seen = await visit(host, there);
    expect(seen).toEqual({
      is: 'answered',
      status: 200,
      redirected: true,
      // What follows the question mark may be a secret.
      at: 'https://other.example.com/in?…',
    });
    expect(asked[0]).toMatch(/^GET text\/html\S* undefined Mozilla\//);
  });

  test('brings along what cookies it was given, to the host that gave them', async () => {
    const strangers: (string | undefined)[] = [];
    const there = await web({
      [`https://${host}/`]: ({ headers }, response) =>
        headers.cookie === 'language=ko; seen=1'
          ? leading('https://other.example.com/')({ headers } as never, response)
          : response.writeHead(302, { location: '/', 'set-cookie': ['language=ko; Path=/; Secure', 'seen=1'] }).end(),
      'https://other.example.com/': ({ headers }, response) => {
        strangers.push(headers.cookie);
        response.writeHead(200).end();
      },
    });
    expect(await visit(host, there)).toMatchObject({ is: 'answered', status: 200 });
    expect(new Set(strangers)).toEqual(new Set([undefined]));
  });

  test('nowhere that a browser asks for has got the answer itself', async () => {
    for (const location of ['myapp://open', 'https://%']) {
      const there = await web({ [`https://${host}/`]: leading(location) });
      expect(await visit(host, there)).toEqual({ is: 'answered', status: 302, redirected: true });
    }
  });

  test('to where nobody answers is told where', async () => {
    const port = await web({ [`https://${host}/`]: leading(`https://${host}:1/`) });
    expect(await visit(host, port)).toEqual({ is: 'unreachable', why: 'ECONNREFUSED', at: `https://${host}:1/` });
    const name = await web({ [`https://${host}/`]: leading('https://www.example.net/') });
    const only = async (asked: string) => (asked === host ? ['127.0.0.1'] : []);
    expect(await visit(host, { ...name, resolve: only })).toEqual({ is: 'unknown', at: 'https://www.example.net/' });
  });

  test('to a name that the certificate there does not have is told so', async () => {
    const there = await web({ [`https://${host}/`]: leading('https://shop.example.com/') });
    expect(await visit(host, there)).toEqual({
      is: 'distrusted',
      why: 'ERR_TLS_CERT_ALTNAME_INVALID',
      fault: 'other-name',
      at: 'https://shop.example.com/',
    });
  });

  test('astray by plain HTTP only is told so, too', async () => {
    const there = await web({
      [`http://${host}/`]: leading('https://other.example.com/'),
      'https://other.example.com/': saying(500),
      [`https://${host}/`]: fine,
    });
    expect(await visit(host, there)).toMatchObject({ status: 500, at: 'https://other.example.com/' });
  });

  test.for([
    'http://localhost:PORT/',
    'http://127.0.0.1:PORT/login',
    'https://10.0.1.5:8080/',
    'http://172.31.4.4/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]:PORT/',
    'http://[fd00:ec2::254]/',
    'http://app:8080/',
    'http://ip-10-0-1-5.ec2.internal/',
  ])('to %s, which only the server can reach, is told so and does not go there', async (location) => {
    let isAsked = false;
    const own = await plain((request, response) => {
      isAsked = true;
      fine(request, response);
    });
    const address = location.replace('PORT', String(own));
    const there = await web({ [`https://${host}/`]: leading(address) });
    expect(await visit(host, there)).toEqual({ is: 'inward', at: address });
    expect(isAsked).toBe(false);
  });
});

describe('redirects without an end', () => {
  test('of an app that redirects to https because it sees plain HTTP', async () => {
    let asked = 0;
    const there = await web({
      [`https://${host}/`]: (request, response) => {
        asked++;
        redirect(request, response);
      },
    });
    expect(await visit(host, there)).toEqual({ is: 'loop', chain: [`https://${host}/`, `https://${host}/`] });
    expect(asked).toBe(2);
  });

  test('of an app that leads back to http', async () => {
    const there = await web({ [`https://${host}/`]: leading(`http://${host}/`) });
    expect(await visit(host, there)).toEqual({
      is: 'loop',
      chain: [`https://${host}/`, `http://${host}/`, `https://${host}/`],
    });
  });

  test('between the name with www. and the one without', async () => {
    const www = `www.${host}`;
    const there = await web({
      [`https://${host}/`]: leading(`https://${www}/`, 301),
      [`https://${www}/`]: leading(`https://${host}/`, 301),
    });
    const chain = [`https://${host}/`, `https://${www}/`, `https://${host}/`];
    expect(await visit(host, there)).toEqual({ is: 'loop', chain });
  });

  test('that begin only behind the first page', async () => {
    const there = await web({
      [`https://${host}/`]: leading('/login'),
      [`https://${host}/login`]: leading('/account'),
      [`https://${host}/account`]: leading('/login'),
    });
    const chain = ['login', 'account', 'login'].map((path) => `https://${host}/${path}`);
    expect(await visit(host, there)).toEqual({ is: 'loop', chain });
  });

  test('with a new cookie every time', async () => {
    let count = 0;
    const there = await web({
      [`https://${host}/`]: (_, response) =>
        response.writeHead(302, { location: '/', 'set-cookie': `session=${count++}` }).end(),
    });
    expect(await visit(host, there)).toEqual({ is: 'loop', chain: [`https://${host}/`, `https://${host}/`] });
  });

  test('to ever new addresses are followed as far as a browser does', async () => {
    let asked = 0;
    const https = await secure((_, response) => response.writeHead(302, { location: `/${++asked}` }).end());
    const seen = await visit(host, { resolve, ports: { http: 1, https }, ca });
    expect(seen).toMatchObject({ is: 'loop', chain: expect.arrayContaining([`https://${host}/1`]) });
    expect(asked).toBe(20);
  });
});

describe('a certificate is not trusted', () => {
  const untrusted = async (options: ServerOptions, trusted: string | undefined, name = host) => {
    const ports = { http: await plain(redirect), https: await secure(fine, options) };
    return visit(name, { resolve, ports, ...(trusted && { ca: trusted }) });
  };

  test('whose time is over', async () => {
    expect(await untrusted(expired, expired.cert)).toEqual({
      is: 'distrusted',
      why: 'CERT_HAS_EXPIRED',
      fault: 'expired',
    });
  });

  test('whose time has not come', async () => {
    expect(await untrusted(early, early.cert)).toMatchObject({ is: 'distrusted', fault: 'early' });
  });

  test('of another name, as that of the site for the name with www.', async () => {
    expect(await untrusted(certificate, ca, `www.${host}`)).toEqual({
      is: 'distrusted',
      why: 'ERR_TLS_CERT_ALTNAME_INVALID',
      fault: 'other-name',
    });
  });

  test('that nobody vouches for', async () => {
    expect(await untrusted(certificate, undefined)).toMatchObject({ is: 'distrusted', fault: 'self-signed' });
  });

  test('whose issuer nobody knows', async () => {
    expect(await untrusted(issued, undefined)).toMatchObject({ is: 'distrusted', fault: 'unknown-issuer' });
  });

  test('that is not there: another protocol, or none that both sides speak', async () => {
    const http = await plain(redirect);
    const other = { http, https: await plain(fine) };
    expect(await visit(host, { resolve, ports: other })).toMatchObject({ is: 'distrusted', fault: 'no-tls' });
    const none = { http, https: await secure(fine, {}) };
    expect(await visit(host, { resolve, ports: none })).toMatchObject({ is: 'distrusted', fault: 'no-handshake' });
  });
});

describe('nobody answers', () => {
  test('where no server is, or one that says nothing', async () => {
    expect(await visit(host, { resolve, ports: { http: 1, https: 1 } })).toEqual({
      is: 'unreachable',
      why: 'ECONNREFUSED',
    });
    const ports = { http: await silent(), https: await silent() };
    expect(await visit(host, { resolve, ports, timeout: 100 })).toEqual({ is: 'unreachable', why: 'ETIMEDOUT' });
  });

  test('with HTTPS where plain HTTP does', async () => {
    for (const answer of [fine, redirect]) {
      const ports = { http: await plain(answer), https: 1 };
      expect(await visit(host, { resolve, ports })).toEqual({ is: 'unreachable', why: 'ECONNREFUSED', plain: true });
    }
  });

  test('in time, by an app that takes the request', async () => {
    const ports = { http: await plain(redirect), https: await secure(() => undefined) };
    expect(await visit(host, { resolve, ports, ca, timeout: 1000 })).toEqual({
      is: 'unreachable',
      why: 'ETIMEDOUT',
      silent: true,
      plain: true,
    });
  });

  test('in time, however little by little, or by however many redirects', async () => {
    const dripping = await secure((request) => {
      request.socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => request.socket.write('x-more: 1\r\n'), 20);
      request.socket.on('close', () => clearInterval(drip));
    });
    const options = { resolve, ca, timeout: 1000 };
    expect(await visit(host, { ...options, ports: { http: 1, https: dripping } })).toMatchObject({ silent: true });

    let count = 0;
    const slow = await secure((_, response) => {
      setTimeout(() => response.writeHead(302, { location: `/${count++}` }).end(), 200);
    });
    const began = performance.now();
    expect(await visit(host, { ...options, ports: { http: 1, https: slow } })).toMatchObject({ is: 'unreachable' });
    expect(performance.now() - began).toBeLessThan(8000);
  });
});

test('a page without an end is an answer as any other', async () => {
  let isOver = false;
  const there = await web({
    [`https://${host}/`]: (_, response) => {
      response.on('close', () => (isOver = true));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    },
  });
  expect(await visit(host, there)).toMatchObject({ is: 'answered', status: 200 });
  await expect.poll(() => isOver).toBe(true);
});

test('a site is there if any of its addresses is', async () => {
  const there = await web({ [`https://${host}/`]: fine });
  const several = async () => ['127.0.0.2', '127.0.0.1'];
  expect(await visit(host, { ...there, resolve: several })).toMatchObject({ is: 'answered', status: 200 });
});
