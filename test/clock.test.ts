import { afterEach, expect, test, vi } from 'vitest';
import { faster, wallClock } from '../src/clock.ts';

afterEach(() => void vi.useRealTimers());

const day = 86_400_000;

test.each([
  ['back', -day],
  ['forward', day],
])('the clock goes on as ever when somebody sets that of the computer %s by a day', (_, by) => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 10 * day });
  const clock = wallClock();
  expect(clock.now()).toBe(10 * day);
  vi.advanceTimersByTime(5000);
  vi.setSystemTime(10 * day + by);
  vi.advanceTimersByTime(1000);
  expect(clock.now()).toBe(10 * day + 6000);
});

test('a clock that runs fast goes on where it was, and not before it began', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 10 * day });
  expect(faster(wallClock(), { pace: 30, since: 10 * day - 60_000 }).now()).toBe(10 * day - 60_000 + 30 * 60_000);
  const ahead = faster(wallClock(), { pace: 30, since: 11 * day });
  expect(ahead.now()).toBe(11 * day);
  vi.advanceTimersByTime(2000);
  expect(ahead.now()).toBe(11 * day + 60_000);
});
