import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Trouble } from '../errors.ts';
import type { Words } from '../words.ts';

const moreRoom: Words = { en: 'Free some space', ko: '공간을 비우세요' };
const moreRights: Words = { en: 'Check its permissions', ko: '접근 권한을 확인하세요' };
const folder = {
  why: { en: 'it is a folder', ko: '폴더입니다' },
  todo: { en: 'Move it away', ko: '다른 곳으로 옮기세요' },
};

/** Why a file could not be read or written, and what to do. Anything else is reported in the system's own words. */
const causes: Readonly<Record<string, { readonly why: Words; readonly todo: Words }>> = {
  ENOSPC: { why: { en: 'the disk is full', ko: '디스크가 가득 찼습니다' }, todo: moreRoom },
  EDQUOT: { why: { en: 'your disk quota is used up', ko: '디스크 할당량을 모두 썼습니다' }, todo: moreRoom },
  EFBIG: {
    why: { en: 'the file size limit was reached', ko: '파일 크기 제한에 걸렸습니다' },
    todo: { en: 'Raise that limit', ko: '제한을 푸세요' },
  },
  EROFS: { why: { en: 'the disk is read-only', ko: '읽기 전용 디스크입니다' }, todo: moreRights },
  EACCES: { why: { en: 'permission denied', ko: '권한이 없습니다' }, todo: moreRights },
  EPERM: { why: { en: 'permission denied', ko: '권한이 없습니다' }, todo: moreRights },
  ENAMETOOLONG: {
    why: { en: 'its path is too long', ko: '경로가 너무 깁니다' },
    todo: { en: 'Move it higher up', ko: '더 짧은 경로로 옮기세요' },
  },
  EISDIR: folder,
  // Node's own word for the same, from `rm`.
  ERR_FS_EISDIR: folder,
};

/** `save` is for what the user keeps: the files of a project, and no record of what was made. */
type Deed = 'read' | 'write' | 'save';

const cannotWrite = (path: string): Words => ({
  en: `stepway cannot write ${path}`,
  ko: `${path} 파일이나 폴더에 쓸 수 없습니다`,
});

const deeds: Readonly<Record<Deed, (path: string) => Words>> = {
  read: (path) => ({ en: `stepway cannot read ${path}`, ko: `${path} 파일이나 폴더를 읽을 수 없습니다` }),
  write: cannotWrite,
  save: cannotWrite,
};

/** The end of a path says which file it is; its beginning may be thousands of characters long. */
const shortened = (path: string) => (path.length > 300 ? `…${path.slice(-200)}` : path);

const again: Words = { en: 'then run the same command again.', ko: '그다음 같은 명령을 다시 실행하세요.' };

/** How to go on once the cause is gone. Only what could not be written down may have been made already. */
const goOn: Readonly<Record<Deed, Words>> = {
  read: again,
  save: again,
  write: {
    en: 'then run the same command again: it finds what was already created by its tags.',
    ko: '그다음 같은 명령을 다시 실행하면, 이미 만든 자원은 태그로 찾아 이어 갑니다.',
  },
};

/** What the disk refused, in the user's words. */
export function diskTrouble(deed: Deed, path: string, error: NodeJS.ErrnoException): Trouble {
  const what = deeds[deed](shortened(path));
  const { why, todo } = causes[error.code ?? ''] ?? {
    why: { en: error.message, ko: error.message },
    todo: { en: 'Fix that', ko: '문제를 해결하세요' },
  };
  return new Trouble(
    'state',
    { en: `${what.en}: ${why.en}.`, ko: `${what.ko}: ${why.ko}.` },
    { en: `${todo.en}, ${goOn[deed].en}`, ko: `${todo.ko}. ${goOn[deed].ko}` },
    { cause: error },
  );
}

/** Does something with the file or folder `path`; what the system refuses becomes a Trouble. */
export function onDisk<T>(deed: Deed, path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const refused = error instanceof Error && !(error instanceof Trouble) && 'syscall' in error;
    throw refused ? diskTrouble(deed, path, error as NodeJS.ErrnoException) : error;
  }
}

/** Writes a file beside its place and renames it into it, so that a whole one is there or the one before. */
export const replaceFile = (path: string, content: string, mode: number): void =>
  onDisk('write', path, () => {
    const draft = `${path}.new`;
    rmSync(draft, { force: true });
    writeFileSync(draft, content, { mode });
    renameSync(draft, path);
  });

/** Makes a folder that only its owner can use. An existing one that is open to others is closed to them. */
export function privateFolder(path: string): void {
  onDisk('write', path, () => void mkdirSync(path, { recursive: true, mode: 0o700 }));
  keepPrivate(path);
}

/** Closes a file or folder to everybody but its owner. The target of a link is not ours to change. */
export function keepPrivate(path: string): void {
  try {
    const found = lstatSync(path);
    if (!found.isSymbolicLink() && (found.mode & 0o077) !== 0) chmodSync(path, found.mode & 0o700);
  } catch {
    // Another user's, or a disk without owners. There is no secret in it.
  }
}

/** What is read from a path; undefined when nothing is there. */
export const unlessAbsent = <T>(path: string, read: () => T): T | undefined =>
  onDisk('read', path, () => {
    try {
      return read();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  });

/** What a file contains; undefined when there is none. */
export const contentOf = (path: string): Buffer | undefined => unlessAbsent(path, () => readFileSync(path));
