import fs from 'node:fs';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { fileStore, readState, type Disk } from '../../src/state/file-store.ts';
import { draftJournal, openJournal } from '../../src/state/journal.ts';
import type { DurableEvent } from '../../src/state/events.ts';
import { temporaryFolder } from '../support/folder.ts';

const given = { needs: {}, answers: { type: 't3.micro' } };
const events: readonly DurableEvent[] = [
  { at: 2, is: 'answered', question: 'domain', value: '예시.example.com', from: 'flag' },
  { at: 3, is: 'pinned', account: '123456789012', region: 'us-east-1', partition: 'aws' },
  { at: 4, is: 'started', step: 'vpc', needs: [], given },
  { at: 5, is: 'made', step: 'vpc', handle: { vpcId: 'vpc-1' } },
  { at: 6, is: 'ready', step: 'vpc', output: { vpcId: 'vpc-1' } },
];

const open = (path: string, disk?: Disk) =>
  openJournal(fileStore(dirname(path), disk && { disk }), basename(path, '.jsonl'), 1);

/** A state file with these events, and its path. */
async function written(more: readonly DurableEvent[] = events) {
  const path = join(temporaryFolder(), '.stepway', 'demo.jsonl');
  const journal = await open(path);
  for (const event of more) await journal.append(event);
  await journal.close();
  return path;
}

const caught = async (act: () => unknown): Promise<Trouble> => {
  try {
    await act();
  } catch (error) {
    return error as Trouble;
  }
  return expect.unreachable('it should have failed');
};

