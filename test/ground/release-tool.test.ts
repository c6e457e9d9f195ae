import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands as setUp } from '../../src/steps/server/setup/index.ts';
import { node } from '../init/projects.ts';
import { times } from '../support/thorough.ts';
import { startLoad, type Failed } from './load.ts';
import { groundMissing } from './missing.ts';
import { folderOf, releaseServer, server, site, type ReleaseServer } from './release-server.ts';

const pythonServer = (version: string) => `import http.server, os, sys

class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"${version} {sys.prefix}".encode())

http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Server).serve_forever()
`;

const early = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../fixtures/0.1.0/project/${path}`, import.meta.url)), 'utf8');

describe.skipIf(groundMissing())('the tool that puts releases on a server', { timeout: 600_000 }, () => {
  let on: ReleaseServer;
  beforeAll(async () => {
    on = await releaseServer('10.20.0.20');
  }, 300_000);
  afterAll(() => on?.machine.stop());

  const succeeds = { end: 'done' };
  const visitors = () => startLoad({ url: 'http://shop.example.com/', lookup: () => [on.machine.address], pause: 10 });
  const reasons = (failed: readonly Failed[]) =>
    failed.map(({ at, kept, why }) => `${at} ${kept ? 'kept' : 'fresh'} ${why}`);

  test('a first version that does not start leaves the welcome page', async () => {
    const { end, said } = await on.deploy('0.0.1', 'crashes');
    expect(end).toBe('failed in ApplicationStart');
    // One less or more, where systemd is just starting it again.
    expect(said).toMatch(/The app exited on its own\. Restarts: [2-4]\./);
    expect(said).toMatch(/Main process exited, code=exited, status=\d/);
    expect(said).toContain('Error: Cannot find module express');
    expect(await on.ask()).toContain('<!doctype html>');
  });

  test('an app that listens on a port of its own is told of it', async () => {
    const { end, said } = await on.deploy('0.0.2', 'elsewhere');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toContain('The app listens on port 3999, not on $PORT, which is 8080.');
    expect(await on.ask()).toContain('<!doctype html>');
  });

  test('an app that listens where nginx does not reach it is told where that is', async () => {
    const { end, said } = await on.deploy('0.0.5', 'six');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toContain('The app listens on [::1]:8080 only, where nginx does not reach it.');
  });

  test('an app that responds well, and ends right after, gets no visitors', async () => {
    const { end, said } = await on.deploy('0.0.3', 'brief');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toMatch(/The app exited on its own\. Restarts: [1-3]\./);
    expect(await on.ask()).toContain('<!doctype html>');
  });

  test('another program that responds on the port of the app is not taken for it', async () => {
    const drop = '/run/systemd/system/app@.service.d/other.conf';
    await on.machine.must('mkdir -p /srv/other; touch /srv/other/health');
    await on.machine.write(
      drop,
      '[Service]\nExecStartPost=+systemd-run -q --unit=other python3 -m http.server -d /srv/other ${PORT}\n',
    );
    await on.machine.must('systemctl daemon-reload');
    const { end, said } = await on.deploy('0.0.4', 'deaf');
    expect(end).toBe('failed in ApplicationStart');
    expect(said).toMatch(/Another program on the server responds at http:\/\/127\.0\.0\.1:\d+\/health\./);
    await on.machine.must(`systemctl stop other; rm ${drop}; systemctl daemon-reload`);
    expect(await on.ask()).toContain('<!doctype html>');
  });

  test('a first version takes the place of the welcome page, within 20 s', async () => {
    const first = await on.deploy('1.0.0', 'well');
    expect(first).toMatchObject(succeeds);
    expect(first.seconds).toBeLessThan(20);
    expect(await on.ask()).toBe('1.0.0 hello');
  });

  test('no request fails while versions come that start, crash, err, hang, and go back again', async () => {
    await on.bundle('1.1.0');
    for (const [version, kind] of [
      ['1.1.1', 'crashes'],
      ['1.1.2', 'errs'],
      ['1.1.3', 'deaf'],
    ] as const)
      await on.bundle(version, kind);
    const load = visitors();
    expect(await on.deploy('1.1.0')).toMatchObject(succeeds);
    expect(await on.ask()).toBe('1.1.0 hello');
    for (const version of ['1.1.1', '1.1.2', '1.1.3']) {
      expect(await on.deploy(version)).toMatchObject({ end: 'failed in ApplicationStart' });
      // As CodeDeploy rolls back by itself.
      expect(await on.deploy('1.1.0')).toMatchObject(succeeds);
    }
    const back = await on.deploy('1.0.0');
    expect(back).toMatchObject(succeeds);
    expect(back.seconds).toBeLessThan(10);
    expect(back.said).not.toMatch(/npm|dnf/);
    // An environment value.
    await on.machine.must("echo 'GREETING=hi' >>/srv/bucket/config/app.env && /opt/stepway/release restart");
    expect(await on.ask()).toBe('1.0.0 hi');
    // Another app port.
    await on.asSystemsManager(setUp({ ...site, port: 3000 }));
    expect(await on.upstream()).toMatch(/:3000; # slot [ab]\n/);
    await on.asSystemsManager(setUp(site));
    const { requests, failed, answers, slowest } = await load.stop(10_000);
    console.info(`${requests} requests, ${failed.length} failed, the slowest took ${Math.round(slowest)} ms`);
    expect(reasons(failed)).toEqual([]);
    expect([...answers.keys()].toSorted()).toEqual(['1.0.0 hello', '1.0.0 hi', '1.1.0 hello']);
  });

  test('the app stays where it is when the set-up runs again, also where its port is one of those of nginx', async () => {
    const odd = { ...site, port: 80 };
    await on.asSystemsManager(setUp(odd));
    expect(await on.upstream()).toMatch(/:10080; /);
    await on.machine.must('/opt/stepway/release restart');
    expect(await on.upstream()).toMatch(/:20080; /);
    await on.asSystemsManager(setUp(odd));
    expect(await on.upstream()).toMatch(/:20080; /);
    await on.asSystemsManager(setUp(site));
    expect(await on.upstream()).toMatch(/:8080; /);
  });

  test('a value with which the app does not come up is taken back', async () => {
    await on.machine.must(
      "cp /srv/bucket/config/app.env /root/good.env && echo 'NODE_OPTIONS=--nonsense' >>/srv/bucket/config/app.env",
    );
    expect(await on.machine.run('/opt/stepway/release restart')).toMatchObject({ code: 1 });
    expect(await on.ask()).toMatch(/^1\.0\.0 /);
    expect(await on.machine.must('cat /etc/stepway/app.env')).not.toContain('nonsense');
    await on.machine.must('cp /root/good.env /srv/bucket/config/app.env');
  });

  test.each([String.raw`ODD=C:\ `.trim(), 'ODD=odd'])(
    'a last line of the settings file without an end takes no other setting with it: %s',
    async (line) => {
      await on.machine.must('cp /srv/bucket/config/app.env /root/good.env');
      await on.machine.write('/srv/bucket/config/app.env', `PORT=8080\nGREETING=hello\n${line}`);
      const Parameters = [{ Name: '/stepway/0123abcd/env/LAST', Value: 'mine' }];
      await on.machine.write('/srv/parameters.json', JSON.stringify({ Parameters }));
      expect(await on.deploy('1.0.0')).toMatchObject(succeeds);
      await on.machine.must('/opt/stepway/release restart');
      const slot = /slot ([ab])/.exec(await on.upstream())?.[1];
      const told = await on.machine.must(`tr '\\0' '\\n' <"/proc/$(systemctl show -P MainPID app@${slot})/environ"`);
      expect(told.split('\n')).toEqual(expect.arrayContaining(['LAST=mine', line.replace('\\', '')]));
      await on.machine.must('rm /srv/parameters.json; cp /root/good.env /srv/bucket/config/app.env');
    },
  );

  test('a request that takes its time is answered by the version that got it', async () => {
    const slow = on.machine.must(`curl -s -m 20 -H 'Host: shop.example.com' http://127.0.0.1/slow`);
    await on.machine.must('sleep 1');
    expect(await on.deploy('1.1.0')).toMatchObject(succeeds);
    expect(await on.ask()).toMatch(/^1\.1\.0 /);
    expect(await slow).toMatch(/^1\.0\.0 /);
  });

  test('a version that still runs is gone back to before it is stopped, not while', async () => {
    const drop = '/run/systemd/system/app-drain@.service.d/other.conf';
    const drainIn = async (seconds: number) => {
      const lines = `bash -c 'sleep ${seconds}; systemctl stop app@%i'`;
      await on.machine.write(drop, `[Service]\nExecStart=\nExecStart=${lines}\n`);
      await on.machine.must('systemctl daemon-reload; systemctl stop "app-drain@*"');
    };
    await on.bundle('1.1.0');
    await on.bundle('1.2.0', 'polite');
    expect(await on.deploy('1.2.0')).toMatchObject(succeeds);
    await drainIn(600);
    expect(await on.deploy('1.1.0')).toMatchObject(succeeds);
    // It is stopped while it is asked whether it is well, which it answers to the end.
    await drainIn(0.5);
    const back = await on.deploy('1.2.0');
    expect(back).toMatchObject(succeeds);
    expect(back.said).toContain('still runs');
    expect(await on.ask()).toMatch(/^1\.2\.0 /);
    await drainIn(15);
    expect(await on.deploy('1.1.0')).toMatchObject(succeeds);
    // It takes the place of the one that still has requests, and says why nothing goes on.
    const next = await on.deploy('1.2.1', 'well');
    expect(next).toMatchObject(succeeds);
    expect(next.said).toMatch(/Release \w+ still has requests or open connections/);
    await on.machine.must(`rm ${drop}; systemctl daemon-reload`);
    expect(await on.deploy('1.1.0')).toMatchObject(succeeds);
  });

  test('time after time a version that crashes is rolled back to one that takes 3 s to listen', async () => {
    await on.bundle('2.0.0', 'slow');
    expect(await on.deploy('2.0.0')).toMatchObject(succeeds);
    await on.bundle('2.0.1', 'crashes');
    for (let time = 1; time <= times(6); time++) {
      expect(await on.deploy('2.0.1')).toMatchObject({ end: 'failed in ApplicationStart' });
      // Also while the one that serves is just starting again.
      if (time % 2 === 0) await on.machine.must('systemctl restart "app@*"');
      expect(await on.deploy('2.0.0'), `time ${time}`).toMatchObject(succeeds);
    }
  });

  test('a version that ends once visitors are there is said to have failed', async () => {
    await on.bundle('2.1.0', 'passing');
    const { end, said } = await on.deploy('2.1.0');
    expect(end).toBe('done');
    expect(said).toContain('serves.');
    await on.machine.must(
      'until [ "$(systemctl show -P NRestarts "app@*" | sort -n | tail -1)" -gt 0 ]; do sleep 0.2; done',
    );
    const { code, stderr } = await on.machine.run('/opt/stepway/release check');
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('exited on its own') });
    expect(await on.deploy('2.1.1', 'well')).toMatchObject(succeeds);
    await on.machine.must('/opt/stepway/release check');
  });

  test('a version that failed can be tried again, though another one came meanwhile', async () => {
    await on.bundle('2.2.0', 'crashes');
    await on.bundle('2.2.1', 'crashes');
    for (const version of ['2.2.0', '2.2.1', '2.2.0']) {
      const { end, said } = await on.deploy(version);
      expect(end).toBe('failed in ApplicationStart');
      expect(said).toContain('Cannot find module express');
    }
  });

  test('what an app writes to /var/lib/app is there for the next version, its own folder is its own', async () => {
    expect(await on.deploy('7.0.0', 'well')).toMatchObject(succeeds);
    expect(await on.ask('/written')).toBe('7.0.0; 7.0.0;');
    expect(await on.deploy('7.0.1', 'well')).toMatchObject(succeeds);
    expect(await on.ask('/written')).toBe('7.0.0;7.0.1; 7.0.1;');
  });

  test('a version with a database in its own folder is not replaced by one that would have none', async () => {
    const database = '/opt/app/current/db.sqlite3';
    await on.machine.must(`printf 'SQLite format 3\\0' >${database}`);
    const { end, said } = await on.deploy('7.0.2', 'well');
    expect(end).toBe('failed in AfterInstall');
    expect(said).toContain('keeps a database in its own folder');
    expect(await on.ask()).toMatch(/^7\.0\.1 /);
    await on.machine.must(`cp ${database} /var/lib/app/`);
    expect(await on.deploy('7.0.2')).toMatchObject(succeeds);
  });

  test('pages, and a Python server in an environment of its own, are released like any other app', async () => {
    const pages = { kind: 'static', root: 'public', build: undefined } as const;
    for (const version of ['8.0.0', '8.0.1']) {
      await on.project(version, pages, { 'public/index.html': version, 'public/health.html': 'well' });
      expect(await on.deploy(version)).toMatchObject(succeeds);
      expect(await on.ask()).toBe(version);
    }
    const python = {
      kind: 'python',
      version: '3.13',
      requires: 'nothing',
      serve: { by: 'itself', what: 'main.py' },
    } as const;
    for (const version of ['8.1.0', '8.1.1']) {
      await on.project(version, python, { 'main.py': pythonServer(version) });
      expect(await on.deploy(version)).toMatchObject(succeeds);
      expect(await on.ask()).toMatch(new RegExp(`^${version} /opt/app/releases/\\w+/[.]venv`));
    }
  });

  test.each([true, false])(
    'a project that prepares itself with what only developers have is installed all the same (locked: %s)',
    async (locked) => {
      const version = locked ? '9.0.0' : '9.0.1';
      const itself = { name: 'shop', version };
      await on.project(
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
      expect(await on.deploy(version)).toMatchObject(succeeds);
      expect(await on.ask()).toMatch(new RegExp(`^${version} `));
      await on.machine.must('test -e /opt/app/current/installed');
    },
  );

  test('files of an earlier init go on being deployed, are led to by nginx, and give way to new ones', async () => {
    const folder = folderOf('6.0.0');
    await on.bundle('6.0.0', 'early');
    for (const path of [
      'appspec.yml',
      ...['prepare', 'stop', 'install', 'start', 'check', 'run'].map((name) => `deploy/${name}.sh`),
      'deploy/app.service',
    ])
      await on.machine.write(`${folder}/${path}`, early(path));
    await on.machine.must(`chmod +x ${folder}/deploy/*.sh`);
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
      await on.machine.must(deployEarly);
      expect(await on.ask()).toMatch(/^6\.0\.0 /);
    }
    await on.machine.reboot();
    await expect.poll(on.ask, { timeout: 30_000 }).toMatch(/^6\.0\.0 /);
    await on.bundle('6.1.0');
    expect(await on.deploy('6.1.0')).toMatchObject(succeeds);
    expect(await on.ask()).toMatch(/^6\.1\.0 /);
    await on.machine.reboot();
    await expect.poll(on.ask, { timeout: 30_000 }).toMatch(/^6\.1\.0 /);
    expect(await on.machine.run('systemctl is-active app.service')).toMatchObject({ stdout: 'inactive\n' });
  });
});
