import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Builds the program once, before all tests, for those that run it as a user does.
 * When that fails, these tests fail for want of a program, and the others can still be run.
 */
export default function build(): void {
  try {
    execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'pipe' });
  } catch (error) {
    rmSync('dist', { recursive: true, force: true });
    console.error(error instanceof Error ? error.message : error);
  }
}
