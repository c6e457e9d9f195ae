import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampled, times } from '../support/thorough.ts';
import { groundMissing } from './missing.ts';
import { folderOf, releaseServer, type ReleaseServer } from './release-server.ts';
import { setTimes } from './release-times.ts';

describe.skipIf(groundMissing())('a server in trouble while a release is put on it', { timeout: 600_000 }, () => {
  let on: ReleaseServer;
  beforeAll(async () => {
    on = await releaseServer('10.20.0.21');
  }, 300_000);
  afterAll(() => on?.machine.stop());

  const succeeds = { end: 'done' };

  test('a deployment that fails leaves nothing on the disk, and first removes what others have left there', async () => {
    const there = () => on.machine.must('cd /opt/app/releases; echo *');
    expect(await on.deploy('2.2.9', 'well')).toMatchObject(succeeds);
    await on.bundle('2.3.0');
    await on.machine.must('mkdir /opt/app/releases/half; mv /srv/bucket/config/app.env /root/');
    expect(await on.deploy('2.3.0')).toMatchObject({ end: 'failed in AfterInstall' });
    const before = await there();
    expect(before).not.toContain('half');
    await on.machine.must('mv /root/app.env /srv/bucket/config/');
    await on.machine.write(`${folderOf('2.3.0')}/deploy/install.sh`, 'npm run nothing\n');
    expect(await on.deploy('2.3.0')).toMatchObject({ end: 'failed in AfterInstall' });
    expect(await there()).toBe(before);
  });

  test('a release that would fill the disk is not copied, and a file that does not fit leaves nothing', async () => {
    await on.bundle('2.4.0');
    await on.machine.must('mount -t tmpfs -o size=40M disk /opt/app/releases');
    const { end, said } = await on.deploy('2.4.0');
    const there = await on.machine.must('ls /opt/app/releases; umount /opt/app/releases');
    expect({ end, there }).toEqual({ end: 'failed in AfterInstall', there: '' });
    expect(said).toMatch(/The server's disk is too full for the release: it needs 5\d MB, and \d+ MB are free/);
    const filling = '. /opt/stepway/functions; head -c 1M /dev/zero | put /mnt/file || ls -A /mnt; umount /mnt';
    expect(await on.machine.must(`mount -t tmpfs -o size=100K disk /mnt; ${filling}`)).toBe('');
  });

  test('an app that takes a port of its own is replaced with a pause, and started again if the new one fails', async () => {
    const first = await on.deploy('3.0.0', 'fixed');
    expect(first).toMatchObject(succeeds);
    const second = await on.deploy('3.0.1', 'fixed');
    expect(second).toMatchObject(succeeds);
    expect(second.said).toContain('the site pauses while it is replaced');
    expect(await on.ask()).toMatch(/^3\.0\.1 /);
    // From one that serves on its own port to one that crashes, and to one that can share.
    expect(await on.deploy('3.0.2', 'crashes')).toMatchObject({ end: 'failed in ApplicationStart' });
    expect(await on.ask()).toMatch(/^3\.0\.1 /);
    expect(await on.deploy('3.0.3', 'well')).toMatchObject(succeeds);
    expect(await on.ask()).toMatch(/^3\.0\.3 /);
  });

  test('an app that takes a port of its own is replaced also when it is down, and runs again when the next one fails', async () => {
    expect(await on.deploy('3.1.0', 'fixed')).toMatchObject(succeeds);
    await on.machine.must('systemctl stop "app@*"');
    expect(await on.deploy('3.1.1', 'crashes')).toMatchObject({ end: 'failed in ApplicationStart' });
    await expect.poll(on.ask, { timeout: 10_000 }).toMatch(/^3\.1\.0 /);
    await on.machine.must('systemctl stop "app@*"');
    expect(await on.deploy('3.1.2', 'fixed')).toMatchObject(succeeds);
    expect(await on.ask()).toMatch(/^3\.1\.2 /);
  });

  test('what nginx leads to runs, however the replacement of an app ends', async () => {
    expect(await on.deploy('3.2.0', 'fixed')).toMatchObject(succeeds);
    const broken = '/etc/nginx/conf.d/broken.conf';
    await on.machine.write(broken, 'sideways;\n');
    expect(await on.deploy('3.2.1', 'fixed')).toMatchObject({ end: 'failed in ApplicationStart' });
    await on.machine.must(`rm ${broken}`);
    await expect.poll(on.ask, { timeout: 10_000 }).toMatch(/^3\.2\.0 /);
    // It is told to end once it has written what nginx is to lead to.
    const inTheWay = '/usr/local/sbin/nginx';
    await on.machine.write(inTheWay, '#!/bin/bash\nrm "$0"\nkill "$PPID"\n');
    await on.machine.must(`chmod 755 ${inTheWay}`);
    expect(await on.deploy('3.2.1')).toMatchObject({ end: 'failed in ApplicationStart' });
    await expect.poll(on.ask, { timeout: 10_000 }).toMatch(/^3\.2\.1 /);
  });

  test('another program on the second port of an app is named, and in the way of no version', async () => {
    for (const time of [1, 2]) {
      // Each has the port that the one before did not have.
      expect(await on.deploy(`3.3.${time}`, 'well')).toMatchObject(succeeds);
      const [, live, slot] = /:(\d+); # slot ([ab])/.exec(await on.upstream()) ?? [];
      const other = live === '8080' ? 18080 : 8080;
      const spare = slot === 'a' ? 'b' : 'a';
      await on.machine.must(`systemctl stop app-drain@${spare} app@${spare}
systemd-run --quiet --unit=another python3 -m http.server --bind 127.0.0.1 ${other}
until ss -Hltn 'sport = :${other}' | grep -q .; do sleep 0.1; done`);
      const { end, said } = await on.deploy(`3.4.${time}`, 'well');
      await on.machine.must('systemctl stop another');
      expect(said).toContain(`uses port ${other}: the site pauses`);
      expect(said).not.toContain('cannot run twice');
      expect(end).toBe('done');
      expect(await on.ask()).toMatch(new RegExp(`^3\\.4\\.${time} `));
    }
  });

  test('a download that breaks off is said, and what came of it is not taken for the whole', async () => {
    expect(await on.deploy('3.5.0', 'well')).toMatchObject(succeeds);
    const cut = '/usr/local/bin/curl';
    await on.machine.write(
      cut,
      `#!/bin/bash
case "$*" in *truststore*) echo part >/run/stepway/rds.pem; exit 18 ;; esac
exec /usr/bin/curl "$@"
`,
    );
    await on.machine.must(`chmod 755 ${cut}
cp /srv/bucket/config/app.env /root/good.env
echo DATABASE_HOST=database >>/srv/bucket/config/app.env`);
    const { said } = await on.deploy('3.5.0');
    await on.machine.must(`rm ${cut}; cp /root/good.env /srv/bucket/config/app.env`);
    expect(said).toContain('Could not download the certificates of Amazon RDS');
    expect(await on.machine.run('cat /etc/stepway/rds.pem')).toMatchObject({ code: 1, stdout: '' });
  });

  const moments = sampled([0, 0.3, 0.6, 1, 1.5, 2, 2.5, 3, 4, 5], 4);

  test.each(['kill -9', 'a power cut'])('%s at any moment leaves the old or the new version serving', async (how) => {
    await on.bundle('4.0.0', 'well');
    expect(await on.deploy('4.0.0')).toMatchObject(succeeds);
    for (const [at, seconds] of moments.entries()) {
      const version = `4.${how === 'kill -9' ? 1 : 2}.${at}`;
      await on.bundle(version);
      const before = await on.ask();
      const deployment = on.deploy(version);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      if (how === 'kill -9')
        await on.machine.run('pkill -9 -f ^/bin/bash./opt/stepway/release; pkill -9 -f release.sh');
      else {
        await on.machine.cutPower();
        await on.machine.start();
      }
      await deployment;
      await expect
        .poll(on.ask, { timeout: 30_000, interval: 250, message: `at ${seconds} s` })
        .toMatch(new RegExp(`^(${before}|${version} .*)$`));
      expect(await on.deploy(version), `after ${seconds} s`).toMatchObject(succeeds);
      expect(await on.ask()).toMatch(new RegExp(`^${version} `));
    }
  });

  test('the disk holds the last releases, not all of them', async () => {
    const pages = { 'public/index.html': '5.0.0', 'public/health.html': 'well' };
    await on.project('5.0.0', { kind: 'static', root: 'public', build: undefined }, pages);
    // Nothing here is about how long a version is watched.
    await setTimes(on.machine, { probation: 0 });
    for (let time = 1; time <= times(50); time++) {
      await on.machine.must(`echo ${time} >${folderOf('5.0.0')}/time`);
      const { end } = await on.deploy('5.0.0');
      expect(end, `time ${time}`).toBe('done');
    }
    const there = (await on.machine.must('ls -d /opt/app/releases/*/')).trim().split('\n');
    expect(there.length).toBeLessThanOrEqual(5);
    await setTimes(on.machine, { probation: 3 });
  });
});
