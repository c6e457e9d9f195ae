import { chmodSync, lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Trouble } from '../errors.ts';
import { contentOf, onDisk } from '../state/disk.ts';
import type { GeneratedFile } from './files.ts';

export interface Comparison {
  readonly file: GeneratedFile;
  readonly state: 'new' | 'same' | 'differs';
  /** What is there now. */
  readonly present: string;
}

/** How a generated file compares with the one on disk. */
export const compare = (folder: string, files: readonly GeneratedFile[]): Comparison[] =>
  files.map((file) => {
    const path = pathOf(folder, file);
    const present = contentOf(path)?.toString('utf8');
    const state = present === undefined ? 'new' : present === file.content || file.once ? 'same' : 'differs';
    return { file, state, present: present ?? '' };
  });

/**
 * Where a file goes.
 *
 * @throws Trouble `usage` when a link or a folder is in its place: what a link leads to is not of this project.
 */
function pathOf(folder: string, { path }: GeneratedFile): string {
  let place = folder;
  const parts = path.split('/');
  for (const [at, part] of parts.entries()) {
    place = join(place, part);
    const found = onDisk('read', place, () => lstatSync(place, { throwIfNoEntry: false }));
    if (!found) break;
    if (at === parts.length - 1 ? !found.isFile() : !found.isDirectory()) throw inTheWay(path, place);
  }
  return join(folder, path);
}

const inTheWay = (path: string, place: string) =>
  new Trouble(
    'usage',
    {
      en: `Cannot write ${path}: ${place} is in the way.`,
      ko: `파일을 쓸 수 없습니다(${path}). ${place}에 다른 것이 있습니다.`,
    },
    { en: 'Move it, then run the command again.', ko: '다른 곳으로 옮긴 뒤 다시 실행하세요.' },
  );

/** Writes a file whole or not at all; one that is new never replaces what has appeared there meanwhile. */
export function write(folder: string, { file, state }: Comparison): void {
  const path = pathOf(folder, file);
  const mode = file.executable ? 0o755 : 0o644;
  onDisk('save', path, () => {
    if (state === 'same') {
      if (file.executable && (lstatSync(path).mode & 0o111) === 0) chmodSync(path, mode);
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    if (state === 'new') return writeFileSync(path, file.content, { mode, flag: 'wx' });
    writeFileSync(`${path}.new`, file.content, { mode });
    renameSync(`${path}.new`, path);
  });
}
