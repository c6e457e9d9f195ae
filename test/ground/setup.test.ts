import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands, userData, type Site } from '../../src/steps/server/setup/index.ts';
import { progressIn } from '../../src/steps/server/setup/console.ts';
import { boot, type Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { newNetwork, type Network } from './network.ts';
import { eventually } from './programs.ts';

const site: Site = { domain: 'app.example.com', www: false, port: 8080, healthPath: '/', entry: 'load-balancer' };

const text = (data: string) => Buffer.from(data, 'base64').toString();

/** What a visitor on the machine itself gets, with the status behind it. */
const page = async (machine: Machine) =>
  (await machine.run(`curl -s -m 5 -w '\\n%{http_code}' http://127.0.0.1/`)).stdout;

const shows = (machine: Machine, what: RegExp, within = 60_000) =>
  eventually(`the site shows ${what.source}`, async () => (what.test(await page(machine)) ? true : undefined), {
    within,
    every: 200,
  });

const welcome = /It works\.[^]*\n200$/;

/** Sets a living server up, as Systems Manager does. */
const setUp = (machine: Machine, wanted: Site) => machine.must(commands(wanted).join('\n'));

const app = (said: string, port: number) =>
  [
    'systemd-run',
    '--quiet',
    `--unit=by-hand-${port}`,
    'python3',
    '-c',
    `'import http.server as h
class A(h.BaseHTTPRequestHandler):
  def do_GET(s):
    s.send_response(200); s.end_headers(); s.wfile.write(b"${said}")
h.ThreadingHTTPServer(("127.0.0.1", ${port}), A).serve_forever()'`,
  ].join(' ');

const listens = (machine: Machine, port: number) =>
  eventually(`somebody listens on ${port}`, async () =>
    (await machine.run(`ss -Hltn 'sport = :${port}' | grep -q .`)).code === 0 ? true : undefined,
  );

/** All that the set-up may write, by its hash; and the nginx that runs. */
const traces = (machine: Machine) =>
  machine.must(
    `find /etc/stepway /etc/nginx /etc/systemd /opt/stepway -type f -exec sha256sum {} + | sort; systemctl show -p MainPID nginx`,
  );

describe.skipIf(groundMissing())('the set-up of a server', { timeout: 300_000 }, () => {
  let network: Network;
  const machines: Machine[] = [];

  const booted = async (data: string, files: Readonly<Record<string, string>> = {}) => {
    const address = network.next();
    const hostname = `setup-${address.replaceAll('.', '-')}`;
    const machine = await boot({ hostname, address, userData: data, files, memory: 1024 });
    machines.push(machine);
    return machine;
  };

  let machine: Machine;
  beforeAll(async () => {
    network = await newNetwork();
    machine = await booted(text(userData(site)), { '/var/lib/ground/mirror-fails': '3\n' });
  }, 120_000);
  afterAll(async () => {
    for (const one of machines) await one.stop();
    await network?.close();
  });

  const progress = (of = machine) => progressIn(of.console(), 'stepway-setup');
  const isDone = (of = machine) =>
    eventually('the console says that it is done', () => (progress(of)?.is === 'done' ? true : undefined), {
      within: 120_000,
    });

  test('succeeds in the end where the package mirror fails three times, and says meanwhile what failed', async () => {
    const seen = await eventually('a failure', () => (progress()?.is === 'failed' ? progress() : undefined), {
      within: 60_000,
    });
    expect(seen).toMatchObject({ step: 'nginx', said: expect.stringContaining('Failed to download metadata') });
    await shows(machine, welcome, 200_000);
    await isDone();
    expect(await machine.must('swapon --show')).toContain('/var/swapfile');
  });

  test('changes nothing the second time', async () => {
    const before = await traces(machine);
    await machine.must('systemctl restart stepway-setup.service');
    expect(await traces(machine)).toBe(before);
  });

  test('is whole again after a reboot, and after a power cut in the middle of it', async () => {
    await machine.reboot();
    await shows(machine, welcome, 30_000);
    const before = machine.console().length;
    await machine.must('rm /etc/nginx/stepway/app.conf; systemctl restart --no-block stepway-setup.service');
    const begun = () => /begin site/.test(machine.console().slice(before)) || undefined;
    await eventually('the set-up is in the middle of it', begun, { every: 1 });
    await machine.cutPower();
    await machine.start();
    await shows(machine, welcome, 30_000);
    expect(await machine.must('systemctl is-system-running --wait || systemctl --failed --plain --no-legend')).toBe(
      'running\n',
    );
  });

  test('follows another port of the app while visitors notice nothing', async () => {
    await machine.must(app('one', 8080));
    await listens(machine, 8080);
    await machine.must('systemctl restart stepway-setup.service');
    await shows(machine, /^one\n200$/);

    const asking = machine.must(
      `end=$((SECONDS + 120)); while [ $SECONDS -lt $end ] && [ ! -e /run/enough ]; do curl -s -m 5 -w ' %{http_code}\\n' http://127.0.0.1/; done | sort | uniq -c`,
    );
    // The app is not there yet: it goes on being served where it is.
    await setUp(machine, { ...site, port: 3000 });
    expect(await page(machine)).toBe('one\n200');
    expect(await machine.must('. /etc/stepway/site.env; echo $APP_PORT')).toBe('3000\n');
    await machine.must(app('two', 3000));
    await listens(machine, 3000);
    await setUp(machine, { ...site, port: 3000 });
    await shows(machine, /^two\n200$/);
    await machine.must('touch /run/enough');
    expect(
      (await asking)
        .trim()
        .split('\n')
        .map((line) => line.trim().replace(/^\d+ /, '')),
    ).toEqual(['one 200', 'two 200']);
  });

  test('fails with what failed when it cannot be done, and leaves what is served', async () => {
    await machine.must('echo 99 >/var/lib/ground/mirror-fails; rm /var/lib/ground/rpm/nginx');
    const failing = commands({ ...site, healthPath: '/other' })
      .join('\n')
      .replace('"$tries" -gt 300', '"$tries" -gt 3');
    const { code, stderr } = await machine.run(failing);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Failed to download[^]*failed nginx/),
    });
    expect(await page(machine)).toBe('two\n200');
    await machine.must('rm /var/lib/ground/mirror-fails; touch /var/lib/ground/rpm/nginx');
    await setUp(machine, { ...site, port: 3000 });
  });

  test.each(['load-balancer', 'elastic-ip'])(
    'has the nginx of before, also after a reboot, where nginx does not take the new configuration: %s',
    async (entry) => {
      const given = { ...site, port: 3000, entry };
      await machine.must(`systemctl -q is-active by-hand-3000 || ${app('two', 3000)}`);
      await listens(machine, 3000);
      await setUp(machine, given);
      const [was, is] = ['server_tokens off', 'server_tokens sideways'];
      const { code, stderr } = await machine.run(
        commands(given).join('\n').replace(was, is).replace('"$tries" -gt 300', '"$tries" -gt 3'),
      );
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/sideways[^]*failed site/) });
      expect(await page(machine)).toBe('two\n200');
      // The app was started by hand, and is gone; the set-up goes on trying.
      await machine.reboot();
      await shows(machine, /\n502$/, 60_000);
      await setUp(machine, given);

      // A death between writing and asking nginx.
      await machine.must(`sed -i 's/${was}/${is}/' /etc/nginx/stepway/app.conf`);
      await machine.cutPower();
      await machine.start();
      await shows(machine, /\n502$/, 60_000);
      await eventually('nginx takes its configuration', async () =>
        (await machine.run('nginx -t -q')).code === 0 ? true : undefined,
      );
    },
  );

  test('puts back only what stepway wrote, leaves a copy beside it, and says so', async () => {
    await machine.must('echo "# theirs" >/etc/nginx/conf.d/gone.conf');
    await setUp(machine, { ...site, port: 3000 });
    await machine.must('rm /etc/nginx/conf.d/gone.conf; echo "# by hand" >>/etc/nginx/nginx.conf');
    const [was, is] = ['server_tokens off', 'server_tokens sideways'];
    await machine.must(`sed -i 's/${was}/${is}/' /etc/nginx/stepway/app.conf; systemctl restart stepway-setup.service`);
    expect(await machine.must('cd /etc/nginx/conf.d; ls ./*.conf; tail -n 1 ../nginx.conf')).toBe(
      './stepway.conf\n# by hand\n',
    );
    expect(await machine.must('cat /etc/nginx/stepway/app.conf')).toContain(was);
    expect(await machine.must('cat /etc/nginx/stepway/app.conf.refused')).toContain(is);
    expect(await machine.must('journalctl -t stepway-nginx -o cat')).toContain(
      '/etc/nginx/stepway/app.conf is as before',
    );
  });

  test('keeps the logs of nginx from filling the disk, whatever the visitors do in a day', async () => {
    await machine.must('head -c 60M /dev/zero >>/var/log/nginx/access.log; systemctl start logrotate.service');
    expect(await machine.must('cd /var/log/nginx; ls access.log*')).toBe('access.log\naccess.log.1\n');
    await machine.must(`curl -s http://${machine.address}/seen`);
    expect(await machine.must('cat /var/log/nginx/access.log')).toContain('/seen');
    expect(await machine.must('systemctl show -p TimersCalendar -p ActiveState logrotate.timer')).toMatch(
      /OnCalendar=\*-\*-\* \*:00:00[^]*ActiveState=active/,
    );
  });

  test('takes over a server that version 0.1.0 set up, with the app on it', async () => {
    const account = fileURLToPath(new URL('../fixtures/0.1.0/load-balancer/account.json', import.meta.url));
    const { userData: former } = (JSON.parse(readFileSync(account, 'utf8')) as { account: Former }).account.regions[
      'us-east-1'
    ].instances[0];
    const old = await booted(text(former));
    await old.firstBoot();
    await old.must(`systemctl disable --now welcome; ${app('an app of old', 8080)}`);
    await listens(old, 8080);
    await setUp(old, site);
    await shows(old, /^an app of old\n200$/);
    expect((await old.run('ls /etc/systemd/system/welcome.service')).code).not.toBe(0);
    await old.reboot();
    // The app was started by hand, and is gone: nobody says that all is well.
    await shows(old, /\n502$/);
  });
});

interface Former {
  readonly regions: { readonly 'us-east-1': { readonly instances: readonly [{ readonly userData: string }] } };
}
