import { describe, expect, test } from 'vitest';
import type { DurableEvent } from '../../src/state/events.ts';
import { emptyState, next, type State } from '../../src/state/state.ts';

const begun: DurableEvent = { at: 1, is: 'begun', version: 1, name: 'demo', id: 'abc' };
const pinned: DurableEvent = { at: 1, is: 'pinned', account: '123456789012', region: 'us-east-1', partition: 'aws' };
const started: DurableEvent = {
  at: 2,
  is: 'started',
  step: 'server',
  needs: ['subnets'],
  given: { needs: { subnets: { subnetIds: ['a'] } }, answers: { type: 't3.micro' } },
};
const made: DurableEvent = { at: 3, is: 'made', step: 'server', handle: { instanceId: 'i-1' } };
const ready: DurableEvent = { at: 4, is: 'ready', step: 'server', output: { instanceId: 'i-1' } };

const after = (...events: readonly DurableEvent[]): State => events.reduce(next, emptyState);

describe('the state', () => {
  test('knows of a thing what happened to it, in order', () => {
    expect(after(begun, pinned, started).steps.get('server')).toEqual({
      needs: ['subnets'],
      given: started.is === 'started' ? started.given : undefined,
      startedAt: 2,
    });
    expect(after(begun, pinned, started, made).steps.get('server')).toMatchObject({
      handle: { instanceId: 'i-1' },
      madeAt: 3,
    });
    expect(after(begun, pinned, started, made, ready).steps.get('server')?.output).toEqual({ instanceId: 'i-1' });
  });

  test('takes up a change with what the thing was given then', () => {
    const given = { needs: {}, answers: { type: 't3.small' } };
    const changed: DurableEvent = { at: 5, is: 'changed', step: 'server', given, handle: { instanceId: 'i-1' } };
    expect(after(begun, pinned, started, made, ready, changed).steps.get('server')?.given).toEqual(given);
  });

  test('remembers since when a thing has been on its way out', () => {
    const removing: DurableEvent = { at: 6, is: 'removing', step: 'server' };
    expect(after(begun, pinned, started, made, removing).steps.get('server')?.removingSince).toBe(6);
  });

  test('forgets what is gone, but counts it: the next one of its kind is another one', () => {
    const removed: DurableEvent = { at: 7, is: 'removed', step: 'server' };
    const gone = after(begun, pinned, started, made, ready, removed);
    expect(gone.steps.size).toBe(0);
    expect(gone.generations.get('server')).toBe(1);
    expect([started, made, removed].reduce(next, gone).generations.get('server')).toBe(2);
  });

  test('begins a thing anew when it is started again', () => {
    expect(after(begun, pinned, started, made, ready, started).steps.get('server')?.handle).toBeUndefined();
  });

  test('keeps the last answer to a question', () => {
    const answer = (value: string): DurableEvent => ({
      at: 2,
      is: 'answered',
      question: 'domain',
      value,
      from: 'asked',
    });
    expect(after(begun, answer('a.test'), answer('b.test')).answers.get('domain')?.value).toBe('b.test');
  });

  test('is never changed in place', () => {
    const before = after(begun, pinned, started);
    next(before, made);
    expect(before.steps.get('server')?.handle).toBeUndefined();
  });

  test.each([made, ready, { at: 1, is: 'removing', step: 'server' } as DurableEvent])(
    'cannot be that something is $is that was never started',
    (event) => {
      expect(() => after(begun, pinned, event)).toThrow(/without started: server/);
    },
  );

  test('cannot be that something rests on itself, is ready before it was made, or is in no account', () => {
    const subnets: DurableEvent = { ...started, step: 'subnets', needs: ['server'] };
    expect(() => after(begun, pinned, started, subnets)).toThrow(/rests on itself/);
    expect(() => after(begun, pinned, started, ready)).toThrow(/ready without made/);
    expect(() => after(begun, pinned, started, { ...made, handle: { arn: 'x' } }, ready)).toThrow(/something else/);
    expect(() => after(begun, started)).toThrow(/no account/);
  });
});
