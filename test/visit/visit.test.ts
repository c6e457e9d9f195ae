import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createSocketServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { visit } from '../../src/visit/visit.ts';
import { listen } from '../support/listen.ts';
import { certificate } from './certificate.ts';

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
const secure = (answer: RequestListener) => serving(createSecureServer(certificate, answer));

const redirect: RequestListener = ({ headers }, response) =>
  response.writeHead(301, { location: `https://${headers.host}:443/` }).end();
const fine: RequestListener = (_, response) => response.writeHead(200).end('hello');

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

test('an error of the app is what it is', async () => {
  const ports = { http: await plain(redirect), https: await secure((_, response) => response.writeHead(503).end()) };
  expect(await visit(host, { resolve, ports, ca })).toMatchObject({ is: 'answered', status: 503 });
});

test.for(['ESERVFAIL', 'EREFUSED', 'ETIMEOUT'])(
  'a resolver that fails with %s does not say that there is no such name',
  async (code) => {
    const failing = () => Promise.reject(Object.assign(new Error(`queryA ${code} ${host}`), { code }));
    expect(await visit(host, { resolve: failing })).toEqual({ is: 'unresolved', why: code });
  },
);

test('a certificate that nobody vouches for, or of another name, is not trusted', async () => {
  const ports = { http: await plain(redirect), https: await secure(fine) };
  expect(await visit(host, { resolve, ports })).toMatchObject({ is: 'distrusted' });
  expect(await visit('other.example.com', { resolve, ports, ca })).toEqual({
    is: 'distrusted',
    why: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
});

test('a name without an address is unknown', async () => {
  expect(await visit(host, { resolve: async () => [] })).toEqual({ is: 'unknown' });
});

test('a server that is not there, or says nothing, is unreachable', async () => {
  const silent = createSocketServer();
  onTestFinished(() => void silent.close());
  const https = await listen(silent);
  const http = await plain(redirect);
  expect(await visit(host, { resolve, ports: { http, https: 1 } })).toEqual({
    is: 'unreachable',
    why: 'ECONNREFUSED',
  });
  expect(await visit(host, { resolve, ports: { http, https }, timeout: 100 })).toEqual({
    is: 'unreachable',
    why: 'ETIMEDOUT',
  });
});
