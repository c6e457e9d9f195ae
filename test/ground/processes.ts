import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** The exit code of a program that has ended; 137 when it was killed. */
export const ended = (child: ChildProcess) =>
  new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 137));
  });

/** Looks again and again; after so many seconds it fails with what has not come about. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  { seconds = 60, every = 0.05 } = {},
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Not within ${seconds} s: ${what}`);
    await pause(every * 1000);
  }
}
