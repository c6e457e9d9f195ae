import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../src/init/generate.ts';
import type { Traits } from '../../src/init/traits.ts';
import { installRelease } from '../../src/steps/delivery/server/install.ts';
import { commands as setUp } from '../../src/steps/server/setup/index.ts';
import { node } from '../init/projects.ts';
import { everyNth, share } from '../support/thorough.ts';
import { startLoad, type Failed } from './load.ts';
import { boot, type Machine } from './machine.ts';
import { groundMissing } from './missing.ts';
import { setTimes } from './release-times.ts';

const site = { domain: 'shop.example.com', www: false, port: 8080, healthPath: '/health', entry: 'load-balancer' };

/** Stands for the bucket, which is a folder, and for settings that nobody has made. */
const bucket = `#!/bin/bash
[ "$1" = s3 ] || { cat /srv/parameters.json 2>/dev/null || echo '{"Parameters":[]}'; exit; }
for word; do case "$word" in s3://*) key=\${word#s3://*/} ;; esac; done
exec cp "/srv/bucket/$key" "\${@: -1}"
`;

/** A server of Node's that says which version it is, and behaves as its kind does. */
const server = `const { appendFileSync, readFileSync } = require('node:fs');
const [version, kind] = [process.env.npm_package_version, process.env.npm_package_config_kind];
if (kind === 'crashes') {
  console.error('Error: Cannot find module express');
  process.exit(1);
}
const server = require('node:http').createServer((request, response) => {
  const { host, 'x-forwarded-proto': proto } = request.headers;
  // As Django answers who does not name the site, and as an app redirects who did not come by https.
  if (kind === 'early');
  else if (request.url === '/health' && host !== 'shop.example.com') response.statusCode = 400;
  else if (request.url === '/health' && proto !== 'https') response.statusCode = 426;
  else if (kind === 'errs') response.statusCode = 500;
  if (request.url === '/written') {
    for (const file of ['/var/lib/app/kept', 'own']) appendFileSync(file, version + ';');
    return response.end(readFileSync('/var/lib/app/kept') + ' ' + readFileSync('own'));
  }
  const takes = request.url === '/slow' ? 4000 : request.url === '/health' && kind === 'polite' ? 1000 : 0;
  setTimeout(() => response.end(version + ' ' + process.env.GREETING), takes);
});
server.keepAliveTimeout = 100_000;
if (kind === 'polite') process.on('SIGTERM', () => server.close(() => process.exit(0)));
const port = kind === 'fixed' ? 8080 : kind === 'elsewhere' ? 3999 : process.env.PORT;
// As an app that listens first, and then does not reach its database.
if (kind === 'brief') setTimeout(() => process.exit(1), 2500);
if (kind === 'passing') setTimeout(() => process.exit(1), 8000);
if (kind === 'deaf') setInterval(() => {}, 1000);
else setTimeout(() => server.listen(port, kind === 'six' ? '::1' : undefined), kind === 'slow' ? 3000 : 0);
`;

const pythonServer = (version: string) => `import http.server, os, sys

class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"${version} {sys.prefix}".encode())

http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Server).serve_forever()
`;

type Kind =
  | 'well'
  | 'early'
  | 'slow'
  | 'crashes'
  | 'errs'
  | 'deaf'
  | 'fixed'
  | 'elsewhere'
  | 'polite'
  | 'brief'
  | 'six'
  | 'passing';

const events = ['BeforeInstall', 'AfterInstall', 'ApplicationStart', 'ValidateService'];

interface Deployed {
  readonly end: string;
  readonly said: string;
  readonly seconds: number;
}

const folderOf = (version: string) => `/root/bundles/${version}`;

/** Lines that run the hooks of a bundle as the agent does, to the first that fails. */
const hooksOf = (folder: string) => `export DEPLOYMENT_GROUP_ID=group
for event in ${events.join(' ')}; do
  echo "-- $event"
  LIFECYCLE_EVENT=$event ${folder}/deploy/release.sh 2>&1 || { echo "failed in $event"; exit 1; }
done
echo done`;

