import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { certificateScript, newMachine, userDataPath, type Machine } from '../shipped/first-boot.ts';
import { forNginx } from '../shipped/readers.ts';
import { shippedBy, stacks } from '../shipped/texts.ts';
import type { Flags } from '../support/stack.ts';
import { listen } from '../support/listen.ts';
import { toolMissing } from '../support/tools.ts';
import { certificate } from '../visit/certificate.ts';

const freePort = async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const ended = (child: ChildProcess) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });

/** Starts a program that ends with the test. */
function started(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { stdio: 'inherit' });
  onTestFinished(async () => {
    const gone = ended(child);
    child.kill();
    await gone;
  });
}

/** Builds a stack and boots its server. */
async function booted(flags: Flags): Promise<Machine> {
  const machine = newMachine((await shippedBy(flags)).userData);
  expect(machine.run(userDataPath)).toEqual({ code: 0, said: '' });
  return machine;
}

/** Starts the welcome page as its unit says, but on a free port of loopback, which it gives. */
async function served({ root }: Machine, flags: Flags = {}): Promise<number> {
  const unit = root.read('/etc/systemd/system/welcome.service');
  const commandOf = (key: string) => new RegExp(`^${key}=/usr/bin/(.*)$`, 'm').exec(unit)?.[1]?.split(' ') ?? [];

  const port = await freePort();
  const here = (words: readonly string[]) => words.map((word) => word.replace('0.0.0.0', '127.0.0.1'));
  const [python = '', program = '', address = '', appPort = ''] = here(commandOf('ExecStart'));
  expect(appPort).toBe(flags['app-port'] ?? '8080');
  started(python, [program, address, String(port)]);
  const [curl = '', ...args] = commandOf('ExecStartPost');
  expect(args.at(-1)).toBe(`http://127.0.0.1:${appPort}/`);
  expect(await ended(spawn(curl, [...args.slice(0, -1), `http://127.0.0.1:${port}/`]))).toBe(0);
  return port;
}

/** What the load balancer waits for an answer, in milliseconds. */
const patience = 5000;

/** A request as it is, without the tidying that a browser does to its path. */
const ask = (port: number, path: string, method = 'GET') =>
  new Promise<{ status: number | undefined; type: string | undefined; length: number; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, agent: false }, (response) => {
        const { statusCode: status, headers } = response;
        const length = Number(headers['content-length']);
        void text(response).then((body) => resolve({ status, type: headers['content-type'], length, body }), reject);
      });
      sent.setTimeout(patience, () => sent.destroy(new Error(`no answer within ${patience} ms`)));
      sent.once('error', reject);
      sent.end();
    },
  );

const opened = (port: number, said: string) =>
  new Promise<ReturnType<typeof connect>>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(said, () => resolve(socket)));
    socket.once('error', reject);
  });

const whole = {
  status: 200,
  type: 'text/html; charset=utf-8',
  body: expect.stringMatching(/It works\.[^]*서버가 응답하고 있습니다\.[^]*직접 만든 앱을 실행하세요\./),
};

describe.skipIf(toolMissing('bash', 'python3', 'curl'))('the welcome page of a new server', () => {
  test.each(stacks)('answers $about', async ({ flags }) => {
    const port = await served(await booted(flags), flags);
    const page = await ask(port, flags['health-path'] ?? '/');
    expect(page).toMatchObject(whole);
    expect(page.length).toBe(Buffer.byteLength(page.body));
    expect(await ask(port, '/', 'HEAD')).toEqual({ ...page, body: '' });
  });

  test('answers on every path that the load balancer can ask for, and with any query', async () => {
    const port = await served(await booted({}));
    const paths = fc.stringMatching(/^\/[\w./~@%&?=:+$,;!*'()#-]{0,1023}$/);
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        expect(await ask(port, path)).toMatchObject(whole);
      }),
      { numRuns: 100, examples: [['/health?full=1&name=%EC%84%9C%EB%B2%84'], ['//'], [`/${'a'.repeat(1023)}`]] },
    );
  });

  test('answers while others say nothing, say half, or leave', async () => {
    const port = await served(await booted({}));
    const slow = await Promise.all(
      Array.from({ length: 40 }, (_, at) => opened(port, at % 2 === 0 ? '' : 'GET / HTTP/1.1\r\nHost:')),
    );
    for (let at = 0; at < 20; at++) (await opened(port, 'GET / HTTP/1.1\r\n\r\n')).destroy();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(port, '/')));
    for (const answer of answers) expect(answer).toMatchObject(whole);
    for (const socket of slow) socket.destroy();
  });

  test('is not taken for started while nothing answers', async () => {
    const { root } = await booted({});
    const post = /^ExecStartPost=\/usr\/bin\/curl (.*) http/m.exec(root.read('/etc/systemd/system/welcome.service'));
    const impatient = (post?.[1] ?? '').replace(/--retry \d+/, '--retry 0').split(' ');
    expect(spawnSync('curl', [...impatient, `http://127.0.0.1:${await freePort()}/`]).status).toBe(7);
  });
});

describe.skipIf(toolMissing('bash', 'python3', 'curl', 'nginx'))(
  'nginx, where the server answers visitors itself,',
  () => {
    const flags = { entry: 'elastic-ip', database: 'none' };

    test('brings the welcome page to visitors by HTTPS, and leads those of HTTP there', async () => {
      const machine = await booted(flags);
      const { root } = machine;
      expect(machine.run(certificateScript)).toEqual({ code: 0, said: '' });
      const [page, http, https] = [await served(machine, flags), await freePort(), await freePort()];
      const included = ['site', 'site-tls'].map((name) => root.read(`/etc/nginx/conf.d/${name}.conf`)).join('');
      const content = included.replace('proxy_pass http://127.0.0.1:8080;', `proxy_pass http://127.0.0.1:${page};`);
      root.write(
        '/nginx.conf',
        forNginx(content, root.folder, (port) => (port === 443 ? https : http)),
      );
      const common = ['-e', 'stderr', '-p', root.folder, '-c', `${root.folder}/nginx.conf`];
      started('nginx', [...common, '-g', 'daemon off;']);

      const curl = async (...args: readonly string[]) => {
        const answering = ['--retry', '30', '--retry-connrefused', '--retry-delay', '1'];
        const here = [http, https].flatMap((port) => ['--resolve', `app.example.com:${port}:127.0.0.1`]);
        const trusting = ['--cacert', `${root.folder}/ca.pem`];
        const { stdout } = await promisify(execFile)('curl', ['-sS', ...answering, ...here, ...trusting, ...args]);
        return stdout;
      };
      root.write('/ca.pem', certificate.cert);
      const visit = ['-w', '\n%{http_code} %{content_type} %{http_version}', `https://app.example.com:${https}/a?b=c`];
      expect(await curl(...visit)).toMatch(/서버가 응답하고 있습니다[^]*\n200 text\/html; charset=utf-8 2$/);
      expect(
        await curl('-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', `http://app.example.com:${http}/a?b=c`),
      ).toBe('301 https://app.example.com/a?b=c');
    });
  },
);
