import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createServer, request, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { questions } from '../../src/steps/index.ts';
import {
  certificateScript,
  newMachine,
  paused,
  setupScript,
  userDataPath,
  type Machine,
} from '../shipped/first-boot.ts';
import { nginxOf } from '../shipped/readers.ts';
import { shippedBy, stacks } from '../shipped/texts.ts';
import { listen } from '../support/listen.ts';
import type { Flags } from '../support/stack.ts';
import { toolMissing } from '../support/tools.ts';

const freePort = async () => {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const ended = (child: ChildProcess) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });

/** A server's nginx, on ports of loopback. */
interface Served {
  readonly machine: Machine;
  readonly folder: string;
  readonly http: number;
  readonly https: number;
}

const upstream = '/etc/nginx/stepway/upstream.conf';

/** Builds a stack, boots its server, and starts its nginx as it was set up. */
async function served(flags: Flags, { app, certified }: { app?: number; certified?: boolean } = {}): Promise<Served> {
  const machine = newMachine((await shippedBy(flags)).userData);
  expect(machine.run(userDataPath)).toEqual({ code: 0, said: '' });
  expect(machine.run(setupScript)).toMatchObject({ code: 0 });
  if (certified) expect(machine.run(certificateScript)).toMatchObject({ code: paused });
  if (app !== undefined) machine.root.write(upstream, `server 127.0.0.1:${app};\n`);
  const [http, https] = [await freePort(), await freePort()];
  const folder = join(machine.root.folder, '..', 'nginx');
  const start = nginxOf(machine.root, folder, (port) => (port === 443 ? https : http));
  const child = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', start, '-g', 'daemon off;'], { stdio: 'inherit' });
  onTestFinished(async () => {
    const gone = ended(child);
    child.kill();
    await gone;
  });
  const isUp = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(http, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.unref();
      setTimeout(() => socket.destroy(), 1000).unref();
    });
  for (let tries = 0; tries < 100 && !(await isUp()); tries++) await pause(50);
  return { machine, folder, http, https };
}

/** An app, on a port of loopback. */
async function started(app: RequestListener) {
  const server = createServer(app);
  onTestFinished(() => void server.close());
  return { server, port: await listen(server) };
}

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as it is, without the tidying that a browser does to its path. */
const ask = (port: number, path: string, { method = 'GET', headers = {}, body }: Asking = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const { statusCode: status, headers } = response;
      void text(response).then((all) => resolve({ status, headers, body: all }), reject);
    });
    sent.setTimeout(20_000, () => sent.destroy(new Error('no answer')));
    sent.once('error', reject);
    sent.end(body);
  });

const opened = (port: number, said: string) =>
  new Promise<ReturnType<typeof connect>>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(said, () => resolve(socket)));
    socket.once('error', reject);
  });

const whole = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: expect.stringMatching(/It works\.[^]*서버가 준비되었습니다\./),
};

const balanced = { database: 'none' };
const direct = { entry: 'elastic-ip', database: 'none' };