const early = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/0.1.0/project/${path}`, import.meta.url)), 'utf8');

describe.skipIf(groundMissing())('the tool that puts releases on a server', { timeout: 600_000 }, () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await boot({ hostname: 'ip-10-20-0-20', address: '10.20.0.20' });
    await machine.write('/srv/bucket/config/app.env', 'PORT=8080\nGREETING=hello\n');
    await machine.write('/usr/local/bin/aws', bucket);
    await machine.must('chmod 755 /usr/local/bin/aws');
    await asSystemsManager(setUp(site));
    await asSystemsManager(installRelease({ bucket: 'shop', region: 'us-east-1', settings: '/stepway/0123abcd/env' }));
    // Nobody waits here for what never comes.
    await setTimes(machine, { patience: 20, forbearance: 5 });
  }, 300_000);
  afterAll(() => machine?.stop());

  const asSystemsManager = (lines: readonly string[]) => machine.must('sh', { input: lines.join('\n') });

  /** Lays a project down as its bundle is unpacked, with the files that `init` writes for it. */
  async function project(version: string, traits: Traits, files: Readonly<Record<string, string>>) {
    const written = generate({ traits, database: 'none', branch: 'main', destination: undefined });
    const all = { ...files, ...Object.fromEntries(written.map(({ path, content }) => [path, content])) };
    for (const [path, content] of Object.entries(all)) await machine.write(`${folderOf(version)}/${path}`, content);
    await machine.must(`chmod +x ${folderOf(version)}/deploy/*.sh`);
  }

  const bundle = (version: string, kind: Kind = 'well') =>
    project(version, node, {
      'server.js': server,
      'package.json': JSON.stringify({
        name: 'shop',
        version,
        config: { kind },
        scripts: { start: 'node server.js' },
      }),
    });

  const upstream = () => machine.must('cat /etc/nginx/stepway/upstream.conf');

  async function deploy(version: string, kind?: Kind): Promise<Deployed> {
    if (kind !== undefined) await bundle(version, kind);
    const began = performance.now();
    const { stdout, stderr } = await machine.run(hooksOf(folderOf(version)));
    const said = `${stdout}${stderr}`;
    const [, end = `nothing: ${said}`] = /^(done|failed in \w+)$/m.exec(stdout) ?? [];
    return { end, said, seconds: (performance.now() - began) / 1000 };
  }

  /** What a visitor sees. */
  const ask = async (path = '/') => {
    const { stdout } = await machine.run(`curl -s -m 5 -H 'Host: shop.example.com' http://127.0.0.1${path}`);
    return stdout;
  };
  const succeeds = { end: 'done' };
  const visitors = () => startLoad({ url: 'http://shop.example.com/', lookup: () => [machine.address], pause: 10 });
  const reasons = (failed: readonly Failed[]) =>
    failed.map(({ at, kept, why }) => `${at} ${kept ? 'kept' : 'fresh'} ${why}`);

  test('a first version that does not start leaves the welcome page', async () => {
    const { end, said } = await deploy('0.0.1', 'crashes');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toContain('The app exited on its own. Restarts: 3.');
    expect(said).toMatch(/Main process exited, code=exited, status=\d/);
    expect(said).toContain('Error: Cannot find module express');
    expect(await ask()).toContain('<!doctype html>');
  });

  test('an app that listens on a port of its own is told of it', async () => {
    const { end, said } = await deploy('0.0.2', 'elsewhere');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toContain('The app listens on port 3999, not on $PORT, which is 8080.');
    expect(await ask()).toContain('<!doctype html>');
  });

  test('an app that listens where nginx does not reach it is told where that is', async () => {
    const { end, said } = await deploy('0.0.5', 'six');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toContain('The app listens on [::1]:8080 only, where nginx does not reach it.');
  });

  test('an app that responds well, and ends right after, gets no visitors', async () => {
    const { end, said } = await deploy('0.0.3', 'brief');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toMatch(/The app exited on its own\. Restarts: [1-3]\./);
    expect(await ask()).toContain('<!doctype html>');
  });

  test('another program that responds on the port of the app is not taken for it', async () => {
    const drop = '/run/systemd/system/app@.service.d/other.conf';
    await machine.must('mkdir -p /srv/other; touch /srv/other/health');
    await machine.write(
      drop,
      '[Service]\nExecStartPost=+systemd-run -q --unit=other python3 -m http.server -d /srv/other ${PORT}\n',
    );
    await machine.must('systemctl daemon-reload');
    const { end, said } = await deploy('0.0.4', 'deaf');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toMatch(/Another program on the server responds at http:\/\/127\.0\.0\.1:\d+\/health\./);
    await machine.must(`systemctl stop other; rm ${drop}; systemctl daemon-reload`);
    expect(await ask()).toContain('<!doctype html>');
  });

  test('a first version takes the place of the welcome page, within 20 s', async () => {
    const first = await deploy('1.0.0', 'well');
    expect(first).toMatchObject(succeeds);
    expect(first.seconds).toBeLessThan(20);
    expect(await ask()).toBe('1.0.0 hello');
  });

  test('no request fails while versions come that start, crash, err, hang, and go back again', async () => {
    await bundle('1.1.0');
    for (const [version, kind] of [
      ['1.1.1', 'crashes'],
      ['1.1.2', 'errs'],
      ['1.1.3', 'deaf'],
    ] as const)
      await bundle(version, kind);
    const load = visitors();
    expect(await deploy('1.1.0')).toMatchObject(succeeds);
    expect(await ask()).toBe('1.1.0 hello');
    for (const version of ['1.1.1', '1.1.2', '1.1.3']) {
      expect(await deploy(version)).toMatchObject({ end: 'failed in ApplicationStart' });
      // As CodeDeploy rolls back by itself.
      expect(await deploy('1.1.0')).toMatchObject(succeeds);
    }
    const back = await deploy('1.0.0');
    expect(back).toMatchObject(succeeds);
    expect(back.seconds).toBeLessThan(10);
    expect(back.said).not.toMatch(/npm|dnf/);
    // An environment value.
    await machine.must("echo 'GREETING=hi' >>/srv/bucket/config/app.env && /opt/stepway/release restart");
    expect(await ask()).toBe('1.0.0 hi');
    // Another app port.
    await asSystemsManager(setUp({ ...site, port: 3000 }));
    expect(await upstream()).toMatch(/:3000; # slot [ab]\n/);
    await asSystemsManager(setUp(site));
    const { requests, failed, answers, slowest } = await load.stop(10_000);
    console.info(`${requests} requests, ${failed.length} failed, the slowest took ${Math.round(slowest)} ms`);
    expect(reasons(failed)).toEqual([]);
    expect([...answers.keys()].toSorted()).toEqual(['1.0.0 hello', '1.0.0 hi', '1.1.0 hello']);
  });

  test('the app stays where it is when the set-up runs again, also where its port is one of those of nginx', async () => {
    const odd = { ...site, port: 80 };
    await asSystemsManager(setUp(odd));
    expect(await upstream()).toMatch(/:10080; /);
    await machine.must('/opt/stepway/release restart');
    expect(await upstream()).toMatch(/:20080; /);
    await asSystemsManager(setUp(odd));
    expect(await upstream()).toMatch(/:20080; /);
    await asSystemsManager(setUp(site));
    expect(await upstream()).toMatch(/:8080; /);
  });

  test('a value with which the app does not come up is taken back', async () => {
    await machine.must(
      "cp /srv/bucket/config/app.env /root/good.env && echo 'NODE_OPTIONS=--nonsense' >>/srv/bucket/config/app.env",
    );
    expect(await machine.run('/opt/stepway/release restart')).toMatchObject({ code: 1 });
    expect(await ask()).toMatch(/^1\.0\.0 /);
    expect(await machine.must('cat /etc/stepway/app.env')).not.toContain('nonsense');
    await machine.must('cp /root/good.env /srv/bucket/config/app.env');
  });

  test.each([String.raw`ODD=C:\ `.trim(), 'ODD=odd'])(
    'a last line of the settings file without an end takes no other setting with it: %s',
    async (line) => {
      await machine.must('cp /srv/bucket/config/app.env /root/good.env');
      await machine.write('/srv/bucket/config/app.env', `PORT=8080\nGREETING=hello\n${line}`);
      const Parameters = [{ Name: '/stepway/0123abcd/env/LAST', Value: 'mine' }];
      await machine.write('/srv/parameters.json', JSON.stringify({ Parameters }));
      expect(await deploy('1.0.0')).toMatchObject(succeeds);
      await machine.must('/opt/stepway/release restart');
      const slot = /slot ([ab])/.exec(await upstream())?.[1];
      const told = await machine.must(`tr '\\0' '\\n' <"/proc/$(systemctl show -P MainPID app@${slot})/environ"`);
      expect(told.split('\n')).toEqual(expect.arrayContaining(['LAST=mine', line.replace('\\', '')]));
      await machine.must('rm /srv/parameters.json; cp /root/good.env /srv/bucket/config/app.env');
    },
  );

  test('a request that takes its time is answered by the version that got it', async () => {
    const slow = machine.must(`curl -s -m 20 -H 'Host: shop.example.com' http://127.0.0.1/slow`);
    await machine.must('sleep 1');
    expect(await deploy('1.1.0')).toMatchObject(succeeds);
    expect(await ask()).toMatch(/^1\.1\.0 /);
    expect(await slow).toMatch(/^1\.0\.0 /);
  });

  test('a version that still runs is gone back to before it is stopped, not while', async () => {
    const drop = '/run/systemd/system/app-drain@.service.d/other.conf';
    const drainIn = async (seconds: number) => {
      const lines = `bash -c 'sleep ${seconds}; systemctl stop app@%i'`;
      await machine.write(drop, `[Service]\nExecStart=\nExecStart=${lines}\n`);
      await machine.must('systemctl daemon-reload; systemctl stop "app-drain@*"');
    };
    await bundle('1.1.0');
    await bundle('1.2.0', 'polite');
    expect(await deploy('1.2.0')).toMatchObject(succeeds);
    await drainIn(600);
    expect(await deploy('1.1.0')).toMatchObject(succeeds);
    // It is stopped while it is asked whether it is well, which it answers to the end.
    await drainIn(0.5);
    const back = await deploy('1.2.0');
    expect(back).toMatchObject(succeeds);
    expect(back.said).toContain('still runs');
    expect(await ask()).toMatch(/^1\.2\.0 /);
    await drainIn(15);
    expect(await deploy('1.1.0')).toMatchObject(succeeds);
    // It takes the place of the one that still has requests, and says why nothing goes on.
    const next = await deploy('1.2.1', 'well');
    expect(next).toMatchObject(succeeds);
    expect(next.said).toMatch(/Release \w+ still has requests or open connections/);
    await machine.must(`rm ${drop}; systemctl daemon-reload`);
    expect(await deploy('1.1.0')).toMatchObject(succeeds);
  });

  test('time after time a version that crashes is rolled back to one that takes 3 s to listen', async () => {
    await bundle('2.0.0', 'slow');
    expect(await deploy('2.0.0')).toMatchObject(succeeds);
    await bundle('2.0.1', 'crashes');
    for (let time = 1; time <= share(6); time++) {
      expect(await deploy('2.0.1')).toMatchObject({ end: 'failed in ApplicationStart' });
      // Also while the one that serves is just starting again.
      if (time % 2 === 0) await machine.must('systemctl restart "app@*"');
      expect(await deploy('2.0.0'), `time ${time}`).toMatchObject(succeeds);
    }
  });

  test('a version that ends once visitors are there is said to have failed', async () => {
    await bundle('2.1.0', 'passing');
    const { end, said } = await deploy('2.1.0');
    expect(end).toBe('done');
    expect(said).toContain('serves.');
    await machine.must(
      'until [ "$(systemctl show -P NRestarts "app@*" | sort -n | tail -1)" -gt 0 ]; do sleep 0.2; done',
    );
    const { code, stderr } = await machine.run('/opt/stepway/release check');
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('exited on its own') });
    expect(await deploy('2.1.1', 'well')).toMatchObject(succeeds);
    await machine.must('/opt/stepway/release check');
  });

  test('a version that failed can be tried again, though another one came meanwhile', async () => {
    await bundle('2.2.0', 'crashes');
    await bundle('2.2.1', 'crashes');
    for (const version of ['2.2.0', '2.2.1', '2.2.0']) {
      const { end, said } = await deploy(version);
      expect(end).toBe('failed in ApplicationStart');
      expect(said).toContain('Cannot find module express');
    }
  });

  test('a deployment that fails leaves nothing on the disk, and first removes what others have left there', async () => {
    const there = () => machine.must('cd /opt/app/releases; echo *');
    await bundle('2.3.0');
    await machine.must('mkdir /opt/app/releases/half; mv /srv/bucket/config/app.env /root/');
    expect(await deploy('2.3.0')).toMatchObject({ end: 'failed in AfterInstall' });
    const before = await there();
    expect(before).not.toContain('half');
    await machine.must('mv /root/app.env /srv/bucket/config/');
    await machine.write(`${folderOf('2.3.0')}/deploy/install.sh`, 'npm run nothing\n');
    expect(await deploy('2.3.0')).toMatchObject({ end: 'failed in AfterInstall' });
    expect(await there()).toBe(before);
  });

  test('a release that would fill the disk is not copied, and a file that does not fit leaves nothing', async () => {
    await bundle('2.4.0');
    await machine.must('mount -t tmpfs -o size=40M disk /opt/app/releases');
    const { end, said } = await deploy('2.4.0');
    const there = await machine.must('ls /opt/app/releases; umount /opt/app/releases');
    expect({ end, there }).toEqual({ end: 'failed in AfterInstall', there: '' });
    expect(said).toMatch(/The server's disk is too full for the release: it needs 5\d MB, and \d+ MB are free/);
    const filling = '. /opt/stepway/functions; head -c 1M /dev/zero | put /mnt/file || ls -A /mnt; umount /mnt';
    expect(await machine.must(`mount -t tmpfs -o size=100K disk /mnt; ${filling}`)).toBe('');
  });

  test('an app that takes a port of its own is replaced with a pause, and started again if the new one fails', async () => {
    const first = await deploy('3.0.0', 'fixed');
    expect(first).toMatchObject(succeeds);
    const second = await deploy('3.0.1', 'fixed');
    expect(second).toMatchObject(succeeds);
    expect(second.said).toContain('the site pauses while it is replaced');
    expect(await ask()).toMatch(/^3\.0\.1 /);
    // From one that serves on its own port to one that crashes, and to one that can share.
    expect(await deploy('3.0.2', 'crashes')).toMatchObject({ end: 'failed in ApplicationStart' });
    expect(await ask()).toMatch(/^3\.0\.1 /);
    expect(await deploy('3.0.3', 'well')).toMatchObject(succeeds);
    expect(await ask()).toMatch(/^3\.0\.3 /);
  });

  test('an app that takes a port of its own is replaced also when it is down, and runs again when the next one fails', async () => {
    expect(await deploy('3.1.0', 'fixed')).toMatchObject(succeeds);
    await machine.must('systemctl stop "app@*"');
    expect(await deploy('3.1.1', 'crashes')).toMatchObject({ end: 'failed in ApplicationStart' });
    await expect.poll(ask, { timeout: 10_000 }).toMatch(/^3\.1\.0 /);
    await machine.must('systemctl stop "app@*"');
    expect(await deploy('3.1.2', 'fixed')).toMatchObject(succeeds);
    expect(await ask()).toMatch(/^3\.1\.2 /);
  });

  test('what nginx leads to runs, however the replacement of an app ends', async () => {
    expect(await deploy('3.2.0', 'fixed')).toMatchObject(succeeds);
    const broken = '/etc/nginx/conf.d/broken.conf';
    await machine.write(broken, 'sideways;\n');
    expect(await deploy('3.2.1', 'fixed')).toMatchObject({ end: 'failed in ApplicationStart' });
    await machine.must(`rm ${broken}`);
    await expect.poll(ask, { timeout: 10_000 }).toMatch(/^3\.2\.0 /);
    // It is told to end once it has written what nginx is to lead to.
    const inTheWay = '/usr/local/sbin/nginx';
    await machine.write(inTheWay, '#!/bin/bash\nrm "$0"\nkill "$PPID"\n');
    await machine.must(`chmod 755 ${inTheWay}`);
    expect(await deploy('3.2.1')).toMatchObject({ end: 'failed in ApplicationStart' });
    await expect.poll(ask, { timeout: 10_000 }).toMatch(/^3\.2\.1 /);
  });

  test('another program on the second port of an app is named, and in the way of no version', async () => {
    for (const time of [1, 2]) {
      // Each has the port that the one before did not have.
      expect(await deploy(`3.3.${time}`, 'well')).toMatchObject(succeeds);
      const [, live, slot] = /:(\d+); # slot ([ab])/.exec(await upstream()) ?? [];
      const other = live === '8080' ? 18080 : 8080;
      const spare = slot === 'a' ? 'b' : 'a';
      await machine.must(`systemctl stop app-drain@${spare} app@${spare}
systemd-run --quiet --unit=another python3 -m http.server --bind 127.0.0.1 ${other}
until ss -Hltn 'sport = :${other}' | grep -q .; do sleep 0.1; done`);
      const { end, said } = await deploy(`3.4.${time}`, 'well');
      await machine.must('systemctl stop another');
      expect(said).toContain(`uses port ${other}: the site pauses`);
      expect(said).not.toContain('cannot run twice');
      expect(end).toBe('done');
      expect(await ask()).toMatch(new RegExp(`^3\\.4\\.${time} `));
    }
  });

  test('a download that breaks off is said, and what came of it is not taken for the whole', async () => {
    expect(await deploy('3.5.0', 'well')).toMatchObject(succeeds);
    const cut = '/usr/local/bin/curl';
    await machine.write(
      cut,
      `#!/bin/bash
case "$*" in *truststore*) echo part >/run/stepway/rds.pem; exit 18 ;; esac
exec /usr/bin/curl "$@"
`,
    );
    await machine.must(`chmod 755 ${cut}
cp /srv/bucket/config/app.env /root/good.env
echo DATABASE_HOST=database >>/srv/bucket/config/app.env`);
    const { said } = await deploy('3.5.0');
    await machine.must(`rm ${cut}; cp /root/good.env /srv/bucket/config/app.env`);
    expect(said).toContain('Could not download the certificates of Amazon RDS');
    expect(await machine.run('cat /etc/stepway/rds.pem')).toMatchObject({ code: 1, stdout: '' });
  });

  const moments = everyNth([0, 0.3, 0.6, 1, 1.5, 2, 2.5, 3, 4, 5], 3);

  test.each(['kill -9', 'a power cut'])('%s at any moment leaves the old or the new version serving', async (how) => {
    await bundle('4.0.0', 'well');
    expect(await deploy('4.0.0')).toMatchObject(succeeds);
    for (const [at, seconds] of moments.entries()) {
      const version = `4.${how === 'kill -9' ? 1 : 2}.${at}`;
      await bundle(version);
      const before = await ask();
      const deployment = deploy(version);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      if (how === 'kill -9') await machine.run('pkill -9 -f ^/bin/bash./opt/stepway/release; pkill -9 -f release.sh');
      else {
        await machine.cutPower();
        await machine.start();
      }
      await deployment;
      await expect
        .poll(ask, { timeout: 30_000, interval: 250, message: `at ${seconds} s` })
        .toMatch(new RegExp(`^(${before}|${version} .*)$`));
      expect(await deploy(version), `after ${seconds} s`).toMatchObject(succeeds);
      expect(await ask()).toMatch(new RegExp(`^${version} `));
    }
  });

  test('the disk holds the last releases, not all of them', async () => {
    const pages = { 'public/index.html': '5.0.0', 'public/health.html': 'well' };
    await project('5.0.0', { kind: 'static', root: 'public', build: undefined }, pages);
    // Nothing here is about how long a version is watched.
    await setTimes(machine, { probation: 0 });
    for (let time = 1; time <= share(50); time++) {
      await machine.must(`echo ${time} >${folderOf('5.0.0')}/time`);
      const { end } = await deploy('5.0.0');
      expect(end, `time ${time}`).toBe('done');
    }
    const there = (await machine.must('ls -d /opt/app/releases/*/')).trim().split('\n');
    expect(there.length).toBeLessThanOrEqual(5);
    await setTimes(machine, { probation: 3 });
  });

  test('what an app writes to /var/lib/app is there for the next version, its own folder is its own', async () => {
    expect(await deploy('7.0.0', 'well')).toMatchObject(succeeds);
    expect(await ask('/written')).toBe('7.0.0; 7.0.0;');
    expect(await deploy('7.0.1', 'well')).toMatchObject(succeeds);
    expect(await ask('/written')).toBe('7.0.0;7.0.1; 7.0.1;');
  });

  test('a version with a database in its own folder is not replaced by one that would have none', async () => {
    const database = '/opt/app/current/db.sqlite3';
    await machine.must(`printf 'SQLite format 3\\0' >${database}`);
    const { end, said } = await deploy('7.0.2', 'well');
    expect(end).toBe('failed in AfterInstall');
    expect(said).toContain('keeps a database in its own folder');
    expect(await ask()).toMatch(/^7\.0\.1 /);
    await machine.must(`cp ${database} /var/lib/app/`);
    expect(await deploy('7.0.2')).toMatchObject(succeeds);
  });

  test('pages, and a Python server in an environment of its own, are released like any other app', async () => {
    const pages = { kind: 'static', root: 'public', build: undefined } as const;
    for (const version of ['8.0.0', '8.0.1']) {
      await project(version, pages, { 'public/index.html': version, 'public/health.html': 'well' });
      expect(await deploy(version)).toMatchObject(succeeds);
      expect(await ask()).toBe(version);
    }
    const python = {
      kind: 'python',
      version: '3.13',
      requires: 'nothing',
      serve: { by: 'itself', what: 'main.py' },
    } as const;
    for (const version of ['8.1.0', '8.1.1']) {
      await project(version, python, { 'main.py': pythonServer(version) });
      expect(await deploy(version)).toMatchObject(succeeds);
      expect(await ask()).toMatch(new RegExp(`^${version} /opt/app/releases/\\w+/[.]venv`));
    }
  });

  test.each([true, false])(
    'a project that prepares itself with what only developers have is installed all the same (locked: %s)',
    async (locked) => {
      const version = locked ? '9.0.0' : '9.0.1';
      const itself = { name: 'shop', version };
      await project(
        version,
        { ...node, packages: { ...node.packages, locked } },
        {
          'server.js': server,
          'package.json': JSON.stringify({
            ...itself,
            scripts: { prepare: 'husky', postinstall: 'touch installed', start: 'node server.js' },
          }),
          'package-lock.json': JSON.stringify({ ...itself, lockfileVersion: 3, packages: { '': itself } }),
        },
      );
      expect(await deploy(version)).toMatchObject(succeeds);
      expect(await ask()).toMatch(new RegExp(`^${version} `));
      await machine.must('test -e /opt/app/current/installed');
    },
  );

  test('files of an earlier init go on being deployed, are led to by nginx, and give way to new ones', async () => {
    const folder = folderOf('6.0.0');
    await bundle('6.0.0', 'early');
    for (const path of [
      'appspec.yml',
      ...['prepare', 'stop', 'install', 'start', 'check', 'run'].map((name) => `deploy/${name}.sh`),
      'deploy/app.service',
    ])
      await machine.write(`${folder}/${path}`, early(path));
    await machine.must(`chmod +x ${folder}/deploy/*.sh`);
    const deployEarly = `set -e
export BUNDLE_BUCKET=shop
cd /
${folder}/deploy/prepare.sh
${folder}/deploy/stop.sh
cp -a ${folder}/. /opt/app/
${folder}/deploy/install.sh
${folder}/deploy/start.sh
${folder}/deploy/check.sh`;
    // In place of a release of today, and once more over itself.
    for (const _ of [1, 2]) {
      await machine.must(deployEarly);
      expect(await ask()).toMatch(/^6\.0\.0 /);
    }
    await machine.reboot();
    await expect.poll(ask, { timeout: 30_000 }).toMatch(/^6\.0\.0 /);
    await bundle('6.1.0');
    expect(await deploy('6.1.0')).toMatchObject(succeeds);
    expect(await ask()).toMatch(/^6\.1\.0 /);
    await machine.reboot();
    await expect.poll(ask, { timeout: 30_000 }).toMatch(/^6\.1\.0 /);
    expect(await machine.run('systemctl is-active app.service')).toMatchObject({ stdout: 'inactive\n' });
  });
});
