import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { onDisk } from '../state/disk.ts';

/** Bytes of the beginning and the end of a dump, in which it says whether it is whole. */
const edge = 2048;

/**
 * A file that is written beside its place, and put there once it is whole: what was there stays until then. Only its
 * owner can read it.
 */
export interface Draft {
  readonly fd: number;
  bytes(): number;
  /** Its first and its last bytes. */
  edges(): string;
  keep(): void;
  drop(): void;
}

/** What is written is in a file of its own beside `path`: `path`.1f2e3d4c.part. */
export function draftOf(path: string): Draft {
  const draft = `${path}.${randomBytes(4).toString('hex')}.part`;
  const fd = onDisk('save', draft, () => openSync(draft, 'wx+', 0o600));
  const bytes = () => fstatSync(fd).size;
  const at = (from: number) => {
    const read = Buffer.alloc(edge);
    return read.toString('latin1', 0, readSync(fd, read, 0, edge, from));
  };
  return {
    fd,
    bytes,
    edges: () => `${at(0)}\n${at(Math.max(0, bytes() - edge))}`,
    keep: () =>
      onDisk('save', path, () => {
        closeSync(fd);
        renameSync(draft, path);
      }),
    drop() {
      closeSync(fd);
      rmSync(draft, { force: true });
    },
  };
}

export const isThere = (path: string): boolean => existsSync(path);

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
