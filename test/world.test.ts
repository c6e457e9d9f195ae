import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realWorld } from '../src/world.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Counts what the program hears of signals. */
function listening() {
  let heard = 0;
  const end = realWorld().onStop(() => void heard++);
  return { heard: () => heard, end };
}

test('a Ctrl-C that comes twice at once, as with npx, is one; a second one later is a second', () => {
  const { heard, end } = listening();
  process.emit('SIGINT', 'SIGINT');
  process.emit('SIGINT', 'SIGINT');
  expect(heard()).toBe(1);
  vi.advanceTimersByTime(299);
  process.emit('SIGINT', 'SIGINT');
  expect(heard()).toBe(1);
  vi.advanceTimersByTime(1);
  process.emit('SIGINT', 'SIGINT');
  expect(heard()).toBe(2);
  end();
});

test('a closed terminal is no second Ctrl-C, however often it is told', () => {
  const { heard, end } = listening();
  process.emit('SIGHUP', 'SIGHUP');
  vi.advanceTimersByTime(10_000);
  process.emit('SIGHUP', 'SIGHUP');
  expect(heard()).toBe(1);
  process.emit('SIGTERM', 'SIGTERM');
  expect(heard()).toBe(2);
  end();
});

test('nothing is heard any more in the end', () => {
  const before = process.listenerCount('SIGINT');
  listening().end();
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('nobody listens twice to a pipe whose reader may be gone, however often the world is asked for', () => {
  realWorld();
  const before = [process.stdout, process.stderr].map((stream) => stream.listenerCount('error'));
  realWorld();
  expect([process.stdout, process.stderr].map((stream) => stream.listenerCount('error'))).toEqual(before);
});
