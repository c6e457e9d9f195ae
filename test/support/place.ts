import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In memory: a journal waits for its disk with each line, which makes half of the time that a test takes. */
const memory = '/dev/shm';

/** Makes the folder in which all tests make theirs; on the disk in `.ci/run`. */
export default function place(): () => void {
  const inMemory = !process.env['STEPWAY_MATRIX'] && existsSync(memory);
  const folder = mkdtempSync(join(inMemory ? memory : tmpdir(), 'tests-'));
  // Some tests run the program as somebody else.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
