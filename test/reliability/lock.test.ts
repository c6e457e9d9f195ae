import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { figures, thorough } from '../support/thorough.ts';

/** Takes each lock that it is told of at the moment that it is told, says how that went, and gives it back later. */
const program = `
import { createInterface } from 'node:readline';
import { takeLock } from './lock.mjs';
let release;
for await (const line of createInterface({ input: process.stdin })) {
  const [path, at] = line.split(' ');
  if (path === 'release') { release?.(); release = undefined; console.log('released'); continue; }
  while (Date.now() < Number(at));
  try { release = takeLock(path); console.log('won'); } catch (error) { console.log(error.kind + ': ' + error.message); }
}`;

interface Contender {
  readonly pid: number;
  say(line: string): Promise<string>;
}

/** Real processes, for two in one process cannot meet in the middle of a call. */
async function contenders(count: number, within: readonly string[] = []): Promise<Contender[]> {
  const folder = temporaryFolder();
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../../src/state/lock.ts', import.meta.url)),
    platform: 'node',
  });
  await bundle.write({ file: join(folder, 'lock.mjs') });
  await bundle.close();
  writeFileSync(join(folder, 'contender.mjs'), program);
  return Array.from({ length: count }, () => {
    const [command, ...rest] = [...within, process.execPath, join(folder, 'contender.mjs')] as const;
    const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      pid: child.pid!,
      async say(line) {
        child.stdin.write(`${line}\n`);
        return ((await answers.next()) as IteratorYieldResult<string>).value;
      },
    };
  });
}

test('of many processes that find a dead lock at once, one takes it over, and the others hear who is at work', async () => {
  const rounds = thorough ? 3000 : 150;
  const folder = temporaryFolder();
  const { pid } = spawnSync(process.execPath, ['--version']);
  const dead = JSON.stringify({ pid, host: hostname(), since: '2026-11-20T00:00:00.000Z' });
  const all = await contenders(4);
  const pids = new Set(all.map((one) => one.pid));

  for (let round = 0; round < rounds; round++) {
    const path = join(folder, `${round}.lock`);
    // Sometimes the one before died while it took over, and sometimes nobody was there at all.
    if (round % 4 !== 0) writeFileSync(path, dead);
    if (round % 3 === 0) writeFileSync(`${path}.heir`, dead);
    const at = Date.now() + 2;
    const said = await Promise.all(all.map((one) => one.say(`${path} ${at}`)));
    const winners = all.filter((_, index) => said[index] === 'won');
    expect(winners, `round ${round}: ${said.join(' | ')}`).toHaveLength(1);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: winners[0]?.pid });
    for (const line of said.filter((one) => one !== 'won')) {
      const [, named] = /^state: Another stepway is already running here: process (\d+) /.exec(line) ?? [];
      expect(pids, line).toContain(Number(named));
    }
    await Promise.all(all.map((one) => one.say('release')));
    expect(
      readdirSync(folder).filter((file) => !file.endsWith('.heir')),
      `round ${round}`,
    ).toEqual([]);
  }
  figures(`locks: ${rounds} times ${all.length} processes at once, always one of them won`);
});

const namespace = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const canUnshare =
  process.platform === 'linux' &&
  spawnSync(namespace[0]!, [...namespace.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
if (!canUnshare) console.warn('Skipped: only root on Linux can make PID namespaces, in which containers run.');

test.skipIf(!canUnshare)(
  'of two containers of one machine, the second waits for the first, and takes over once that has given no sign for two minutes',
  async () => {
    const path = join(temporaryFolder(), 'demo.lock');
    const [[first], [second], [here]] = await Promise.all([
      contenders(1, namespace),
      contenders(1, namespace),
      contenders(1),
    ]);
    expect(await first!.say(`${path} 0`)).toBe('won');
    // In its own namespace the first is process 1, which each of the others has, too.
    for (const other of [second!, here!])
      expect(await other.say(`${path} 0`)).toMatch(/^state: .* process 1 on .*, in another container, since/);

    process.kill(first!.pid, 'SIGKILL');
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
    utimesSync(path, ago(110), ago(110));
    expect(await second!.say(`${path} 0`)).toMatch(/in another container/);
    utimesSync(path, ago(130), ago(130));
    expect(await second!.say(`${path} 0`)).toBe('won');
    expect(await here!.say(`${path} 0`)).toMatch(/in another container/);
    await second!.say('release');
    expect(await here!.say(`${path} 0`)).toBe('won');
  },
);
