import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onDisk } from '../state/disk.ts';

/** Public certificates in a file of their own, for as long as a client reads it. */
export function authoritiesFile(text: string): { readonly path: string; remove(): void } {
  const folder = onDisk('write', tmpdir(), () => mkdtempSync(join(tmpdir(), 'stepway-db-')));
  const path = join(folder, 'rds.pem');
  onDisk('write', path, () => writeFileSync(path, text, { mode: 0o600 }));
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
