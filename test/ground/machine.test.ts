import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boot, type Machine } from './machine.ts';
import { groundMissing } from './missing.ts';

const userData = `#!/bin/bash
echo "first boot of $(hostname)"
echo once >>/var/lib/once
`;

describe.skipIf(groundMissing())('a machine', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await boot({ hostname: 'ip-10-20-0-10', address: '10.20.0.10', memory: 1024, userData });
  });
  afterAll(() => machine.stop());

  test('is Amazon Linux 2023 as far as a script can see, with its systemd as the first process', async () => {
    expect(
      await machine.must('. /etc/os-release; echo "$ID $VERSION_ID"; cat /proc/1/comm; systemctl --version'),
    ).toMatch(/^amzn 2023\nsystemd\nsystemd 252 /);
    expect(await machine.must('systemctl is-system-running --wait')).toBe('running\n');
  });

  test('runs its user data once, and shows it on the console', async () => {
    expect(await machine.firstBoot()).toBe(true);
    expect(machine.console()).toContain('first boot of ip-10-20-0-10');
    expect(await machine.must('cat /var/log/cloud-init-output.log')).toBe('first boot of ip-10-20-0-10\n');
  });

  test('has programs that take what those of Amazon Linux 2023 take, and no more', async () => {
    for (const newer of ['mkswap --quiet /x', 'dd iseek=1', 'ls --sort=width', 'pgrep --cgroup /x', 'cksum -a md5'])
      expect(await machine.run(newer), newer).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('newer than Amazon Linux 2023'),
      });
    expect(await machine.must('cd /etc && ls --sort=time os-release; pgrep -P 0 systemd; date --utc +%Z')).toBe(
      'os-release\n1\nUTC\n',
    );
  });

  test('is as small as the server that it plays', async () => {
    expect(Number(await machine.must("awk '/MemTotal/ { print $2 }' /proc/meminfo"))).toBeLessThan(1024 * 1024);
    expect(await machine.must('df --output=size --block-size=1G / | tail -n 1')).toMatch(/^ *8\n$/);
  });

  test('reaches nobody who is not on the ground', async () => {
    const { code, stderr } = await machine.run('curl --max-time 5 http://203.0.113.99/');
    expect(code, stderr).toBe(7);
  });

  test('runs a command as Systems Manager would, with what comes in, and ends it in time', async () => {
    expect(await machine.run('cat; echo no >&2; exit 3', { input: 'yes' })).toEqual({
      code: 3,
      stdout: 'yes',
      stderr: 'no\n',
    });
    expect((await machine.run('sleep 60 & wait', { timeout: 1 })).code).toBe(137);
  });

  test('has no nginx before dnf installs it, and then as Amazon Linux has it, not yet started', async () => {
    expect((await machine.run('command -v nginx || rpm -q nginx')).code).toBe(1);
    expect(await machine.must('dnf install -y nginx')).toMatch(/Complete!\n$/);
    expect(await machine.must('rpm -q nginx')).toMatch(/^nginx-/);
    expect((await machine.run('systemctl is-enabled nginx; systemctl is-active nginx')).stdout).toBe(
      'disabled\ninactive\n',
    );
    await machine.write('/etc/nginx/conf.d/mine.conf', 'server { listen 8080; return 200 "mine\\n"; }');
    await machine.must('nginx -t && systemctl start nginx');
    expect(await (await fetch(`http://${machine.address}:8080/`)).text()).toBe('mine\n');
    expect(await (await fetch(`http://${machine.address}/`)).text()).toContain('Welcome to nginx!');
    expect(await machine.must('ps -o user= -C nginx | sort -u')).toBe('nginx\nroot\n');
    expect(await machine.must('dnf install -y nginx')).toContain('Nothing to do.');
  });

  test('knows only the names that Amazon Linux has', async () => {
    const { code, stdout, stderr } = await machine.run('dnf install -y jq certbot podman');
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: 'No match for argument: certbot\nNo match for argument: podman\n',
      stderr: 'Error: Unable to find a match: certbot podman\n',
    });
    expect((await machine.run('command -v jq || command -v apt-get')).code).toBe(1);
  });

  test('installs nothing while the mirror fails', async () => {
    await machine.write('/var/lib/ground/mirror-fails', '2');
    const codes: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) codes.push((await machine.run('dnf install -y -q jq')).code);
    expect(codes).toEqual([1, 1, 0]);
    expect(await machine.must('jq --version')).toMatch(/^jq-/);
  });

  test('has the Node.js, the Python and the Java of which the name says so', async () => {
    await machine.must('dnf install -y nodejs22 nodejs22-npm nodejs24 nodejs24-npm');
    await machine.must('alternatives --set node /usr/bin/node-22');
    expect(await machine.must('node --version; node-24 --version; npm --version')).toMatch(
      /^v22\.\S+\nv24\.\S+\n\d+\./,
    );
    await machine.must('dnf install -y python3.13 python3.13-pip && python3.13 -m venv /tmp/app');
    expect(await machine.must('/tmp/app/bin/python3.13 -m pip install --quiet flask && ls /tmp/app/bin')).toMatch(
      /^flask$/m,
    );
    await machine.must('dnf install -y java-21-amazon-corretto-headless && java -version');
  });

  test('gets a certbot that runs from what PyPI would have', async () => {
    await machine.must('python3 -m venv /opt/certbot && /opt/certbot/bin/pip install --quiet certbot');
    expect(await machine.must('/opt/certbot/bin/certbot --version')).toMatch(/^certbot \d/);
    expect(await machine.must('aws --version')).toMatch(/^aws-cli\/2/);
  });

  test('keeps its disk over a reboot and a power cut, and does not run the user data again', async () => {
    await machine.must('echo kept >/root/kept');
    await machine.reboot();
    await machine.cutPower();
    expect((await machine.run('true')).code).toBe(255);
    await machine.start();
    expect(await machine.firstBoot()).toBe(true);
    expect(await machine.must('cat /root/kept /var/lib/once')).toBe('kept\nonce\n');
  });

  test('knows that its first boot is over, however it ended', async () => {
    const other = await boot({ hostname: 'other', address: '10.20.0.11', userData: '#!/bin/bash\nsleep 60\n' });
    await other.must('until [ -e /var/lib/cloud/instance/sem/config_scripts_user ]; do sleep 0.1; done');
    await other.cutPower();
    await other.start();
    expect(await other.firstBoot()).toBe(true);
    await other.stop();
  });

  test('starts again when it reboots by itself', async () => {
    const boots = () => machine.console().split('Welcome to').length;
    const before = boots();
    await machine.run('systemd-run --no-block systemctl reboot');
    await expect.poll(boots, { timeout: 20_000 }).toBe(before + 1);
    await expect.poll(async () => (await machine.run('true')).code).toBe(0);
  });

  test('starts again whenever the power was cut', async () => {
    for (const after of [0, 50, 100, 150, 200, 300, 400]) {
      await machine.cutPower();
      const starting = machine.start().catch(() => {}); // It is not to get that far.
      await pause(after);
      await machine.cutPower();
      await starting;
      await machine.start();
    }
    expect(await machine.must('systemctl is-system-running --wait')).toBe('running\n');
  });
});
