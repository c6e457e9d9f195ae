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
    machine = await boot({ hostname: 'ip-10-20-0-10', address: '10.20.0.10', userData });
  });
  afterAll(() => machine?.stop());

  test('is Amazon Linux 2023 as far as a script can see, with its systemd as the first process', async () => {
    expect(
      await machine.must('cat /proc/1/comm; systemctl --version; . /etc/os-release; echo "$ID $VERSION_ID"'),
    ).toMatch(/^systemd\nsystemd 252 [^]*amzn 2023$/m);
    expect(await machine.must('systemctl is-system-running --wait')).toBe('running\n');
  });

  test('runs its user data once, and shows it on the console', async () => {
    expect(await machine.firstBoot()).toBe(true);
    expect(machine.console()).toContain('first boot of ip-10-20-0-10');
    expect(await machine.must('cat /var/log/cloud-init-output.log')).toBe('first boot of ip-10-20-0-10\n');
  });

  test('keeps its disk over a reboot and a power cut, and does not run the user data again', async () => {
    await machine.reboot();
    await machine.cutPower();
    await machine.start();
    await machine.firstBoot();
    expect(await machine.must('cat /var/lib/once')).toBe('once\n');
  });
});
