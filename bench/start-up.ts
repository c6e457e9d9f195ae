import { spawnSync } from 'node:child_process';
import { environment } from '../test/support/environment.ts';
import { temporaryFolder } from '../test/support/folder.ts';
import { launcher } from '../test/support/program.ts';
import { median } from './statistics.ts';

const rounds = 11;

const commands = { bare: ['-e', '0'], help: [launcher, '--help'], version: [launcher, '--version'] };

/**
 * How long Node takes to do nothing and the program to print its help and its version: medians, in milliseconds.
 * They take turns, so that what else the machine does meets all of them; the first round, with cold caches, is left out.
 */
export function startUp(): Record<keyof typeof commands, number> {
  const env = environment(temporaryFolder());
  const took: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++)
    for (const [name, args] of Object.entries(commands)) {
      const began = performance.now();
      const { status } = spawnSync(process.execPath, args, { env, stdio: 'ignore' });
      if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
      if (round > 0) (took[name] ??= []).push(performance.now() - began);
    }
  const of = (name: string) => median(took[name] ?? []);
  return { bare: of('bare'), help: of('help'), version: of('version') };
}
