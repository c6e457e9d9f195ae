import fs from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Trouble } from '../errors.ts';
import { contentOf, diskTrouble, keepPrivate, onDisk, privateFolder } from './disk.ts';
import type { DurableEvent } from './events.ts';
import { readEvent } from './read-event.ts';
import { withoutSecretsIn } from '../secrets.ts';
import { strict } from './strict.ts';
import { emptyState, next, type State } from './state.ts';

/**
 * The version of the events that this program writes, and the newest that it reads. Since the second, what a stack
 * makes carries its id.
 */
export const version = 2;

export interface Journal {
  /** What all events so far add up to. */
  readonly state: State;
  /** Resolves once the event is durable; in the order of the calls. After it failed once it always fails. */
  append(event: DurableEvent): Promise<void>;
  /** Why nothing can be recorded any more. */
  readonly trouble?: Trouble | undefined;
  close(): void;
}

/** What the journal asks of the file system. */
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

/**
 * Opens the state of the stack `name` for writing, beginning it when there is none. One JSON object a line, each
 * flushed to the disk before `append` returns; readable by its owner only. The caller holds the lock.
 */
export function openJournal(path: string, name: string, now: number, disk: Disk = fs): Journal {
  privateFolder(dirname(path));
  const content = contentOf(path) ?? Buffer.alloc(0);
  let state = replay(path, content);
  let { length } = wholeLines(content);
  let trouble: Trouble | undefined;
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

  const append = (event: DurableEvent) => {
    if (trouble) throw trouble;
    const after = next(state, event);
    const line = Buffer.from(`${JSON.stringify(event, withoutSecretsIn)}\n`);
    try {
      write(line);
    } catch (error) {
      trouble = diskTrouble('write', path, error as NodeJS.ErrnoException);
      takeBack();
      throw trouble;
    }
    length += line.length;
    state = after;
  };
  if (!state.id) {
    append({ at: now, is: 'begun', version, name, id: newStackId() });
    keepEntry(dirname(path), disk);
    keepEntry(dirname(dirname(path)), disk);
  }
  return {
    get state() {
      return state;
    },
    get trouble() {
      return trouble;
    },
    append: async (event) => append(event),
    close: () => disk.closeSync(file),
  };
}

export const newStackId = (): string => randomBytes(4).toString('hex');

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

/** A journal in memory only, for `plan`. */
export function draftJournal(from: State | undefined, name: string): Journal {
  let state = from ?? { ...emptyState, name, id: 'draft', version };
  return {
    get state() {
      return state;
    },
    append: async (event) => {
      state = next(state, event);
    },
    close: () => undefined,
  };
}
