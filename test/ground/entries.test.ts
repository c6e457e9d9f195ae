import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full, thorough, times } from '../support/thorough.ts';
import { toyApp } from './apps.ts';
import { ground, type Ground } from './ground.ts';
import { many } from './load.ts';
import { groundMissing } from './missing.ts';

/** How long an app takes for its answer, in seconds. */
const slow = thorough ? 100 : full ? 65 : 5;

describe.skipIf(groundMissing()).each(['load-balancer', 'elastic-ip'])('through the entry %s', (entry) => {
  let site: Ground;
  beforeAll(async () => {
    site = await ground({ validity: 3600 });
  });
  afterAll(() => site?.close());

  test('a new site shows its welcome page over https soon after `up`', async () => {
    await site.built('--database', 'none', '--entry', entry, '--delivery', 'local');
    // A server of its own gets its certificate once it is set up.
    const ask = () => site.ask('/').then(({ body }) => body, String);
    await expect.poll(ask, { timeout: entry === 'elastic-ip' ? 60_000 : 0 }).toContain('It works');
    const typed = await site.ask(`http://${site.domain}/`);
    expect(typed.status).toBe(301);
    expect(typed.headers.location).toMatch(new RegExp(`^https://${site.domain}`));
  });

  test('nothing but the site can be reached from the internet', async () => {
    const address = site.account.publicIp();
    for (const open of [22, 8080, 18080, ...(entry === 'elastic-ip' ? [] : [80, 443])])
      await expect(site.ask(`http://${address}:${open}/`, { timeout: 500 })).rejects.toThrow('no answer');
  });

  test('an app hears whom a visitor asked, and how', async () => {
    expect(await site.deploy(await toyApp(site, 'one'))).toMatchObject({ code: 0 });
    const { body } = await site.ask('/headers');
    expect(JSON.parse(body)).toMatchObject({ host: site.domain, 'x-forwarded-proto': 'https' });
    expect(body).toMatch(/"x-forwarded-for":"[^"]*(10\.20|203\.0)\.\d+\.\d+/);
  });

  test('a large upload, a WebSocket and events get through', async () => {
    const size = 50 * 1024 * 1024;
    const sent = await site.ask('/', { method: 'POST', body: Buffer.alloc(size), timeout: 60_000 });
    expect(sent).toMatchObject({ status: 200, body: String(size) });
    expect(await site.converse('/talk', 'hello')).toBe('hello');
    const began = performance.now();
    let firstAt = Infinity;
    const events = await site.ask('/events', { heard: () => (firstAt = Math.min(firstAt, performance.now() - began)) });
    expect(events.body).toBe('data: 0\n\ndata: 1\n\ndata: 2\n\n');
    expect(firstAt).toBeLessThan(1000);
  });

  test('nobody notices that another release takes over, and who waits for a slow answer gets it', async () => {
    const slowly = site.ask(`/slow/${slow}`, { timeout: 120_000 });
    const visitors = site.load();
    const { code, stderr } = await site.deploy(await toyApp(site, 'two'));
    const { failed, answers } = await visitors.stop(many);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(failed.slice(0, 10)).toEqual([]);
    expect([...answers.keys()].toSorted()).toEqual(['one', 'two']);
    expect(await slowly).toMatchObject({ status: 200, body: 'one' });
  });

  test('the app is back by itself after the power was cut', async () => {
    const machine = await site.machine();
    await machine.cutPower();
    await machine.start();
    const ask = () => site.ask('/', { timeout: 1000 }).then(({ body }) => body, String);
    await expect.poll(ask, { timeout: 30_000 }).toBe('two');
  });

  test.runIf(entry === 'elastic-ip')('the certificate is renewed, and nobody notices', async () => {
    const machine = await site.machine();
    const serial = async () => machine.must('openssl x509 -noout -serial -in /etc/nginx/stepway/tls.pem');
    const before = await serial();
    const visitors = site.load();
    await machine.must('systemctl restart stepway-certificate');
    await expect.poll(serial, { timeout: 60_000 }).not.toBe(before);
    const { failed } = await visitors.stop(1000);
    expect(failed.slice(0, 10)).toEqual([]);
  });

  test.runIf(entry === 'elastic-ip')(
    'the certificate is there after all, whenever the power was cut meanwhile',
    async () => {
      const machine = await site.machine();
      for (let at = 0; at < times(10); at++) {
        await machine.run(
          'rm -rf /etc/letsencrypt /etc/nginx/stepway/tls.pem; systemctl restart --no-block stepway-certificate',
        );
        await new Promise((resolve) => setTimeout(resolve, 200 + at * 700));
        await machine.cutPower();
        await machine.start();
      }
      const ask = () => site.ask('/', { timeout: 1000 }).then(({ body }) => body, String);
      await expect.poll(ask, { timeout: 60_000 }).toBe('two');
    },
  );
});
