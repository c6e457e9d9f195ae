import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sender } from '../../src/steps/logs/server/sender.ts';
import { toolMissing } from '../support/tools.ts';
import { entry, loggingServer, timeOf } from './support.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

test.skipIf(toolMissing('python3'))(
  'each line of the journal is laid down once, however often the program is killed and whenever its file is full',
  async () => {
    const server = loggingServer();
    const program = join(server.root, 'sender');
    writeFileSync(program, sender);
    const count = 6000;
    // So that it is full once.
    const env = { ...server.env, STEPWAY_LINES_FULL: '75000' };
    let written = 0;
    for (let life = 0; life < 12; life++) {
      const running = spawn('python3', [program], { env, stdio: 'ignore' });
      for (let round = 0; round < 5; round++) {
        const upTo = Math.min(count, written + 50);
        let text = '';
        for (; written < upTo; written++) text += entry(written, `line ${written}`);
        appendFileSync(server.journal, text);
        await pause(30 + ((life * 37 + round * 11) % 40));
      }
      running.kill('SIGKILL');
      await once(running, 'exit');
    }
    const last = spawn('python3', [program], { env, stdio: 'ignore' });
    await expect
      .poll(() => textOf(join(server.lines, 'app.log')), { timeout: 60_000 })
      .toContain(`line ${written - 1}\n`);
    last.kill('SIGKILL');
    await once(last, 'exit');
    const full = textOf(join(server.lines, 'app.log.1'));
    expect(full.length).toBeGreaterThan(75_000);
    const all = `${full}${textOf(join(server.lines, 'app.log'))}`.trimEnd().split('\n');
    expect(all).toEqual(Array.from({ length: written }, (_, index) => `${timeOf(index)} web line ${index}`));
  },
  120_000,
);

test.skipIf(toolMissing('python3'))('each line goes to where it comes from, whatever is in it', async () => {
  const server = loggingServer();
  const program = join(server.root, 'sender');
  writeFileSync(program, sender);
  const red = [...Buffer.from('\u001b[31mred\u001b[0m')];
  writeFileSync(
    server.journal,
    [
      entry(0, 'two\nlines'),
      entry(1, red, 'app@b.service'),
      entry(2, 'mail sent', 'app-worker-a@mail.service'),
      entry(3, 'preparing', 'app-release@7.service', { SYSLOG_IDENTIFIER: 'process' }),
      entry(4, 'begin nginx', 'stepway-setup.service', { SYSLOG_IDENTIFIER: 'stepway-setup' }),
      entry(5, 'Main process exited', 'init.scope', { UNIT: 'app@a.service' }),
      entry(6, 'accepted a key', 'sshd.service', { SYSLOG_IDENTIFIER: 'sshd' }),
      entry(7, null),
      entry(8, 'Out of memory: Killed process 7 (node)', '', { _TRANSPORT: 'kernel' }),
      entry(9, 'the end'),
    ].join(''),
  );
  const running = spawn('python3', [program], { env: server.env, stdio: 'ignore' });
  await expect.poll(() => textOf(join(server.lines, 'app.log')), { timeout: 60_000 }).toContain('the end');
  // Each file is written by itself.
  for (const name of ['app', 'worker', 'deploy', 'setup'])
    await expect.poll(() => textOf(join(server.lines, `${name}.log`)), { timeout: 60_000 }).toMatch(/\n$/);
  running.kill('SIGKILL');
  expect(textOf(join(server.lines, 'app.log'))).toBe(
    [
      `${timeOf(0)} web two`,
      `${timeOf(0)} web lines`,
      `${timeOf(1)} web \u001b[31mred\u001b[0m`,
      `${timeOf(5)} web Main process exited`,
      `${timeOf(8)} kernel Out of memory: Killed process 7 (node)`,
      `${timeOf(9)} web the end\n`,
    ].join('\n'),
  );
  expect(textOf(join(server.lines, 'worker.log'))).toBe(`${timeOf(2)} mail mail sent\n`);
  expect(textOf(join(server.lines, 'deploy.log'))).toBe(`${timeOf(3)} process preparing\n`);
  expect(textOf(join(server.lines, 'setup.log'))).toBe(`${timeOf(4)} stepway-setup begin nginx\n`);
});