describe.skipIf(toolMissing('bash', 'nginx'))('the welcome page of a new server', () => {
  test.each(stacks)('answers $about', async ({ flags }) => {
    const { http } = await served(flags);
    const page = await ask(http, flags['health-path'] ?? '/', { headers: { 'user-agent': 'ELB-HealthChecker/2.0' } });
    expect(page).toMatchObject(whole);
    expect(await ask(http, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  test('answers on every path that the load balancer can ask for, and with any query', async () => {
    const { http } = await served(balanced);
    const healthPath = questions.find(({ key }) => key === 'health-path');
    const isTaken = (raw: string) => {
      try {
        return healthPath?.parse(raw, () => undefined) === raw;
      } catch {
        return false;
      }
    };
    const paths = fc.stringMatching(/^\/[\w./~@%&?=:+$,;!*'()#-]{0,1023}$/).filter(isTaken);
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        expect(await ask(http, path)).toMatchObject(whole);
      }),
      { numRuns: 100, examples: [['/health?full=1&name=%EC%84%9C%EB%B2%84'], ['//'], [`/${'a'.repeat(1023)}`]] },
    );
  });

  test('answers while others say nothing, say half, or leave', async () => {
    const { http } = await served(balanced);
    const slow = await Promise.all(
      Array.from({ length: 40 }, (_, at) => opened(http, at % 2 === 0 ? '' : 'GET / HTTP/1.1\r\nHost:')),
    );
    for (let at = 0; at < 20; at++) (await opened(http, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')).destroy();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(http, '/')));
    for (const answer of answers) expect(answer).toMatchObject(whole);
    for (const socket of slow) socket.destroy();
  });
});

describe.skipIf(toolMissing('bash', 'nginx'))('nginx in front of an app', () => {
  /** What the app heard of a request. */
  const told = async (flags: Flags, headers: Readonly<Record<string, string>>) => {
    const { port } = await started((heard, answer) => answer.end(JSON.stringify(heard.headers)));
    const { http } = await served(flags, { app: port });
    return JSON.parse((await ask(http, '/a?b=c', { headers })).body) as IncomingHttpHeaders;
  };

  test('passes on what the load balancer says of a visitor', async () => {
    const visitor = {
      host: 'app.example.com',
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
    };
    expect(await told(balanced, visitor)).toEqual({
      ...visitor,
      'x-forwarded-host': 'app.example.com',
      // This test is on loopback, which no load balancer is.
      'x-real-ip': '127.0.0.1',
      connection: 'close',
    });
  });

  test('lets the health check look like a visitor: the site’s name, by HTTPS', async () => {
    const heard = await told(balanced, { host: '10.20.0.7', 'user-agent': 'ELB-HealthChecker/2.0' });
    expect(heard).toMatchObject({
      host: 'app.example.com',
      'x-forwarded-host': 'app.example.com',
      'x-forwarded-proto': 'https',
    });
  });

  test('believes no visitor about itself where it is asked by visitors', async () => {
    const heard = await told(direct, {
      host: 'app.example.com',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      'x-real-ip': '10.0.0.1',
      'user-agent': 'ELB-HealthChecker/2.0',
    });
    expect(heard).toMatchObject({
      host: 'app.example.com',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'app.example.com',
      'x-real-ip': '127.0.0.1',
    });
  });

  test('takes an upload of 50 MB, and none of more than 100', async () => {
    const { port } = await started((heard, answer) => void buffer(heard).then((all) => answer.end(String(all.length))));
    const { http } = await served(balanced, { app: port });
    const post = (size: number) => ask(http, '/', { method: 'POST', body: Buffer.alloc(size) });
    expect(await post(50_000_000)).toMatchObject({ status: 200, body: '50000000' });
    const tooMuch = await ask(http, '/', {
      method: 'POST',
      headers: { 'content-length': '110000000', expect: '100-continue' },
    });
    expect(tooMuch.status).toBe(413);
  });

  test('lets a WebSocket through, both ways', async () => {
    const { server, port } = await started((_, answer) => answer.end());
    server.on('upgrade', (heard, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${heard.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    const { http } = await served(balanced, { app: port });
    const socket = await opened(
      http,
      'GET /live HTTP/1.1\r\nHost: app.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    );
    socket.setEncoding('utf8');
    const said = () => new Promise<string>((resolve) => socket.once('data', (part) => resolve(String(part))));
    expect(await said()).toMatch(/^HTTP\/1\.1 101 [^]*upgrade: websocket/i);
    socket.write('hello');
    expect(await said()).toBe('hello');
    socket.destroy();
  });

  test('passes on each event as soon as the app has sent it', async () => {
    let next: (() => void) | undefined;
    const { port } = await started((_, answer) => {
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.write('data: 1\n\n');
      next = () => answer.end('data: 2\n\n');
    });
    const { http } = await served(balanced, { app: port });
    const parts: string[] = [];
    await new Promise<void>((resolve, reject) => {
      request({ host: '127.0.0.1', port: http, headers: { 'accept-encoding': 'gzip' } }, (response) => {
        response.setEncoding('utf8').on('data', (part: string) => {
          parts.push(part);
          next?.();
          next = undefined;
        });
        response.once('end', resolve);
      })
        .setTimeout(5000, () => reject(new Error('the first event is held back')))
        .once('error', reject)
        .end();
    });
    expect(parts).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  test('compresses text, and leaves pictures as they are', async () => {
    const { port } = await started((heard, answer) => {
      answer.setHeader('content-type', heard.url === '/a.png' ? 'image/png' : 'application/json');
      answer.end('x'.repeat(5000));
    });
    const { http } = await served(balanced, { app: port });
    const asked = { headers: { 'accept-encoding': 'gzip' } };
    expect((await ask(http, '/a.json', asked)).headers['content-encoding']).toBe('gzip');
    expect((await ask(http, '/a.png', asked)).headers['content-encoding']).toBeUndefined();
  });

  test('writes a line of JSON for each request, and none for health checks', async () => {
    const { port } = await started((_, answer) => answer.writeHead(404).end());
    const { http, machine, folder } = await served(balanced, { app: port });
    await ask(http, '/"quoted"?a=b', { headers: { 'x-forwarded-for': '198.51.100.7', host: 'app.example.com' } });
    await ask(http, '/', { headers: { 'user-agent': 'ELB-HealthChecker/2.0' } });
    const lines = machine.root
      .inside('')
      .concat((await import('node:fs')).readFileSync(join(folder, 'access.log'), 'utf8'));
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual([
      expect.objectContaining({ uri: '/"quoted"?a=b', status: 404, host: 'app.example.com', app: `127.0.0.1:${port}` }),
    ]);
  });

  test('says so when the app does not answer, and not that all is well', async () => {
    const { http } = await served(balanced, { app: await freePort() });
    expect((await ask(http, '/')).status).toBe(502);
  });
});

describe.skipIf(toolMissing('bash', 'curl', 'nginx'))('nginx, where the server answers visitors itself,', () => {
  test('shows the page by HTTP as long as there is no certificate', async () => {
    const { http } = await served(direct);
    expect(await ask(http, '/a?b=c')).toMatchObject(whole);
  });

  test('brings the welcome page to visitors by HTTPS, and leads those of HTTP there', async () => {
    const { machine, http, https } = await served(direct, { certified: true });
    const { root } = machine;
    const curl = async (...args: readonly string[]) => {
      const here = [http, https].flatMap((port) => ['--resolve', `app.example.com:${port}:127.0.0.1`]);
      const trusting = ['--cacert', join(root.folder, '/etc/letsencrypt/live/site/cert.pem')];
      const { stdout } = await promisify(execFile)('curl', ['-sS', ...here, ...trusting, ...args]);
      return stdout;
    };
    const visit = ['-w', '\n%{http_code} %{content_type} %{http_version}', `https://app.example.com:${https}/a?b=c`];
    expect(await curl(...visit)).toMatch(/서버가 준비되었습니다[^]*\n200 text\/html; charset=utf-8 2$/);
    expect(
      await curl('-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', `http://app.example.com:${http}/a?b=c`),
    ).toBe('301 https://app.example.com/a?b=c');
    root.write('/var/www/acme/.well-known/acme-challenge/token', 'answer');
    expect(await curl(`http://app.example.com:${http}/.well-known/acme-challenge/token`)).toBe('answer');
  });
});
