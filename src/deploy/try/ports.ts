import { createServer } from 'node:net';
import { platform } from 'node:os';
import type { Clock } from '../../clock.ts';
import { ask, type Given } from '../processes.ts';

/** A port that nothing has. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const portsIn = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, port]) => Number(port))),
];

/** The ports on which a process group listens; none where nothing on this machine tells. */
export async function portsOf(clock: Clock, group: number, given: Given): Promise<number[]> {
  if (platform() !== 'linux') {
    const args = ['-nP', '-a', '-g', String(group), '-iTCP', '-sTCP:LISTEN', '-Fn'];
    return portsIn((await ask(clock, 'lsof', args, given)) ?? '', /^n.*:(\d+)$/gm);
  }
  const [all = '', sockets = ''] = await Promise.all([
    ask(clock, 'ps', ['-eo', 'pid=,pgid='], given),
    ask(clock, 'ss', ['-Hltnp'], given),
  ]);
  const ours = [...all.matchAll(/^ *(\d+) +(\d+) *$/gm)].filter(([, , one]) => Number(one) === group);
  const pids = new Set(ours.map(([, pid]) => pid));
  const lines = sockets.split('\n').filter((line) => [...line.matchAll(/pid=(\d+)/g)].some(([, pid]) => pids.has(pid)));
  return portsIn(lines.join('\n'), /^\S+ +\d+ +\d+ +\S*:(\d+) /gm);
}
