import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { contentOf, onDisk } from '../state/disk.ts';

/** A deployment that was about to be started: CodeDeploy takes no token, so its description carries one. */
export interface Intent {
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What was about to happen when the program ended last; undefined when nothing was, or the file is damaged. */
export function readIntent(path: string): Intent | undefined {
  try {
    const { description, at } = JSON.parse(contentOf(path)?.toString() ?? '') as Intent;
    return typeof description === 'string' && typeof at === 'number' ? { description, at } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** On disk when it returns. */
export function writeIntent(path: string, intent: Intent): void {
  onDisk('write', path, () => {
    const file = openSync(`${path}.new`, 'w', 0o600);
    try {
      writeSync(file, JSON.stringify(intent));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.new`, path);
  });
}

export const forgetIntent = (path: string): void => onDisk('write', path, () => rmSync(path, { force: true }));
