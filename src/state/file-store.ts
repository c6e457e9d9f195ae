import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { Trouble } from '../errors.ts';
import { contentOf, diskTrouble, keepPrivate, onDisk, privateFolder, unlessAbsent } from './disk.ts';
import type { DurableEvent } from './events.ts';
import { version } from './journal.ts';
import { takeLock } from './lock.ts';
import { readEvent } from './read-event.ts';
import { withoutSecretsIn } from '../secrets.ts';
import { strict } from './strict.ts';
import { emptyState, next, type State } from './state.ts';
import type { Log, Store } from './store.ts';

/** What a state file asks of the file system. */
export interface Disk {
  openSync(path: string, flags: string, mode?: number): number;
  writeSync(file: number, data: Uint8Array, from: number): number;
  fsyncSync(file: number): void;
  ftruncateSync(file: number, length: number): void;
  closeSync(file: number): void;
}

const damaged = (path: string, line: number, cause: unknown) =>
  new Trouble(
    'state',
    {
      en: `The state file ${path} is corrupted at line ${line}.`,
      ko: `상태 파일 ${path}의 ${line}번째 줄이 손상되었습니다.`,
    },
    {
      en: 'Restore a backup. Without one, move the file away and run `stepway up --recover`: it finds your resources by their tags.',
      ko: '백업이 있으면 되돌려 놓으세요. 없으면 파일을 옮겨 두고 `stepway up --recover`를 실행하세요. 태그로 기존 자원을 찾아냅니다.',
    },
    { cause },
  );

const newer = (path: string) =>
  new Trouble(
    'state',
    {
      en: `The state file ${path} was written by a newer version of stepway.`,
      ko: `더 새로운 버전의 stepway가 쓴 상태 파일입니다: ${path}.`,
    },
    { en: 'Update stepway, then run the command again.', ko: 'stepway를 업데이트한 뒤 다시 실행하세요.' },
  );

const newline = 0x0a;

/** How much of a state file is whole lines. A process killed while writing leaves half a line, which is no event. */
const wholeLines = (content: Buffer) => content.subarray(0, content.lastIndexOf(newline) + 1);

function* linesOf(content: Buffer) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (let from = 0, to; (to = content.indexOf(newline, from)) >= 0; from = to + 1)
    yield () => decoder.decode(content.subarray(from, to));
}

/** Adds up the whole lines of a state file. */
function replay(path: string, content: Buffer): State {
  let state = emptyState;
  let number = 0;
  for (const read of linesOf(content)) {
    number++;
    try {
      const line = read();
      if (line === '') continue;
      // A newer version may write events that this one does not know.
      if (!state.id && isNewer(JSON.parse(line))) throw newer(path);
      const event = readEvent(line);
      if ((event.is === 'begun') !== (state.id === '')) throw new Error('begins not once, or not at its beginning');
      const at = number;
      state = next(
        state,
        strictly(event, (field) => damaged(path, at, new Error(`${event.is} without its ${field}`))),
      );
    } catch (error) {
      throw error instanceof Trouble ? error : damaged(path, number, error);
    }
  }
  return state;
}

/** The event, with facts that throw when a missing field is read. */
function strictly(event: DurableEvent, lacks: (field: string) => Trouble): DurableEvent {
  switch (event.is) {
    case 'made':
    case 'changed':
      return { ...event, handle: strict(event.handle, lacks) };
    case 'ready':
      return { ...event, output: strict(event.output, lacks) };
    default:
      return event;
  }
}

const isNewer = (event: unknown) => {
  const { is, version: written } = (event ?? {}) as { is?: unknown; version?: unknown };
  return is === 'begun' && typeof written === 'number' && written > version;
};

/** The state as it is on disk, without touching it; undefined when nothing was begun there. */
export function readState(path: string): State | undefined {
  const content = contentOf(path);
  const state = content && replay(path, content);
  return state?.id ? state : undefined;
}

/** Opens a state file. One JSON object a line, each flushed to the disk; readable by its owner only. */
function openLog(path: string, disk: Disk): Log {
  privateFolder(dirname(path));
  const content = contentOf(path) ?? Buffer.alloc(0);
  const state = replay(path, content);
  let { length } = wholeLines(content);
  const file = onDisk('write', path, () => disk.openSync(path, 'a', 0o600));
  keepPrivate(path);
  // Half a line would swallow the next one.
  if (length < content.length) onDisk('write', path, () => disk.ftruncateSync(file, length));

  /** A disk may take only a part, and say at the next try why it does not take the rest. */
  const write = (line: Uint8Array) => {
    for (let written = 0; written < line.length;) written += disk.writeSync(file, line, written);
    disk.fsyncSync(file);
  };
  const takeBack = () => {
    try {
      disk.ftruncateSync(file, length);
      disk.fsyncSync(file);
    } catch {
      // Half a line at the end: the next one to open the file cuts it off.
    }
  };

  return {
    state,
    async append(event) {
      const line = Buffer.from(`${JSON.stringify(event, withoutSecretsIn)}\n`);
      try {
        write(line);
      } catch (error) {
        takeBack();
        throw diskTrouble('write', path, error as NodeJS.ErrnoException);
      }
      if (length === 0) for (const folder of [dirname(path), dirname(dirname(path))]) keepEntry(folder, disk);
      length += line.length;
    },
    close: async () => disk.closeSync(file),
  };
}

/** Flushes a folder, so that a power cut does not lose the new file in it. Not every system can, and none has to. */
function keepEntry(folder: string, disk: Disk): void {
  try {
    const handle = disk.openSync(folder, 'r');
    try {
      disk.fsyncSync(handle);
    } finally {
      disk.closeSync(handle);
    }
  } catch {
    // Windows opens no folders, and some network disks flush none.
  }
}

const extension = '.jsonl';

/** The states of the stacks of a project, a file each, in a folder that only its owner can read. */
export function fileStore(folder: string, { top = folder, disk = fs }: { top?: string; disk?: Disk } = {}): Store {
  const file = (name: string) => join(folder, `${name}${extension}`);
  return {
    names: async () =>
      (unlessAbsent(folder, () => fs.readdirSync(folder)) ?? [])
        .filter((file) => file.endsWith(extension))
        .map((file) => file.slice(0, -extension.length))
        .toSorted(),
    load: async (name) => readState(file(name)),
    open: async (name) => openLog(file(name), disk),
    async lock(name) {
      prepare(folder, top);
      const release = takeLock(join(folder, `${name}.lock`));
      return async () => release();
    },
  };
}

/** Makes the folder, and leaves it out of git. */
function prepare(folder: string, top: string): void {
  privateFolder(top);
  privateFolder(folder);
  const ignore = join(top, '.gitignore');
  // An empty one is what a full disk left of it.
  if (!contentOf(ignore)?.length) onDisk('write', ignore, () => fs.writeFileSync(ignore, '*\n', { mode: 0o600 }));
}
