import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { groundMissing } from './missing.ts';
import { until } from './processes.ts';

/** An address that no other machine has: its group of processes is named after it. */
const address = '10.20.0.99';

/** The programs of this machine: tests beside this one have their own. */
const running = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes('-m0-99');
        return isOurs ? [readFileSync(`/proc/${pid}/comm`, 'utf8').trim()] : [];
      } catch {
        return []; // It has ended meanwhile.
      }
    });

test.skipIf(groundMissing())('nothing of a ground is left when the program that laid it is killed', async () => {
  const module = join(temporaryFolder(), 'machine.mjs');
  const bundle = await rolldown({ input: 'test/ground/machine.ts', platform: 'node' });
  await bundle.write({ file: module });
  const program = `import { boot } from '${module}';
await boot({ hostname: 'left', address: '${address}' });
console.log('It has booted, and stays on.');`;
  const command = ['scripts/ground.mjs', process.execPath, '--input-type=module', '--eval', program];
  const ground = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(ground.stdout, 'data');
  expect(running()).toContain('systemd-nspawn');

  ground.kill('SIGKILL');
  await until(() => running().length === 0, 'the machine is gone');
});