describe('the state file', () => {
  test('holds one event a line, and is read back as it was', async () => {
    const path = await written();
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines).toHaveLength(events.length + 2);
    expect(lines.slice(1, -1).map((line) => JSON.parse(line) as DurableEvent)).toEqual(events);
    const state = readState(path);
    expect(state?.name).toBe('demo');
    expect(state?.answers.get('domain')).toEqual({ value: '예시.example.com', from: 'flag' });
    expect(state?.steps.get('vpc')).toMatchObject({ handle: { vpcId: 'vpc-1' }, madeAt: 5 });
  });

  test('has each event on the disk as soon as it is appended', async () => {
    const path = join(temporaryFolder(), 'demo.jsonl');
    const journal = await open(path);
    for (const event of events) {
      await journal.append(event);
      expect(readFileSync(path, 'utf8').trimEnd().split('\n').at(-1)).toBe(JSON.stringify(event));
    }
    await journal.close();
  });

  test.skipIf(process.platform === 'win32')('and its folder can be read by their owner only', async () => {
    const path = await written();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  test('is begun once, with an id of its own', async () => {
    const path = await written();
    const { id } = readState(path) ?? {};
    await (await open(path)).close();
    expect(readState(path)?.id).toBe(id);
    expect(readState(await written())?.id).not.toBe(id);
  });

  test('is no state when it is empty, and none when it is not there', () => {
    const path = join(temporaryFolder(), 'demo.jsonl');
    expect(readState(path)).toBeUndefined();
    writeFileSync(path, '');
    expect(readState(path)).toBeUndefined();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test('is damaged where a fact is missing that its step asks for', async () => {
    const path = await written([...events.slice(0, 3), { at: 5, is: 'made', step: 'vpc', handle: { other: 'vpc-1' } }]);
    const handle = readState(path)!.steps.get('vpc')!.handle!;
    expect(await caught(() => handle['vpcId'])).toMatchObject({
      kind: 'state',
      what: { en: expect.stringContaining('corrupted at line 5') as string },
      cause: new Error('made without its vpcId'),
    });
    expect(handle).toEqual({ other: 'vpc-1' });
    expect(JSON.stringify(handle)).toBe('{"other":"vpc-1"}');
  });

  test('is not touched by being read', async () => {
    const path = await written();
    appendFileSync(path, '{"at":9,"is":"ma');
    const before = readFileSync(path);
    readState(path);
    expect(readFileSync(path)).toEqual(before);
  });
});

describe('a process killed while it writes', () => {
  test('at any byte loses at most the event it was writing', async () => {
    const whole = readFileSync(await written());
    const folder = temporaryFolder();
    for (let size = 0; size <= whole.length; size++) {
      const path = join(folder, `${size}.jsonl`);
      writeFileSync(path, whole.subarray(0, size));
      const complete = whole.subarray(0, size).toString('latin1').split('\n').length - 1;
      const journal = await open(path);
      await journal.append({ at: 7, is: 'answered', question: 'www', value: true, from: 'asked' });
      await journal.close();
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
      // One that was not even begun begins anew.
      expect(lines.length, `${size} bytes`).toBe(Math.max(complete, 1) + 1);
      expect(readState(path)?.answers.get('www')?.value, `${size} bytes`).toBe(true);
    }
  });
});

/** The real disk, but for what is said here. */
const diskThat = (does: Partial<Disk>): Disk => ({ ...fs, ...does });

const full = () => {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
};

describe('a disk that is full', () => {
  const event: DurableEvent = { at: 7, is: 'removing', step: 'vpc' };

  /** Opens a whole state file on a disk that takes `part` bytes of the next event and no more. */
  async function filling(part: number, does: Partial<Disk> = {}) {
    const path = await written();
    const before = readFileSync(path);
    let room = part;
    const disk = diskThat({
      writeSync(file, data, from) {
        const taken = fs.writeSync(file, data, from, Math.min(room, data.length - from));
        room -= taken;
        return taken || full();
      },
      ...does,
    });
    const journal = await open(path, disk);
    return { path, before, journal, free: () => void (room = Infinity) };
  }

  test.each([0, 1, 20, JSON.stringify(event).length])('takes %i bytes of an event: none of it stays', async (part) => {
    const { path, before, journal, free } = await filling(part);
    const { state } = journal;
    const trouble = await caught(() => journal.append(event));
    expect(trouble.kind).toBe('state');
    expect(trouble.what.en).toBe(`stepway cannot write ${path}: the disk is full.`);
    expect(trouble.what.ko).toContain(path);
    expect(trouble.todo.en).toContain('Free some space, then run the same command again');
    expect(readFileSync(path)).toEqual(before);
    expect(journal.state).toBe(state);
    expect(journal.trouble).toBe(trouble);
    // Nor is anything written after it, though there is room again: what happened in between is not known.
    free();
    expect(await caught(() => journal.append(event))).toBe(trouble);
    expect(readFileSync(path)).toEqual(before);
  });

  test('that does not take half an event back either has it cut off by whoever opens the file next', async () => {
    const { path, before, journal } = await filling(20, { ftruncateSync: full });
    await caught(() => journal.append(event));
    expect(readFileSync(path).length).toBe(before.length + 20);
    await (await open(path)).close();
    expect(readFileSync(path)).toEqual(before);
  });

  test('and says so only when flushed has not taken the event', async () => {
    const { path, before, journal } = await filling(Infinity, { fsyncSync: full });
    expect((await caught(() => journal.append(event))).kind).toBe('state');
    expect(readFileSync(path)).toEqual(before);
  });

  test('takes an event in several parts, when there is just enough room', async () => {
    const path = await written();
    const disk = diskThat({ writeSync: (file, data, from) => fs.writeSync(file, data, from, 1) });
    await (await open(path, disk)).append(event);
    expect(readState(path)?.steps.get('vpc')?.removingSince).toBe(7);
  });
});

describe('a power cut', () => {
  /** What is flushed, by its path, in order. */
  async function flushes(path: string, does: Partial<Disk> = {}) {
    const paths = new Map<number, string>();
    const flushed: string[] = [];
    const disk = diskThat({
      openSync(file, flags, mode) {
        const handle = fs.openSync(file, flags, mode);
        paths.set(handle, file);
        return handle;
      },
      fsyncSync(file) {
        fs.fsyncSync(file);
        flushed.push(paths.get(file) ?? '');
      },
      ...does,
    });
    await (await open(path, disk)).close();
    return flushed;
  }

  test.skipIf(process.platform === 'win32')('does not lose a new file: its folders are flushed after it', async () => {
    const path = join(temporaryFolder(), '.stepway', 'demo.jsonl');
    expect(await flushes(path)).toEqual([path, dirname(path), dirname(dirname(path))]);
    expect(await flushes(path)).toEqual([]);
  });

  test('is all the same to a system that flushes no folders', async () => {
    const path = join(temporaryFolder(), '.stepway', 'demo.jsonl');
    const openSync: Disk['openSync'] = (file, flags, mode) => (flags === 'r' ? full() : fs.openSync(file, flags, mode));
    await flushes(path, { openSync });
    expect(readState(path)?.name).toBe('demo');
  });
});

describe('a damaged state file', () => {
  const damages: readonly [string, (lines: string[]) => string[], number][] = [
    ['a line that is no JSON', (lines) => lines.with(2, '{"at":'), 3],
    ['a line of something else', (lines) => lines.with(3, '42'), 4],
    ['a lost beginning', (lines) => lines.slice(1), 1],
    ['an event without the one before it', (lines) => lines.toSpliced(3, 1), 4],
    ['a conflict of two versions', (lines) => lines.toSpliced(4, 0, '<<<<<<< HEAD'), 5],
    ['two beginnings', (lines) => lines.toSpliced(2, 0, lines[0]!), 3],
    ['an event of a kind that there is not', (lines) => lines.with(3, '{"at":4,"is":"constructor"}'), 4],
    ['a handle that is none', (lines) => lines.with(4, '{"at":5,"is":"made","step":"vpc","handle":null}'), 5],
    ['a handle without anything', (lines) => lines.with(4, '{"at":5,"is":"made","step":"vpc","handle":{}}'), 5],
    ['a time that no clock shows', (lines) => lines.with(5, '{"at":1e300,"is":"removing","step":"vpc"}'), 6],
    ['a region that is none', (lines) => lines.with(2, lines[2]!.replace('us-east-1', '../x')), 3],
    [
      'facts of a depth that no step has',
      (lines) =>
        lines.with(4, `{"at":5,"is":"made","step":"vpc","handle":{"a":${'['.repeat(9999)}${']'.repeat(9999)}}}`),
      5,
    ],
  ];
  test.each(damages)('%s is named with its line, and stays as it is', async (_, damage, line) => {
    const path = await written();
    writeFileSync(path, damage(readFileSync(path, 'utf8').split('\n')).join('\n'));
    const before = readFileSync(path);
    for (const read of [() => readState(path), () => open(path)]) {
      const trouble = await caught(read);
      expect(trouble).toBeInstanceOf(Trouble);
      expect(trouble.kind).toBe('state');
      expect(trouble.what.en).toContain(path);
      expect(trouble.what.en).toContain(`line ${line}`);
      expect(trouble.what.ko).toContain(`${line}`);
    }
    expect(readFileSync(path)).toEqual(before);
  });

  test('a newer one says so, and stays as it is', async () => {
    const path = join(temporaryFolder(), 'demo.jsonl');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{"at":1,"is":"begun","version":3,"name":"demo","id":"1"}\n{"at":2,"is":"unheard-of"}\n');
    const before = readFileSync(path);
    for (const read of [() => readState(path), () => open(path)]) {
      const trouble = await caught(read);
      expect(trouble.kind).toBe('state');
      expect(trouble.what.en).toContain('newer version of stepway');
    }
    expect(readFileSync(path)).toEqual(before);
  });
});

test('a draft goes on from a state and writes nothing', async () => {
  const path = await written();
  const before = readFileSync(path);
  const draft = draftJournal(readState(path), 'demo');
  await draft.append({ at: 9, is: 'removed', step: 'vpc' });
  expect(draft.state.steps.size).toBe(0);
  await draft.close();
  expect(readFileSync(path)).toEqual(before);
});

test('closing waits for what is under way; whoever comes later is refused', async () => {
  const path = join(temporaryFolder(), '.stepway', 'demo.jsonl');
  const journal = await open(path);
  const underWay = events.map((event) => journal.append(event));
  await journal.close();
  await Promise.all(underWay);
  const whole = readFileSync(path, 'utf8');
  expect(whole.trimEnd().split('\n')).toHaveLength(1 + events.length);
  expect((await caught(() => journal.append({ at: 7, is: 'removed', step: 'vpc' }))).kind).toBe('interrupted');
  expect(readFileSync(path, 'utf8')).toBe(whole);
});
