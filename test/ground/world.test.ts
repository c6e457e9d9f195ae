import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAcme } from './acme.ts';
import { newBalancer, type Balanced } from './balancer.ts';
import { newAuthority, type Authority } from './certificates.ts';
import { startPostgres } from './database.ts';
import { serveHosts } from './hosts.ts';
import { serveNames } from './names.ts';
import { boot, type Machine } from './machine.ts';
import { serveMetadata, type Identity } from './metadata.ts';
import { groundMissing } from './missing.ts';
import { newNetwork, resolvConf, type Network, type Opening } from './network.ts';
import { eventually, output } from './programs.ts';

/** A small web server, told by a file which status to answer with. */
const web = `
import http.server, json, sys, time
class Web(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        said = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        status = open("/root/status").read()
        if self.path == "/healthz":
            open("/root/checked", "wb").write(said)
        if status == "slow":
            time.sleep(3)
        self.send_response(200 if status == "slow" else int(status))
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)
    def log_message(self, *args):
        pass
http.server.ThreadingHTTPServer(("0.0.0.0", int(sys.argv[1])), Web).serve_forever()
`;

describe.skipIf(groundMissing())('the world around a server', { timeout: 60_000 }, () => {
  let network: Network;
  let authority: Authority;
  let machine: Machine;
  let publicIp: string;
  let ip: string;
  const closing: (() => Promise<void>)[] = [];
  const names = new Map<string, string>();
  const on = (command: string) => machine.must(command);
  const status = (code: string) => machine.write('/root/status', code);
  const toy = (port: number) => on(`systemd-run --quiet --unit=toy${port} python3 /root/web.py ${port}`);

  beforeAll(async () => {
    network = await newNetwork();
    authority = await newAuthority(network.folder);
    ip = network.next();
    publicIp = `198.18.${network.seed / 256}.9`;
    const identity: Identity = {
      'instance-id': 'i-1',
      'instance-type': 't3.micro',
      'local-ipv4': ip,
      'public-ipv4': publicIp,
      region: 'us-east-1',
      zone: 'us-east-1a',
    };
    closing.push(
      () => network.close(),
      await serveNames(network.at.hosts, (name) => names.get(name)?.split(' ')),
      await serveMetadata(network.at.hosts, (from) => (from === ip ? identity : undefined)),
    );
    machine = await boot({
      hostname: `toy-${ip.replaceAll('.', '-')}`,
      address: ip,
      userData: '#!/bin/bash\n',
      trusted: authority.ca,
      files: { '/etc/resolv.conf': resolvConf, '/root/web.py': web, '/root/status': '200' },
    });
    closing.push(() => machine.stop());
    await machine.firstBoot();
    const open: Opening[] = [
      { ports: '80', for: 'internet' },
      { ports: '8080', for: 'balancer' },
    ];
    await network.set([{ privateIp: ip, publicIp, open }]);
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  test('a server asks for a token before it is told who it is', async () => {
    const base = 'curl -s -w " %{http_code}" http://169.254.169.254/latest';
    expect(await on(`${base}/meta-data/instance-id`)).toBe(' 401');
    const token = await on(
      `curl -s -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60'`,
    );
    const ask = (path: string) => on(`${base}/${path} -H 'X-aws-ec2-metadata-token: ${token}'`);
    expect(await ask('meta-data/instance-id')).toBe('i-1 200');
    expect(await ask('meta-data/public-ipv4')).toBe(`${publicIp} 200`);
    expect(await ask('meta-data/placement/region')).toBe('us-east-1 200');
    expect(await ask('meta-data/nothing')).toBe(' 404');
  });

  test('the firewall lets in what its rules say, and nothing else', async () => {
    await Promise.all([toy(80), toy(8081)]);
    const curl = (port: number) =>
      output('curl', ['-s', '-m', '1', `http://${publicIp}:${port}/`]).catch(() => 'nothing');
    await eventually('the toy answers', async () => ((await curl(80)) === 'nothing' ? undefined : true));
    expect(await curl(8081)).toBe('nothing');
    expect(JSON.parse(await on(`curl -s -m 5 http://${publicIp}/`))).toMatchObject({ host: publicIp });
    await on('systemctl stop toy80 toy8081');
  });

  test('a certificate is issued to whoever serves the name', async () => {
    names.set('site.example', publicIp);
    const at = { address: network.at.acme, resolver: network.at.hosts };
    const acme = await startAcme(network.folder, at, authority, { validity: 600 });
    const stop = await serveHosts(network.at.hosts, authority, [acme.host]);
    for (const name of acme.host.names) names.set(name, network.at.hosts);
    await on('python3 -m venv /opt/certbot && /opt/certbot/bin/pip install --quiet certbot');
    await on(
      '/opt/certbot/bin/certbot certonly --standalone -n --agree-tos --register-unsafely-without-email -d site.example',
    );
    const dates = await on('openssl x509 -noout -dates -in /etc/letsencrypt/live/site.example/cert.pem');
    const [from = 0, until = 0] = dates.split('\n').map((line) => Date.parse(line.replace(/^.*=/, '')));
    expect(Math.round((until - from) / 10_000)).toBe(60);
    await Promise.all([acme.stop(), stop()]);
  });

  test('the load balancer trusts a server once its checks succeed, and says why when it does not', async () => {
    const balancer = newBalancer(network.folder, network.at.balancer);
    const issued = await authority.issue('site.example');
    const balanced: Balanced = {
      listeners: [
        { port: 443, does: 'forward', certificate: issued.cert + issued.key },
        { port: 80, does: 'redirect' },
      ],
      targets: [{ id: 'i-1', ip, port: 8080 }],
      check: { port: 8080, path: '/healthz', interval: 2, timeout: 1, healthy: 2, unhealthy: 2, codes: '200-299' },
      idleTimeout: 60,
    };
    await balancer.set(balanced);
    const health = async () => {
      const { State, Reason = '', Description = '' } = await balancer.healthOf('i-1');
      return `${State} ${Reason} ${Description}`.trim();
    };
    const comes = (what: string) =>
      eventually(what, async () => ((await health()).startsWith(what) ? true : undefined), { within: 15_000 });
    expect(await health()).toMatch(/^initial/);
    await comes('unhealthy Target.FailedHealthChecks');
    await toy(8080);
    await comes('healthy');
    const site = `https://site.example/`;
    const curl = (...args: string[]) =>
      output('curl', [
        '-s',
        '--cacert',
        join(network.folder, 'ca.pem'),
        '--resolve',
        `site.example:443:${network.at.balancer}`,
        ...args,
      ]);
    const seen = JSON.parse(await curl(site)) as Record<string, string>;
    expect(seen).toMatchObject({ host: 'site.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' });
    expect(JSON.parse(await on('cat /root/checked'))).toMatchObject({
      host: `${ip}:8080`,
      'user-agent': 'ELB-HealthChecker/2.0',
    });
    await status('500');
    await comes('unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [500]');
    expect(await curl('-o', '/dev/null', '-w', '%{http_code}', site)).toBe('500');
    await status('slow');
    await comes('unhealthy Target.Timeout Request timed out');
    await status('200');
    await comes('healthy');
    await balancer.set({ ...balanced, check: { ...balanced.check, path: '/other' } });
    expect(await health()).toBe('healthy');
    await balancer.set({ ...balanced, targets: [] });
    expect(await curl('-o', '/dev/null', '-w', '%{http_code}', site)).toBe('503');
    await balancer.stop();
  });

  test('a database is reached by its name, over TLS, with its password', async () => {
    const host = 'demo.abc.us-east-1.rds.amazonaws.com';
    const address = network.at.database;
    names.set(host, address);
    const database = await startPostgres(network.folder, authority, {
      address,
      port: 5432,
      host,
      user: 'stepway',
      password: 'secret',
      database: 'app',
    });
    await on('dnf install -y postgresql15');
    await machine.write('/root/ca.pem', authority.ca);
    const ask = (password: string, mode: string) =>
      on(
        `PGPASSWORD=${password} psql "host=${host} user=stepway dbname=app sslmode=${mode} sslrootcert=/root/ca.pem" ` +
          `-Atc 'select 41 + 1'`,
      ).catch(() => 'refused');
    expect(await ask('secret', 'verify-full')).toBe('42\n');
    expect(await ask('wrong', 'verify-full')).toBe('refused');
    expect(await ask('secret', 'disable')).toBe('refused');
    await database.stop();
  });
});
