import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Trouble } from '../errors.ts';
import type { DurableEvent } from './events.ts';
import { emptyState, next, type State } from './state.ts';

/** The version of the events that this program writes, and the newest that it reads. */
const version = 1;

export interface Journal {
  /** What all events so far add up to. */
  readonly state: State;
  /** Returns once the event is on the disk. */
  append(event: DurableEvent): void;
  close(): void;
}

const damaged = (path: string, line: number, cause: unknown) =>
  new Trouble(
    'state',
    {
      en: `The state file ${path} is damaged at line ${line}.`,
      ko: `상태 파일 ${path}의 ${line}번째 줄이 손상되었습니다.`,
    },
    {
      en: 'Put back a copy of it; or move it away and run `stepway up` again, which finds what carries its tags.',
      ko: '백업이 있으면 되돌려 놓으세요. 없으면 파일을 옮겨 두고 `stepway up`을 다시 실행하세요. 태그로 기존 자원을 찾아냅니다.',
    },
    { cause },
  );

const newer = (path: string) =>
  new Trouble(
    'state',
    {
      en: `The state file ${path} was written by a newer stepway.`,
      ko: `상태 파일 ${path}은 더 새로운 stepway가 쓴 것입니다.`,
    },
    { en: 'Update stepway, then run the command again.', ko: 'stepway를 업데이트한 뒤 다시 실행하세요.' },
  );

/** Adds up the complete lines of a state file. A process killed while writing leaves half a line, which is no event. */
function replay(path: string, text: string): State {
  let state = emptyState;
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    let event: DurableEvent;
    try {
      event = JSON.parse(line) as DurableEvent;
      if (event.is === 'begun' && event.version > version) throw newer(path);
      state = next(state, event);
      if (!state.id) throw new Error('does not begin with its name');
    } catch (error) {
      throw error instanceof Trouble ? error : damaged(path, index + 1, error);
    }
  }
  return state;
}

/** The state as it is on disk, without touching it; undefined when nothing was begun there. */
export function readState(path: string): State | undefined {
  if (!existsSync(path)) return undefined;
  const state = replay(path, readFileSync(path, 'utf8'));
  return state.id ? state : undefined;
}

/**
 * Opens the state of the stack `name` for writing, beginning it when there is none. One JSON object a line, each
 * flushed to the disk before `append` returns; readable by its owner only. The caller holds the lock.
 */
export function openJournal(path: string, name: string, now: number): Journal {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  let state = replay(path, text);
  const file = openSync(path, 'a', 0o600);
  // Half a line would swallow the next one.
  ftruncateSync(file, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));

  const journal: Journal = {
    get state() {
      return state;
    },
    append(event) {
      const after = next(state, event);
      writeSync(file, `${JSON.stringify(event)}\n`);
      fsyncSync(file);
      state = after;
    },
    close: () => closeSync(file),
  };
  if (!state.id) journal.append({ at: now, is: 'begun', version, name, id: randomBytes(8).toString('hex') });
  return journal;
}

/** A journal that is forgotten: what `plan` draws on. */
export function draftJournal(from: State | undefined, name: string): Journal {
  let state = from ?? { ...emptyState, name, id: 'draft' };
  return {
    get state() {
      return state;
    },
    append: (event) => {
      state = next(state, event);
    },
    close: () => undefined,
  };
}
